"""A changed calendar: for each command what an actor does."""

from paht.law.casework import commands as c
from paht.simulation.situation import Behaviour, Occasion

BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.MoveTerms,
        party=None,
        occasion=Occasion.CALENDAR,
        make=lambda s: c.MoveTerms(calendar_version=s.chance.randint(1, 999)),
    ),
)
