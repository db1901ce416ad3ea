"""What each command decides, one module a matter of the course; ``decide`` is the only caller."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding import answering, calendars, cooperation, dispatching, handling, intake
from paht.law.casework.deciding.inquiry import Decision, Inquiry
from paht.law.editions.rows import Edition

_MATTERS = (intake, dispatching, cooperation, handling, answering, calendars)

DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    command: decider for matter in _MATTERS for command, decider in matter.DECIDERS.items()
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    command: objection for matter in _MATTERS for command, objection in matter.OBJECTIONS.items()
}
"""What stands against a command although role, relation and state allow it; pages ask it too."""
