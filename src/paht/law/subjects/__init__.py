"""Requests of data subjects: to see, correct, delete, restrict, withdraw; with their terms as duties of the
data-protection officer (Law 91/2025/QH15, Nghị định 356/2025/NĐ-CP). Decided like a case, by themselves."""

from paht.law.subjects.commands import (
    AcknowledgeRequest,
    AskRight,
    ExtendRequest,
    FulfilRequest,
    RefuseRequest,
    SubjectCommand,
    TakeBackRequest,
)
from paht.law.subjects.course import AT_ONCE, HANDLES, MAY, SEES
from paht.law.subjects.decide import CORRECTED, SubjectFacts, decide, unproven
from paht.law.subjects.events import BODIES, SubjectBody, SubjectEvent
from paht.law.subjects.evolve import evolve
from paht.law.subjects.laws import DECREE_13, LAW_91, LAWS, Ground, Law, Right, RightTerm, cited, law_at
from paht.law.subjects.looking import PERSONAL, look_refusal
from paht.law.subjects.reminding import request_marks, request_reminder
from paht.law.subjects.request import NEW, Outcome, RequestDuty, SubjectRequest

__all__ = [
    "AT_ONCE",
    "BODIES",
    "CORRECTED",
    "DECREE_13",
    "HANDLES",
    "LAWS",
    "LAW_91",
    "MAY",
    "NEW",
    "PERSONAL",
    "SEES",
    "AcknowledgeRequest",
    "AskRight",
    "ExtendRequest",
    "FulfilRequest",
    "Ground",
    "Law",
    "Outcome",
    "RefuseRequest",
    "RequestDuty",
    "Right",
    "RightTerm",
    "SubjectBody",
    "SubjectCommand",
    "SubjectEvent",
    "SubjectFacts",
    "SubjectRequest",
    "TakeBackRequest",
    "cited",
    "decide",
    "evolve",
    "law_at",
    "look_refusal",
    "request_marks",
    "request_reminder",
    "unproven",
]
