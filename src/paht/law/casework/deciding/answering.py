"""Checking a result, answering the sender, publishing, rating."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused, Written
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank, charged, ground_of
from paht.law.casework.deciding.interacting import clarifications
from paht.law.casework.publicity import is_private
from paht.law.editions.rows import Edition


def _return_result(inquiry: Inquiry, command: c.ReturnResult) -> Decision:
    ground = ground_of(inquiry.edition.result_grounds, command.ground)
    if ground is None:
        clause = inquiry.edition.by_command[c.ReturnResult].clause
        return Refused(clause, "Xin chọn điểm chưa bảo đảm của kết quả.", field="ground")
    before = charged(inquiry, command)
    if ground.only_again and before.times_returned == 0:
        return Refused(
            ground.clause, "Kết quả chưa từng được trả lại; xin chọn điểm chưa bảo đảm.", field="ground"
        )
    return blank(inquiry, command.note, "note") or (
        e.ResultReturned(
            assignment=command.assignment,
            ground=ground.key,
            note=command.note,
            to_leader=inquiry.edition.result_goes_to_leader,
        ),
    )


def _publish(inquiry: Inquiry, command: c.Publish) -> Decision:
    """What was accepted as non-public is answered and never published (VL.10.2, ST.9.3.b), what touches a state
    secret is answered outside the system (VL.13.1.b, ST.9.3.c)."""
    if inquiry.case.secret_reference is not None:
        return _answer_elsewhere(inquiry, command, inquiry.case.secret_reference)
    refused = blank(inquiry, command.answer, "answer")
    if refused:
        return refused
    if is_private(inquiry.case):
        return (e.AnsweredPrivately(answer=command.answer),)
    return (e.Published(answer=command.answer),)


def _answer_elsewhere(inquiry: Inquiry, command: c.Publish, reference: Written) -> Decision:
    """What touches a state secret is answered under the law on state secrets: no word of it enters here."""
    if command.answer.is_blank:
        return (e.AnsweredElsewhere(reference=reference),)
    return Refused(
        inquiry.edition.by_command[c.MarkSecret].clause,
        "Phản ánh có nội dung bí mật nhà nước: việc trả lời theo pháp luật về bảo vệ bí mật nhà nước, "
        "không ghi nội dung trả lời vào hệ thống.",
        field="answer",
    )


def _rate(inquiry: Inquiry, command: c.Rate) -> Decision:
    levels = {level.key: level for level in inquiry.edition.levels}
    clause = inquiry.edition.by_command[c.Rate].clause
    if command.level not in levels:
        names = ", ".join(level.name for level in levels.values())
        return Refused(clause, f"Xin chọn một mức: {names}.", field="level")
    if inquiry.case.rating is not None:
        return Refused(clause, "Ông/bà đã đánh giá kết quả này. Trân trọng cảm ơn.")
    rated = e.Rated(level=command.level, comment=command.comment)
    if not levels[command.level].asks_clarification:
        return (rated,)
    return (rated, *clarifications(inquiry.case, command.comment))


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.ReturnResult: _return_result,
    c.Publish: _publish,
    c.Rate: _rate,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}
