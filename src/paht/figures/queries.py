"""The figures of those who oversee: each is exact at any moment, and each can be opened to the cases behind it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.figures.periods import Period


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports there are, by stage, field and commune, ever since the first."""

    total: int
    by_stage: dict[str, int]
    by_field: dict[str, int]
    by_commune: dict[str, int]


_COUNTS = """
SELECT stage, field, commune, sum(cases)::integer FROM (
    SELECT stage, field, commune, cases FROM figures_count WHERE jurisdiction_id = %s
    UNION ALL
    SELECT stage, field, commune, cases FROM figures_delta WHERE jurisdiction_id = %s
) AS every
GROUP BY GROUPING SETS ((stage), (field), (commune))
HAVING sum(cases) <> 0
"""


def counts(*, jurisdiction_id: int) -> Counts:
    """The counts with the differences not folded yet, in one statement and so in one snapshot."""
    stages: dict[str, int] = {}
    fields: dict[str, int] = {}
    communes: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [jurisdiction_id, jurisdiction_id])
        for stage, field, commune, cases in cursor.fetchall():
            if stage is not None:
                stages[stage] = cases
            elif field is not None:
                fields[field] = cases
            else:
                communes[commune] = cases
    return Counts(sum(stages.values()), stages, fields, communes)


@dataclass(frozen=True, slots=True)
class Held:
    """What one party holds now: open cases, those past a legal term, and those in violation of one."""

    cases: int = 0
    overdue: int = 0
    violated: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """The province now, and what it brought to an end within a period."""

    held: dict[str, Held]
    ended: dict[str, int]
    ratings: dict[str, int]

    @property
    def open(self) -> Held:
        """All open cases together."""
        parts = self.held.values()
        return Held(
            sum(h.cases for h in parts), sum(h.overdue for h in parts), sum(h.violated for h in parts)
        )


_LATE = """
    SELECT d.case_id, bool_or(d.violation_at < %(now)s) AS violated FROM cases_duty d
    WHERE d.jurisdiction_id = %(jurisdiction)s AND d.ended_at IS NULL AND NOT d.internal AND d.due_at < %(now)s
    GROUP BY d.case_id
"""

_STANDING = f"""
WITH late AS ({_LATE})
SELECT 'held', c.holder, count(*), count(late.case_id), count(*) FILTER (WHERE late.violated)
FROM cases_case c LEFT JOIN late ON late.case_id = c.id
WHERE c.jurisdiction_id = %(jurisdiction)s AND c.ended_at IS NULL
GROUP BY c.holder
UNION ALL
SELECT 'ended', c.stage, count(*), 0, 0 FROM cases_case c
WHERE c.jurisdiction_id = %(jurisdiction)s AND c.ended_at >= %(start)s AND c.ended_at < %(end)s
      AND c.stage <> 'imported'
GROUP BY c.stage
UNION ALL
SELECT 'rated', c.state ->> 'rating', count(*), 0, 0 FROM cases_case c
WHERE c.jurisdiction_id = %(jurisdiction)s AND c.ended_at >= %(start)s AND c.ended_at < %(end)s
      AND c.stage IN ('published', 'answered') AND c.state ->> 'rating' IS NOT NULL
GROUP BY 2
"""


def standing(*, jurisdiction_id: int, now: datetime, period: Period) -> Standing:
    """Who holds what, what is late, what ended in the period and how it was rated: one statement."""
    parameters: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "now": now,
        "start": period.start,
        "end": period.end,
    }
    held: dict[str, Held] = {}
    ended: dict[str, int] = {}
    ratings: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, parameters)
        for part, key, cases, overdue, violated in cursor.fetchall():
            if part == "held":
                held[key or ""] = Held(cases, overdue, violated)
            else:
                (ended if part == "ended" else ratings)[key] = cases
    return Standing(held, ended, ratings)


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """One agency: cases it is charged with now, and cases it brought a result for within the period.

    ``violated`` counts the open cases in which a term of the agency is violated now; ``late`` those of ``done``
    in which it missed a term on the way to the result, ``late_originally`` those in which it missed one as it stood
    before any extension.
    """

    id: uuid.UUID
    name: str
    open: int
    unreceived: int
    overdue: int
    violated: int
    done: int
    late: int
    late_originally: int = 0

    @property
    def in_original_time_percent(self) -> float | None:
        """The share of results in time by the terms as they stood before any extension, in percent."""
        return None if self.done == 0 else 100 * (self.done - self.late_originally) / self.done

    @property
    def in_time_percent(self) -> float | None:
        """The share of results in time, in percent; ``None`` where there were none."""
        return None if self.done == 0 else 100 * (self.done - self.late) / self.done


