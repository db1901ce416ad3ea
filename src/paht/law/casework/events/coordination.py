"""A report without known handler: the designated coordinating agency says who handles, and agrees with the result."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.events.base import AssignmentBody, Body


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationAsked(AssignmentBody):
    agency: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerNamed(AssignmentBody):
    agency: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerUnknown(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementAsked(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreed(AssignmentBody):
    """``final``: it has disagreed so often that a direction is asked for."""

    note: Written
    agency: str | None
    final: bool


BODIES: tuple[type[Body], ...] = (
    CoordinationAsked,
    HandlerNamed,
    HandlerUnknown,
    AgreementAsked,
    Agreed,
    Disagreed,
)
