"""What happened. An event's body is typed and versioned; the envelope says when, by whom, and which duties it moved."""

from paht.law.casework.events import (
    answering,
    calendars,
    dispatching,
    handling,
    intake,
    interacting,
    updating,
    urgency,
    urging,
)
from paht.law.casework.events.answering import AnsweredPrivately, Published, Rated, ResultReturned
from paht.law.casework.events.base import AssignmentBody, Body, Event, RequestBody
from paht.law.casework.events.calendars import TermMoved
from paht.law.casework.events.dispatching import AssignmentReturned, Dispatched, Received
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
from paht.law.casework.events.interacting import (
    AnswerReturned,
    CallRecorded,
    ClarificationOwed,
    InteractionAnswered,
    InteractionJudged,
    InteractionReleased,
    InteractionSent,
)
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
    urgency,
    dispatching,
    handling,
    answering,
    updating,
    interacting,
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
    "AnsweredPrivately",
    "AssignmentBody",
    "AssignmentReturned",
    "Body",
    "CallRecorded",
    "CaseRefused",
    "ClarificationOwed",
    "Dispatched",
    "Event",
    "HandlingBegun",
    "InteractionAnswered",
    "InteractionJudged",
    "InteractionReleased",
    "InteractionSent",
    "OrdinaryResumed",
    "OutcomeEntered",
    "Published",
    "Rated",
    "Received",
    "RequestBody",
    "ResultApproved",
    "ResultRecorded",
    "ResultRejected",
    "ResultReturned",
    "ResultSubmitted",
    "Sent",
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
    "Verified",
    "Withdrawn",
]
