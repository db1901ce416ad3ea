"""Terms that follow the calendar."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry
from paht.law.casework.duties import moved_by
from paht.law.editions.rows import Edition


def _move_terms(inquiry: Inquiry, command: c.MoveTerms) -> Decision:
    """Open terms move later only; where none does, there is nothing to record."""
    moved = moved_by(case=inquiry.case, edition=inquiry.edition, calendar=inquiry.calendar)
    return (e.TermMoved(moved=moved, calendar_version=command.calendar_version),) if moved else ()


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.MoveTerms: _move_terms,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}
