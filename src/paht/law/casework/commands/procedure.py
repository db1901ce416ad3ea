"""The agency's internal procedure, and a result taken back for correction."""

from dataclasses import dataclass

from paht.law.casework.case import FileRef, Written
from paht.law.casework.commands.base import AssignmentCommand, RequestCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleDirectly(AssignmentCommand):
    """The head handles and approves in one step, where the agency's procedure is the direct one (VL.12.1.b)."""

    result: Written
    files: tuple[FileRef, ...] = ()
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorseResult(AssignmentCommand):
    """The deputy agrees and puts the result before the leader."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineResult(AssignmentCommand):
    """The deputy gives the result back to staff."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStepBack(AssignmentCommand):
    """The agency asks the IOC to give an approved result back, so that it can be updated (VL.12.4.b)."""

    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeStepBack(RequestCommand):
    """The IOC gives the result back as asked."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineStepBack(RequestCommand):
    """The IOC keeps the result as it is."""

    reason: Written
