"""What may be done before an agency is charged."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.admission import (
    LONGEST_DESCRIPTION,
    grounds_for,
    sending_problems,
    too_long,
    verification_problem,
)
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import (
    UNWRITTEN,
    Decision,
    Inquiry,
    all_at_once,
    blank,
    ground_of,
    without_sender,
)
from paht.law.casework.states import RequestKind, Stage, Subject
from paht.law.casework.urgency import Recognised, recognised
from paht.law.editions.rows import Edition
from paht.law.standing.locks import sending_problem


def _send(inquiry: Inquiry, command: c.Send) -> Decision:
    """Only what fits the demands on a report is taken in (VL.7.1, VL.7.3, VL.7.4, ST.4.2, ST.4.3, ST.4.4); neither a
    locked account nor a link that does not hold keeps something urgent from coming in."""
    edition = inquiry.edition
    urgent = _alarm(edition, command) is not None
    locked = sending_problem(standing=inquiry.facts.standing, edition=edition, urgent=urgent)
    unlinked = _linking_problem(inquiry, command)
    problems = sending_problems(edition=edition, command=command, now=inquiry.now)
    linking = None if urgent else unlinked
    return all_at_once((*(p for p in (locked, linking) if p), *problems)) or (
        sent(inquiry, command, sender=inquiry.actor.id, linked_to=None if unlinked else command.linked_to),
    )


def sent(
    inquiry: Inquiry, command: c.Send, *, sender: str, entered: bool = False, linked_to: str | None = None
) -> e.Sent:
    """What came in, by its sender's own hand or ``entered`` for the sender; what is urgent raises the alarm."""
    alarm = _alarm(inquiry.edition, command)
    return e.Sent(
        edition=inquiry.edition.id,
        kind=command.kind,
        field=command.field,
        channel=command.channel,
        sender=sender,
        place=command.place,
        original=command.original,
        files=command.files,
        personal_public=command.personal_public,
        declared=command.declared,
        occurrence=command.occurrence,
        happened_at=command.happened_at,
        confidential=command.confidential and inquiry.edition.confidential_clause is not None,
        linked_to=linked_to,
        first_time=inquiry.facts.first_time,
        entered=entered,
        alarm=alarm.kind if alarm else None,
        alarm_source=alarm.source if alarm else None,
    )


def _alarm(edition: Edition, command: c.Send) -> Recognised | None:
    return recognised(edition=edition, kind=command.kind, field=command.field, ticked=command.urgent)


def _linking_problem(inquiry: Inquiry, command: c.Send) -> Refused | None:
    """A report takes up again an answered one of the same sender's, and nothing else (VL.5.6)."""
    if command.linked_to is None:
        return None
    clause, linked = inquiry.edition.link_clause, inquiry.facts.linked
    if clause is None:
        return Refused(
            inquiry.edition.own_clause, "Quy chế đang áp dụng không quy định phản ánh mới liên kết."
        )
    if linked is None or linked.sender != inquiry.actor.id:
        reason = "Chỉ liên kết được với phản ánh của chính ông/bà: xin dùng đúng số điện thoại đã gửi phản ánh trước."
        return Refused(clause, reason, field="phone")
    if linked.stage not in (Stage.PUBLISHED, Stage.ANSWERED):
        reason = "Phản ánh trước chưa có kết quả trả lời nên chưa thể gửi phản ánh mới liên kết."
        return Refused(clause, reason)
    return None


def _verify(inquiry: Inquiry, command: c.Verify) -> Decision:
    problem = verification_problem(edition=inquiry.edition, case=inquiry.case, findings=command.findings)
    return problem or (e.Verified(findings=command.findings),)


def _request_supplement(inquiry: Inquiry, command: c.RequestSupplement) -> Decision:
    clause = inquiry.edition.by_command[c.RequestSupplement].clause
    known = {ground.key for ground in grounds_for(inquiry.edition.supplement_grounds, inquiry.case)}
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
    ground = ground_of(grounds_for(inquiry.edition.refusal_grounds, inquiry.case), command.ground)
    if ground is None:
        clause = inquiry.edition.by_command[c.Refuse].clause
        return Refused(clause, "Xin chọn lý do từ chối theo quy chế.", field="ground")
    return blank(inquiry, command.reason, "reason") or (
        e.CaseRefused(ground=ground.clause, reason=command.reason),
    )


def _accept(inquiry: Inquiry, command: c.Accept) -> Decision:
    return (
        _non_public_problem(inquiry, command)
        or blank(inquiry, command.held or command.text or UNWRITTEN, "text")
        or (
            e.Accepted(
                text=None if command.held else command.text,
                held=command.held,
                masked=() if command.held else command.masked,
                field=command.field,
                non_public_ground=command.non_public_ground,
                non_public_reason=command.non_public_reason,
            ),
        )
    )


def _non_public_problem(inquiry: Inquiry, command: c.Accept) -> Refused | None:
    """The list of grounds is open (VL.10.2): on its last ones the officer writes what makes it so."""
    if command.non_public_ground is None:
        return None
    ground = ground_of(inquiry.edition.non_public_grounds, command.non_public_ground)
    if ground is None:
        clause = inquiry.edition.by_command[c.Accept].clause
        return Refused(clause, "Xin chọn lý do tiếp nhận không công khai.", field="non_public_ground")
    unsaid = command.non_public_reason is None or command.non_public_reason.is_blank
    if ground.needs_reason and unsaid:
        reason = f"Xin ghi rõ vì sao không công khai: {ground.name[0].lower()}{ground.name[1:]}."
        return Refused(ground.clause, reason, field="non_public_reason")
    return None


def _withdraw(inquiry: Inquiry, command: c.Withdraw) -> Decision:
    return (e.Withdrawn(),)


def _no_open_supplement(case: Case, edition: Edition) -> Refused | None:
    """The sender owes one thing at a time, and there must be a sender."""
    clause = edition.by_command[c.RequestSupplement].clause
    waits = case.open_request(RequestKind.SUPPLEMENT) or case.open_request(RequestKind.VERIFICATION)
    if waits is None:
        return without_sender(case, clause)
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
