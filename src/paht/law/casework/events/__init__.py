"""What happened. An event's body is typed and versioned; the envelope says when, by whom, and which duties it moved."""

from paht.law.casework.events import (
    answering,
    calendars,
    dispatching,
    extending,
    handling,
    identity,
    intake,
    interacting,
    merit,
    procedure,
    sanctioning,
    secrecy,
    updating,
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
from paht.law.casework.events.identity import (
    VerificationAnswered,
    VerificationFailed,
    VerificationLapsed,
    VerificationRequested,
    VerificationSucceeded,
    VerificationTried,
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
from paht.law.casework.events.interacting import (
    AnswerReturned,
    CallRecorded,
    ClarificationOwed,
    InteractionAnswered,
    InteractionJudged,
    InteractionReleased,
    InteractionSent,
)
from paht.law.casework.events.merit import CommendationProposed, FoundFalse
from paht.law.casework.events.procedure import (
    ResultEndorsed,
    StepBackAgreed,
    StepBackDeclined,
    StepBackRequested,
)
from paht.law.casework.events.sanctioning import ProgressReported, SanctionProcedureDeclared
from paht.law.casework.events.secrecy import AnsweredElsewhere, ConfidentialityAsked, SecretMarked
from paht.law.casework.events.updating import UpdateDeclined, UpdateOffered, UpdatePosted
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
    identity,
    urgency,
    secrecy,
    dispatching,
    handling,
    procedure,
    extending,
    sanctioning,
    answering,
    updating,
    interacting,
    merit,
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
    "AnswerReturned",
    "AnsweredElsewhere",
    "AnsweredPrivately",
    "AssignmentBody",
    "AssignmentReturned",
    "Body",
    "CallRecorded",
    "CaseRefused",
    "ClarificationOwed",
    "CommendationProposed",
    "ConfidentialityAsked",
    "Dispatched",
    "Event",
    "ExtensionGranted",
    "ExtensionRefused",
    "ExtensionRequested",
    "FoundFalse",
    "HandlingBegun",
    "InteractionAnswered",
    "InteractionJudged",
    "InteractionReleased",
    "InteractionSent",
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
    "SecretMarked",
    "Sent",
    "StepBackAgreed",
    "StepBackDeclined",
    "StepBackRequested",
    "SupplementLapsed",
    "SupplementRequested",
    "Supplemented",
    "TermMoved",
    "UpdateDeclined",
    "UpdateOffered",
    "UpdatePosted",
    "Urged",
    "UrgencyConfirmed",
    "UrgencyFinished",
    "UrgencyOrdered",
    "VerificationAnswered",
    "VerificationFailed",
    "VerificationLapsed",
    "VerificationRequested",
    "VerificationSucceeded",
    "VerificationTried",
    "Verified",
    "Withdrawn",
]
