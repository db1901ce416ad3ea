"""The kinds of event body, and the envelope around each."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from paht.law.casework.case import Actor, Duty, Ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body of any event; ``version`` counts the changes of its shape, and every one ever written is read."""

    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentBody(Body):
    """Something happened to one assignment."""

    assignment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBody(Body):
    """Something happened to one request."""

    request: int


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a case: its body, moment (UTC), actor, and the duties that it opened and ended."""

    body: Body
    at: datetime
    actor: Actor
    opened: tuple[Duty, ...] = ()
    ended: tuple[Ended, ...] = ()
