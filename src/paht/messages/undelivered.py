"""What could not be delivered, for the officer who looks after it: which notices, which way does not answer, which
events of the channels nobody could work on; and the order to try once more.

Nothing here names an address or quotes a word: of the vault's answers there is the kind alone.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

PAGE = 50
SILENT = timedelta(minutes=10)
"""After so long a way that does not answer is shown to the desk."""

Place = tuple[datetime, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Try:
    """One try of a notice: when, by which way, what came of it; ``staff``: who ordered it anew."""

    at: datetime
    way: str
    outcome: str
    why: str
    staff: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A notice that was given up; ``code`` is empty where it is about no report."""

    id: uuid.UUID
    case_id: uuid.UUID | None
    code: str
    template: str
    made_at: datetime
    given_up_at: datetime
    problem: str
    tries: tuple[Try, ...] = ()


@dataclass(frozen=True, slots=True)
class Silent:
    """A way that takes nothing: since when, how many messages have tried it in vain, what it said last."""

    way: str
    since: datetime
    waiting: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Stuck:
    """An event of a channel that could not be worked on, and why, in the program's words."""

    id: uuid.UUID
    channel: str
    received_at: datetime
    attempts: int
    problem: str


_GIVEN_UP = """
SELECT o.id, o.case_id, coalesce(c.code, ''), o.template, o.made_at, o.given_up_at, o.problem
FROM messages_outbox o
LEFT JOIN cases_case c ON c.jurisdiction_id = o.jurisdiction_id AND c.id = o.case_id
WHERE o.jurisdiction_id = %(jurisdiction)s AND o.given_up_at IS NOT NULL
    AND (%(at)s::timestamptz IS NULL OR (o.given_up_at, o.id) < (%(at)s, %(id)s))
ORDER BY o.given_up_at DESC, o.id DESC LIMIT %(limit)s
"""
_TRIES = """
SELECT t.order_id, t.at, t.way, t.outcome, t.why, coalesce(s.name, '')
FROM messages_try t LEFT JOIN people_staff s ON s.id = t.by
WHERE t.jurisdiction_id = %s AND t.order_id = ANY(%s) ORDER BY t.order_id, t.id
"""
_SILENT = """
SELECT o.via, min(t.at), count(DISTINCT o.id), (array_agg(t.why ORDER BY t.at DESC, t.id DESC))[1]
FROM messages_outbox o
JOIN messages_try t ON t.jurisdiction_id = o.jurisdiction_id AND t.order_id = o.id AND t.way = o.via
    AND t.outcome = 'again'
WHERE o.jurisdiction_id = %(jurisdiction)s AND o.recipient_kind = 'sender' AND o.via <> ''
    AND o.delivered_at IS NULL AND o.given_up_at IS NULL
    AND t.at > coalesce((SELECT max(a.at) FROM messages_try a WHERE a.jurisdiction_id = o.jurisdiction_id
        AND a.way = o.via AND a.outcome = 'accepted'), '-infinity')
GROUP BY o.via HAVING min(t.at) <= %(since)s ORDER BY min(t.at)
"""
_ANEW = """
WITH anew AS (
    UPDATE messages_outbox SET given_up_at = NULL, due_at = %(at)s, wanted_from = %(at)s, attempts = 0, via = '',
        declined = '{}', told_by = NULL, problem = ''
    WHERE jurisdiction_id = %(jurisdiction)s AND id = ANY(%(orders)s) AND given_up_at IS NOT NULL
        AND delivered_at IS NULL
    RETURNING jurisdiction_id, id
)
INSERT INTO messages_try (jurisdiction_id, order_id, at, way, outcome, by)
SELECT jurisdiction_id, id, %(at)s, '', 'ordered_anew', %(by)s FROM anew
"""

