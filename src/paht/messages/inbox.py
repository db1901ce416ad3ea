"""The one inbox: what a channel brought, stored sealed and told apart from its repeats before anything else happens.

A door checks the signature, calls :func:`take` and answers the channel; the worker calls :func:`work`, which opens one
event at a time and hands it to the handler of its channel. An event that a channel delivers ten times is one row. A
handler may be called again for the same event after a crash: what it does must be the same when it is done twice
(command ids made of the event's ``id`` by :func:`command_id`), and it must not count on an order.
"""

import hashlib
import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from paht.identity import new_id
from paht.people.actors import SYSTEM
from paht.people.vault import look, seal
from paht.people.vault_wire import Damaged, TooMany, VaultClosed

BATCH = 20
CLAIMED = timedelta(seconds=60)
"""For so long an event is one worker's: longer than any handler may take."""
BACK_OFF = tuple(timedelta(seconds=n) for n in (2, 10, 60, 300, 1800))
"""After the first, second … failure; the last one from then on."""
MOST_ATTEMPTS = 20
"""After so many failures (eight hours) an event is left for an officer; so is one that ended so many workers."""
_ENDED = "whoever worked on it came to an end"
_AWAY = "the vault does not answer"
PURPOSE = "Hệ thống đọc tin đến từ một kênh tiếp nhận"
"""Why an event was opened, as the record of looks says it."""

log = logging.getLogger(__name__)


class Later(Exception):  # noqa: N818 (an answer)
    """A handler's answer: not now (a peer that it needs is away); the event is tried again, with the reason kept."""


class Unusable(Exception):  # noqa: N818 (an answer)
    """A handler's answer: nothing will ever come of this event; an officer sees it, with the reason."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An event as a handler gets it: ``content`` is the raw text that the channel sent."""

    jurisdiction_id: int
    id: uuid.UUID
    channel: str
    content: str
    received_at: datetime
    attempts: int


Handler = Callable[[Taken], None]
Moment = Callable[[], datetime]
"""What the present moment is asked of: the door's clock."""

_TAKE = """
WITH given AS (
    SELECT * FROM unnest(%(ids)s::uuid[], %(events)s::bytea[], %(versions)s::smallint[], %(wrapped)s::bytea[],
        %(sealed)s::bytea[]) AS given (id, event, key_version, wrapped_key, sealed)
), mine AS (
    INSERT INTO messages_inbox (jurisdiction_id, id, channel, event, received_at, due_at)
    SELECT %(jurisdiction)s, id, %(channel)s, event, %(at)s, %(at)s FROM given ORDER BY event
    ON CONFLICT (jurisdiction_id, channel, event) DO NOTHING RETURNING id
), kept AS (
    INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at)
    SELECT %(jurisdiction)s, id, key_version, wrapped_key, sealed, %(at)s FROM given JOIN mine USING (id)
)
SELECT id FROM mine
"""
"""In the order of the events, so that two deliveries of the same ones never wait for each other in a circle."""

_CLAIM = """
WITH mine AS (
    SELECT jurisdiction_id, id FROM messages_inbox
    WHERE state = 'waiting' AND due_at <= %(at)s AND channel = ANY(%(channels)s)
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE messages_inbox i SET attempts = i.attempts + 1, due_at = %(at)s + %(claimed)s
FROM mine WHERE (i.jurisdiction_id, i.id) = (mine.jurisdiction_id, mine.id)
RETURNING i.jurisdiction_id, i.id, i.channel, i.received_at, i.attempts
"""

_SETTLE = """
UPDATE messages_inbox SET state = %(state)s, attempts = attempts - %(spared)s,
    due_at = %(due)s, settled_at = %(settled)s, problem = %(problem)s
WHERE jurisdiction_id = %(jurisdiction)s AND id = %(id)s AND state = 'waiting'
"""


def take(
    *, jurisdiction_id: int, channel: str, event_id: str, content: str, now: datetime
) -> uuid.UUID | None:
    """Store an event whose signature was checked; durable when this returns, in one round trip. Gives the identifier of
    its row and of its record; ``None`` where the channel brought it before. ``event_id`` is the channel's own name for
    it; of it a digest is kept."""
    new = take_all(jurisdiction_id=jurisdiction_id, channel=channel, events=[(event_id, content)], now=now)
    return new[0] if new else None


