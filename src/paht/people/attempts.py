"""How often something may be tried: counted in the database, so every process counts together."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

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
    named = {_bucket(name): limit for name, limit in limits.items()}
    given: dict[str, Any] = {
        "at": at,
        "window": WINDOW,
        "buckets": sorted(named),
        "forgotten": _FORGOTTEN_AT_ONCE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, given)
        return all(tries <= named[bytes(bucket)] for bucket, tries in cursor.fetchall())


def give_back(*names: str) -> None:
    """A try that succeeded does not count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_attempt SET tries = tries - 1 WHERE bucket = ANY(%s) AND tries > 0",
            [sorted(map(_bucket, names))],
        )


def _bucket(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()
