"""Passing on for monitoring what cannot be handled now."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.events.base import AssignmentBody, Body


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedForMonitoring(AssignmentBody):
    agency: str
    ground: str
    clause: str
    note: Written


BODIES: tuple[type[Body], ...] = (PassedForMonitoring,)
