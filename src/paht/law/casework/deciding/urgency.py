"""Something urgent: the alarm, the call to act at once, and what the body called does."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Assignment, Case, Finding, Refused
from paht.law.casework.deciding.cooperation import after_answer
from paht.law.casework.deciding.inquiry import (
    Decision,
    Inquiry,
    blank,
    charged,
    ground_of,
    internal_procedure,
)
from paht.law.casework.states import AlarmSource, AssignmentRole, AssignmentState, Stage
from paht.law.editions.rows import Edition

PHONE_CHECK = "phone_check"
"""The one finding of an urgent verification: ``pass`` where the sender was reached, else ``override`` with the note."""

ALARM_TERMS = frozenset({"alarm", "alarm_repeated"})
"""The internal targets after which an alarm goes to the next on duty."""

_BEFORE_RESULT = frozenset(
    {
        AssignmentState.DISPATCHED,
        AssignmentState.RECEIVED,
        AssignmentState.LEADING,
        AssignmentState.HANDLING,
    }
)
"""Where an agency is called from; a lead that waits for others is not: they are."""
_CALLED = frozenset({AssignmentState.SUMMONED, AssignmentState.RESPONDING})


def _raise_alarm(inquiry: Inquiry, command: c.RaiseAlarm) -> Decision:
    clause = inquiry.edition.by_command[c.RaiseAlarm].clause
    if ground_of(inquiry.edition.urgent_kinds, command.kind) is None:
        return Refused(clause, "Xin chọn loại sự việc khẩn cấp.", field="kind")
    return blank(inquiry, command.note, "note") or (
        e.AlarmRaised(kind=command.kind, source=AlarmSource.OFFICER, note=command.note),
        *_called(inquiry.case),
    )


def _called(case: Case) -> tuple[e.UrgencyOrdered, ...]:
    """Every agency that is at work on it already is called at once."""
    return tuple(_ordered(case, a.number) for a in case.assignments if a.state in _BEFORE_RESULT)


def _ordered(case: Case, number: int) -> e.UrgencyOrdered:
    """The call to act; nobody waits for the masking of what must be known at once, but for a state secret."""
    return e.UrgencyOrdered(
        assignment=number, unmasked=not _says_nothing(case) and case.secret_reference is None
    )


def _says_nothing(case: Case) -> bool:
    """Whether the sender described nothing; something urgent may come without a word."""
    return case.original is None or case.original.is_blank


def _lower_alarm(inquiry: Inquiry, command: c.LowerAlarm) -> Decision:
    resumed = tuple(
        e.OrdinaryResumed(assignment=a.number, state=_ordinary(a))
        for a in inquiry.case.assignments
        if a.state in _CALLED
    )
    return blank(inquiry, command.reason, "reason") or (e.AlarmLowered(reason=command.reason), *resumed)


def _ordinary(assignment: Assignment) -> AssignmentState:
    """Where an agency that was called stands in the ordinary course."""
    if assignment.received_at is None:
        return AssignmentState.DISPATCHED
    if assignment.role is AssignmentRole.LEAD:
        return AssignmentState.LEADING
    return AssignmentState.RECEIVED if assignment.begun_at is None else AssignmentState.HANDLING


def _pass_alarm(inquiry: Inquiry, command: c.PassAlarm) -> Decision:
    clause = inquiry.edition.by_command[c.PassAlarm].clause
    waiting = [duty for duty in inquiry.case.duties if duty.term in ALARM_TERMS]
    if not waiting or inquiry.now <= waiting[0].due_at:
        return Refused(clause, "Người đang trực còn thời gian để xử lý báo động này.")
    assert inquiry.case.alarm is not None, "an alarm's target without an alarm"
    watch = inquiry.facts.watch
    # The first on duty was called when the alarm was raised.
    place = inquiry.case.alarm.passed + 1
    return (e.AlarmPassed(to=watch[place % len(watch)] if watch else None),)


def _dispatch_urgently(inquiry: Inquiry, command: c.DispatchUrgently) -> Decision:
    case, edition = inquiry.case, inquiry.edition
    refused = _undispatchable(inquiry, command) or blank(inquiry, command.note, "note")
    if refused:
        return refused
    bodies: list[e.Body] = []
    if not case.is_urgent:
        if command.kind is None or ground_of(edition.urgent_kinds, command.kind) is None:
            clause = edition.by_command[c.DispatchUrgently].clause
            return Refused(clause, "Xin chọn loại sự việc khẩn cấp.", field="kind")
        bodies.append(e.AlarmRaised(kind=command.kind, source=AlarmSource.OFFICER, note=command.note))
        bodies += _called(case)
    if case.stage is Stage.SENT:
        bodies.append(e.Verified(findings=(_phone_check(command),)))
    if case.stage in (Stage.SENT, Stage.VERIFIED):
        unwritten = blank(inquiry, command.text, "text") if command.text else None
        unaccepted = unwritten or _unknown_ground(inquiry, command)
        if unaccepted:
            return unaccepted
        unreleased = case.original if command.text is None and not _says_nothing(case) else None
        ground = command.non_public_ground
        # Where the ground wants a reason, the note of the urgent call is one.
        why = command.note if ground is not None else None
        bodies.append(
            e.Accepted(
                text=command.text,
                field=case.field,
                non_public_ground=ground,
                non_public_reason=why,
                held=unreleased,
            )
        )
    number = len(case.assignments) + 1
    dispatched = e.Dispatched(
        assignment=number,
        agency=command.agency,
        role=AssignmentRole.SOLE,
        superior=inquiry.facts.agencies[command.agency].superior,
        note=command.note,
        directed=case.directed_to == command.agency,
    )
    return (*bodies, dispatched, _ordered(case, number))


def _undispatchable(inquiry: Inquiry, command: c.DispatchUrgently) -> Refused | None:
    clause = inquiry.edition.by_command[c.DispatchUrgently].clause
    agency = inquiry.facts.agencies.get(command.agency)
    if agency is None:
        return Refused(clause, "Xin chọn cơ quan xử lý có trong danh bạ.", field="agency")
    if not agency.joined:
        return Refused(
            clause,
            "Cơ quan này chưa tham gia hệ thống: xin gọi điện thoại trực tiếp và chọn cơ quan khác có chức năng.",
            field="agency",
        )
    if any(a.agency == command.agency for a in inquiry.case.handling):
        return Refused(clause, "Cơ quan này đã được giao phản ánh; xin chọn cơ quan khác.", field="agency")
    return None


def _unknown_ground(inquiry: Inquiry, command: c.DispatchUrgently) -> Refused | None:
    ground = command.non_public_ground
    if ground is None or ground_of(inquiry.edition.non_public_grounds, ground) is not None:
        return None
    clause = inquiry.edition.by_command[c.DispatchUrgently].clause
    return Refused(clause, "Xin chọn lý do tiếp nhận không công khai.", field="non_public_ground")


def _phone_check(command: c.DispatchUrgently) -> Finding:
    """The evidence is not asked for: what counts is what the phone call gave (VL.9.1)."""
    return Finding(PHONE_CHECK, "pass") if command.reached else Finding(PHONE_CHECK, "override", command.note)


def _confirm(inquiry: Inquiry, command: c.ConfirmUrgency) -> Decision:
    assignment = charged(inquiry, command)
    procedure = None if assignment.received_at else internal_procedure(inquiry, assignment)
    return blank(inquiry, command.force, "force") or (
        e.UrgencyConfirmed(assignment=command.assignment, force=command.force, procedure=procedure),
    )


def _finish(inquiry: Inquiry, command: c.FinishUrgency) -> Decision:
    assignment = charged(inquiry, command)
    clause = inquiry.edition.by_command[c.FinishUrgency].clause
    if assignment.finished_at is not None:
        return Refused(clause, "Thời điểm xử lý xong đã được ghi nhận.", field="finished_at")
    return _impossible_end(inquiry, assignment, command.finished_at, clause) or (
        e.UrgencyFinished(assignment=command.assignment, finished_at=command.finished_at),
    )


def _impossible_end(inquiry: Inquiry, assignment: Assignment, at: datetime, clause: str) -> Refused | None:
    if assignment.dispatched_at <= at <= inquiry.now:
        return None
    return Refused(
        clause,
        "Thời điểm xử lý xong phải sau khi được phân phối và không ở tương lai.",
        field="finished_at",
    )


def _enter_outcome(inquiry: Inquiry, command: c.EnterOutcome) -> Decision:
    assignment = charged(inquiry, command)
    clause = inquiry.edition.by_command[c.EnterOutcome].clause
    if command.result.is_blank:
        return Refused(clause, "Xin ghi kết quả xử lý mà cơ quan đã thông tin.", field="result")
    if command.source.is_blank:
        return Refused(clause, "Xin ghi số, ngày văn bản hoặc thư điện tử của cơ quan.", field="source")
    finished: tuple[e.Body, ...] = ()
    if assignment.finished_at is None:
        refused = _impossible_end(inquiry, assignment, command.finished_at, clause)
        if refused:
            return refused
        finished = (e.UrgencyFinished(assignment=command.assignment, finished_at=command.finished_at),)
    entered = e.OutcomeEntered(
        assignment=command.assignment, result=command.result, source=command.source, files=command.files
    )
    return (*finished, entered, *after_answer(inquiry.case, command.assignment))


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.RaiseAlarm: _raise_alarm,
    c.LowerAlarm: _lower_alarm,
    c.PassAlarm: _pass_alarm,
    c.DispatchUrgently: _dispatch_urgently,
    c.ConfirmUrgency: _confirm,
    c.FinishUrgency: _finish,
    c.EnterOutcome: _enter_outcome,
}


def _calm(case: Case, edition: Edition) -> Refused | None:
    """What is urgent is neither refused nor sent back for evidence nor put on the ordinary way: the alarm comes down
    first, by an officer and with a reason."""
    if not case.is_urgent:
        return None
    return Refused(
        edition.urgent_clause,
        "Phản ánh đang có báo động khẩn cấp: xin chuyển xử lý khẩn cấp ngay, hoặc hạ báo động có ghi lý do trước.",
    )


def _not_raised(case: Case, edition: Edition) -> Refused | None:
    if not case.is_urgent:
        return None
    return Refused(edition.urgent_clause, "Phản ánh này đã có báo động khẩn cấp.")


def _force_first(case: Case, edition: Edition) -> Refused | None:
    """Nobody waits for a direction before a force is on its way."""
    return _calm(case, edition) if case.awaits_force else None


def _raised(case: Case, edition: Edition) -> Refused | None:
    if case.is_urgent:
        return None
    return Refused(edition.urgent_clause, "Phản ánh này không có báo động khẩn cấp.")


OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    c.Refuse: _calm,
    c.RequestSupplement: _calm,
    c.RequestVerification: _calm,
    c.Dispatch: _calm,
    c.DispatchToSeveral: _calm,
    c.DispatchToLead: _calm,
    c.AskCoordinator: _calm,
    c.DraftInvitation: _calm,
    c.PassForMonitoring: _calm,
    c.Escalate: _force_first,
    c.RaiseAlarm: _not_raised,
    c.LowerAlarm: _raised,
    c.PassAlarm: _raised,
}
