"""Senders: known by a keyed blind index of the phone number, never by the number itself."""

import hmac
import uuid
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import connection, connections

from paht.identity import new_id
from paht.installation.keys import index_key
from paht.law.casework.admission import phone_number
from paht.people.actors import actor_key


def phone_index(*, jurisdiction_id: int, phone: str) -> bytes:
    """The blind index of a phone number, 32 bytes: equal for equal numbers however typed, useless without the key."""
    keyed = _keyed().copy()
    keyed.update(f"{jurisdiction_id} {phone_number(phone)}".encode())
    return keyed.digest()


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


@cache
def _keyed() -> hmac.HMAC:
    return hmac.new(index_key(settings.HOME), digestmod="sha256")


def look_up(
    *, jurisdiction_id: int, phone: str, actor_id: str, purpose: str, at: datetime
) -> uuid.UUID | None:
    """The sender with this number, if there is one. The look is recorded first, also where nobody is found:
    that a number has never reported anything is a fact about a person, too."""
    index = phone_index(jurisdiction_id=jurisdiction_id, phone=phone)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM people_sender WHERE jurisdiction_id = %s AND phone_index = %s",
            [jurisdiction_id, index],
        )
        row = cursor.fetchone()
    found: uuid.UUID | None = row[0] if row else None
    with connections["vault"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_look (jurisdiction_id, record_id, actor_id, purpose, looked_at, fields) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [jurisdiction_id, found or uuid.UUID(int=0), actor_key(actor_id), purpose, at, ["phone_index"]],
        )
    return found
