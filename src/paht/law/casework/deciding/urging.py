"""Following, urging, reminding."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank
from paht.law.editions.rows import Edition


def _urge(inquiry: Inquiry, command: c.Urge) -> Decision:
    """An urging changes no term and no holder: it is told and stands in the record."""
    return blank(inquiry, command.note, "note") or (
        e.Urged(assignment=command.assignment, note=command.note),
    )


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {c.Urge: _urge}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}
