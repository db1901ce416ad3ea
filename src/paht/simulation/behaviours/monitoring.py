"""Passing on for monitoring: for each command what an actor does."""

from dataclasses import replace

from paht.law.casework import commands as c
from paht.law.casework.commands import Command
from paht.law.casework.states import Party
from paht.simulation.behaviours.parts import BLANK, but, ready
from paht.simulation.situation import Behaviour, Occasion, Situation


def _pass(s: Situation) -> c.PassForMonitoring:
    grounds = [g.key for g in s.edition.monitoring_grounds if s.case.kind in g.kinds]
    return c.PassForMonitoring(
        agency=s.province.competent(s.case), ground=s.chance.choice(grounds), note=s.words("note")
    )


def _to_an_outsider(s: Situation, command: c.PassForMonitoring) -> Command:
    return replace(command, agency=s.chance.choice(s.province.outsiders))


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.PassForMonitoring,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_pass,
        weight=lambda s: 0.04 if ready(s) else 0.0,
        minutes=(2, 5, 15),
        fits=ready,
        spoils=(but(ground="unheard_of"), but(note=BLANK), but(agency="unheard_of"), _to_an_outsider),
    ),
)
