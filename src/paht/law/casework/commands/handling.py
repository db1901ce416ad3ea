"""An agency's own work on what it was charged with."""

from dataclasses import dataclass

from paht.law.casework.case import FileRef, Written
from paht.law.casework.commands.base import AssignmentCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginHandling(AssignmentCommand):
    """The agency records that handling has begun; from here on the sender can no longer withdraw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordResult(AssignmentCommand):
    """The agency records its result: the answer and, where the matter needs one, the after-photo."""

    result: Written
    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitResult(AssignmentCommand):
    """Staff submit the result to the agency's leader."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveResult(AssignmentCommand):
    """The leader approves; the result reaches the IOC."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectResult(AssignmentCommand):
    """The leader gives the result back to staff."""

    note: Written
