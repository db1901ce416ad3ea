"""What members of staff do about an incident."""

from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.case import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCommand:
    """Any command about an incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIncident(IncidentCommand):
    """Whoever notices it says what it is and when it was noticed (VL.21.8)."""

    kind: str
    found_at: datetime
    description: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteIncident(IncidentCommand):
    """What was done or found out about it."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ReclassifyIncident(IncidentCommand):
    """It turned out to be of another kind, at ``found_at``; a leak owes its notice from then on."""

    kind: str
    found_at: datetime
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNotice(IncidentCommand):
    """The notice of a leak was given: when, by which document."""

    given_at: datetime
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseIncident(IncidentCommand):
    """Nothing more is to be done; the conclusion says what came of it."""

    conclusion: Written
