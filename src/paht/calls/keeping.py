"""Calls as they are kept: each fact is laid over what is known, under the row's lock, so that a thousand facts in any
order, repeated and at once, give the same rows."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from paht.agencies.jurisdictions import Jurisdiction
from paht.calls.call import Call, Direction, Fact, Happened, evolved, read, written
from paht.calls.exchanges import Exchange
from paht.law.hotline import heard_by
from paht.people.senders import phone_index
from paht.people.vault import Sealed, seal
from paht.people.vault_wire import PATIENCE_SECONDS, TooMany, VaultClosed

_NAMESPACE = uuid.UUID("0b1a7f6e-1022-4c11-9a55-5b7d5c4e1022")


class NotKnownYet(Exception):  # noqa: N818 (an answer)
    """The call is kept, but the vault did not say whose number it is: the same fact once more, later."""


@dataclass(frozen=True, slots=True)
class _Row:
    call: Call
    has_number: bool


def call_id(*, jurisdiction_id: int, exchange: str, reference: str) -> uuid.UUID:
    """Our name for a call: the same whichever of its facts comes first."""
    return uuid.uuid5(_NAMESPACE, f"{jurisdiction_id} {exchange} {reference}")


def keep(
    *,
    jurisdiction: Jurisdiction,
    exchange: Exchange,
    facts: Iterable[Fact],
    told: uuid.UUID,
    now: datetime,
    patience: float = PATIENCE_SECONDS,
) -> None:
    """Lay the facts that the inbox's event ``told`` over what is known of their calls; what follows from them is in the
    same transaction. ``patience`` is how long the vault may take to say whose number it is.

    Raises :class:`NotKnownYet` where everything is kept but the caller could not be recognised.
    """
    unknown = False
    for fact in facts:
        index = None
        if fact.number and fact.direction is Direction.IN and not _is_known(jurisdiction.id, exchange, fact):
            try:
                index = phone_index(jurisdiction_id=jurisdiction.id, phone=fact.number, patience=patience)
            except (VaultClosed, TooMany):
                unknown = True
        with transaction.atomic():
            _keep(jurisdiction, exchange, fact, index, told, now)
    if unknown:
        raise NotKnownYet


def _is_known(jurisdiction_id: int, exchange: Exchange, fact: Fact) -> bool:
    """Whether the caller was recognised by an earlier fact: the vault answers so many questions a minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM calls_call WHERE jurisdiction_id = %s AND exchange = %s AND reference = %s "
            "AND caller IS NOT NULL",
            [jurisdiction_id, exchange.name, fact.call],
        )
        return cursor.fetchone() is not None


def _keep(
    jurisdiction: Jurisdiction,
    exchange: Exchange,
    fact: Fact,
    index: bytes | None,
    told: uuid.UUID,
    now: datetime,
) -> None:
    key = call_id(jurisdiction_id=jurisdiction.id, exchange=exchange.name, reference=fact.call)
    row = _locked(jurisdiction.id, key, exchange.name, fact)
    call = evolved(row.call, fact)
    number: uuid.UUID | None = None
    if fact.number and not row.has_number:
        number = uuid.uuid5(key, "number")
        _put(
            jurisdiction.id,
            seal(record_id=number, jurisdiction_id=jurisdiction.id, fields={"phone": fact.number}),
            now,
        )
    comes_in = call.direction is Direction.IN
    is_voice = comes_in and bool(exchange.voice_queues & set(call.queues))
    is_urgent = comes_in and bool(exchange.urgent_queues & set(call.queues))
    assert call.rung_at is not None, "every fact has a moment"
    due = heard_by(left_at=call.rung_at, calendar=jurisdiction.calendar) if is_voice else None
    with connection.cursor() as cursor:
        cursor.execute(
            _UPDATE,
            {
                "jurisdiction": jurisdiction.id,
                "id": key,
                "known": json.dumps(written(call)),
                "direction": call.direction.value,
                "state": call.state.value,
                "rung": call.rung_at,
                "answered": call.answered_at,
                "ended": call.ended_at,
                "queue": call.queue,
                "extension": call.extension,
                "number": number,
                "caller": index,
                "voice": is_voice,
                "urgent": is_urgent,
                "order": _order(call.order),
                "due": due,
            },
        )
        cursor.execute(_TOLD, [jurisdiction.id, key, told])
    if fact.what is Happened.RECORDED and fact.recording:
        _await_recording(jurisdiction.id, key, exchange.name, fact.recording, now)
    if is_urgent and call.ended_at is None:
        _pass_on(jurisdiction, key, exchange.name, now)


