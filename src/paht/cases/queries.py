"""Reading cases, scoped by who asks: keyset pages with an explicit order; nothing here changes anything."""

import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as default
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.store import read_state
from paht.law.casework.case import Case
from paht.law.casework.codec import decode_event
from paht.law.casework.events import Event
from paht.law.casework.publicity import may_read, withheld
from paht.law.casework.states import AGENCY_ROLES, DESK_ROLES, Role
from paht.people.actors import Official
from paht.people.senders import phone_index

PAGE = 50
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Where a list by due moment puts what owes nothing: at its end, and yet at a place from which to go on."""
AfterDue = tuple[datetime, uuid.UUID]
"""The place of a row in a list by due moment: its due moment, or NEVER, and its id."""
_SEES_ALL = DESK_ROLES | {
    Role.SUPERVISING_DEPARTMENT,
    Role.PROVINCIAL_LEADER,
    Role.AUDITOR,
    Role.DATA_PROTECTION_OFFICER,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody may see: an SQL condition over ``c`` (cases_case) with its parameters."""

    condition: str
    parameters: tuple[Any, ...]


def visible_to(official: Official) -> Scope:
    """The desk and those who oversee see every case of the province; an agency what it or its subordinates were
    charged with (VL.11.4); an administrator none."""
    if official.roles & _SEES_ALL:
        return Scope("c.jurisdiction_id = %s", (official.jurisdiction_id,))
    if official.roles & AGENCY_ROLES and official.agency_id:
        return Scope(
            "c.jurisdiction_id = %s AND EXISTS (SELECT FROM cases_assignment v WHERE v.jurisdiction_id = "
            "c.jurisdiction_id AND v.case_id = c.id AND (v.agency_id = %s OR v.superior_id = %s))",
            (official.jurisdiction_id, official.agency_id, official.agency_id),
        )
    return Scope("false", ())


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


URGENT_SINCE = """CASE WHEN c.state -> 'alarm' ->> 'lowered_at' IS NULL
            THEN (c.state -> 'alarm' ->> 'raised_at')::timestamptz END"""
"""Since when a case is urgent, where an alarm stands."""

COLUMNS = f"""c.id, c.code, c.kind, c.field, c.stage, c.commune, c.channel, c.sent_at,
       c.due_at, c.due_term, c.due_clause, c.holder, c.version,
       coalesce((SELECT left(t.body, 240) FROM cases_text t WHERE t.jurisdiction_id = c.jurisdiction_id
                 AND t.id = (c.state -> 'text' ->> 'id')::uuid
                 AND c.state ->> 'secret_reference' IS NULL), ''),
       {URGENT_SINCE}"""

_OWN_DUTY = COLUMNS.replace("c.due_at, c.due_term, c.due_clause", "x.due_at, x.due_term, x.due_clause")
"""The same with the assignment's own duty (``x``: cases_assignment) instead of the case's earliest."""

ASSIGNED = """LEFT JOIN LATERAL (
    SELECT x.number, x.state, g.name FROM cases_assignment x JOIN agencies_agency g ON g.id = x.agency_id
    WHERE x.jurisdiction_id = c.jurisdiction_id AND x.case_id = c.id AND x.is_open
    ORDER BY x.number DESC LIMIT 1) a ON true"""


ASKED = "asked"
"""Where :func:`desk_counts` tells the requests of agencies."""

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
    return _rows(
        f"SELECT {COLUMNS}, a.name, a.number, a.state FROM cases_case c {ASSIGNED} "
        f"WHERE {' AND '.join(conditions)} ORDER BY c.due_at, c.id LIMIT %s",
        [*parameters, limit],
    )


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


def desk_counts(official: Official, *, now: datetime) -> dict[str, Count]:
    """What the IOC holds now, by stage, and under ``ASKED`` what agencies await its answer on: one statement."""
    scope = visible_to(official)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.stage, count(*), count(*) FILTER (WHERE c.due_at < %s) FROM cases_case c "
            f"WHERE {scope.condition} AND c.holder = 'ioc' AND c.ended_at IS NULL GROUP BY c.stage "
            f"UNION ALL SELECT %s, count(*), 0 FROM cases_case c WHERE {scope.condition} AND {ASKED_OF_DESK} "
            "AND c.ended_at IS NULL",
            [now, *scope.parameters, ASKED, *scope.parameters],
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


