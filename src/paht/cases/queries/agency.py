"""The lists of an agency."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.cases.queries.rows import COLUMNS, Row, rows_of
from paht.cases.queries.scope import NEVER, PAGE, AfterDue
from paht.people.actors import Official

_OWN_DUTY = COLUMNS.replace("c.due_at, c.due_term, c.due_clause", "x.due_at, x.due_term, x.due_clause")
"""The same with the assignment's own duty (``x``: cases_assignment) instead of the case's earliest."""


_ASSIGNMENTS = f"""
SELECT {_OWN_DUTY},
       g.name, x.number, x.state, NULL::timestamptz, NULL::float8, NULL::float8, NULL::text,
       (SELECT min(d.violation_at) FROM cases_duty d WHERE d.jurisdiction_id = x.jurisdiction_id
        AND d.case_id = x.case_id AND d.subject = 'assignment' AND d.subject_number = x.number
        AND d.ended_at IS NULL AND NOT d.internal),
       x.dispatched_at
FROM cases_assignment x
JOIN cases_case c ON c.jurisdiction_id = x.jurisdiction_id AND c.id = x.case_id
JOIN agencies_agency g ON g.id = x.agency_id
"""


def agency_inbox(
    official: Official,
    *,
    states: Collection[str] = (),
    after: AfterDue | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """The agency's open assignments, by due moment (those waiting at the IOC, which owe nothing, last).

    ``states`` narrows to some states; ``after`` is (due_at or NEVER, id) of the last row seen.
    """
    conditions = ["x.agency_id = %s", "x.is_open"]
    parameters: list[Any] = [official.agency_id]
    if states:
        conditions.append("x.state = ANY(%s)")
        parameters.append(list(states))
    return _by_due(official, conditions, parameters, after=after, limit=limit)


def subordinate_cases(official: Official, *, after: AfterDue | None = None, limit: int = PAGE) -> list[Row]:
    """Open assignments of bodies below the official's own, by due moment (VL.11.4, ST.7.3.4)."""
    conditions = ["x.superior_id = %s", "x.is_open"]
    return _by_due(official, conditions, [official.agency_id], after=after, limit=limit)


def agency_past(
    official: Official,
    *,
    monitoring: bool = False,
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """The agency's finished assignments, or what was passed to it for monitoring, latest first; ``after`` is
    (dispatched_at, id) of the last row seen."""
    if not official.agency_id:
        return []
    passed = "=" if monitoring else "<>"
    conditions = [
        "x.jurisdiction_id = %s",
        "x.agency_id = %s",
        "NOT x.is_open",
        f"x.state {passed} 'monitoring'",
    ]
    parameters: list[Any] = [official.jurisdiction_id, official.agency_id]
    if after:
        conditions.append("(x.dispatched_at, x.case_id) < (%s, %s)")
        parameters += after
    return rows_of(
        f"{_ASSIGNMENTS} WHERE {' AND '.join(conditions)} ORDER BY x.dispatched_at DESC, x.case_id DESC LIMIT %s",
        [*parameters, limit],
    )


def _by_due(
    official: Official, conditions: list[str], parameters: list[Any], *, after: AfterDue | None, limit: int
) -> list[Row]:
    if not official.agency_id:
        return []
    conditions, parameters = (
        ["x.jurisdiction_id = %s", *conditions],
        [official.jurisdiction_id, *parameters],
    )
    if after:
        conditions.append("(coalesce(x.due_at, %s), x.case_id) > (%s, %s)")
        parameters += (NEVER, *after)
    return rows_of(
        f"{_ASSIGNMENTS} WHERE {' AND '.join(conditions)} ORDER BY coalesce(x.due_at, %s), x.case_id LIMIT %s",
        [*parameters, NEVER, limit],
    )


@dataclass(frozen=True, slots=True)
class Load:
    """How much an agency has before it: by state of its open assignments, past due, below it, and asked after the
    answer."""

    by_state: dict[str, int]
    overdue: int
    subordinate: int
    asked: int = 0
    asked_late: int = 0


def agency_load(official: Official, *, now: datetime) -> Load:
    """The counts of an agency's lists: one statement over the indexes of open assignments."""
    if not official.agency_id:
        return Load({}, 0, 0)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT state, count(*), count(*) FILTER (WHERE due_at < %s) FROM cases_assignment
            WHERE jurisdiction_id = %s AND agency_id = %s AND is_open GROUP BY state
            UNION ALL
            SELECT '', count(*), 0 FROM cases_assignment
            WHERE jurisdiction_id = %s AND superior_id = %s AND is_open
            UNION ALL
            SELECT 'asked', count(*), count(*) FILTER (WHERE d.due_at < %s) FROM cases_duty d
            JOIN cases_case c ON c.jurisdiction_id = d.jurisdiction_id AND c.id = d.case_id
                 AND c.ended_at IS NOT NULL
            WHERE d.jurisdiction_id = %s AND d.holder = 'agency' AND d.agency_id = %s
                  AND d.ended_at IS NULL AND d.subject = 'request'
            """,
            [
                *(now, official.jurisdiction_id, official.agency_id),
                *(official.jurisdiction_id, official.agency_id),
                *(now, official.jurisdiction_id, official.agency_id),
            ],
        )
        rows = cursor.fetchall()
    return Load(
        by_state={state: count for state, count, _ in rows if state not in ("", "asked")},
        overdue=sum(late for state, _, late in rows if state != "asked"),
        subordinate=sum(count for state, count, _ in rows if not state),
        asked=sum(count for state, count, _ in rows if state == "asked"),
        asked_late=sum(late for state, _, late in rows if state == "asked"),
    )
