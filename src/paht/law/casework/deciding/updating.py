"""What an agency adds to a result that was answered already (VL.12.4.b)."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank
from paht.law.casework.states import Stage
from paht.law.editions.rows import Edition


def _offer(inquiry: Inquiry, command: c.OfferUpdate) -> Decision:
    return blank(inquiry, command.text, "text") or (
        e.UpdateOffered(
            request=len(inquiry.case.requests) + 1,
            assignment=command.assignment,
            text=command.text,
            files=command.files,
        ),
    )


def _post(inquiry: Inquiry, command: c.PostUpdate) -> Decision:
    return blank(inquiry, command.text, "text") or (
        e.UpdatePosted(request=command.request, text=command.text),
    )


def _decline(inquiry: Inquiry, command: c.DeclineUpdate) -> Decision:
    return blank(inquiry, command.reason, "reason") or (
        e.UpdateDeclined(request=command.request, reason=command.reason),
    )


def _answered(case: Case, edition: Edition) -> Refused | None:
    """Only what was answered can be brought up to date; a withdrawn or refused case has no result."""
    if case.stage in (Stage.PUBLISHED, Stage.ANSWERED):
        return None
    step = edition.by_command[c.OfferUpdate]
    return Refused(step.clause, step.otherwise)


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.OfferUpdate: _offer,
    c.PostUpdate: _post,
    c.DeclineUpdate: _decline,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {c.OfferUpdate: _answered}
