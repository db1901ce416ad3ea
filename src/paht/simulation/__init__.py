"""The law under simulation: the real ``decide`` and ``evolve``, pretended people, and things that go wrong.

``simulate`` runs a plan and gives what a province would see, or the first invariant found broken. One source of
chance and one clock: the same plan gives the same result, byte for byte. Knows ``paht.law`` alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from paht.simulation.deferred import few_collections
from paht.simulation.engine import Simulation
from paht.simulation.plan import SPARING, THOROUGH, Chaos, Plan

__all__ = ["SPARING", "THOROUGH", "Broken", "Chaos", "Plan", "simulate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """An invariant that does not hold: which, in which case, what was seen, and the case's events so far."""

    invariant: str
    case: str
    seen: str
    at: str
    events: list[dict[str, Any]]


def simulate(plan: Plan, *, progress: Callable[[int], None] = lambda day: None) -> dict[str, Any] | Broken:
    """What a province would see (plain JSON values), or the first broken invariant. ``progress`` is told each day."""
    simulation = Simulation(plan)
    house = simulation.house
    try:
        with few_collections():
            simulation.run(progress)
            house.finish()
    except Exception as error:
        first = house.broken_by(error)
        return Broken(
            invariant=first.invariant,
            case=first.case or "",
            seen=first.seen,
            at=first.at,
            events=first.events,
        )
    finally:
        house.stop()
    return house.statistics.told()
