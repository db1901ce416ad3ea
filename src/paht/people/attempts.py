"""How often something may be tried: counted in the database, so every process counts together.

What is counted is known to the table by a keyed digest alone, for addresses and phone numbers are few enough to guess.
The table is unlogged: a count waits for no disk, and after a crash of the database everybody begins anew.
"""

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from threading import Lock
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
SELECT bucket, %(at)s, tries FROM unnest(%(buckets)s::bytea[], %(tries)s::int[]) AS given(bucket, tries)
ORDER BY bucket
ON CONFLICT (bucket) DO UPDATE SET
    tries = CASE WHEN known.began_at <= %(at)s - %(window)s THEN excluded.tries ELSE known.tries + excluded.tries END,
    began_at = CASE WHEN known.began_at <= %(at)s - %(window)s THEN %(at)s ELSE known.began_at END
RETURNING bucket, tries
"""


def spend(limits: Mapping[str, int], *, at: datetime) -> bool:
    """Count a try of each thing named; whether none of them has been tried more often than its limit."""
    tries = count(limits, at=at)
    return all(tries[name] <= limit for name, limit in limits.items())


def count(names: Collection[str], *, at: datetime) -> dict[str, int]:
    """Count a try of each thing named; how often each has been tried in its window, this time included."""
    return _add(dict.fromkeys(names, 1), at=at)


def _add(amounts: Mapping[str, int], *, at: datetime) -> dict[str, int]:
    named = {_bucket(name): name for name in amounts}
    buckets = sorted(named)
    given: dict[str, Any] = {
        "at": at,
        "window": WINDOW,
        "buckets": buckets,
        "tries": [amounts[named[bucket]] for bucket in buckets],
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


@dataclass(slots=True)
class _Tally:
    told: int
    """What the database said, this process's own tries until then included."""
    at: datetime
    since: int = 0
    """Tries of this process that the database does not know yet."""


class Often:
    """Counts of what is tried so often that a statement each time would cost more than what it guards.

    Each process tells the database, and asks it, once a second for each name: a count lags behind by what the other
    processes counted within that second, and a process that dies takes its last second with it.
    """

    def __init__(self) -> None:
        self._tallies: dict[str, _Tally] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        """How many names this process remembers."""
        return len(self._tallies)

    def count(self, names: Collection[str], *, at: datetime) -> dict[str, int]:
        """Count a try of each thing named; how often each has been tried, this time included."""
        with self._lock:
            for name in names:
                if name in self._tallies:
                    self._tallies[name].since += 1
            due = {name: self._taken(name) for name in names if self._is_due(name, at)}
        told = _add(due, at=at) if due else {}
        with self._lock:
            if len(self._tallies) > _REMEMBERED:
                # Older ones are asked of the database anew anyway: a flood from ever new addresses fills no memory, and
                # each of them loses what it counted within its last second at most.
                self._tallies = {name: t for name, t in self._tallies.items() if at - t.at < _LAG}
            for name, tries in told.items():
                since = self._tallies[name].since if name in self._tallies else 0
                self._tallies[name] = _Tally(tries, at, since)
            return {name: self._counted(name) for name in names}

    def give_back(self, *names: str) -> None:
        """A try that came to nothing does not count."""
        with self._lock:
            for name in names:
                if name in self._tallies:
                    self._tallies[name].since -= 1

    def forget(self) -> None:
        """Ask the database anew about everything."""
        with self._lock:
            self._tallies.clear()

    def _counted(self, name: str) -> int:
        tally = self._tallies.get(name)
        return tally.told + tally.since if tally else 1  # forgotten by another thread this very moment

    def _is_due(self, name: str, at: datetime) -> bool:
        tally = self._tallies.get(name)
        return tally is None or abs(at - tally.at) >= _LAG

    def _taken(self, name: str) -> int:
        """The tries that are told now: those counted since, or this first one."""
        tally = self._tallies.get(name)
        if tally is None:
            return 1
        since, tally.since = tally.since, 0
        return since


_LAG = timedelta(seconds=1)
_REMEMBERED = 20_000


def _bucket(name: str) -> bytes:
    keyed = _keyed().copy()
    keyed.update(name.encode())
    return keyed.digest()


@cache
def _keyed() -> hmac.HMAC:
    return hmac.new(f"paht.people.attempts {settings.SECRET_KEY}".encode(), digestmod="sha256")
