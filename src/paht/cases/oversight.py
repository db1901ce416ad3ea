"""The cases behind a figure: one filter for each way in which the boards count, scoped by who asks."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.cases.queries import NEVER, PAGE, URGENT_SINCE, AfterDue, Row, visible_to
from paht.people.actors import Official

_COLUMNS = f"""c.id, c.code, c.kind, c.field, c.stage, c.commune, c.channel, c.sent_at, u.due_at, u.term,
       u.clause, c.holder, c.version,
       coalesce((SELECT left(t.body, 240) FROM cases_text t WHERE t.jurisdiction_id = c.jurisdiction_id
                 AND t.id = (c.state -> 'text' ->> 'id')::uuid
                 AND c.state ->> 'secret_reference' IS NULL), ''),
       {URGENT_SINCE},
       a.name, a.number, a.state, c.published_at, NULL::float8, NULL::float8, NULL::text,
       u.violation_at, NULL::timestamptz"""

_LAST_CHARGED = """LEFT JOIN LATERAL (
    SELECT x.number, x.state, g.name FROM cases_assignment x JOIN agencies_agency g ON g.id = x.agency_id
    WHERE x.jurisdiction_id = c.jurisdiction_id AND x.case_id = c.id
    ORDER BY x.number DESC LIMIT 1) a ON true"""

_OWED = """LEFT JOIN LATERAL (
    SELECT d.due_at, d.term, d.clause, d.violation_at FROM cases_duty d
    WHERE d.jurisdiction_id = c.jurisdiction_id AND d.case_id = c.id AND d.ended_at IS NULL {own}
    ORDER BY d.internal, d.violation_at, d.due_at LIMIT 1) u ON true"""
# What the law demands stands before an internal target, however early that is: leaders ask for violations.


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which cases; everything given must hold. ``start`` and ``end`` bound what ended (half-open).

    With an ``agency``, "open", "overdue", "violated" and "done" are that agency's own: its open assignment, its
    duties. ``result_terms`` are the terms that a result ends.
    """

    stage: str = ""
    field: str = ""
    commune: str = ""
    holder: str = ""
    agency: uuid.UUID | None = None
    assignment_state: str = ""
    is_open: bool = False
    overdue: bool = False
    violated: bool = False
    ended: bool = False
    rating: str = ""
    rated: bool = False
    done: bool = False
    late: bool = False
    start: datetime | None = None
    end: datetime | None = None
    result_terms: Collection[str] = ()

    @property
    def by_due(self) -> bool:
        """Whether the list holds open cases alone, and goes by due moment; others go by age, newest first."""
        return self.is_open or self.overdue or self.violated or bool(self.holder)


def cases(
    official: Official,
    *,
    chosen: Filter,
    now: datetime,
    after: AfterDue | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """A page of the cases behind a figure; ``after`` is (due_at or NEVER, id) of the last row seen."""
    scope = visible_to(official)
    conditions, parameters = [scope.condition], [*scope.parameters]
    joined: list[Any] = [chosen.agency] if chosen.agency else []
    for condition, values in _conditions(chosen, now):
        conditions.append(condition)
        parameters += values
    if chosen.by_due:
        order, order_values = "coalesce(u.due_at, %s), c.id", [NEVER]
        if after:
            conditions.append("(coalesce(u.due_at, %s), c.id) > (%s, %s)")
            parameters += [NEVER, *after]
    else:
        # Identifiers grow with time, so the primary key itself is the order of arrival.
        order, order_values = "c.id DESC", []
        if after:
            conditions.append("c.id < %s")
            parameters.append(after[1])
    owed = _OWED.format(own="AND d.agency_id = %s" if chosen.agency else "")
    # The page is chosen first: texts and agencies are read for its rows alone, not for every case that matches.
    sql = (
        "WITH u AS MATERIALIZED (SELECT c.jurisdiction_id, c.id, u.due_at, u.term, u.clause, u.violation_at "
        f"FROM cases_case c {owed} WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT %s) "
        f"SELECT {_COLUMNS} FROM u JOIN cases_case c ON c.jurisdiction_id = u.jurisdiction_id AND c.id = u.id "
        f"{_LAST_CHARGED} ORDER BY {order}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*joined, *parameters, *order_values, limit, *order_values])
        return [Row(*row) for row in cursor.fetchall()]


def _conditions(chosen: Filter, now: datetime) -> list[tuple[str, list[Any]]]:
    found: list[tuple[str, list[Any]]] = []
    for column in ("stage", "field", "commune", "holder"):
        value = getattr(chosen, column)
        if value:
            found.append((f"c.{column} = %s", [value]))
    if chosen.by_due:
        found.append(("c.ended_at IS NULL", []))
    if chosen.ended:
        found.append(
            ("c.ended_at >= %s AND c.ended_at < %s AND c.stage <> 'imported'", [chosen.start, chosen.end])
        )
    if chosen.rated:
        found.append(("c.state ->> 'rating' IS NOT NULL AND c.stage IN ('published', 'answered')", []))
    if chosen.rating:
        found.append(("c.state ->> 'rating' = %s", [chosen.rating]))
    if chosen.overdue or chosen.violated:
        found.append(_missed(chosen, now))
    if chosen.done or chosen.late:
        found.append(_done(chosen))
    elif chosen.agency and not (chosen.overdue or chosen.violated):
        found.append(_charged(chosen))
    return found


def _missed(chosen: Filter, now: datetime) -> tuple[str, list[Any]]:
    """Cases in which a legal term is past now: due, or violated; with an agency, a term of that agency."""
    moment = "violation_at" if chosen.violated else "due_at"
    own = " AND d.agency_id = %s" if chosen.agency else ""
    return (
        "EXISTS (SELECT FROM cases_duty d WHERE d.jurisdiction_id = c.jurisdiction_id AND d.case_id = c.id "
        f"AND d.ended_at IS NULL AND NOT d.internal AND d.{moment} < %s{own})",
        [now, *([chosen.agency] if chosen.agency else [])],
    )


def _done(chosen: Filter) -> tuple[str, list[Any]]:
    """Cases for which the agency brought a result in the period; late: in which it missed a term on the way."""
    outcomes = ["late"] if chosen.late else ["met", "late"]
    own = " AND d.agency_id = %s" if chosen.agency else " AND d.agency_id IS NOT NULL"
    return (
        "EXISTS (SELECT FROM cases_duty d WHERE d.jurisdiction_id = c.jurisdiction_id AND d.case_id = c.id "
        "AND NOT d.internal AND d.ended_at >= %s AND d.ended_at < %s AND d.outcome = ANY(%s) AND d.term = ANY(%s)"
        f"{own})",
        [
            chosen.start,
            chosen.end,
            outcomes,
            list(chosen.result_terms),
            *([chosen.agency] if chosen.agency else []),
        ],
    )


def _charged(chosen: Filter) -> tuple[str, list[Any]]:
    """Cases with which the agency is charged: with an open assignment, unless only ended ones are asked for."""
    parts, values = ["x.agency_id = %s"], [chosen.agency]
    if not chosen.ended:
        parts.append("x.is_open")
    if chosen.assignment_state:
        parts.append("x.state = %s")
        values.append(chosen.assignment_state)  # type: ignore[arg-type]
    return (
        "EXISTS (SELECT FROM cases_assignment x WHERE x.jurisdiction_id = c.jurisdiction_id AND x.case_id = c.id "
        f"AND {' AND '.join(parts)})",
        list(values),
    )
