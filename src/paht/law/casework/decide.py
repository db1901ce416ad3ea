"""``decide(case, command, …)``: what follows from a command, or why it is refused. Pure and total.

What a user can cause is a :class:`Refused` that cites its clause; what only a bug can cause is an assertion.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime
from types import MappingProxyType
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.admission import LONGEST_DESCRIPTION, sending_problems, too_long, verification_problem
from paht.law.casework.authority import number_of, objection
from paht.law.casework.case import Actor, Assignment, Case, Refused, Written
from paht.law.casework.duties import ended_by, moved_by, opened_by
from paht.law.casework.evolve import apply, settle
from paht.law.casework.states import (
    AssignmentRole,
    Kind,
    Subject,
)
from paht.law.editions.rows import Edition, Ground
from paht.law.worktime import Calendar, due


@dataclass(frozen=True, slots=True)
class AgencyFact:
    """An agency as it stands outside the case: whether it has joined, and its superior body."""

    id: str
    joined: bool
    superior: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What lies outside the case, read under the same lock."""

    agencies: MappingProxyType[str, AgencyFact] = default(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Everything a decision may look at."""

    case: Case
    actor: Actor
    facts: Facts
    now: datetime
    edition: Edition
    calendar: Calendar


Decision = tuple[e.Body, ...] | Refused


def decide(
    case: Case,
    command: c.Command,
    *,
    actor: Actor,
    facts: Facts,
    now: datetime,
    edition: Edition,
    calendar: Calendar,
) -> tuple[e.Event, ...] | Refused:
    """The events that follow from the command, or the refusal with its clause."""
    inquiry = Inquiry(case, actor, facts, now, edition, calendar)
    refused = objection(
        case=case, actor=actor, edition=edition, command=type(command), number=number_of(command)
    )
    if refused is not None:
        return refused
    decision = _DECIDERS[type(command)](inquiry, command)
    if isinstance(decision, Refused):
        return decision
    return _events(inquiry, decision)


def _events(inquiry: Inquiry, bodies: tuple[e.Body, ...]) -> tuple[e.Event, ...]:
    case, now, events = inquiry.case, inquiry.now, []
    for body in bodies:
        after = apply(case, body, now)
        ended = ended_by(before=case, after=after, body=body, at=now, edition=inquiry.edition)
        opened = opened_by(
            before=case, after=after, body=body, at=now, edition=inquiry.edition, calendar=inquiry.calendar
        )
        event = e.Event(body=body, at=now, actor=inquiry.actor, opened=opened, ended=ended)
        events.append(event)
        case = settle(after, event)
    return tuple(events)


def _blank(inquiry: Inquiry, text: Written, field: str) -> Refused | None:
    """Every hand-over carries a written content (VL.4.4)."""
    if text.is_blank:
        return Refused(
            inquiry.edition.writing_clause,
            "Nội dung trao đổi phải rõ ràng, cụ thể: xin ghi nội dung trước khi chuyển.",
            field=field,
        )
    return None


def _ground(grounds: Iterable[Ground], key: str) -> Ground | None:
    return next((ground for ground in grounds if ground.key == key), None)


def _send(inquiry: Inquiry, command: c.Send) -> Decision:
    problems = sending_problems(edition=inquiry.edition, command=command)
    if problems:
        first, *others = problems
        return Refused(first.clause, first.reason, first.field, tuple(others))
    return (
        e.Sent(
            edition=inquiry.edition.id,
            kind=command.kind,
            field=command.field,
            channel=command.channel,
            sender=inquiry.actor.id,
            place=command.place,
            original=command.original,
            files=command.files,
            personal_public=command.personal_public,
        ),
    )


def _verify(inquiry: Inquiry, command: c.Verify) -> Decision:
    problem = verification_problem(edition=inquiry.edition, kind=inquiry.case.kind, findings=command.findings)
    return problem or (e.Verified(findings=command.findings),)


def _request_supplement(inquiry: Inquiry, command: c.RequestSupplement) -> Decision:
    clause = inquiry.edition.by_command[c.RequestSupplement].clause
    known = {ground.key for ground in inquiry.edition.supplement_grounds}
    if not command.grounds or not known.issuperset(command.grounds):
        return Refused(clause, "Xin chọn ít nhất một lý do chưa bảo đảm điều kiện.", field="grounds")
    number = len(inquiry.case.requests) + 1
    return _blank(inquiry, command.guidance, "guidance") or (
        e.SupplementRequested(request=number, grounds=command.grounds, guidance=command.guidance),
    )


def _supplement(inquiry: Inquiry, command: c.Supplement) -> Decision:
    if command.original.is_blank and not command.files:
        clause = inquiry.edition.by_command[c.Supplement].clause
        return Refused(clause, "Xin bổ sung nội dung hoặc hình ảnh theo hướng dẫn.", field="description")
    if command.original.characters > LONGEST_DESCRIPTION:
        return too_long(inquiry.edition)
    return (e.Supplemented(request=command.request, original=command.original, files=command.files),)


def _lapse_supplement(inquiry: Inquiry, command: c.LapseSupplement) -> Decision:
    clause = inquiry.edition.supplement_lapse_clause
    assert clause is not None, "an edition with this step names the clause"
    owed = [
        d for d in inquiry.case.duties if d.subject is Subject.REQUEST and d.subject_number == command.request
    ]
    if not owed or inquiry.now <= owed[0].due_at:
        return Refused(clause, "Thời hạn bổ sung chưa hết.")
    return (e.SupplementLapsed(request=command.request, clause=clause),)


def _refuse(inquiry: Inquiry, command: c.Refuse) -> Decision:
    ground = _ground(inquiry.edition.refusal_grounds, command.ground)
    if ground is None:
        clause = inquiry.edition.by_command[c.Refuse].clause
        return Refused(clause, "Xin chọn lý do từ chối theo quy chế.", field="ground")
    return _blank(inquiry, command.reason, "reason") or (
        e.CaseRefused(ground=ground.clause, reason=command.reason),
    )


def _accept(inquiry: Inquiry, command: c.Accept) -> Decision:
    ground = command.non_public_ground
    if ground is not None and _ground(inquiry.edition.non_public_grounds, ground) is None:
        clause = inquiry.edition.by_command[c.Accept].clause
        return Refused(clause, "Xin chọn lý do tiếp nhận không công khai.", field="non_public_ground")
    return _blank(inquiry, command.text, "text") or (
        e.Accepted(text=command.text, field=command.field, non_public_ground=ground),
    )


def _dispatch(inquiry: Inquiry, command: c.Dispatch) -> Decision:
    clause = inquiry.edition.by_command[c.Dispatch].clause
    agency = inquiry.facts.agencies.get(command.agency)
    if agency is None:
        return Refused(clause, "Xin chọn cơ quan xử lý có trong danh bạ.", field="agency")
    if not agency.joined:
        return Refused(
            clause, "Cơ quan này chưa tham gia hệ thống; cần gửi công văn mời tham gia trước.", field="agency"
        )
    return _blank(inquiry, command.note, "note") or (
        e.Dispatched(
            assignment=len(inquiry.case.assignments) + 1,
            agency=agency.id,
            role=AssignmentRole.SOLE,
            superior=agency.superior,
            note=command.note,
        ),
    )


def _receive(inquiry: Inquiry, command: c.Receive) -> Decision:
    return (e.Received(assignment=command.assignment),)


def _return_assignment(inquiry: Inquiry, command: c.ReturnAssignment) -> Decision:
    ground = _ground(inquiry.edition.return_grounds, command.ground)
    if ground is None:
        clause = inquiry.edition.by_command[c.ReturnAssignment].clause
        return Refused(clause, "Xin chọn lý do trả lại theo quy chế.", field="ground")
    late = _window_is_over(inquiry, _assignment(inquiry, command), ground)
    if late and ground.only_in_window:
        return Refused(
            ground.clause,
            "Đã quá thời hạn được trả lại để yêu cầu cung cấp thêm thông tin; cơ quan tiếp tục xử lý theo quy chế.",
            field="ground",
        )
    if ground.names_responsible and not (command.responsible or "").strip():
        return Refused(ground.clause, "Xin cho biết cơ quan có trách nhiệm xử lý.", field="responsible")
    return _blank(inquiry, command.note, "note") or (
        e.AssignmentReturned(
            assignment=command.assignment,
            ground=ground.key,
            note=command.note,
            responsible=command.responsible,
            late=late,
        ),
    )


def _window_is_over(inquiry: Inquiry, assignment: Assignment, ground: Ground) -> bool:
    """Whether the ground's window, counted from the agency's receipt, has passed."""
    window = inquiry.edition.term(ground.key)
    start = assignment.received_at or inquiry.now
    moment = due(
        calendar=inquiry.calendar, start=start, length=window.length, count=inquiry.edition.day_count
    )
    return inquiry.now > moment.due_at


def _begin_handling(inquiry: Inquiry, command: c.BeginHandling) -> Decision:
    return (e.HandlingBegun(assignment=command.assignment),)


def _record_result(inquiry: Inquiry, command: c.RecordResult) -> Decision:
    edition = inquiry.edition
    if command.result.is_blank:
        clause = edition.by_command[c.RecordResult].clause
        return Refused(clause, "Kết quả phải trả lời đúng nội dung được phản ánh.", field="result")
    case = inquiry.case
    shows = case.kind is Kind.REPORT and case.field.value in edition.after_photo_fields
    needs_photo = edition.after_photo_clause and shows
    if needs_photo and not any(file.is_picture for file in command.files):
        assert edition.after_photo_clause is not None
        return Refused(
            edition.after_photo_clause,
            "Lĩnh vực này cần hình ảnh sau xử lý: xin đính kèm ít nhất một ảnh đã xử lý.",
            field="files",
        )
    return (e.ResultRecorded(assignment=command.assignment, result=command.result, files=command.files),)


def _submit_result(inquiry: Inquiry, command: c.SubmitResult) -> Decision:
    return _blank(inquiry, command.note, "note") or (
        e.ResultSubmitted(assignment=command.assignment, note=command.note),
    )


def _approve_result(inquiry: Inquiry, command: c.ApproveResult) -> Decision:
    return _blank(inquiry, command.note, "note") or (
        e.ResultApproved(assignment=command.assignment, note=command.note),
    )


def _reject_result(inquiry: Inquiry, command: c.RejectResult) -> Decision:
    return _blank(inquiry, command.note, "note") or (
        e.ResultRejected(assignment=command.assignment, note=command.note),
    )


def _return_result(inquiry: Inquiry, command: c.ReturnResult) -> Decision:
    ground = _ground(inquiry.edition.result_grounds, command.ground)
    if ground is None:
        clause = inquiry.edition.by_command[c.ReturnResult].clause
        return Refused(clause, "Xin chọn điểm chưa bảo đảm của kết quả.", field="ground")
    return _blank(inquiry, command.note, "note") or (
        e.ResultReturned(
            assignment=command.assignment,
            ground=ground.key,
            note=command.note,
            to_leader=inquiry.edition.result_goes_to_leader,
        ),
    )


def _publish(inquiry: Inquiry, command: c.Publish) -> Decision:
    refused = _blank(inquiry, command.answer, "answer")
    if refused:
        return refused
    if inquiry.case.non_public_ground is not None:
        return (e.AnsweredPrivately(answer=command.answer),)
    return (e.Published(answer=command.answer),)


def _rate(inquiry: Inquiry, command: c.Rate) -> Decision:
    levels = {level.key: level for level in inquiry.edition.levels}
    clause = inquiry.edition.by_command[c.Rate].clause
    if command.level not in levels:
        names = ", ".join(level.name for level in levels.values())
        return Refused(clause, f"Xin chọn một mức: {names}.", field="level")
    if inquiry.case.rating is not None:
        return Refused(clause, "Ông/bà đã đánh giá kết quả này. Trân trọng cảm ơn.")
    return (e.Rated(level=command.level, comment=command.comment),)


def _move_terms(inquiry: Inquiry, command: c.MoveTerms) -> Decision:
    """Open terms move later only; where none does, there is nothing to record."""
    moved = moved_by(case=inquiry.case, edition=inquiry.edition, calendar=inquiry.calendar)
    return (e.TermMoved(moved=moved, calendar_version=command.calendar_version),) if moved else ()


def _withdraw(inquiry: Inquiry, command: c.Withdraw) -> Decision:
    return (e.Withdrawn(),)


def _assignment(inquiry: Inquiry, command: c.AssignmentCommand) -> Assignment:
    assignment = inquiry.case.assignment(command.assignment)
    assert assignment is not None, "the table has been asked before"
    return assignment


_DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.Send: _send,
    c.Verify: _verify,
    c.RequestSupplement: _request_supplement,
    c.Supplement: _supplement,
    c.LapseSupplement: _lapse_supplement,
    c.Refuse: _refuse,
    c.Accept: _accept,
    c.Dispatch: _dispatch,
    c.Receive: _receive,
    c.ReturnAssignment: _return_assignment,
    c.BeginHandling: _begin_handling,
    c.RecordResult: _record_result,
    c.SubmitResult: _submit_result,
    c.ApproveResult: _approve_result,
    c.RejectResult: _reject_result,
    c.ReturnResult: _return_result,
    c.Publish: _publish,
    c.Rate: _rate,
    c.Withdraw: _withdraw,
    c.MoveTerms: _move_terms,
}

COMMANDS: tuple[type[c.Command], ...] = tuple(_DECIDERS)

__all__ = ["COMMANDS", "AgencyFact", "Facts", "decide"]
