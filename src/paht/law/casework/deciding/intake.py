"""What may be done before an agency is charged."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.admission import LONGEST_DESCRIPTION, sending_problems, too_long, verification_problem
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank, ground_of
from paht.law.casework.states import RequestKind, Subject
from paht.law.casework.urgency import recognised
from paht.law.editions.rows import Edition


def _send(inquiry: Inquiry, command: c.Send) -> Decision:
    """Only what fits the demands on a report is taken in (VL.7.1, VL.7.3, VL.7.4, ST.4.2, ST.4.3, ST.4.4)."""
    alarm = recognised(edition=inquiry.edition, kind=command.kind, field=command.field, ticked=command.urgent)
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
            alarm=alarm.kind if alarm else None,
            alarm_source=alarm.source if alarm else None,
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
    return blank(inquiry, command.guidance, "guidance") or (
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
    ground = ground_of(inquiry.edition.refusal_grounds, command.ground)
    if ground is None:
        clause = inquiry.edition.by_command[c.Refuse].clause
        return Refused(clause, "Xin chọn lý do từ chối theo quy chế.", field="ground")
    return blank(inquiry, command.reason, "reason") or (
        e.CaseRefused(ground=ground.clause, reason=command.reason),
    )


def _accept(inquiry: Inquiry, command: c.Accept) -> Decision:
    ground = command.non_public_ground
    if ground is not None and ground_of(inquiry.edition.non_public_grounds, ground) is None:
        clause = inquiry.edition.by_command[c.Accept].clause
        return Refused(clause, "Xin chọn lý do tiếp nhận không công khai.", field="non_public_ground")
    return blank(inquiry, command.text, "text") or (
        e.Accepted(text=command.text, field=command.field, non_public_ground=ground),
    )


def _withdraw(inquiry: Inquiry, command: c.Withdraw) -> Decision:
    return (e.Withdrawn(),)


def _no_open_supplement(case: Case, edition: Edition) -> Refused | None:
    """A supplement is asked for once at a time."""
    if case.open_request(RequestKind.SUPPLEMENT) is None:
        return None
    clause = edition.by_command[c.RequestSupplement].clause
    return Refused(clause, "Phản ánh đang chờ người gửi bổ sung; chưa thể yêu cầu thêm lần nữa.")


def _not_yet_begun(case: Case, edition: Edition) -> Refused | None:
    """The sender may withdraw as long as no agency has begun handling (VL.8.2.10)."""
    if not any(a.state.is_open and a.begun_at is not None for a in case.assignments):
        return None
    step = edition.by_command[c.Withdraw]
    return Refused(step.clause, step.otherwise)


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.Send: _send,
    c.Verify: _verify,
    c.RequestSupplement: _request_supplement,
    c.Supplement: _supplement,
    c.LapseSupplement: _lapse_supplement,
    c.Refuse: _refuse,
    c.Accept: _accept,
    c.Withdraw: _withdraw,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    c.RequestSupplement: _no_open_supplement,
    c.Withdraw: _not_yet_begun,
}
