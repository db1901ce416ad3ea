"""What happened. An event's body is typed and versioned; the envelope says when, by whom, and which duties it moved."""

from paht.law.casework.events import (
    answering,
    calendars,
    dispatching,
    extending,
    handling,
    intake,
    procedure,
    sanctioning,
)
from paht.law.casework.events.answering import AnsweredPrivately, Published, Rated, ResultReturned
from paht.law.casework.events.base import AssignmentBody, Body, Event, RequestBody
from paht.law.casework.events.calendars import TermMoved
from paht.law.casework.events.dispatching import AssignmentReturned, Dispatched, Received
from paht.law.casework.events.extending import (
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
)
from paht.law.casework.events.handling import (
    HandlingBegun,
    ResultApproved,
    ResultRecorded,
    ResultRejected,
    ResultSubmitted,
)
from paht.law.casework.events.intake import (
    Accepted,
    CaseRefused,
    Sent,
    Supplemented,
    SupplementLapsed,
    SupplementRequested,
    Verified,
    Withdrawn,
)
from paht.law.casework.events.procedure import (
    CallAttempted,
    ResultEndorsed,
    StepBackAgreed,
    StepBackDeclined,
    StepBackRequested,
)
from paht.law.casework.events.sanctioning import (
    ProgressReported,
    SanctionProcedureDeclared,
)

_MATTERS = (
    *(intake, dispatching, handling, answering, calendars),
    *(extending, sanctioning, procedure),
)

BODIES: dict[str, type[Body]] = {body.__name__: body for matter in _MATTERS for body in matter.BODIES}
"""Every body ever written, by name."""

__all__ = [
    "BODIES",
    "Accepted",
    "AnsweredPrivately",
    "AssignmentBody",
    "AssignmentReturned",
    "Body",
    "CallAttempted",
    "CaseRefused",
    "Dispatched",
    "Event",
    "ExtensionGranted",
    "ExtensionRefused",
    "ExtensionRequested",
    "HandlingBegun",
    "ProgressReported",
    "Published",
    "Rated",
    "Received",
    "RequestBody",
    "ResultApproved",
    "ResultEndorsed",
    "ResultRecorded",
    "ResultRejected",
    "ResultReturned",
    "ResultSubmitted",
    "SanctionProcedureDeclared",
    "Sent",
    "StepBackAgreed",
    "StepBackDeclined",
    "StepBackRequested",
    "SupplementLapsed",
    "SupplementRequested",
    "Supplemented",
    "TermMoved",
    "Verified",
    "Withdrawn",
]
