"""Which way somebody allowed or refused, and when: each choice that they made, kept as it was made.

Nothing is in it that nobody chose: silence is no consent. ``subject_id`` is a sender, or a person where a device of
theirs is meant; no address is here.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

MOST = 200
"""So many choices are told, the latest ones."""


@dataclass(frozen=True, slots=True)
class Choice:
    """That a way of ``wishes.WAYS`` was allowed, or refused."""

    way: str
    is_allowed: bool
    at: datetime


_NOTE = """
INSERT INTO people_choice (jurisdiction_id, subject_id, way, is_allowed, chosen_at)
SELECT %s, s, w.way, w.allowed, %s FROM unnest(%s::uuid[]) s, unnest(%s::text[], %s::bool[]) AS w (way, allowed)
"""
_OF = """
SELECT DISTINCT way, is_allowed, chosen_at FROM people_choice
WHERE jurisdiction_id = %s AND subject_id = ANY(%s) ORDER BY chosen_at DESC, way LIMIT %s
"""


def note(
    jurisdiction_id: int, subjects: Sequence[uuid.UUID], chosen: Mapping[str, bool], *, at: datetime
) -> None:
    """Keep that these ways were allowed (true) or refused, in the transaction of what makes it so."""
    if chosen:
        given: list[Any] = [jurisdiction_id, at, list(subjects), list(chosen), list(chosen.values())]
        with connection.cursor() as cursor:
            cursor.execute(_NOTE, given)


def of(jurisdiction_id: int, subjects: Collection[uuid.UUID]) -> list[Choice]:
    """What they chose, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(_OF, [jurisdiction_id, list(subjects), MOST])
        return [Choice(*row) for row in cursor.fetchall()]
