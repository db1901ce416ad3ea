"""Charging agencies, and their receipt or return."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.commands.base import AssignmentCommand, Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch(Command):
    """Charge an agency (VL.11, ST.7.3).

    ``tell_superior``: whether its superior body receives it too, where the regulation leaves that open (ST.7.3.4).
    """

    agency: str
    note: Written
    tell_superior: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(AssignmentCommand):
    """The agency receives what was dispatched (VL.12.1.a)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAssignment(AssignmentCommand):
    """The agency gives it back: ``not_competent`` (naming the responsible body) or ``needs_information``."""

    ground: str
    note: Written
    responsible: str | None = None
