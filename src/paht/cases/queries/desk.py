"""The lists of the operations centre."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.cases.queries.rows import ASSIGNED, COLUMNS, Row, rows_of
from paht.cases.queries.scope import PAGE, visible_to
from paht.cases.queries.undecided import UNDECIDED, UNDECIDED_OF_PUBLIC
from paht.people.actors import Official

ASKED = "asked"
"""Where :func:`desk_counts` tells the requests of agencies."""
ANSWERED = "answered"
"""Where it tells what is asked about answers and still owed."""


ASKED_OF_DESK = """EXISTS (SELECT FROM cases_duty d WHERE d.jurisdiction_id = c.jurisdiction_id AND d.case_id = c.id
       AND d.ended_at IS NULL AND d.subject = 'request' AND d.holder = 'ioc')"""


def desk_queue(
    official: Official,
    *,
    holder: str = "ioc",
    stage: str = "",
    overdue_at: datetime | None = None,
    asked: bool = False,
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """What the IOC (or another ``holder`` that it waits for) holds now, by due moment: all of it, one stage, or what
    was overdue at a moment; or, ``asked``, what an agency awaits the IOC's answer on, whoever holds the case.
    ``after`` is (due_at, id) of the last row seen."""
    scope = visible_to(official)
    conditions = [scope.condition, "c.ended_at IS NULL"]
    parameters: list[Any] = [*scope.parameters]
    if asked:
        conditions.append(ASKED_OF_DESK)
    else:
        conditions.append("c.holder = %s")
        parameters.append(holder)
    if stage:
        conditions.append("c.stage = %s")
        parameters.append(stage)
    if overdue_at:
        conditions.append("c.due_at < %s")
        parameters.append(overdue_at)
    if after:
        conditions.append("(c.due_at, c.id) > (%s, %s)")
        parameters += after
    return rows_of(
        f"SELECT {COLUMNS}, a.name, a.number, a.state, {_NOT_LISTED}, coalesce(s.failed, 0) "
        f"FROM cases_case c {ASSIGNED} {_SHEET} "
        f"WHERE {' AND '.join(conditions)} ORDER BY c.due_at, c.id LIMIT %s",
        [*parameters, limit],
    )


_NOT_LISTED = ", ".join(["NULL"] * 6)
"""What a row has between the assignment and the sheet, and the queue does not show."""

_SHEET = "LEFT JOIN cases_sheet s ON s.jurisdiction_id = c.jurisdiction_id AND s.case_id = c.id"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An open case that waits for somebody else than the desk and the handling agency.

    ``kind`` is that of the open request (``None``: a coordinator was asked), ``agency`` the body that is invited or
    coordinates, ``forwarded_at`` when the letter was sent or the dossier reported.
    """

    id: uuid.UUID
    code: str
    excerpt: str
    holder: str
    due_at: datetime
    due_term: str
    due_clause: str
    kind: str | None
    agency: str
    forwarded_at: datetime | None


_ELSEWHERE = """
SELECT c.id, c.code, coalesce((SELECT left(t.body, 240) FROM cases_text t
                               WHERE t.jurisdiction_id = c.jurisdiction_id
                               AND t.id = (c.state -> 'text' ->> 'id')::uuid), ''),
       c.holder, c.due_at, c.due_term, c.due_clause, r.kind, coalesce(g.name, ''), r.forwarded_at
FROM cases_case c
LEFT JOIN LATERAL (
    SELECT q ->> 'kind' AS kind, (q ->> 'agency')::uuid AS agency, (q ->> 'forwarded_at')::timestamptz AS forwarded_at
    FROM jsonb_array_elements(c.state -> 'requests') q
    WHERE q ->> 'state' = 'open' AND q ->> 'kind' IN ('invitation', 'direction') LIMIT 1) r ON true
LEFT JOIN LATERAL (
    SELECT x.agency_id FROM cases_assignment x WHERE x.jurisdiction_id = c.jurisdiction_id AND x.case_id = c.id
    AND x.state IN ('identifying', 'agreeing') LIMIT 1) k ON r.kind IS NULL
LEFT JOIN agencies_agency g ON g.id = coalesce(r.agency, k.agency_id)
"""


_OTHERS = ["coordinator", "supervising_department", "peoples_committee"]


