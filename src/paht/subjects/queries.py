"""Reading requests: a subject's own, and for those who handle or oversee them (:data:`paht.law.subjects.SEES`)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.law.subjects import SEES, Right, SubjectBody
from paht.people import kept_logs
from paht.people.actors import Official
from paht.people.kept_logs import SUBJECTS
from paht.subjects.keeping import COLUMNS, Row, row_of
from paht.subjects.subject import DataSubject

Entry = kept_logs.Entry[SubjectBody]


@dataclass(frozen=True, slots=True)
class Erased:
    """A line of the record of erasures: when, by whom, on which document, how many records."""

    at: datetime
    actor_id: uuid.UUID
    purpose: str
    records: int


def code_of(request_id: uuid.UUID) -> str:
    """How a request is called between people; the tail of its key, for its head is the time."""
    return f"YC-{request_id.hex[-8:].upper()}"


_OWN = """(person_id = %(person)s OR case_id = %(case)s OR person_id IN (
    SELECT id FROM people_person p WHERE p.jurisdiction_id = %(jurisdiction)s AND p.merged_into = %(person)s))"""
_OPEN = f"""
SELECT {COLUMNS} FROM subjects_request WHERE jurisdiction_id = %s AND closed_at IS NULL
ORDER BY due_at NULLS LAST, id LIMIT %s
"""
_CLOSED = f"""
SELECT {COLUMNS} FROM subjects_request WHERE jurisdiction_id = %s AND closed_at IS NOT NULL
  AND (%s::timestamptz IS NULL OR (closed_at, id) < (%s, %s))
ORDER BY closed_at DESC, id DESC LIMIT %s
"""
_ERASED = """
SELECT looked_at, actor_id, purpose, count(*) FROM people_look
WHERE jurisdiction_id = %s AND fields = '{erased}'
GROUP BY looked_at, actor_id, purpose ORDER BY looked_at DESC, purpose LIMIT %s
"""


def own_requests(subject: DataSubject, *, limit: int = 100) -> list[Row]:
    """The subject's requests, latest first."""
    given = {
        "jurisdiction": subject.jurisdiction_id,
        "person": subject.person_id,
        "case": subject.case_id,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM subjects_request WHERE jurisdiction_id = %(jurisdiction)s AND {_OWN} "
            "ORDER BY asked_at DESC, id DESC LIMIT %(limit)s",
            given,
        )
        return [row_of(subject.jurisdiction_id, row) for row in cursor.fetchall()]


def open_rights(subject: DataSubject) -> frozenset[Right]:
    """The rights of which the subject has an open request."""
    return frozenset(row.request.right for row in own_requests(subject) if row.request.is_open)


def row(*, jurisdiction_id: int, request_id: uuid.UUID) -> Row | None:
    """The request, for the operations."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM subjects_request WHERE jurisdiction_id = %s AND id = %s",
            [jurisdiction_id, request_id],
        )
        found = cursor.fetchone()
    return row_of(jurisdiction_id, found) if found else None


def open_requests(official: Official, *, limit: int = 500) -> list[Row]:
    """The province's open requests by due moment."""
    return _rows(official, _OPEN, limit)


def closed_requests(
    official: Official, *, after: tuple[datetime, uuid.UUID] | None = None, limit: int
) -> list[Row]:
    """The closed ones, the one closed last first, from behind ``after`` on."""
    at, key = after or (None, None)
    return _rows(official, _CLOSED, at, at, key, limit)


def request(official: Official, *, request_id: uuid.UUID) -> Row | None:
    """One request of the official's province; ``None`` for any other."""
    if not official.roles & SEES:
        return None
    return row(jurisdiction_id=official.jurisdiction_id, request_id=request_id)


def history(*, jurisdiction_id: int, request_id: uuid.UUID) -> list[Entry]:
    """What happened to it, in order; for whoever may see the request."""
    with connection.cursor() as cursor:
        return SUBJECTS.history(cursor, (jurisdiction_id, request_id))


def erasures(official: Official, *, limit: int = 200) -> list[Erased]:
    """What was erased in the province, latest first."""
    if not official.roles & SEES:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ERASED, [official.jurisdiction_id, limit])
        return [Erased(*found) for found in cursor.fetchall()]


def _rows(official: Official, statement: str, *given: Any) -> list[Row]:
    if not official.roles & SEES:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, [official.jurisdiction_id, *given])
        return [row_of(official.jurisdiction_id, found) for found in cursor.fetchall()]
