"""Incidents of the system itself: reported by staff from any page (VL.21.8), followed until they are closed; a leak of
personal data owes a notice within 72 hours (Law 91/2025/QH15, Điều 23). Decided like a case, by itself."""

from paht.law.incidents.commands import (
    CloseIncident,
    IncidentCommand,
    NoteIncident,
    ReclassifyIncident,
    RecordNotice,
    ReportIncident,
)
from paht.law.incidents.course import MAY, SEES
from paht.law.incidents.decide import decide
from paht.law.incidents.events import BODIES, IncidentBody, IncidentEvent
from paht.law.incidents.evolve import evolve
from paht.law.incidents.incident import NEW, Incident, IncidentKind, NoticeDuty
from paht.law.incidents.notice import NOTICE, due_notice, marks, reminder

__all__ = [
    "BODIES",
    "MAY",
    "NEW",
    "NOTICE",
    "SEES",
    "CloseIncident",
    "Incident",
    "IncidentBody",
    "IncidentCommand",
    "IncidentEvent",
    "IncidentKind",
    "NoteIncident",
    "NoticeDuty",
    "ReclassifyIncident",
    "RecordNotice",
    "ReportIncident",
    "decide",
    "due_notice",
    "evolve",
    "marks",
    "reminder",
]