def take_all(
    *, jurisdiction_id: int, channel: str, events: Sequence[tuple[str, str]], now: datetime
) -> list[uuid.UUID]:
    """The same for events, each by its name, that came in one message: all of them or none, in one round trip however
    many. Gives those that the channel had not brought before."""
    records = [
        seal(record_id=new_id(), jurisdiction_id=jurisdiction_id, fields={"content": content})
        for _, content in events
    ]
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "channel": channel,
        "at": now,
        "ids": [record.id for record in records],
        "events": [_digest(channel, name) for name, _ in events],
        "versions": [record.key_version for record in records],
        "wrapped": [record.wrapped_key for record in records],
        "sealed": [record.sealed for record in records],
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, given)
        return [row[0] for row in cursor.fetchall()]


def named(*, jurisdiction_id: int, channel: str, event_id: str) -> uuid.UUID | None:
    """The event that the channel calls so, if it brought one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM messages_inbox WHERE jurisdiction_id = %s AND channel = %s AND event = %s",
            [jurisdiction_id, channel, _digest(channel, event_id)],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def settle_taken(*, jurisdiction_id: int, channel: str, event_id: str, now: datetime) -> None:
    """Note that an event was worked on in the very request that took it: for channels for which a person waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messages_inbox SET state = 'done', settled_at = %s "
            "WHERE jurisdiction_id = %s AND channel = %s AND event = %s AND state = 'waiting'",
            [now, jurisdiction_id, channel, _digest(channel, event_id)],
        )


def _digest(channel: str, event_id: str) -> bytes:
    return hashlib.sha256(f"{channel}\0{event_id}".encode()).digest()


def command_id(event_id: uuid.UUID, what: str = "") -> uuid.UUID:
    """The identifier of the command that an event causes: the same at every try."""
    return uuid.uuid5(event_id, what)


def work(handlers: Mapping[str, Handler], *, now: Moment, limit: int = BATCH) -> int:
    """Hand what waits to the handlers, by channel, at most ``limit`` events; how many are done. The moment is asked
    for with each event: after a slow one the next claim would else be over before it is written."""
    done = 0
    for _ in range(limit):
        each = _claim(handlers, now())
        if each is None:
            break
        if each.attempts > MOST_ATTEMPTS:
            # No failure was ever noted: the process was killed each time.
            log.warning("an event of %s is given up: %s", each.channel, _ENDED)
            _settle(each, "failed", _ENDED, now=now())
            continue
        try:
            content = _opened(each)
        except (VaultClosed, TooMany) as error:
            if not isinstance(error, Damaged):
                _settle(each, "waiting", _AWAY, now=now(), spared=1)
                break  # every other event would meet the same
            _settle(each, "failed", "its seal does not open", now=now())
            continue
        done += _handled(each, content, handlers[each.channel], now=now)
    return done


class _Claimed(NamedTuple):
    jurisdiction_id: int
    id: uuid.UUID
    channel: str
    received_at: datetime
    attempts: int


def _claim(handlers: Mapping[str, Handler], now: datetime) -> _Claimed | None:
    given: dict[str, Any] = {"at": now, "claimed": CLAIMED, "channels": list(handlers)}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        row = cursor.fetchone()
    return _Claimed(*row) if row else None


def _opened(each: _Claimed) -> str:
    opened = look(
        jurisdiction_id=each.jurisdiction_id,
        record_ids=[each.id],
        fields=frozenset({"content"}),
        actor_id=SYSTEM.id,
        purpose=PURPOSE,
    )
    return opened.get(each.id, {}).get("content", "")


def _handled(each: _Claimed, content: str, handler: Handler, *, now: Moment) -> bool:
    try:
        handler(Taken(each.jurisdiction_id, each.id, each.channel, content, each.received_at, each.attempts))
    except Unusable as answer:
        _settle(each, "failed", str(answer), now=now())
        return False
    except (VaultClosed, TooMany) as error:
        # An outage of our own costs the event no try.
        if isinstance(error, Damaged):
            _settle(each, "failed", "its seal does not open", now=now())
        else:
            _settle(each, "waiting", _AWAY, now=now(), spared=1)
        return False
    except Exception as error:
        # What a channel brings must not stop the others; the words of an error could quote personal data.
        problem = str(error) if isinstance(error, Later) else type(error).__name__
        log.warning("an event of %s was not handled: %s", each.channel, problem)
        is_over = each.attempts >= MOST_ATTEMPTS
        _settle(each, "failed" if is_over else "waiting", problem, now=now())
        return False
    _settle(each, "done", "", now=now())
    return True


def _settle(each: _Claimed, state: str, problem: str, *, now: datetime, spared: int = 0) -> None:
    given: dict[str, Any] = {
        "jurisdiction": each.jurisdiction_id,
        "id": each.id,
        "state": state,
        "problem": problem,
        "spared": spared,
        "due": now + BACK_OFF[min(each.attempts, len(BACK_OFF)) - 1],
        "settled": None if state == "waiting" else now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, given)
