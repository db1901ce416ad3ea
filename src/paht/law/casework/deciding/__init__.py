"""What each command decides, one module a matter of the course; ``decide`` is the only caller."""

from collections.abc import Callable, Sequence
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding import (
    answering,
    calendars,
    cooperation,
    coordination,
    directing,
    dispatching,
    extending,
    handling,
    identity,
    intake,
    interacting,
    inviting,
    masking,
    merit,
    monitoring,
    origin,
    procedure,
    sanctioning,
    secrecy,
    updating,
    urgency,
    urging,
)
from paht.law.casework.deciding.inquiry import Decision, Inquiry
from paht.law.editions.rows import Edition

_MATTERS = (
    intake,
    origin,
    identity,
    urgency,
    secrecy,
    masking,
    dispatching,
    cooperation,
    coordination,
    inviting,
    directing,
    monitoring,
    handling,
    procedure,
    extending,
    sanctioning,
    answering,
    updating,
    interacting,
    merit,
    urging,
    calendars,
)

DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    command: decider for matter in _MATTERS for command, decider in matter.DECIDERS.items()
}

Objection = Callable[[Case, Edition], Refused | None]
PartObjection = Callable[[Case, int, Edition], Refused | None]


def _first(objections: Sequence[Callable[..., Refused | None]]) -> Callable[..., Refused | None]:
    """The first of several that stands against it: more than one matter may have something to say of a command."""

    def objection(*asked: Any) -> Refused | None:
        return next((refused for ask in objections if (refused := ask(*asked)) is not None), None)

    return objection if len(objections) > 1 else objections[0]


def _gathered(name: str) -> dict[type[c.Command], Callable[..., Refused | None]]:
    found: dict[type[c.Command], list[Callable[..., Refused | None]]] = {}
    for matter in _MATTERS:
        for command, objection in getattr(matter, name, {}).items():
            found.setdefault(command, []).append(objection)
    return {command: _first(objections) for command, objections in found.items()}


OBJECTIONS: dict[type[c.Command], Objection] = _gathered("OBJECTIONS")
"""What stands against a command although role, relation and state allow it; pages ask it too."""

PART_OBJECTIONS: dict[type[c.Command], PartObjection] = _gathered("PART_OBJECTIONS")
"""The same of a command about one assignment or request, whose number is given."""