def waiting_elsewhere(
    official: Official, *, after: tuple[datetime, uuid.UUID] | None = None, limit: int = PAGE
) -> list[Elsewhere]:
    """What a coordinator, the supervising department or the People's Committee has now, by due moment; ``after`` is
    (due_at, id) of the last row seen."""
    scope = visible_to(official)
    conditions = [scope.condition, "c.ended_at IS NULL", "c.holder = ANY(%s)"]
    parameters: list[Any] = [*scope.parameters, _OTHERS]
    if after:
        conditions.append("(c.due_at, c.id) > (%s, %s)")
        parameters += after
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_ELSEWHERE} WHERE {' AND '.join(conditions)} ORDER BY c.due_at, c.id LIMIT %s",
            [*parameters, limit],
        )
        return [Elsewhere(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Count:
    """How many cases, and how many of them are overdue."""

    cases: int = 0
    overdue: int = 0


_OWED_AFTER_ANSWER = """
SELECT %s, count(*), count(*) FILTER (WHERE d.due_at < %s)
FROM cases_duty d
JOIN cases_case c ON c.jurisdiction_id = d.jurisdiction_id AND c.id = d.case_id AND c.ended_at IS NOT NULL
WHERE d.jurisdiction_id = %s AND d.ended_at IS NULL AND d.subject = 'request' AND d.holder = 'ioc'
"""


def desk_counts(official: Official, *, now: datetime) -> dict[str, Count]:
    """What the IOC holds now, by stage; under ``ASKED`` what agencies await its answer on, under ``ANSWERED`` what it
    owes after an answer, under ``UNDECIDED`` the published results with pictures that wait: one statement."""
    scope = visible_to(official)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.stage, count(*), count(*) FILTER (WHERE c.due_at < %s) FROM cases_case c "
            f"WHERE {scope.condition} AND c.holder = 'ioc' AND c.ended_at IS NULL GROUP BY c.stage "
            f"UNION ALL SELECT %s, count(*), 0 FROM cases_case c WHERE {scope.condition} AND {ASKED_OF_DESK} "
            f"AND c.ended_at IS NULL UNION ALL {_OWED_AFTER_ANSWER} "
            f"UNION ALL SELECT %s, count(*), 0 FROM cases_case c WHERE {scope.condition} AND {UNDECIDED_OF_PUBLIC}",
            [
                *(now, *scope.parameters),
                *(ASKED, *scope.parameters),
                *(ANSWERED, now, official.jurisdiction_id),
                *(UNDECIDED, *scope.parameters),
            ],
        )
        return {stage: Count(cases, overdue) for stage, cases, overdue in cursor.fetchall()}


def next_of_desk(
    official: Official,
    *,
    stages: Collection[str],
    other_than: uuid.UUID | None = None,
    after: tuple[datetime, uuid.UUID] | None = None,
) -> uuid.UUID | None:
    """The case of these stages that is due first (after a place in the queue), if the IOC holds one."""
    scope = visible_to(official)
    place = " AND (c.due_at, c.id) > (%s, %s)" if after else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM cases_case c WHERE {scope.condition} AND c.holder = 'ioc' AND c.ended_at IS NULL "
            f"AND c.stage = ANY(%s) AND c.id IS DISTINCT FROM %s{place} ORDER BY c.due_at, c.id LIMIT 1",
            [*scope.parameters, list(stages), other_than, *(after or ())],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def cases_of_sender(
    official: Official,
    *,
    sender_id: uuid.UUID,
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = PAGE,
    but_secret: bool = False,
) -> list[Row]:
    """What one sender has sent, also where they were known only later, latest first;

    ``after`` is (sent_at, id) of the last row seen; ``but_secret`` leaves out what is "Mật" or to be answered in
    private alone, where who the sender is was only claimed."""
    scope = visible_to(official)
    conditions = [scope.condition, _SENT_BY]
    if but_secret:
        conditions.append(
            "c.state ->> 'secret_reference' IS NULL AND c.state ->> 'confidential' IS DISTINCT FROM 'true'"
        )
    parameters: list[Any] = [*scope.parameters, sender_id, official.jurisdiction_id, sender_id]
    if after:
        conditions.append("(c.sent_at, c.id) < (%s, %s)")
        parameters += after
    return rows_of(
        f"SELECT {COLUMNS}, a.name, a.number, a.state FROM cases_case c {ASSIGNED} "
        f"WHERE {' AND '.join(conditions)} ORDER BY c.sent_at DESC, c.id DESC LIMIT %s",
        [*parameters, limit],
    )


_SENT_BY = """c.sender_id = ANY(ARRAY(
    SELECT %s::uuid UNION ALL SELECT id FROM people_sender WHERE jurisdiction_id = %s AND same_as = %s))"""
