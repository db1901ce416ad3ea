"""Open cases for those who look on: leaders, and the operator's figures."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.cases.queries.rows import ASSIGNED, COLUMNS, Row, rows_of
from paht.cases.queries.scope import PAGE, visible_to
from paht.people.actors import Official


def open_cases(
    official: Official,
    *,
    holder: str = "",
    overdue_at: datetime | None = None,
    agency_id: uuid.UUID | None = None,
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """Open cases that the official may see, by due moment: of one holder, overdue at a moment, of one agency."""
    scope = visible_to(official)
    conditions = [scope.condition, "c.ended_at IS NULL"]
    parameters: list[Any] = [*scope.parameters]
    if holder:
        conditions.append("c.holder = %s")
        parameters.append(holder)
    if overdue_at:
        conditions.append("c.due_at < %s")
        parameters.append(overdue_at)
    if agency_id:
        conditions.append(
            "EXISTS (SELECT FROM cases_assignment y WHERE y.jurisdiction_id = c.jurisdiction_id "
            "AND y.case_id = c.id AND y.is_open AND y.agency_id = %s)"
        )
        parameters.append(agency_id)
    if after:
        conditions.append("(c.due_at, c.id) > (%s, %s)")
        parameters += after
    return rows_of(
        f"SELECT {COLUMNS}, a.name, a.number, a.state FROM cases_case c {ASSIGNED} "
        f"WHERE {' AND '.join(conditions)} ORDER BY c.due_at, c.id LIMIT %s",
        [*parameters, limit],
    )


@dataclass(frozen=True, slots=True)
class OpenCount:
    """How many cases of a jurisdiction one party holds, and how many of them are past their due moment."""

    jurisdiction_id: int
    holder: str
    cases: int
    overdue: int


def open_counts(*, at: datetime) -> list[OpenCount]:
    """Open cases by jurisdiction and holder, for the operator's figures."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT jurisdiction_id, holder, count(*), count(*) FILTER (WHERE due_at < %s) FROM cases_case "
            "WHERE ended_at IS NULL GROUP BY jurisdiction_id, holder ORDER BY jurisdiction_id, holder",
            [at],
        )
        return [OpenCount(*row) for row in cursor.fetchall()]
