"""Following, urging, reminding."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.events.base import AssignmentBody, Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Urged(AssignmentBody):
    note: Written


BODIES: tuple[type[Body], ...] = (Urged,)
