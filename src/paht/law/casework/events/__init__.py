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
    urgency,
    urging,
)
from paht.law.casework.events.answering import AnsweredPrivately, Published, Rated, ResultReturned
from paht.law.casework.events.base import AssignmentBody, Body, Event, RequestBody
from paht.law.casework.events.calendars import TermMoved
from paht.law.casework.events.dispatching import AssignmentReturned, Dispatched, Received
from paht.law.casework.events.extending import ExtensionGranted, ExtensionRefused, ExtensionRequested
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
from paht.law.casework.events.sanctioning import ProgressReported, SanctionProcedureDeclared
from paht.law.casework.events.urgency import (
    AlarmLowered,
    AlarmPassed,
    AlarmRaised,
    OrdinaryResumed,
    OutcomeEntered,
    UrgencyConfirmed,
    UrgencyFinished,
    UrgencyOrdered,
)
from paht.law.casework.events.urging import Urged

_MATTERS = (
    intake,
    urgency,
    dispatching,
    handling,
    procedure,
    extending,
    sanctioning,
    answering,
    urging,
    calendars,
)

BODIES: dict[str, type[Body]] = {body.__name__: body for matter in _MATTERS for body in matter.BODIES}
"""Every body ever written, by name."""

__all__ = [
    "BODIES",
    "Accepted",
    "AlarmLowered",
    "AlarmPassed",
    "AlarmRaised",
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
    "OrdinaryResumed",
    "OutcomeEntered",
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
    "Urged",
    "UrgencyConfirmed",
    "UrgencyFinished",
    "UrgencyOrdered",
    "Verified",
    "Withdrawn",
]