def _locked(jurisdiction_id: int, key: uuid.UUID, exchange: str, fact: Fact) -> _Row:
    with connection.cursor() as cursor:
        cursor.execute(
            _NEW,
            [
                jurisdiction_id,
                key,
                exchange,
                fact.call,
                json.dumps(written(Call())),
                fact.direction.value,
                fact.at,
            ],
        )
        cursor.execute(
            "SELECT known::text, number_record_id IS NOT NULL FROM calls_call "
            "WHERE jurisdiction_id = %s AND id = %s FOR UPDATE",
            [jurisdiction_id, key],
        )
        found = cursor.fetchone()
    assert found is not None
    return _Row(read(json.loads(found[0])), found[1])


_NEW = """
INSERT INTO calls_call (jurisdiction_id, id, exchange, reference, known, direction, state, rung_at)
VALUES (%s, %s, %s, %s, %s::jsonb, %s, 'ringing', %s) ON CONFLICT DO NOTHING
"""

_UPDATE = """
UPDATE calls_call c SET known = %(known)s::jsonb, direction = %(direction)s, state = %(state)s, rung_at = %(rung)s,
    answered_at = %(answered)s, ended_at = %(ended)s, queue = %(queue)s, extension = %(extension)s,
    staff_id = coalesce((SELECT l.staff_id FROM calls_line l
        JOIN calls_extension e ON (e.jurisdiction_id, e.staff_id, e.extension)
            = (l.jurisdiction_id, l.staff_id, l.extension) AND e.taken_at IS NULL
        WHERE l.jurisdiction_id = c.jurisdiction_id AND l.extension = %(extension)s AND l.extension <> ''), c.staff_id),
    number_record_id = coalesce(c.number_record_id, %(number)s::uuid), caller = coalesce(c.caller, %(caller)s::bytea),
    is_voice_message = %(voice)s, is_urgent = %(urgent)s, order_id = coalesce(c.order_id, %(order)s::uuid),
    due_at = %(due)s::timestamptz
WHERE c.jurisdiction_id = %(jurisdiction)s AND c.id = %(id)s
"""

_TOLD = """
INSERT INTO calls_told (jurisdiction_id, call_id, event_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
"""


def _order(word: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(word)
    except ValueError:
        return None


def _await_recording(
    jurisdiction_id: int, key: uuid.UUID, exchange: str, address: str, now: datetime
) -> None:
    """The recording is to be fetched: its address may hold a secret, and lies in the vault."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO calls_recording (jurisdiction_id, call_id, record_id, exchange, due_at) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [jurisdiction_id, key, uuid.uuid5(key, "recording"), exchange, now],
        )
        is_new = cursor.rowcount == 1
    if is_new:
        record = seal(
            record_id=uuid.uuid5(key, "recording"),
            jurisdiction_id=jurisdiction_id,
            fields={"content": address},
        )
        _put(jurisdiction_id, record, now)


def _pass_on(jurisdiction: Jurisdiction, key: uuid.UUID, exchange: str, now: datetime) -> None:
    """An urgent call is transferred at once, whatever the hour (ST.7.2.urgent, VL.16.1): one order, however often the
    call is told of."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO calls_order (jurisdiction_id, id, kind, exchange, call_id, made_at, due_at) "
            "VALUES (%s, %s, 'transfer', %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [jurisdiction.id, uuid.uuid5(key, "transfer"), exchange, key, now, now],
        )


def _put(jurisdiction_id: int, record: Sealed, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_vault_record (jurisdiction_id, id, key_version, wrapped_key, sealed, made_at) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [jurisdiction_id, record.id, record.key_version, record.wrapped_key, record.sealed, now],
        )


def put_record(jurisdiction_id: int, fields: dict[str, str], *, now: datetime, record_id: uuid.UUID) -> None:
    """Seal the fields as a record of the vault."""
    _put(jurisdiction_id, seal(record_id=record_id, jurisdiction_id=jurisdiction_id, fields=fields), now)


def dictated(value: Any) -> str:
    """A value as JSON, keys in order: the same message is the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
