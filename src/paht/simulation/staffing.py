"""How many people the simulated work needs: what a centre and its agencies plan by."""

from collections.abc import Iterable
from math import ceil
from typing import Any

from paht.law.casework.states import Party
from paht.simulation.agenda import Pool

TARGET_USE = 0.8
"""The share of working time at which a desk is well used and a queue still drains (a planning figure)."""


def needed(pools: Iterable[Pool], worked_seconds: int) -> int:
    """The people that these pools need together to be busy for no more than the target share of their working time.

    What still waits at the end counts as work too: a desk that has too few people is not merely busy all day. What
    comes of it later (a report accepted is one to dispatch) is not known yet: from an overloaded run, it is the least.
    """
    return ceil(sum(map(_demand, pools)) / (worked_seconds * TARGET_USE))


def advice(pools: Iterable[Pool], worked_seconds: int) -> dict[str, Any]:
    """What the desk has and needs, and every body whose staff or leader is short of people, the shortest first."""
    has = list(pools)
    desk = next(pool for pool in has if pool.party is Party.IOC)
    short = [pool for pool in has if pool is not desk and _missing(pool, worked_seconds) > 0]
    short.sort(key=lambda pool: (-_missing(pool, worked_seconds), pool.name, pool.party))
    return {
        "desk": _row(desk, worked_seconds),
        "short_of_people": [
            {"agency": pool.name, "party": pool.party.value, **_row(pool, worked_seconds)} for pool in short
        ],
    }


def _row(pool: Pool, worked_seconds: int) -> dict[str, int]:
    return {
        "people": len(pool.people),
        "needed": max(needed([pool], worked_seconds), 1),
        "waiting": pool.waiting,
    }


def _missing(pool: Pool, worked_seconds: int) -> int:
    return needed([pool], worked_seconds) - len(pool.people)


def _demand(pool: Pool) -> float:
    """The seconds of work done, and those that what still waits will take, at the same length each."""
    if not pool.taken:
        return 0.0
    return pool.busy_seconds * (pool.taken + pool.waiting) / pool.taken
