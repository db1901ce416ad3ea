"""The agency's internal procedure, and a result taken back for correction."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.events.base import AssignmentBody, Body


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultEndorsed(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBackRequested(AssignmentBody):
    request: int
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBackAgreed(AssignmentBody):
    request: int
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBackDeclined(AssignmentBody):
    request: int
    reason: Written


BODIES: tuple[type[Body], ...] = (
    ResultEndorsed,
    StepBackRequested,
    StepBackAgreed,
    StepBackDeclined,
)
