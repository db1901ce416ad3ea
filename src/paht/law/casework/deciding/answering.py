"""Checking a result, answering the sender, publishing, rating."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank, ground_of
from paht.law.editions.rows import Edition


def _return_result(inquiry: Inquiry, command: c.ReturnResult) -> Decision:
    ground = ground_of(inquiry.edition.result_grounds, command.ground)
    if ground is None:
        clause = inquiry.edition.by_command[c.ReturnResult].clause
        return Refused(clause, "Xin chọn điểm chưa bảo đảm của kết quả.", field="ground")
    return blank(inquiry, command.note, "note") or (
        e.ResultReturned(
            assignment=command.assignment,
            ground=ground.key,
            note=command.note,
            to_leader=inquiry.edition.result_goes_to_leader,
        ),
    )


def _publish(inquiry: Inquiry, command: c.Publish) -> Decision:
    """What was accepted as non-public is answered and never published (VL.10.2, ST.9.3.b)."""
    refused = blank(inquiry, command.answer, "answer")
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


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.ReturnResult: _return_result,
    c.Publish: _publish,
    c.Rate: _rate,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}
