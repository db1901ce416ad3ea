"""What each command decides, one module a matter of the course; ``decide`` is the only caller."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding import answering, calendars, dispatching, handling, intake, urgency
from paht.law.casework.deciding.inquiry import Decision, Inquiry
from paht.law.editions.rows import Edition

_MATTERS = (intake, dispatching, handling, answering, calendars, urgency)

DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    command: decider for matter in _MATTERS for command, decider in matter.DECIDERS.items()
}

Objection = Callable[[Case, Edition], Refused | None]


def _joined(first: Objection, further: Objection) -> Objection:
    """What stands against it by the first, else by the further one."""
    return lambda case, edition: first(case, edition) or further(case, edition)


OBJECTIONS: dict[type[c.Command], Objection] = {}
for _matter in _MATTERS:
    for _command, _objection in _matter.OBJECTIONS.items():
        _known = OBJECTIONS.get(_command)
        OBJECTIONS[_command] = _joined(_known, _objection) if _known else _objection
"""What stands against a command although role, relation and state allow it; pages ask it too."""