_AGENCIES = """
WITH charged AS (
    SELECT x.agency_id, count(DISTINCT x.case_id) AS open,
           count(DISTINCT x.case_id) FILTER (WHERE x.state = 'dispatched') AS unreceived
    FROM cases_assignment x WHERE x.jurisdiction_id = %(jurisdiction)s AND x.is_open {own_x} GROUP BY x.agency_id
), late AS (
    SELECT d.agency_id, count(DISTINCT d.case_id) AS overdue,
           count(DISTINCT d.case_id) FILTER (WHERE d.violation_at < %(now)s) AS violated
    FROM cases_duty d
    WHERE d.jurisdiction_id = %(jurisdiction)s AND d.ended_at IS NULL AND NOT d.internal AND d.agency_id IS NOT NULL
          AND d.subject <> 'request' AND d.due_at < %(now)s {own_d}
    GROUP BY d.agency_id
), done AS (
    SELECT d.agency_id, count(DISTINCT d.case_id) AS done,
           count(DISTINCT d.case_id) FILTER (WHERE d.outcome = 'late') AS late,
           count(DISTINCT d.case_id) FILTER (WHERE d.outcome = 'late' OR d.ended_at > d.original_due_at)
               AS late_originally
    FROM cases_duty d
    WHERE d.jurisdiction_id = %(jurisdiction)s AND d.agency_id IS NOT NULL AND NOT d.internal
          AND d.ended_at >= %(start)s AND d.ended_at < %(end)s AND d.outcome IN ('met', 'late')
          AND d.term = ANY(%(terms)s) {own_d}
    GROUP BY d.agency_id
)
SELECT g.id, g.name, coalesce(c.open, 0), coalesce(c.unreceived, 0), coalesce(l.overdue, 0), coalesce(l.violated, 0),
       coalesce(e.done, 0), coalesce(e.late, 0), coalesce(e.late_originally, 0)
FROM agencies_agency g
LEFT JOIN charged c ON c.agency_id = g.id
LEFT JOIN late l ON l.agency_id = g.id
LEFT JOIN done e ON e.agency_id = g.id
WHERE g.jurisdiction_id = %(jurisdiction)s AND (c.open > 0 OR l.overdue > 0 OR e.done > 0 OR g.id = %(own)s) {own_g}
ORDER BY g.name, g.id
"""


def agencies(
    *,
    jurisdiction_id: int,
    now: datetime,
    period: Period,
    result_terms: Collection[str],
    only: uuid.UUID | None = None,
) -> list[AgencyFigures]:
    """Every agency that has or had something to do, by name; ``only`` one of them. One statement.

    ``result_terms`` are the terms that a result ends: a case counts as done when one of them ended.
    """
    sql = _AGENCIES.format(
        own_x="AND x.agency_id = %(own)s" if only else "",
        own_d="AND d.agency_id = %(own)s" if only else "",
        own_g="AND g.id = %(own)s" if only else "",
    )
    parameters: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "now": now,
        "start": period.start,
        "end": period.end,
        "terms": list(result_terms),
        "own": only,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [AgencyFigures(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class OwnCounts:
    """One agency's open cases by state of its assignment, by field and by commune."""

    by_state: dict[str, int]
    by_field: dict[str, int]
    by_commune: dict[str, int]


def own_counts(*, jurisdiction_id: int, agency_id: uuid.UUID) -> OwnCounts:
    """What one agency has open now, seen three ways: one statement."""
    states: dict[str, int] = {}
    fields: dict[str, int] = {}
    communes: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT x.state, c.field, c.commune, count(DISTINCT c.id)
            FROM cases_assignment x
            JOIN cases_case c ON c.jurisdiction_id = x.jurisdiction_id AND c.id = x.case_id
            WHERE x.jurisdiction_id = %s AND x.agency_id = %s AND x.is_open
            GROUP BY GROUPING SETS ((x.state), (c.field), (c.commune))
            """,
            [jurisdiction_id, agency_id],
        )
        for state, field, commune, cases in cursor.fetchall():
            if state is not None:
                states[state] = cases
            elif field is not None:
                fields[field] = cases
            else:
                communes[commune] = cases
    return OwnCounts(states, fields, communes)
