"""Urging: now and then somebody who follows a case urges the agency."""

from paht.law.casework import commands as c
from paht.law.casework.states import Party
from paht.simulation.behaviours.parts import BLANK, but
from paht.simulation.situation import Behaviour, Occasion, after

BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.Urge,
        party=Party.IOC,
        occasion=Occasion.AFTERTHOUGHT,
        likelihood=0.05,
        waits=after(600, 3000, 15_000),
        make=lambda s: c.Urge(assignment=s.charged, note=s.words("note")),
        spoils=(but(note=BLANK),),
    ),
)
