"""Wrong actors, forbidden things and spoilt commands, tried on a case; the checks know what must come of it."""

from dataclasses import replace
from typing import NamedTuple

from paht.law.casework.case import Actor
from paht.law.casework.commands import Command
from paht.law.casework.states import AGENCY_ROLES, Party
from paht.simulation.behaviours import BEHAVIOURS
from paht.simulation.course import authority, standing
from paht.simulation.delivery import Delivery, House
from paht.simulation.files import File
from paht.simulation.province import SYSTEM, sender
from paht.simulation.situation import Behaviour, Situation

UNTIMELY, STRANGER = -1, -2
"""Ways beside the spoilt forms of a command: at the wrong moment, and by the wrong person."""


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
    # What the table allows here, but not to everybody and not in every way, is where a law is most easily wrong.
    attempt = _least_tried(house, situation) if chance.random() < 0.75 else None
    row, command, sound, right = attempt or _by_chance(house, situation)
    actor = _right_person(house, situation, row) if right else _somebody(house, situation, row)
    allowed = authority.permits(house.edition, actor, case, command) and row.fits(situation, command)
    if not (allowed and sound):
        house.statistics.mischief += 1
        house.deliver(file, Delivery(actor, command, house.command_id(), sound=sound))


class _Attempt(NamedTuple):
    """A command, whether its content is sound, and whether the right person gives it."""

    row: Behaviour
    command: Command
    sound: bool
    right: bool


def _least_tried(house: House, situation: Situation) -> _Attempt | None:
    """Of all ways in which a command that the table allows here can be wrong, the one tried least in such a state."""
    case = situation.case
    state = (
        case.stage,
        case.is_urgent,
        case.part_returned,
        standing.needs_agreement(case),
        standing.bound_to(case) is not None,
    )
    ways = [
        (row, way)
        for row in house.possible.here(situation)
        for way in (UNTIMELY, STRANGER, *range(len(row.spoils)))
    ]
    house.chance.shuffle(ways)
    counts = house.tried

    def often(each: tuple[Behaviour, int]) -> tuple[int, int]:
        row, way = each
        return counts[(row.command, way, *state)], counts[(row.command, way)]

    for row, way in sorted(ways, key=often):
        attempt = _wrong_in(situation, row, way)
        if attempt is not None:
            counts[(row.command, way, *state)] += 1
            counts[(row.command, way)] += 1
            return attempt
    return None


def _wrong_in(situation: Situation, row: Behaviour, way: int) -> _Attempt | None:
    """The command wrong in this way; ``None`` where it cannot be, here."""
    command = row.make(situation)
    if way == STRANGER:
        return _Attempt(row, command, sound=True, right=False)
    if way == UNTIMELY:
        return None if row.fits(situation, command) else _Attempt(row, command, sound=True, right=True)
    wrong = row.spoils[way](situation, command)
    return None if wrong is None else _Attempt(row, wrong, sound=False, right=True)


def _by_chance(house: House, situation: Situation) -> _Attempt:
    chance = house.chance
    row = chance.choice(BEHAVIOURS)
    command = row.make(situation)
    wrong = chance.choice(row.spoils)(situation, command) if row.spoils and chance.random() < 0.5 else None
    return _Attempt(row, wrong or command, sound=wrong is None, right=False)


def _right_person(house: House, situation: Situation, row: Behaviour) -> Actor:
    if row.actor:
        return row.actor(situation)
    province, chance = house.province, house.chance
    body = situation.assignment.agency if situation.assignment else chance.choice(province.agencies)
    return province.party(row.party, situation.case, body, chance) if row.party else SYSTEM


def _somebody(house: House, situation: Situation, row: Behaviour) -> Actor:
    """Mostly the right person at the wrong time, else a stranger of the right kind, else anybody at all."""
    chance, province, case = house.chance, house.province, situation.case
    draw = chance.random()
    if draw < 0.5:
        return _right_person(house, situation, row)
    if draw < 0.75:
        if row.party in (Party.AGENCY, Party.AGENCY_LEADER, Party.COORDINATOR):
            return Actor(id="stranger", roles=AGENCY_ROLES, body=chance.choice(province.agencies))
        return sender("somebody-else")
    somebody = province.anybody(chance)
    return replace(somebody, id=case.sender) if chance.random() < 0.3 else somebody
