"""A case as lists show it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Row:
    """A case as a list shows it. ``excerpt`` is the accepted (masked) text, or ``""`` before acceptance."""

    id: uuid.UUID
    code: str
    kind: str
    field: str
    stage: str
    commune: str
    channel: str
    sent_at: datetime
    due_at: datetime | None
    due_term: str | None
    due_clause: str | None
    holder: str | None
    version: int
    excerpt: str
    urgent_since: datetime | None = None
    agency_name: str | None = None
    assignment: int | None = None
    assignment_state: str | None = None
    published_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    rating: str | None = None
    violation_at: datetime | None = None
    dispatched_at: datetime | None = None
    failed: int = 0
    """How many conditions the sheet found unfulfilled, in the desk's queue; nobody else's list asks."""


URGENT_SINCE = """CASE WHEN c.state -> 'alarm' ->> 'lowered_at' IS NULL
            THEN (c.state -> 'alarm' ->> 'raised_at')::timestamptz END"""
"""Since when a case is urgent, where an alarm stands."""


COLUMNS = f"""c.id, c.code, c.kind, c.field, c.stage, c.commune, c.channel, c.sent_at,
       c.due_at, c.due_term, c.due_clause, c.holder, c.version,
       coalesce((SELECT left(t.body, 240) FROM cases_text t WHERE t.jurisdiction_id = c.jurisdiction_id
                 AND t.id = (c.state -> 'text' ->> 'id')::uuid
                 AND c.state ->> 'secret_reference' IS NULL), ''),
       {URGENT_SINCE}"""


ASSIGNED = """LEFT JOIN LATERAL (
    SELECT x.number, x.state, g.name FROM cases_assignment x JOIN agencies_agency g ON g.id = x.agency_id
    WHERE x.jurisdiction_id = c.jurisdiction_id AND x.case_id = c.id AND x.is_open
    ORDER BY x.number DESC LIMIT 1) a ON true"""


def rows_of(sql: str, parameters: list[Any]) -> list[Row]:
    """The rows that a statement gives whose columns are Row's, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Row(*row) for row in cursor.fetchall()]
