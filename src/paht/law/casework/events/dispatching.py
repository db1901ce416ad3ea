"""Charging agencies, and their receipt or return."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.events.base import AssignmentBody, Body
from paht.law.casework.states import AssignmentRole, Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched(AssignmentBody):
    agency: str
    role: AssignmentRole
    superior: str | None
    note: Written
    directed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(AssignmentBody):
    procedure: Procedure = Procedure.STAFF_LEADER


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentReturned(AssignmentBody):
    ground: str
    note: Written
    responsible: str | None
    late: bool


BODIES: tuple[type[Body], ...] = (
    Dispatched,
    Received,
    AssignmentReturned,
)
