"""Cases under an administrative-sanction procedure."""

from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.case import Document, Written
from paht.law.casework.events.base import AssignmentBody, Body


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionProcedureDeclared(AssignmentBody):
    ground: str
    reason: Written
    document: Document
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReported(AssignmentBody):
    note: Written


BODIES: tuple[type[Body], ...] = (SanctionProcedureDeclared, ProgressReported)
