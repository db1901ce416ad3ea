"""A report without known handler: the designated coordinating agency says who handles, and agrees with the result."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.commands.base import AssignmentCommand, Command


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCoordinator(Command):
    """Ask a designated coordinating agency who handles; the one that is asked already is asked again (VL.17.2)."""

    agency: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCoordination(AssignmentCommand):
    """The coordinator names the body that handles; ``None`` where it cannot say (VL.17.2)."""

    agency: str | None
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgreement(AssignmentCommand):
    """Send the result to the coordinator for its opinion before publication (VL.17.4)."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree(AssignmentCommand):
    """The coordinator agrees with the result (VL.17.4)."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagree(AssignmentCommand):
    """The coordinator does not agree; it may name another body that is to handle (VL.17.4)."""

    note: Written
    agency: str | None = None
