"""Senders: known by a keyed blind index of the phone number, never by the number itself.

The key is the vault process's alone, and it answers so many numbers a minute: who has the web process and the database
cannot try out all the numbers there are.
"""

import uuid
from datetime import datetime

from django.db import connection

from paht.identity import new_id
from paht.people.actors import actor_key
from paht.people.vault_wire import PATIENCE_SECONDS, Hurried, Question, TooMany, VaultClosed, ask

_hurried = Hurried()


class Recognition:
    """The blind index of a number while it is being worked out. A vault that does not answer in time keeps nobody from
    sending: the sender is then taken for unknown, and known again later (:mod:`paht.people.vault_settling`)."""

    def __init__(self, *, jurisdiction_id: int, phone: str, record_id: uuid.UUID) -> None:
        self._question: Question | None = None
        self._index: bytes | None = None
        self._waiting = record_id.bytes
        try:
            self._question = _hurried.ask("index", jurisdiction=jurisdiction_id, phone=phone)
        except VaultClosed:
            self._index = self._waiting

    @property
    def index(self) -> bytes:
        """The 32 bytes of the index, or the 16 of the vault record that will tell it later."""
        if self._index is None:
            assert self._question is not None
            try:
                self._index = bytes.fromhex(self._question.answer()["index"])
            except TooMany:
                self._index = self._waiting
            except VaultClosed:
                _hurried.failed()
                self._index = self._waiting
        return self._index

    def drop(self) -> None:
        """Nobody needs it any more."""
        if self._question is not None:
            self._question.abandon()


def phone_index(*, jurisdiction_id: int, phone: str, patience: float = PATIENCE_SECONDS) -> bytes:
    """The blind index of a phone number, 32 bytes: equal for equal numbers however typed, useless without the key.

    Raises :class:`VaultClosed` where the vault does not answer in time, :class:`TooMany` where it was asked too often.
    """
    answer = ask("index", patience=patience, jurisdiction=jurisdiction_id, phone=phone)
    return bytes.fromhex(answer["index"])


def known(*, jurisdiction_id: int, phone: str, now: datetime) -> uuid.UUID:
    """The person of this number, remembered by its blind index alone; a new one is made where there is none."""
    index = phone_index(jurisdiction_id=jurisdiction_id, phone=phone)
    return known_by_index(jurisdiction_id=jurisdiction_id, phone_index=index, now=now)


def known_by_index(*, jurisdiction_id: int, phone_index: bytes, now: datetime) -> uuid.UUID:
    """The same by the blind index alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_sender (jurisdiction_id, id, phone_index, first_seen_at) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT DO NOTHING",
            [jurisdiction_id, new_id(), phone_index, now],
        )
        cursor.execute(
            "SELECT id FROM people_sender WHERE jurisdiction_id = %s AND phone_index = %s",
            [jurisdiction_id, phone_index],
        )
        row = cursor.fetchone()
    assert row is not None
    found: uuid.UUID = row[0]
    return found


def has_number(*, jurisdiction_id: int, sender_id: uuid.UUID, phone: str) -> bool:
    """Whether the number is this sender's, or the one's whom they turned out to be."""
    index = phone_index(jurisdiction_id=jurisdiction_id, phone=phone)
    return has_index(jurisdiction_id=jurisdiction_id, sender_id=sender_id, phone_index=index)


def has_index(*, jurisdiction_id: int, sender_id: uuid.UUID, phone_index: bytes) -> bool:
    """The same by the blind index alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM people_sender s LEFT JOIN people_sender o "
            "ON o.jurisdiction_id = s.jurisdiction_id AND o.id = s.same_as "
            "WHERE s.jurisdiction_id = %s AND s.id = %s AND %s IN (s.phone_index, o.phone_index)",
            [jurisdiction_id, sender_id, phone_index],
        )
        return cursor.fetchone() is not None


def look_up(*, jurisdiction_id: int, phone: str, actor_id: str, purpose: str) -> uuid.UUID | None:
    """The sender with this number, if there is one. The look is recorded first, also where nobody is found.

    Raises :class:`TooMany` after too many searches of the person or the province, :class:`VaultClosed`.
    """
    answer = ask(
        "find",
        jurisdiction=jurisdiction_id,
        phone=phone,
        actor=str(actor_key(actor_id)),
        purpose=purpose,
    )
    return uuid.UUID(answer["sender"]) if answer["sender"] else None
