"""Verifying a sender's identity, or a content, by call, SMS or e-mail."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused, Request
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank, ground_of, without_sender
from paht.law.casework.states import RequestKind, RequestState, Subject, Way
from paht.law.editions.rows import Edition


def _request_verification(inquiry: Inquiry, command: c.RequestVerification) -> Decision:
    clause = inquiry.edition.by_command[c.RequestVerification].clause
    matter = ground_of(inquiry.edition.verification_matters, command.matter)
    if matter is None:
        return Refused(clause, "Xin chọn nội dung cần xác minh.", field="matter")
    if matter.first_time_only and not inquiry.case.first_time:
        return Refused(
            matter.clause,
            "Chỉ xác minh thông tin cá nhân đối với người gửi phản ánh lần đầu; người này đã gửi phản ánh trước đó.",
            field="matter",
        )
    if command.way not in set(Way):
        return Refused(
            clause, "Xin chọn cách liên hệ: gọi điện thoại, gửi SMS hoặc thư điện tử.", field="way"
        )
    return blank(inquiry, command.note, "note") or (
        e.VerificationRequested(
            request=len(inquiry.case.requests) + 1, matter=matter.key, way=command.way, note=command.note
        ),
    )


def _answer_verification(inquiry: Inquiry, command: c.AnswerVerification) -> Decision:
    if command.answer.is_blank:
        clause = inquiry.edition.by_command[c.AnswerVerification].clause
        return Refused(clause, "Xin ghi nội dung trả lời theo yêu cầu xác minh.", field="answer")
    return (e.VerificationAnswered(request=command.request, answer=command.answer),)


def _record_verification(inquiry: Inquiry, command: c.RecordVerification) -> Decision:
    edition = inquiry.edition
    clause = edition.by_command[c.RecordVerification].clause
    if command.outcome not in ("verified", "wrong", "not_reached"):
        return Refused(clause, "Xin chọn kết quả xác minh.", field="outcome")
    if command.way not in set(Way):
        return Refused(
            clause, "Xin chọn cách liên hệ: gọi điện thoại, gửi SMS hoặc thư điện tử.", field="way"
        )
    return blank(inquiry, command.note, "note") or (_outcome(inquiry, command),)


def _outcome(inquiry: Inquiry, command: c.RecordVerification) -> e.RequestBody:
    number, way, note = command.request, command.way, command.note
    if command.outcome == "verified":
        return e.VerificationSucceeded(request=number, way=way, note=note)
    if command.outcome == "not_reached":
        return e.VerificationTried(request=number, way=way, note=note)
    clause = _clause_of_wrong(inquiry.edition, _asked(inquiry.case, command))
    return e.VerificationFailed(request=number, way=way, note=note, clause=clause)


def _clause_of_wrong(edition: Edition, request: Request) -> str:
    """What a verified matter that is wrong is refused by (VL.8.2.6 for personal information)."""
    matter = ground_of(edition.verification_matters, request.grounds[0])
    assert matter is not None, "the matter was one of the edition's when it was asked"
    refusal = ground_of(edition.refusal_grounds, matter.refusal)
    assert refusal is not None, "a matter names a ground of refusal"
    return refusal.clause


def _lapse_verification(inquiry: Inquiry, command: c.LapseVerification) -> Decision:
    clause = inquiry.edition.verification_lapse_clause
    assert clause is not None, "an edition with this step names the clause"
    owed = [
        d for d in inquiry.case.duties if d.subject is Subject.REQUEST and d.subject_number == command.request
    ]
    if not owed or inquiry.now <= owed[0].due_at:
        return Refused(clause, "Thời hạn xác minh chưa hết.")
    return (e.VerificationLapsed(request=command.request, clause=clause),)


def _asked(case: Case, command: c.RequestCommand) -> Request:
    (request,) = (r for r in case.requests if r.number == command.request)
    return request


def _nothing_asked(case: Case, edition: Edition) -> Refused | None:
    """The sender owes one thing at a time, and there must be a sender."""
    clause = edition.by_command[c.RequestVerification].clause
    open_ = {r.kind for r in case.requests if r.state is RequestState.OPEN}
    if open_ & {RequestKind.SUPPLEMENT, RequestKind.VERIFICATION}:
        return Refused(
            clause, "Phản ánh đang chờ người gửi bổ sung hoặc xác minh; chưa thể yêu cầu thêm lần nữa."
        )
    return without_sender(case, clause)


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.RequestVerification: _request_verification,
    c.AnswerVerification: _answer_verification,
    c.RecordVerification: _record_verification,
    c.LapseVerification: _lapse_verification,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    c.RequestVerification: _nothing_asked,
}
