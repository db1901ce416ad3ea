"""An agency's own work on what it was charged with."""

from dataclasses import dataclass

from paht.law.casework.case import FileRef, Written
from paht.law.casework.events.base import AssignmentBody, Body


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingBegun(AssignmentBody):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRecorded(AssignmentBody):
    result: Written
    files: tuple[FileRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSubmitted(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultApproved(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRejected(AssignmentBody):
    note: Written


BODIES: tuple[type[Body], ...] = (
    HandlingBegun,
    ResultRecorded,
    ResultSubmitted,
    ResultApproved,
    ResultRejected,
)
