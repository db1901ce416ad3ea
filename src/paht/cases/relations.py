"""Reading how cases belong together: linked reports, a sender's others, what proved valuable or false."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from paht.cases.queries import ASSIGNED, COLUMNS, PAGE, Row, visible_to
from paht.law.casework.case import Case
from paht.people.actors import Official


def id_of_code(*, jurisdiction_id: int, code: str) -> uuid.UUID | None:
    """The case of a code as stored, whoever asks; ``None`` for none, without a look for ``""``."""
    if not code:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM cases_case WHERE jurisdiction_id = %s AND code = %s", [jurisdiction_id, code]
        )
        row = cursor.fetchone()
    return row[0] if row else None


@dataclass(frozen=True, slots=True)
class Link:
    """A case that belongs to another one: the earlier one that it takes up again, or a later one that does."""

    id: uuid.UUID
    code: str
    stage: str
    sent_at: datetime
    is_earlier: bool


def links(*, jurisdiction_id: int, case: Case) -> list[Link]:
    """The earlier and the later cases linked to this one, in the order in which they were sent (VL.5.6)."""
    keys = [uuid.UUID(case.linked_to) if case.linked_to else None, jurisdiction_id, uuid.UUID(case.id)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, code, stage, sent_at, id IS NOT DISTINCT FROM %s FROM cases_case "
            "WHERE jurisdiction_id = %s AND (linked_to = %s OR id = %s) ORDER BY sent_at, id LIMIT 50",
            [*keys, keys[0]],
        )
        return [Link(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another case of the same sender: how far it is, and whether it has a picture in common."""

    id: uuid.UUID
    code: str
    stage: str
    sent_at: datetime
    is_open: bool
    same_picture: bool


def siblings(*, jurisdiction_id: int, case: Case, limit: int = 10) -> list[Sibling]:
    """What the same sender sent besides, latest first; whose it is stays unsaid (VL.8.2.7, VL.8.2.8)."""
    if not case.sender:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id, c.code, c.stage, c.sent_at, c.ended_at IS NULL, EXISTS ("
            "SELECT FROM jsonb_array_elements(c.state -> 'files') f WHERE f ->> 'sha256' = ANY(%s)) "
            "FROM cases_case c WHERE c.jurisdiction_id = %s AND c.sender_id = %s AND c.id <> %s "
            "ORDER BY c.sent_at DESC, c.id DESC LIMIT %s",
            [
                [file.sha256 for file in case.files],
                jurisdiction_id,
                uuid.UUID(case.sender),
                uuid.UUID(case.id),
                limit,
            ],
        )
        return [Sibling(*row) for row in cursor.fetchall()]


def merits(
    official: Official, *, false: bool, after: tuple[datetime, uuid.UUID] | None = None, limit: int = PAGE
) -> list[tuple[datetime, Row]]:
    """Reports proposed for commendation (or found ``false``), latest first, each with when; ``after`` is (when, id) of
    the last row seen (VL.24.1, VL.24.2, ST.17.1)."""
    column = "c.found_false_at" if false else "c.commended_at"
    scope = visible_to(official)
    conditions, parameters = [scope.condition, f"{column} IS NOT NULL"], [*scope.parameters]
    if after:
        conditions.append(f"({column}, c.id) < (%s, %s)")
        parameters += after
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column}, {COLUMNS}, a.name, a.number, a.state FROM cases_case c "
            f"{ASSIGNED.replace('AND x.is_open', '')} WHERE {' AND '.join(conditions)} "
            f"ORDER BY {column} DESC, c.id DESC LIMIT %s",
            [*parameters, limit],
        )
        return [(row[0], Row(*row[1:])) for row in cursor.fetchall()]


def merit_counts(official: Official) -> tuple[int, int]:
    """How many reports were proposed for commendation, and how many found false."""
    scope = visible_to(official)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE c.commended_at IS NOT NULL), "
            "count(*) FILTER (WHERE c.found_false_at IS NOT NULL) FROM cases_case c "
            f"WHERE {scope.condition} AND (c.commended_at IS NOT NULL OR c.found_false_at IS NOT NULL)",
            list(scope.parameters),
        )
        row = cursor.fetchone()
    assert row is not None
    return row[0], row[1]
