"""Terms that follow the calendar."""

from dataclasses import dataclass

from paht.law.casework.case import Moved
from paht.law.casework.events.base import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMoved(Body):
    moved: tuple[Moved, ...]
    calendar_version: int


BODIES: tuple[type[Body], ...] = (TermMoved,)
