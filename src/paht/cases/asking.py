"""What is asked after the answer and still owed: interactions and updates, by due moment, scoped by who asks."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.cases.queries import PAGE
from paht.law.casework.states import AGENCY_ROLES, DESK_ROLES, Party, Role
from paht.people.actors import Official

_SEES_DESK = DESK_ROLES | {Role.SUPERVISING_DEPARTMENT, Role.AUDITOR}


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked about an answered case: the case, what is owed for it, and by which agency if not the IOC."""

    case_id: uuid.UUID
    code: str
    request: int
    duty: int
    term: str
    clause: str
    internal: bool
    due_at: datetime
    violation_at: datetime
    starts_at: datetime
    excerpt: str
    agency_name: str | None


AfterAsked = tuple[datetime, uuid.UUID, int]
"""The place of a row: its due moment, its case, its duty's number."""

_FROM = """
FROM cases_duty d
JOIN cases_case c ON c.jurisdiction_id = d.jurisdiction_id AND c.id = d.case_id AND c.ended_at IS NOT NULL
LEFT JOIN agencies_agency g ON g.id = d.agency_id
WHERE d.ended_at IS NULL AND d.subject = 'request' AND {mine}
"""


def asked_of(official: Official, *, after: AfterAsked | None = None, limit: int = PAGE) -> list[Asked]:
    """What the official's desk or agency owes, the first due first; ``after`` is the place of the last row seen."""
    mine, parameters = _mine(official)
    place = ""
    if after:
        place = "AND (d.due_at, d.case_id, d.number) > (%s, %s, %s)"
        parameters = [*parameters, *after]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id, c.code, d.subject_number, d.number, d.term, d.clause, d.internal, d.due_at, "
            "d.violation_at, d.starts_at, coalesce((SELECT left(t.body, 240) FROM cases_text t "
            "WHERE t.jurisdiction_id = c.jurisdiction_id AND t.id = (c.state -> 'text' ->> 'id')::uuid), ''), g.name "
            f"{_FROM.format(mine=mine)} {place} ORDER BY d.due_at, d.case_id, d.number LIMIT %s",
            [*parameters, limit],
        )
        return [Asked(*row) for row in cursor.fetchall()]


def _mine(official: Official) -> tuple[str, list[Any]]:
    if official.roles & _SEES_DESK:
        return "d.jurisdiction_id = %s AND d.holder = %s", [official.jurisdiction_id, Party.IOC.value]
    if official.roles & AGENCY_ROLES and official.agency_id:
        return (
            "d.jurisdiction_id = %s AND d.holder = %s AND d.agency_id = %s",
            [official.jurisdiction_id, Party.AGENCY.value, official.agency_id],
        )
    return "false", []


@dataclass(frozen=True, slots=True)
class Named:
    """A case by its id: its code and its accepted text, cut."""

    code: str
    excerpt: str


def named(*, jurisdiction_id: int, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Named]:
    """The codes and accepted texts of the cases, for a list of the cases behind a figure."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, c.code, coalesce(left(t.body, 160), '') FROM cases_case c "
            "LEFT JOIN cases_text t ON t.jurisdiction_id = c.jurisdiction_id "
            "AND t.id = (c.state -> 'text' ->> 'id')::uuid "
            "WHERE c.jurisdiction_id = %s AND c.id = ANY(%s)",
            [jurisdiction_id, list(ids)],
        )
        return {case_id: Named(code, excerpt) for case_id, code, excerpt in cursor.fetchall()}
