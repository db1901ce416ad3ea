"""How long each party has had a case: the elapsed time split to the second, shares that sum to the whole.

There are no pauses: for every moment between sending and end somebody holds the case (``holding``), and a return ends
one holder's time where the next one's begins. After the end it is held only while something asked about the answer is
open, so that the whole is the time in which anybody had it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from paht.law.casework.case import Case
from paht.law.casework.events import Event
from paht.law.casework.evolve import evolve
from paht.law.casework.holding import Holding, holders
from paht.law.worktime import Calendar


@dataclass(frozen=True, slots=True)
class Share:
    """What one holder has had of the elapsed time: seconds by the clock, and seconds of working time."""

    holding: Holding
    seconds: int
    working_seconds: int


@dataclass(frozen=True, slots=True)
class Split:
    """The elapsed time of a case by holder, in the order in which each first had it; the shares sum to the whole."""

    shares: tuple[Share, ...]
    seconds: int
    working_seconds: int


def held(
    *, case_id: str, edition: str, events: Iterable[Event], until: datetime, calendar: Calendar
) -> Split:
    """The split of the case's log up to ``until``."""
    return split(_states(Case(id=case_id, edition=edition), events), until=until, calendar=calendar)


def _states(case: Case, events: Iterable[Event]) -> Iterator[tuple[datetime, Case]]:
    for event in events:
        case = evolve(case, event)
        yield event.at, case


def split(states: Iterable[tuple[datetime, Case]], *, until: datetime, calendar: Calendar) -> Split:
    """The split of a course of states, each from its moment to the next one's, the last up to ``until``.

    Several holders at once share a stretch equally, its indivisible seconds going to those named first. Moments count
    in whole seconds, begun ones not.
    """
    moments = [(at, holders(case)) for at, case in states]
    moments.append((max(until, moments[-1][0]) if moments else until, ()))
    clock: dict[Holding, int] = {}
    working: dict[Holding, int] = {}
    for (start, holding), (end, _) in pairwise(moments):
        if holding:
            first, last = start.replace(microsecond=0), end.replace(microsecond=0)
            _divide(clock, holding, int((last - first).total_seconds()))
            _divide(working, holding, calendar.elapsed(first, last))
    shares = tuple(Share(holder, clock[holder], working[holder]) for holder in clock)
    return Split(shares, sum(clock.values()), sum(working.values()))


def _divide(shares: dict[Holding, int], holding: tuple[Holding, ...], seconds: int) -> None:
    each, rest = divmod(seconds, len(holding))
    for place, holder in enumerate(holding):
        shares[holder] = shares.get(holder, 0) + each + (1 if place < rest else 0)
