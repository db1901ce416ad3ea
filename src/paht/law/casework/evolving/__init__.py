"""What each event changes, one module a matter of the course; ``evolve`` is the only caller."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.case import Case
from paht.law.casework.evolving import (
    answering,
    calendars,
    cooperation,
    coordination,
    directing,
    dispatching,
    extending,
    handling,
    identity,
    importing,
    intake,
    interacting,
    inviting,
    masking,
    merit,
    monitoring,
    procedure,
    sanctioning,
    secrecy,
    updating,
    urgency,
    urging,
)

_MATTERS = (
    intake,
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
    importing,
)

CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    body: change for matter in _MATTERS for body, change in matter.CHANGES.items()
}
