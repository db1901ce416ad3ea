"""What is to happen when, and people who take work from a queue in working hours."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from typing import Any

from paht.law.casework.case import Actor
from paht.law.casework.states import Party
from paht.simulation.files import File
from paht.simulation.situation import Behaviour

Act = Callable[..., None]


class Agenda:
    """Things to do, in the order of their moments; of the same moment, in the order in which they were entered."""

    def __init__(self) -> None:
        # By seconds since 1970, which compare far faster than moments of two zones.
        self._waiting: list[tuple[float, int, datetime, Act, tuple[Any, ...]]] = []
        self._entered = 0

    def enter(self, at: datetime, act: Act, *arguments: Any) -> None:
        """Have ``act`` done at that moment."""
        self._entered += 1
        heappush(self._waiting, (at.timestamp(), self._entered, at, act, arguments))

    def next_before(self, end: datetime) -> tuple[datetime, Act, tuple[Any, ...]] | None:
        """The next thing to do before ``end``, taken off; ``None`` when there is none."""
        if not self._waiting or self._waiting[0][2] >= end:
            return None
        _, _, at, act, arguments = heappop(self._waiting)
        return at, act, arguments


@dataclass(slots=True, eq=False)
class Errand:
    """One thing that a party means to do with a case; no longer alive once the case took another course."""

    file: File
    party: Party
    body: str | None
    row: Behaviour | None
    assignment: int
    request: int
    due_at: datetime
    ready_at: datetime
    alive: bool = True
    queued: bool = False


@dataclass(slots=True, eq=False)
class Pool:
    """People who share a queue: whoever is free takes what is due first."""

    name: str
    party: Party
    people: tuple[Actor, ...]
    free: list[Actor] = field(default_factory=list)
    queue: list[tuple[float, int, Errand]] = field(default_factory=list)
    waiting: int = 0
    taken: int = 0
    busy_seconds: int = 0
    wakes: bool = False
    _entered: int = 0

    def __post_init__(self) -> None:
        self.free = list(reversed(self.people))

    def put(self, errand: Errand) -> None:
        """Queue an errand by its due moment."""
        self._entered += 1
        self.waiting += 1
        errand.queued = True
        heappush(self.queue, (errand.due_at.timestamp(), self._entered, errand))

    def cancel(self, errand: Errand) -> None:
        """Forget an errand, queued or not."""
        errand.alive = False
        if errand.queued:
            errand.queued = False
            self.waiting -= 1

    def take(self) -> Errand | None:
        """The living errand that is due first; ``None`` when there is none."""
        while self.queue:
            errand = heappop(self.queue)[2]
            if errand.alive:
                errand.queued = False
                self.waiting -= 1
                self.taken += 1
                return errand
        return None
