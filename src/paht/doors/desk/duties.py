"""Duties as the desk shows them: how urgent, by which clause, and why the moment is what it is."""

from datetime import datetime, timedelta
from typing import Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.doors.pages.explaining import said, steps
from paht.doors.pages.words import clause_text, party_name, term_name
from paht.law.casework.case import Case, Duty
from paht.law.editions.rows import Edition

SOON = timedelta(hours=1)
"""From when on the page draws the eye; no rule hangs on it."""


def duty_state(
    *, due_at: datetime | None, now: datetime, violation_at: datetime | None = None, internal: bool = False
) -> str:
    """The state by which ``macros/status.html`` shows a due moment. Missing an internal target violates nothing."""
    if due_at is None:
        return "in_time"
    if violation_at is not None and now > violation_at and not internal:
        return "violation"
    if now > due_at:
        return "overdue"
    return "due_soon" if due_at - now <= SOON else "in_time"


def open_duties(
    case: Case, *, edition: Edition, jurisdiction: Jurisdiction, agencies: dict[str, str], now: datetime
) -> list[dict[str, Any]]:
    """What the case owes now, the first due first, each with its explanation."""
    return [
        _told(duty, edition, jurisdiction, agencies, now)
        for duty in sorted(case.duties, key=lambda duty: (duty.due_at, duty.number))
    ]


def _told(
    duty: Duty, edition: Edition, jurisdiction: Jurisdiction, agencies: dict[str, str], now: datetime
) -> dict[str, Any]:
    return {
        "name": term_name(edition, duty.term),
        "clause": clause_text(duty.clause),
        "holder": party_name(duty.holder, edition=edition, agency=agencies.get(duty.body or "", "")),
        "due_at": duty.due_at,
        "violation_at": duty.violation_at,
        "internal": duty.internal,
        "state": duty_state(
            due_at=duty.due_at, now=now, violation_at=duty.violation_at, internal=duty.internal
        ),
        "said": said(duty, edition),
        "steps": steps(duty, edition, jurisdiction),
    }