_BOUNCED = """
WITH back AS (
    UPDATE messages_outbox SET delivered_at = NULL, via = '', declined = array_append(declined, 'email'),
        due_at = %(at)s, wanted_from = %(at)s, problem = 'bounced'
    WHERE jurisdiction_id = %(jurisdiction)s AND id = %(order)s AND via = 'email' AND delivered_at IS NOT NULL
    RETURNING jurisdiction_id, id
)
INSERT INTO messages_try (jurisdiction_id, order_id, at, way, outcome, why)
SELECT jurisdiction_id, id, %(at)s, 'email', 'declined', 'bounced' FROM back
"""


def given_up(*, jurisdiction_id: int, limit: int = PAGE, before: Place | None = None) -> list[GivenUp]:
    """Notices that were given up, the latest first, from ``before`` on, each with its tries; two statements."""
    at, key = before or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN_UP, {"jurisdiction": jurisdiction_id, "at": at, "id": key, "limit": limit})
        rows = cursor.fetchall()
        cursor.execute(_TRIES, [jurisdiction_id, [row[0] for row in rows]])
        tries: dict[Any, list[Try]] = {}
        for order_id, *rest in cursor.fetchall():
            tries.setdefault(order_id, []).append(Try(*rest))
    return [replace(GivenUp(*row), tries=tuple(tries.get(row[0], ()))) for row in rows]


def silent(*, jurisdiction_id: int, at: datetime) -> list[Silent]:
    """The ways that have taken nothing for :data:`SILENT` although notices wait for them."""
    with connection.cursor() as cursor:
        cursor.execute(_SILENT, {"jurisdiction": jurisdiction_id, "since": at - SILENT})
        return [Silent(*row) for row in cursor.fetchall()]


def waiting(*, jurisdiction_id: int) -> int:
    """How many notices of the province wait."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM messages_outbox WHERE jurisdiction_id = %s AND recipient_kind = 'sender' "
            "AND delivered_at IS NULL AND given_up_at IS NULL",
            [jurisdiction_id],
        )
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def counts() -> tuple[int, int]:
    """For the metrics, of all provinces: notices given up, events of channels that nobody could work on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM messages_outbox WHERE given_up_at IS NOT NULL), "
            "(SELECT count(*) FROM messages_inbox WHERE state = 'failed')"
        )
        row = cursor.fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def order_anew(*, jurisdiction_id: int, orders: Collection[uuid.UUID], by: uuid.UUID, at: datetime) -> int:
    """Try these again, by every way from the first one on; who ordered it is on record. How many there were: what is
    under way already, or was delivered meanwhile, is left alone."""
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"at": at, "jurisdiction": jurisdiction_id, "orders": list(orders), "by": by}
        cursor.execute(_ANEW, given)
        anew: int = cursor.rowcount
    return anew


def bounced(message_id: uuid.UUID, *, jurisdiction_id: int, at: datetime) -> None:
    """A letter that had been taken came back: the notice goes on by the next way. Nothing where it is no notice."""
    with connection.cursor() as cursor:
        cursor.execute(_BOUNCED, {"jurisdiction": jurisdiction_id, "order": message_id, "at": at})


def stuck(*, jurisdiction_id: int, limit: int = PAGE) -> list[Stuck]:
    """Events that nobody could work on, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, channel, received_at, attempts, problem FROM messages_inbox "
            "WHERE jurisdiction_id = %s AND state = 'failed' ORDER BY received_at DESC, id DESC LIMIT %s",
            [jurisdiction_id, limit],
        )
        return [Stuck(*row) for row in cursor.fetchall()]


def take_up_again(*, jurisdiction_id: int, events: Collection[uuid.UUID], at: datetime) -> int:
    """Have these events worked on again; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messages_inbox SET state = 'waiting', due_at = %s, attempts = 0, settled_at = NULL, problem = '' "
            "WHERE jurisdiction_id = %s AND id = ANY(%s) AND state = 'failed'",
            [at, jurisdiction_id, list(events)],
        )
        again: int = cursor.rowcount
    return again
