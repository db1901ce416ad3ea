"""One-time codes by which a phone is confirmed: six digits, five minutes, five tries, used once, in one browser.

A code is known by a keyed digest alone, bound to its row and its number. Which code a guess is held against is decided
by the secret in the browser's cookie; without it, or with one that has no code left, the work and the answer are the
same. Asking for a code is :mod:`paht.messages.codes`, for a message goes with it.
"""

import hashlib
import hmac
import re
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from django.db import connection

from paht.law.casework.admission import phone_number
from paht.people.allowances import SPENT, Allowance, give_back, keyed, parameters
from paht.people.networks import network_of
from paht.people.vault import Sealed

DIGITS = 6
LASTS = timedelta(minutes=5)
TRIES = 5
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WRONG_FROM_ADDRESS, WRONG_IN_ALL = 50, 1_000
"""Guesses an hour that turn out wrong: from one address, in the whole province. At the most that is one chance in a
thousand an hour that anybody at all is guessed."""

_MOBILE = re.compile(r"0[35789][0-9]{8}")
_TYPED = re.compile(r"[0-9]{6}")


class Guess(Enum):
    """Why a guess opened nothing."""

    WRONG = auto()
    TOO_MANY = auto()


@dataclass(frozen=True, slots=True)
class Proven:
    """A number that its holder has confirmed just now; ``person_id`` is who wanted it joined to themselves."""

    jurisdiction_id: int
    phone_index: bytes
    record: Sealed
    person_id: uuid.UUID | None


def mobile(typed: str) -> str | None:
    """The Vietnamese mobile number that was typed, ten digits; ``None`` for any other: no message goes abroad, to a
    landline or to a service number."""
    number = phone_number(typed)
    return number if _MOBILE.fullmatch(number) else None


def new_code() -> str:
    """Six digits of chance."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def new_browser() -> str:
    """The secret that a browser keeps while it waits for a code."""
    return secrets.token_urlsafe(32)


def browser_key(browser: str) -> bytes:
    """What the database knows that secret by."""
    return hashlib.sha256(browser.encode()).digest()


def digest_of(code: str, *, code_id: uuid.UUID, phone_index: bytes) -> bytes:
    """The code as kept, of use in its own row alone."""
    return keyed(f"code {code_id} {phone_index.hex()} {code}")


_GUESS = f"""
WITH spent AS MATERIALIZED (SELECT {SPENT} AS place),
newest AS (
    SELECT c.id FROM spent, people_code c
    WHERE spent.place = 0 AND c.jurisdiction_id = %(jurisdiction)s AND c.browser = %(browser)s
    ORDER BY c.made_at DESC, c.id DESC LIMIT 1
), tried AS (
    UPDATE people_code c SET tries = c.tries + 1 FROM newest
    WHERE c.jurisdiction_id = %(jurisdiction)s AND c.id = newest.id AND c.used_at IS NULL
      AND c.made_at > %(at)s - %(lasts)s AND c.tries < %(tries)s
    RETURNING c.id, c.digest, c.phone_index
)
SELECT spent.place, tried.id, tried.digest, tried.phone_index FROM spent LEFT JOIN tried ON true
"""

_USE = """
UPDATE people_code SET used_at = %s WHERE jurisdiction_id = %s AND id = %s AND used_at IS NULL
RETURNING phone_index, id, key_version, wrapped_key, sealed, person_id, given_back
"""


def guess(*, jurisdiction_id: int, browser: str, typed: str, address: str, at: datetime) -> Proven | Guess:
    """Hold what was typed against the code that this browser waits for; the right one is used up by it."""
    allowances = _of_guessing(jurisdiction_id, address)
    given: dict[str, Any] = {
        **parameters(allowances),
        "at": at,
        "jurisdiction": jurisdiction_id,
        "browser": browser_key(browser),
        "lasts": LASTS,
        "tries": TRIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_GUESS, given)
        row = cursor.fetchone()
    assert row is not None
    place, code_id, digest, phone_index = row
    # The same work for a browser that waits for nothing.
    held_against = digest_of(
        re.sub(r"\s", "", typed), code_id=code_id or _NOBODY, phone_index=bytes(phone_index or b"")
    )
    is_right = hmac.compare_digest(held_against, bytes(digest or _NO_DIGEST))
    if place:
        return Guess.TOO_MANY
    return (_used(jurisdiction_id, code_id, at, allowances) if is_right else None) or Guess.WRONG


_NOBODY = uuid.UUID(int=0)
_NO_DIGEST = bytes(32)


def _used(
    jurisdiction_id: int, code_id: uuid.UUID, at: datetime, allowances: Sequence[Allowance]
) -> Proven | None:
    """The number is proven, once: of two who guess right at the same moment one comes too late."""
    with connection.cursor() as cursor:
        cursor.execute(_USE, [at, jurisdiction_id, code_id])
        row = cursor.fetchone()
    if row is None:
        return None
    phone_index, record_id, key_version, wrapped_key, sealed, person_id, back = row
    give_back([*(each.bucket for each in allowances), *map(bytes, back)])
    record = Sealed(record_id, key_version, bytes(wrapped_key), bytes(sealed))
    return Proven(jurisdiction_id, bytes(phone_index), record, person_id)


def _of_guessing(jurisdiction_id: int, address: str) -> list[Allowance]:
    return [
        Allowance(f"wrong from {jurisdiction_id} {network_of(address)}", WRONG_FROM_ADDRESS, HOUR),
        Allowance(f"wrong in all {jurisdiction_id}", WRONG_IN_ALL, HOUR),
    ]
