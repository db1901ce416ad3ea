"""What an actor sees when acting, and what a row of the table of behaviours says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from random import Random
from typing import Any

from paht.law.casework.altered import replace
from paht.law.casework.case import Actor, Assignment, Case, Request, Written
from paht.law.casework.commands import AssignmentCommand, Command, RequestCommand
from paht.law.casework.states import Party
from paht.law.editions.rows import Edition, State
from paht.law.worktime import Calendar
from paht.simulation.province import Province


@dataclass(slots=True, eq=False)
class Situation:
    """One case at one moment, with the assignment or request that the actor is concerned with.

    Several are made for every step, and a frozen value takes three times as long to make; nobody changes one.
    """

    case: Case
    assignment: Assignment | None
    request: Request | None
    edition: Edition
    calendar: Calendar
    province: Province
    now: datetime
    chance: Random

    @property
    def charged(self) -> int:
        """The number of the assignment; 0, which no assignment has, where there is none."""
        return self.assignment.number if self.assignment else 0

    @property
    def asked(self) -> int:
        """The number of the request; 0, which no request has, where there is none."""
        return self.request.number if self.request else 0

    def words(self, purpose: str) -> Written:
        """A text that nobody has written before."""
        return Written(
            f"{purpose}-{self.chance.getrandbits(48):012x}", "0" * 64, self.chance.randint(10, 400)
        )

    def state(self, command: type[Command]) -> State | None:
        """The state that matters to the command: that of the case, of the assignment, or of the request."""
        if issubclass(command, AssignmentCommand):
            return self.assignment.state if self.assignment else None
        if issubclass(command, RequestCommand):
            return self.request.state if self.request else None
        return self.case.stage


class Occasion(Enum):
    """When an actor does something."""

    SENDING = "a report comes"
    HELD = "the case is with the actor"
    AFTERTHOUGHT = "at any time after sending"
    ENDED = "the case has an answer"
    OVERDUE = "the request was not answered in term"
    CALENDAR = "the calendar changed"
    JOINED = "a body that was invited has joined"
    DELIVERED = "the agency has given its result"
    ALARM = "nobody took up the alarm"
    TOLD = "the desk is told something while a body has the case"


Minutes = tuple[float, float, float]
"""Least, usual and most minutes, drawn from the triangle between them."""

Spoil = Callable[[Situation, Any], Command | None]
"""Makes of a sound command one that must be refused; ``None`` where it would be sound still."""


def after(least: float, usual: float, most: float) -> Callable[[Situation], Minutes]:
    """The same wait in every situation."""
    return lambda situation: (least, usual, most)


def always(situation: Situation, command: Any) -> bool:
    """The regulation asks nothing beyond its table."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What an actor does with one command: a row of the table.

    ``weight`` is its part among what the actor may do in this state. ``likelihood`` is for what nobody waits for:
    the share of actors who ever do it. ``actor`` gives who does what nobody waits for; by default the sender.
    ``about`` gives the assignment that it is about where that is not the actor's own (0: there is none). ``make``
    gives a sound command. ``fits`` says what the regulation asks beyond role, relation and state: a sound command that
    fits must succeed, one that does not must be refused, and so must every spoilt one. ``minutes`` of work occupy a
    person; ``waits`` pass before (working minutes; by the clock for senders). ``watch`` is for what somebody on duty
    does at any hour: the minutes, by the clock, from the ringing until it is done.
    """

    command: type[Command]
    party: Party | None
    occasion: Occasion
    make: Callable[[Situation], Command]
    weight: Callable[[Situation], float] = lambda _: 1.0
    likelihood: float = 1.0
    about: Callable[[Situation], int] | None = None
    fits: Callable[[Situation, Any], bool] = always
    spoils: tuple[Spoil, ...] = ()
    minutes: Minutes = (1, 3, 8)
    waits: Callable[[Situation], Minutes] | None = None
    watch: Minutes | None = None
    actor: Callable[[Situation], Actor] | None = None


def permitted(situation: Situation, behaviour: Behaviour) -> bool:
    """Whether the edition's table allows the command in this state."""
    if behaviour.about is not None:
        situation = replace(situation, assignment=situation.case.assignment(behaviour.about(situation)))
    step = situation.edition.by_command.get(behaviour.command)
    if step is None or situation.state(behaviour.command) not in step.at:
        return False
    if issubclass(behaviour.command, AssignmentCommand):
        return situation.assignment is not None and situation.assignment.role in step.capacities
    if issubclass(behaviour.command, RequestCommand):
        return situation.request is not None and step.request_kind in (None, situation.request.kind)
    return True
