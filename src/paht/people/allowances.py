"""Allowances: how often something may be done in a length of time, counted in PostgreSQL by every process together.

A thing done is counted in all its allowances or in none: whoever is refused by one uses up no other, so that a flood
from one address does not empty the province's. What is counted is known by a keyed digest: phone numbers are few.

:mod:`paht.people.attempts` counts the other way: every try, also one that is refused, in one short window.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection

from paht.installation.keys import one_time_key


@dataclass(frozen=True, slots=True)
class Allowance:
    """``most`` times in ``length``, counted from the first time on, for whatever ``name`` says."""

    name: str
    most: int
    length: timedelta

    @property
    def bucket(self) -> bytes:
        """What the database knows it by."""
        return keyed(f"allowance {self.name} {self.length.total_seconds():.0f}")


SPENT = "people_spend(%(buckets)s::bytea[], %(lengths)s::interval[], %(limits)s::integer[], %(at)s)"
"""The place (from 1) of the first allowance that is used up; 0 where all were counted. For a statement of one's own,
with :func:`parameters`."""


def parameters(allowances: Sequence[Allowance]) -> dict[str, Any]:
    """What :data:`SPENT` needs beside ``at``."""
    return {
        "buckets": [each.bucket for each in allowances],
        "lengths": [each.length for each in allowances],
        "limits": [each.most for each in allowances],
    }


def give_back(buckets: Sequence[bytes]) -> None:
    """What was done turned out well and does not count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_allowance SET used = used - 1 WHERE bucket = ANY(%s) AND used > 0",
            [sorted(buckets)],
        )


def keyed(text: str) -> bytes:
    """32 bytes that stand for the text and tell nothing of it without the installation's key."""
    digest = _keyed().copy()
    digest.update(text.encode())
    return digest.digest()


@cache
def _keyed() -> hmac.HMAC:
    return hmac.new(one_time_key(settings.HOME), digestmod="sha256")
