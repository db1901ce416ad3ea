"""How often something may be tried: counted in the database, so every process counts together.

What is counted is known to the table by a keyed digest alone, for addresses and phone numbers are few enough to guess.
The table is unlogged: a count waits for no disk, and after a crash of the database everybody begins anew.
"""

import hmac
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection

WINDOW = timedelta(minutes=15)
"""Tries are counted from the first one on, for so long."""

_FORGOTTEN_AT_ONCE = 20

_SPEND = """
WITH forgotten AS (
    DELETE FROM people_attempt WHERE bucket IN (
        SELECT bucket FROM people_attempt WHERE began_at <= %(at)s - 2 * %(window)s AND NOT bucket = ANY(%(buckets)s)
        ORDER BY began_at LIMIT %(forgotten)s FOR UPDATE SKIP LOCKED
    )
)
INSERT INTO people_attempt AS known (bucket, began_at, tries)
SELECT given, %(at)s, 1 FROM unnest(%(buckets)s::bytea[]) AS given ORDER BY given
ON CONFLICT (bucket) DO UPDATE SET
    tries = CASE WHEN known.began_at <= %(at)s - %(window)s THEN 1 ELSE known.tries + 1 END,
    began_at = CASE WHEN known.began_at <= %(at)s - %(window)s THEN %(at)s ELSE known.began_at END
RETURNING bucket, tries
"""


def spend(limits: Mapping[str, int], *, at: datetime) -> bool:
    """Count a try of each thing named; whether none of them has been tried more often than its limit."""
    tries = count(limits, at=at)
    return all(tries[name] <= limit for name, limit in limits.items())


def count(names: Collection[str], *, at: datetime) -> dict[str, int]:
    """Count a try of each thing named; how often each has been tried in its window, this time included."""
    named = {_bucket(name): name for name in names}
    given: dict[str, Any] = {
        "at": at,
        "window": WINDOW,
        "buckets": sorted(named),
        "forgotten": _FORGOTTEN_AT_ONCE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, given)
        return {named[bytes(bucket)]: tries for bucket, tries in cursor.fetchall()}


def give_back(*names: str) -> None:
    """A try that succeeded does not count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_attempt SET tries = tries - 1 WHERE bucket = ANY(%s) AND tries > 0",
            [sorted(map(_bucket, names))],
        )


def _bucket(name: str) -> bytes:
    keyed = _keyed().copy()
    keyed.update(name.encode())
    return keyed.digest()


@cache
def _keyed() -> hmac.HMAC:
    return hmac.new(f"paht.people.attempts {settings.SECRET_KEY}".encode(), digestmod="sha256")
