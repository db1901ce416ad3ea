"""How somebody wants to be written to: the language, and the ways that they do not want. No address is here.

A wish is kept for each of a person's phones and holds for all of them, the latest one. Whoever has no account has one
for the number that they sent with.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from paht.people import choices

WAYS = ("sms", "zalo", "messenger", "email", "push")
LANGUAGES = ("vi", "en")


class LastWay(Exception):  # noqa: N818 (a refusal, said in words by the door)
    """Somebody whose report is open must be reached by one way at least."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """``unwanted`` are ways of :data:`WAYS`. Where it leaves none for which there is an address, the text message is
    what remains."""

    language: str = "vi"
    unwanted: frozenset[str] = frozenset()


_PHONES = """
SELECT p.sender_id FROM people_phone p WHERE p.jurisdiction_id = %(jurisdiction)s AND p.left_at IS NULL
"""
_OF = f"""
SELECT w.language, w.unwanted FROM people_wish w WHERE w.jurisdiction_id = %(jurisdiction)s AND (
    w.sender_id = %(sender)s OR w.sender_id IN ({_PHONES} AND p.person_id = (
        SELECT h.person_id FROM people_phone h
        WHERE h.jurisdiction_id = %(jurisdiction)s AND h.sender_id = %(sender)s AND h.left_at IS NULL)))
ORDER BY w.wished_at DESC LIMIT 1
"""
_KEEP = """
INSERT INTO people_wish (jurisdiction_id, sender_id, language, unwanted, wished_at)
VALUES (%s, %s, %s, %s, %s) ON CONFLICT (jurisdiction_id, sender_id)
DO UPDATE SET language = excluded.language, unwanted = excluded.unwanted, wished_at = excluded.wished_at
"""


def of(jurisdiction_id: int, sender_id: uuid.UUID) -> Wishes:
    """The sender's wishes: those of before anybody has said any are Vietnamese, by every way."""
    given: dict[str, Any] = {"jurisdiction": jurisdiction_id, "sender": sender_id}
    with connection.cursor() as cursor:
        cursor.execute(_OF, given)
        row = cursor.fetchone()
    return Wishes(row[0], frozenset(row[1])) if row else Wishes()


def senders_of_person(jurisdiction_id: int, person_id: uuid.UUID) -> list[uuid.UUID]:
    """Under which senders a person's phones are known."""
    given: dict[str, Any] = {"jurisdiction": jurisdiction_id, "person": person_id}
    with connection.cursor() as cursor:
        cursor.execute(f"{_PHONES} AND p.person_id = %(person)s ORDER BY p.verified_at DESC, p.id", given)
        return [row[0] for row in cursor.fetchall()]


def keep(
    *,
    jurisdiction_id: int,
    senders: Sequence[uuid.UUID],
    wishes: Wishes,
    has_open: bool,
    at: datetime,
) -> None:
    """Have it so from now on, with each way that changed noted; :class:`LastWay` where a report is open and no way
    would remain."""
    assert wishes.language in LANGUAGES
    assert wishes.unwanted <= set(WAYS)
    if has_open and wishes.unwanted == set(WAYS):
        raise LastWay
    with transaction.atomic(), connection.cursor() as cursor:
        before = of(jurisdiction_id, senders[0]).unwanted if senders else frozenset[str]()
        changed = {way: way not in wishes.unwanted for way in WAYS if way in before ^ wishes.unwanted}
        choices.note(jurisdiction_id, senders, changed, at=at)
        for each in sorted(senders):
            cursor.execute(_KEEP, [jurisdiction_id, each, wishes.language, sorted(wishes.unwanted), at])