def id_of_code(official: Official, *, code: str) -> uuid.UUID | None:
    """The case of a code (as stored), if it exists and the official may see it."""
    scope = visible_to(official)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM cases_case c WHERE {scope.condition} AND c.code = %s",
            [*scope.parameters, code],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def cases_of_sender(
    official: Official,
    *,
    sender_id: uuid.UUID,
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = PAGE,
) -> list[Row]:
    """What one sender has sent, latest first; ``after`` is (sent_at, id) of the last row seen."""
    scope = visible_to(official)
    conditions = [scope.condition, "c.sender_id = %s"]
    parameters: list[Any] = [*scope.parameters, sender_id]
    if after:
        conditions.append("(c.sent_at, c.id) < (%s, %s)")
        parameters += after
    return _rows(
        f"SELECT {COLUMNS}, a.name, a.number, a.state FROM cases_case c {ASSIGNED} "
        f"WHERE {' AND '.join(conditions)} ORDER BY c.sent_at DESC, c.id DESC LIMIT %s",
        [*parameters, limit],
    )


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
    return _rows(
        f"SELECT {COLUMNS}, a.name, a.number, a.state FROM cases_case c {ASSIGNED} "
        f"WHERE {' AND '.join(conditions)} ORDER BY c.due_at, c.id LIMIT %s",
        [*parameters, limit],
    )


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
    return _rows(
        f"{_ASSIGNMENTS} WHERE {' AND '.join(conditions)} ORDER BY x.dispatched_at DESC, x.case_id DESC LIMIT %s",
        [*parameters, limit],
    )


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
    return _rows(
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


def public_results(
    *,
    jurisdiction_id: int,
    field: str = "",
    commune: str = "",
    kind: str = "",
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = 20,
) -> list[Row]:
    """Published results, latest first; ``after`` is (published_at, id) of the last row seen."""
    conditions = ["c.jurisdiction_id = %s", "c.is_public"]
    parameters: list[Any] = [jurisdiction_id]
    for column, value in (("field", field), ("commune", commune), ("kind", kind)):
        if value:
            conditions.append(f"c.{column} = %s")
            parameters.append(value)
    if after:
        conditions.append("(c.published_at, c.id) < (%s, %s)")
        parameters += after
    return _rows(
        f"SELECT {COLUMNS}, a.name, a.number, a.state, c.published_at, c.latitude, c.longitude, "
        f"c.state ->> 'rating' FROM cases_case c {ASSIGNED.replace('AND x.is_open', '')} "
        f"WHERE {' AND '.join(conditions)} ORDER BY c.published_at DESC, c.id DESC LIMIT %s",
        [*parameters, limit],
    )


def _rows(sql: str, parameters: list[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Row(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Detail:
    """A whole case: the row's keys, the law's value, its events, and the texts that these refer to, by id."""

    id: uuid.UUID
    code: str
    case: Case
    events: tuple[Event, ...]
    texts: dict[str, str]
    agencies: dict[str, str]
    people: Mapping[str, str] = default(default_factory=dict)
    """The officials who acted, by id, where an official asks; nobody else learns who they are."""
    is_withheld: bool = False
    """Whether words and pictures were left out, because few may read a case with a state secret."""

    def text(self, written: Any) -> str:
        """The body of a text that lies with the case; ``""`` for one that lies in the vault or for ``None``."""
        return "" if written is None else self.texts.get(written.id, "")


_DETAIL = """
SELECT c.id, c.code, c.state,
       (SELECT json_agg(e.content ORDER BY e.number) FROM cases_event e
        WHERE e.jurisdiction_id = c.jurisdiction_id AND e.case_id = c.id),
       (SELECT coalesce(json_object_agg(t.id, t.body), '{}') FROM cases_text t
        WHERE t.jurisdiction_id = c.jurisdiction_id AND t.case_id = c.id),
       (SELECT coalesce(json_object_agg(g.id, g.name), '{}') FROM agencies_agency g
        WHERE g.id IN (SELECT unnest(ARRAY[x.agency_id, x.superior_id]) FROM cases_assignment x
                       WHERE x.jurisdiction_id = c.jurisdiction_id AND x.case_id = c.id
                       UNION SELECT (y ->> 'agency')::uuid FROM jsonb_array_elements(c.state -> 'requests') y
                       UNION SELECT (y ->> 'named')::uuid FROM jsonb_array_elements(c.state -> 'assignments') y)),
       {people}
FROM cases_case c WHERE
"""
_NOBODY = "'{}'::json"
_PEOPLE = """(SELECT coalesce(json_object_agg(p.id, p.name), '{}') FROM people_staff p
        WHERE p.jurisdiction_id = c.jurisdiction_id AND p.id::text IN (
            SELECT e.content::jsonb -> 'actor' ->> 'id' FROM cases_event e
            WHERE e.jurisdiction_id = c.jurisdiction_id AND e.case_id = c.id))"""


def detail(official: Official, *, case_id: uuid.UUID) -> Detail | None:
    """The case, if it exists and the official may see it: one statement."""
    scope = visible_to(official)
    sql = f"{_detailed(_PEOPLE)} {scope.condition} AND c.id = %s"
    return _detail(sql, [*scope.parameters, case_id], roles=official.roles)


def public_detail(*, jurisdiction_id: int, case_id: uuid.UUID) -> Detail | None:
    """A published case. Only what :func:`paht.law.casework.publicity.publicity` allows may be shown of it."""
    return _detail(
        f"{_detailed(_NOBODY)} c.jurisdiction_id = %s AND c.id = %s AND c.is_public",
        [jurisdiction_id, case_id],
    )


def followed(*, jurisdiction_id: int, code: str) -> Detail | None:
    """The case of a code, for whoever holds the code."""
    return _detail(f"{_detailed(_NOBODY)} c.jurisdiction_id = %s AND c.code = %s", [jurisdiction_id, code])


def code_of_command(*, jurisdiction_id: int, command_id: uuid.UUID) -> tuple[str, Case] | None:
    """The code and the case that this command made, or ``None`` when it never took effect."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, state FROM cases_case WHERE jurisdiction_id = %s AND command_id = %s",
            [jurisdiction_id, command_id],
        )
        row = cursor.fetchone()
    return None if row is None else (row[0], read_state(row[1]))


def case_alone(*, jurisdiction_id: int, case_id: uuid.UUID) -> Case | None:
    """The law's value of a case without its events and texts: one cheap statement for checking a photo's address."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state FROM cases_case WHERE jurisdiction_id = %s AND id = %s", [jurisdiction_id, case_id]
        )
        row = cursor.fetchone()
    return None if row is None else read_state(row[0])


@dataclass(frozen=True, slots=True)
class Point:
    """A published result on the map."""

    id: uuid.UUID
    latitude: float
    longitude: float
    field: str
    excerpt: str


def public_points(
    *, jurisdiction_id: int, box: tuple[float, float, float, float] | None, limit: int
) -> list[Point]:
    """Published results within (west, south, east, north) in degrees, latest first, at most ``limit``."""
    conditions = ["c.jurisdiction_id = %s", "c.is_public", "c.latitude IS NOT NULL"]
    parameters: list[Any] = [jurisdiction_id]
    if box:
        west, south, east, north = box
        conditions.append("c.longitude BETWEEN %s AND %s AND c.latitude BETWEEN %s AND %s")
        parameters += [west, east, south, north]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, c.latitude, c.longitude, c.field, "
            "coalesce((SELECT left(t.body, 90) FROM cases_text t WHERE t.jurisdiction_id = c.jurisdiction_id "
            "AND t.id = (c.state -> 'text' ->> 'id')::uuid), '') "
            f"FROM cases_case c WHERE {' AND '.join(conditions)} ORDER BY c.published_at DESC, c.id DESC LIMIT %s",
            [*parameters, limit],
        )
        return [Point(*row) for row in cursor.fetchall()]


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


def is_sender(*, jurisdiction: Jurisdiction, case: Case, phone: str) -> bool:
    """Whether the phone number is the one that the report was sent with."""
    if not case.sender:
        return False
    index = phone_index(jurisdiction_id=jurisdiction.id, phone=phone)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM people_sender WHERE jurisdiction_id = %s AND id = %s AND phone_index = %s",
            [jurisdiction.id, uuid.UUID(case.sender), index],
        )
        return cursor.fetchone() is not None


def _detailed(people: str) -> str:
    return _DETAIL.replace("{people}", people)


def _detail(sql: str, parameters: list[Any], *, roles: Collection[Role] = ()) -> Detail | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    if row is None:
        return None
    case = read_state(row[2])
    events = tuple(decode_event(json.loads(content)) for content in row[3])
    found = Detail(row[0], row[1], case, events, row[4], row[5], row[6])
    return found if may_read(case, roles) else _withheld(found)


def _withheld(detail: Detail) -> Detail:
    """The course without a word or a picture; only where the secret file lies is still told."""
    reference = detail.case.secret_reference
    told = {reference.id: detail.texts.get(reference.id, "")} if reference else {}
    events = tuple(replace(event, body=_without_files(event.body)) for event in detail.events)
    return replace(detail, case=withheld(detail.case), events=events, texts=told, is_withheld=True)


def _without_files(body: Any) -> Any:
    return replace(body, files=()) if hasattr(body, "files") else body
