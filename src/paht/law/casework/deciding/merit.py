"""What a report proved to be worth, once the case has ended."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank, without_sender
from paht.law.editions.rows import Edition


def _propose_commendation(inquiry: Inquiry, command: c.ProposeCommendation) -> Decision:
    return blank(inquiry, command.reason, "reason") or (e.CommendationProposed(reason=command.reason),)


def _mark_false(inquiry: Inquiry, command: c.MarkFalse) -> Decision:
    return blank(inquiry, command.finding, "finding") or (e.FoundFalse(finding=command.finding),)


def _not_commended(case: Case, edition: Edition) -> Refused | None:
    """Once, for a report that has a sender and is not false."""
    clause = edition.by_command[c.ProposeCommendation].clause
    if case.commended_at is not None:
        return Refused(clause, "Phản ánh này đã được đề nghị khen thưởng.")
    if case.found_false_at is not None:
        return Refused(clause, "Phản ánh đã được kết luận không đúng sự thật nên không đề nghị khen thưởng.")
    return without_sender(case, clause)


def _not_false(case: Case, edition: Edition) -> Refused | None:
    """Once, for a report that has a sender and was not commended."""
    clause = edition.by_command[c.MarkFalse].clause
    if case.found_false_at is not None:
        return Refused(clause, "Phản ánh này đã được kết luận không đúng sự thật.")
    if case.commended_at is not None:
        return Refused(clause, "Phản ánh đã được đề nghị khen thưởng nên không kết luận không đúng sự thật.")
    return without_sender(case, clause)


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.ProposeCommendation: _propose_commendation,
    c.MarkFalse: _mark_false,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    c.ProposeCommendation: _not_commended,
    c.MarkFalse: _not_false,
}
