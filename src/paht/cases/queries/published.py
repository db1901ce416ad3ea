"""Published cases for machines: open data and exchange. Every statement asks ``PUBLIC`` as the public pages do."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.cases.queries.public import PUBLIC
from paht.cases.queries.rows import ASSIGNED
from paht.cases.store import read_state
from paht.law.casework.case import Case
from paht.law.casework.events import TextReleased
from paht.law.casework.publicity import publicity


@dataclass(frozen=True, slots=True)
class Published:
    """A published case with what everybody may read of it: ``text`` as an officer released it, ``answer`` as given."""

    id: uuid.UUID
    case: Case
    sent_at: datetime
    published_at: datetime
    commune: str
    latitude: float | None
    longitude: float | None
    text: str
    answer: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which ones: half-open ranges of the moments of sending and of publishing; ``ids`` overrides all else."""

    sent_from: datetime | None = None
    sent_until: datetime | None = None
    published_from: datetime | None = None
    published_until: datetime | None = None
    fields: Collection[str] = ()
    ids: Collection[uuid.UUID] = ()
    limit: int = 1000
    offset: int = 0


_BODY = (
    "(SELECT t.body FROM cases_text t WHERE t.jurisdiction_id = c.jurisdiction_id "
    "AND t.id = (c.state -> '{}' ->> 'id')::uuid)"
)
_SELECT = f"""SELECT c.id, c.state, c.sent_at, c.published_at, c.commune, c.latitude, c.longitude,
    coalesce({_BODY.format("text")}, ''), coalesce({_BODY.format("answer")}, ''), coalesce(a.name, '')
FROM {{source}} c {ASSIGNED.replace("AND x.is_open", "")}"""


def published(*, jurisdiction_id: int, asked: Asked) -> list[Published]:
    """The cases asked for, latest first (by publishing where only that was asked for): one statement."""
    sql, parameters = statement(jurisdiction_id=jurisdiction_id, asked=asked)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [found for row in cursor.fetchall() if (found := _published(row)) is not None]


def statement(*, jurisdiction_id: int, asked: Asked) -> tuple[str, list[Any]]:
    """The statement and its parameters."""
    conditions: list[str] = ["c.jurisdiction_id = %s", PUBLIC]
    parameters: list[Any] = [jurisdiction_id]
    order = "sent_at"
    if asked.ids:
        conditions.append("c.id = ANY(%s)")
        parameters.append(list(asked.ids))
    else:
        for condition, moment in (
            ("c.sent_at >= %s", asked.sent_from),
            ("c.sent_at < %s", asked.sent_until),
            ("c.published_at >= %s", asked.published_from),
            ("c.published_at < %s", asked.published_until),
        ):
            if moment is not None:
                conditions.append(condition)
                parameters.append(moment)
        if asked.fields:
            conditions.append("c.field = ANY(%s)")
            parameters.append(list(asked.fields))
        if asked.sent_from is None and asked.sent_until is None:
            order = "published_at"
    ordered = f"ORDER BY c.{order} DESC, c.id DESC"
    # The page is cut before texts and agencies are looked up: an offset reads no text.
    page = f"(SELECT * FROM cases_case c WHERE {' AND '.join(conditions)} {ordered} LIMIT %s OFFSET %s)"
    return f"{_SELECT.format(source=page)} {ordered}", [*parameters, asked.limit, asked.offset]


_NARROWED = f"""
SELECT EXISTS (
    SELECT FROM cases_event e JOIN cases_case c ON c.jurisdiction_id = e.jurisdiction_id AND c.id = e.case_id
    WHERE e.written_in >= %s AND e.jurisdiction_id = %s AND c.published_at <= %s
      AND (NOT {PUBLIC} OR e.type = '{TextReleased.__name__}'))
"""


def horizon() -> int:
    """The transaction from which on events are not surely read by what is read from now on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (found,) = cursor.fetchone()
    return int(found)


def is_narrowed(*, jurisdiction_id: int, since: int, until: datetime) -> bool:
    """Whether something happened from the transaction ``since`` on by which a case that was published by ``until`` is
    no longer public, or is so in other words."""
    with connection.cursor() as cursor:
        cursor.execute(_NARROWED, [since, jurisdiction_id, until])
        (found,) = cursor.fetchone()
    return bool(found)


def every_published(*, jurisdiction_id: int, size: int = 2000) -> Iterator[Published]:
    """All of them, the oldest publication first, read in keyset pages so that any number fits into memory."""
    after: tuple[Any, ...] = ()
    while True:
        beyond = "AND (c.published_at, c.id) > (%s, %s)" if after else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"{_SELECT.format(source='cases_case')} WHERE c.jurisdiction_id = %s AND {PUBLIC} {beyond} "
                "ORDER BY c.published_at, c.id LIMIT %s",
                [jurisdiction_id, *after, size],
            )
            rows = cursor.fetchall()
        yield from (found for row in rows if (found := _published(row)) is not None)
        if len(rows) < size:
            return
        after = (rows[-1][3], rows[-1][0])


def _published(row: Any) -> Published | None:
    """As the law lets everybody see it now; ``None`` where it lets nobody, whatever the row says."""
    case = read_state(row[1])
    allowed = publicity(case)
    if not allowed.content:
        return None
    text = row[7] if allowed.text else ""
    case_id, _, sent_at, published_at, commune, latitude, longitude, _, answer, agency = row
    return Published(case_id, case, sent_at, published_at, commune, latitude, longitude, text, answer, agency)


def progress(*, jurisdiction_id: int, case_id: uuid.UUID) -> tuple[Case, datetime, datetime] | None:
    """How far a case is, when it was sent and when something last happened: for whoever was told its identifier."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.state, c.sent_at, (e.content::jsonb ->> 'at')::timestamptz FROM cases_case c "
            "JOIN cases_event e ON e.jurisdiction_id = c.jurisdiction_id AND e.case_id = c.id "
            "AND e.number = c.version WHERE c.jurisdiction_id = %s AND c.id = %s",
            [jurisdiction_id, case_id],
        )
        row = cursor.fetchone()
    return (read_state(row[0]), row[1], row[2]) if row else None
