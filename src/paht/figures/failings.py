"""The failings of agencies within a period and their ranking (VL.15.2, VL.24.3, ST.12): the law counts, this reads."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from paht.agencies import queries as agencies
from paht.agencies.jurisdictions import Jurisdiction
from paht.figures import queries
from paht.figures.periods import Period
from paht.law.casework.case import Call
from paht.law.casework.failings import Found, Owed, Record, failings, satisfied_percent, uncooperative
from paht.law.casework.ranking import Score, score


@dataclass(frozen=True, slots=True)
class Conduct:
    """One agency within a period: its results, what it failed in, and its score (``None``: no result to judge)."""

    id: uuid.UUID
    name: str
    done: int
    late: int
    rated: int
    satisfied_percent: float | None
    found: tuple[Found, ...]
    score: Score | None


_OWED = """
SELECT d.agency_id, d.case_id, d.term, d.internal, d.violation_at, d.ended_at, d.outcome FROM cases_duty d
WHERE d.jurisdiction_id = %(jurisdiction)s AND d.agency_id IS NOT NULL AND NOT d.internal
      AND d.violation_at >= %(start)s AND d.violation_at < %(end)s AND d.term = ANY(%(terms)s)
      AND (d.ended_at IS NULL OR d.ended_at > d.violation_at) {own}
ORDER BY d.violation_at, d.case_id, d.number
"""

_CALLS = """
SELECT d.agency_id, e.case_id, (e.content::jsonb -> 'body' ->> 'assignment')::integer,
       (e.content::jsonb ->> 'at')::timestamptz, (e.content::jsonb -> 'body' ->> 'answered')::boolean
FROM cases_event e
JOIN cases_assignment d ON d.jurisdiction_id = e.jurisdiction_id AND d.case_id = e.case_id
     AND d.number = (e.content::jsonb -> 'body' ->> 'assignment')::integer
WHERE e.jurisdiction_id = %(jurisdiction)s AND e.type = 'CallRecorded'
      AND (e.content::jsonb ->> 'at') COLLATE "C" >= %(from_text)s
      AND (e.content::jsonb ->> 'at') COLLATE "C" < %(until_text)s {own}
ORDER BY 4, e.case_id, e.number
"""
# The log keeps moments as ISO 8601 in UTC, whose order as text is their order in time.

_RATINGS = """
SELECT d.agency_id, c.id, c.state ->> 'rating' FROM cases_case c
JOIN cases_assignment d ON d.jurisdiction_id = c.jurisdiction_id AND d.case_id = c.id AND d.state = 'ended'
WHERE c.jurisdiction_id = %(jurisdiction)s AND c.ended_at >= %(start)s AND c.ended_at < %(end)s
      AND c.stage IN ('published', 'answered') AND c.state ->> 'rating' IS NOT NULL {own}
ORDER BY c.ended_at, c.id
"""


def conduct(
    *,
    jurisdiction: Jurisdiction,
    period: Period,
    now: datetime,
    result_terms: Collection[str],
    only: uuid.UUID | None = None,
) -> list[Conduct]:
    """Every agency with a result or a failing in the period, by name; ``only`` one of them. Four statements.

    A violation counts in the period in which its moment lies, a rating in that in which the case was answered.
    """
    edition = jurisdiction.edition
    records = _records(jurisdiction, period, only)
    figures = queries.agencies(
        jurisdiction_id=jurisdiction.id, now=now, period=period, result_terms=result_terms, only=only
    )
    names = {row.id: row for row in figures}
    told = []
    for agency_id in dict.fromkeys([*names, *records]):
        row, record = names.get(agency_id), records.get(agency_id, Record())
        found = failings(record, edition=edition, now=now)
        done, late = (row.done, row.late) if row else (0, 0)
        percent = satisfied_percent((record.ratings or {}).values(), edition=edition)
        if not (done or found):
            continue
        told.append(
            Conduct(
                id=agency_id,
                name=row.name if row else "",
                done=done,
                late=late,
                rated=len(record.ratings or {}),
                satisfied_percent=percent,
                found=found,
                score=score(
                    done=done,
                    late=late,
                    satisfied_percent=percent,
                    uncooperative=uncooperative(found),
                    edition=edition,
                ),
            )
        )
    return _named(told)


def ranked(rows: Collection[Conduct]) -> list[Conduct]:
    """The agencies that can be ranked, the best first; equal scores by name."""
    scored = [(row.score.total, row) for row in rows if row.score is not None]
    return [row for _, row in sorted(scored, key=lambda pair: (-pair[0], pair[1].name))]


def _records(jurisdiction: Jurisdiction, period: Period, only: uuid.UUID | None) -> dict[uuid.UUID, Record]:
    parameters: dict[str, Any] = {
        "jurisdiction": jurisdiction.id,
        "start": period.start,
        "end": period.end,
        "from_text": _as_logged(period.start),
        "until_text": _as_logged(period.end),
        "terms": sorted({term for failing in jurisdiction.edition.failings for term in failing.terms}),
        "only": only,
    }
    own = "AND d.agency_id = %(only)s" if only else ""
    owed: dict[uuid.UUID, list[Owed]] = defaultdict(list)
    calls: dict[uuid.UUID, dict[tuple[str, int], list[Call]]] = defaultdict(lambda: defaultdict(list))
    ratings: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_OWED.format(own=own), parameters)
        for agency, case, term, internal, violation_at, ended_at, outcome in cursor.fetchall():
            owed[agency].append(Owed(str(case), term, internal, violation_at, ended_at, outcome))
        cursor.execute(_CALLS.format(own=own), parameters)
        for agency, case, assignment, at, answered in cursor.fetchall():
            calls[agency][str(case), assignment].append(Call(at, answered))
        cursor.execute(_RATINGS.format(own=own), parameters)
        for agency, case, level in cursor.fetchall():
            ratings[agency][str(case)] = level
    return {
        agency: Record(owed.get(agency, ()), calls.get(agency, {}), ratings.get(agency, {}))
        for agency in dict.fromkeys([*owed, *calls, *ratings])
    }


def _as_logged(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _named(rows: list[Conduct]) -> list[Conduct]:
    missing = [row.id for row in rows if not row.name]
    names = agencies.names(ids=missing) if missing else {}
    return sorted(
        (replace(row, name=row.name or names.get(row.id, "")) for row in rows),
        key=lambda row: (row.name, row.id),
    )
