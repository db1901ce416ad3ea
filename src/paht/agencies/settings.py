"""What an agency settles for itself: its internal procedure, own shorter terms, own working hours for reminders.

A change is a new, dated row; what was received before it goes on by the one that it was received under.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import InternalProcedure
from paht.law.casework.case import Refused
from paht.law.casework.settings import settings_problems
from paht.law.casework.states import Procedure
from paht.law.worktime import Calendar, CalendarError, Length, Unit

SHOWN = 50
"""Settlements listed at once."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A settlement of an agency: in force from ``valid_from`` until the next one."""

    procedure: Procedure
    own_terms: tuple[tuple[str, Length], ...]
    calendar: dict[str, Any] | None
    note: str
    valid_from: datetime
    settled_at: datetime
    settled_by: uuid.UUID


def settlements(*, agency_id: uuid.UUID) -> list[Settled]:
    """Everything that the agency ever settled, the latest first; empty where it kept to the regulation."""
    rows = InternalProcedure.objects.filter(agency_id=agency_id).order_by("-valid_from", "-id")[:SHOWN]
    return [
        Settled(
            procedure=Procedure(row.procedure),
            own_terms=read_terms(row.own_terms),
            calendar=row.calendar,
            note=row.note,
            valid_from=row.valid_from,
            settled_at=row.settled_at,
            settled_by=row.settled_by,
        )
        for row in rows
    ]


def in_force(*, agency_id: uuid.UUID, at: datetime) -> Settled | None:
    """What rules the agency at the moment; ``None`` where it settled nothing."""
    return next((row for row in settlements(agency_id=agency_id) if row.valid_from <= at), None)


def own_calendars(*, agency_ids: Iterable[uuid.UUID], at: datetime) -> dict[uuid.UUID, dict[str, Any]]:
    """The bodies' own changes to the province's calendar at the moment, of those that have any (``Calendar.overlaid``);
    they govern reminders alone (VL.21.3)."""
    rows = (
        InternalProcedure.objects.filter(agency_id__in=list(agency_ids), valid_from__lte=at)
        .order_by("agency_id", "-valid_from", "-id")
        .distinct("agency_id")
        .values_list("agency_id", "calendar")
    )
    return {agency: content for agency, content in rows if content is not None}


def settle(
    *,
    jurisdiction: Jurisdiction,
    agency_id: uuid.UUID,
    procedure: str,
    own_terms: Mapping[str, Length],
    calendar: object | None,
    note: str,
    valid_from: datetime | None,
    by: uuid.UUID,
    now: datetime,
) -> tuple[Refused, ...]:
    """Settle anew from ``valid_from`` on; returns everything that is wrong, and then nothing was written."""
    edition = jurisdiction.edition
    problems = [
        *settings_problems(
            edition=edition, procedure=procedure, own=own_terms, calendar=jurisdiction.calendar
        )
    ]
    if not note.strip():
        problems.append(
            Refused(edition.writing_clause, "Xin ghi căn cứ (số, ngày văn bản nội bộ).", field="note")
        )
    if valid_from is None or valid_from < now:
        problems.append(Refused(edition.own_clause, "Ngày áp dụng không được ở quá khứ.", field="valid_from"))
    if calendar is not None:
        try:
            Calendar.from_dict(calendar)  # type: ignore[arg-type]
        except (CalendarError, TypeError) as error:
            problems.append(Refused("", f"Lịch làm việc chưa đúng: {error}", field="calendar"))
    if problems or valid_from is None:
        return tuple(problems)
    InternalProcedure.objects.create(
        agency_id=agency_id,
        procedure=procedure,
        own_terms=write_terms(own_terms),
        calendar=calendar,
        note=note.strip(),
        valid_from=valid_from,
        settled_at=now,
        settled_by=by,
    )
    return ()


def write_terms(own: Mapping[str, Length]) -> dict[str, Any]:
    """Own lengths as plain values."""
    return {key: {"amount": length.amount, "unit": length.unit.name.lower()} for key, length in own.items()}


def read_terms(plain: Mapping[str, Any]) -> tuple[tuple[str, Length], ...]:
    """Own lengths from plain values."""
    return tuple(
        (key, Length(row["amount"], Unit[row["unit"].upper()])) for key, row in sorted(plain.items())
    )
