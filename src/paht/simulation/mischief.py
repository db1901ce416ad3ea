"""Wrong actors, forbidden things and spoilt commands, tried on a case; the checks know what must come of it."""

from dataclasses import replace
from typing import Any

from paht.law.casework.case import Actor
from paht.law.casework.commands import Command
from paht.law.casework.states import AGENCY_ROLES, Party
from paht.simulation import course
from paht.simulation.behaviours import BEHAVIOURS
from paht.simulation.delivery import Delivery, House
from paht.simulation.files import File
from paht.simulation.province import SYSTEM, sender
from paht.simulation.situation import Behaviour, Situation, permitted


def tried(
    house: House,
    file: File,
    *,
    row: Behaviour | None = None,
    actor: Actor | None = None,
    command: Command | None = None,
) -> None:
    """Try a few things that must be refused, as often as the plan says; with ``row`` only spoilt forms of that one."""
    tries = house.chaos.tries * (2 if file.case.stage.is_end or row is not None else 1)
    while tries > 0 and house.happens(min(tries, 1.0)):
        tries -= 1
        if row is not None and actor is not None and command is not None:
            _spoilt(house, file, row, actor, command)
        else:
            _anything(house, file)


def _spoilt(house: House, file: File, row: Behaviour, actor: Actor, command: Command) -> None:
    wrong = house.chance.choice(row.spoils)(house.situation(file.case), command)
    if wrong is not None:
        house.deliver(file, Delivery(actor, wrong, house.command_id(), sound=False))


def _anything(house: House, file: File) -> None:
    """Anybody tries anything; what happens to be allowed is left to those whose turn it is."""
    chance, case = house.chance, file.case
    situation = house.situation(
        case,
        assignment=chance.choice(case.assignments).number if case.assignments else 0,
        request=chance.choice(case.requests).number if case.requests else 0,
    )
    # What the table allows here, but not to everybody and not at every moment, is where a law is most easily wrong.
    draw = chance.random()
    near = [row for row in BEHAVIOURS if permitted(situation, row)] if draw < 0.6 else []
    untimely = [r for r in near if not r.fits(situation, r.make(situation))] if draw < 0.2 else []
    row = chance.choice(untimely or near or BEHAVIOURS)
    actor = _somebody(house, situation, row)
    command: Any = row.make(situation)
    sound = True
    if row.spoils and not untimely and chance.random() < 0.5:
        wrong = chance.choice(row.spoils)(situation, command)
        command, sound = (command, True) if wrong is None else (wrong, False)
    allowed = course.permits(house.edition, actor, case, command) and row.fits(situation, command)
    if not (allowed and sound):
        house.statistics.mischief += 1
        house.deliver(file, Delivery(actor, command, house.command_id(), sound=sound))


def _somebody(house: House, situation: Situation, row: Behaviour) -> Actor:
    """Mostly the right person at the wrong time, else a stranger of the right kind, else anybody at all."""
    chance, province, case = house.chance, house.province, situation.case
    draw = chance.random()
    if draw < 0.5:
        body = situation.assignment.agency if situation.assignment else chance.choice(province.agencies)
        if row.actor:
            return row.actor(situation)
        return province.party(row.party, case, body, chance) if row.party else SYSTEM
    if draw < 0.75:
        if row.party in (Party.AGENCY, Party.AGENCY_LEADER, Party.COORDINATOR):
            return Actor(id="stranger", roles=AGENCY_ROLES, body=chance.choice(province.agencies))
        return sender("somebody-else")
    somebody = province.anybody(chance)
    return replace(somebody, id=case.sender) if chance.random() < 0.3 else somebody
