"""What happened. An event's body is typed and versioned; the envelope says when, by whom, and which duties it moved."""

from paht.law.casework.events import (
    answering,
    calendars,
    coordination,
    directing,
    dispatching,
    handling,
    intake,
    inviting,
    monitoring,
)
from paht.law.casework.events.answering import AnsweredPrivately, Published, Rated, ResultReturned
from paht.law.casework.events.base import AssignmentBody, Body, Event, RequestBody
from paht.law.casework.events.calendars import TermMoved
from paht.law.casework.events.coordination import (
    Agreed,
    AgreementAsked,
    CoordinationAsked,
    Disagreed,
    HandlerNamed,
    HandlerUnknown,
)
from paht.law.casework.events.directing import (
    DossierReported,
    Escalated,
    EscalationWithdrawn,
    HandlerDesignated,
    Instructed,
)
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
from paht.law.casework.events.inviting import (
    InvitationAnswered,
    InvitationDrafted,
    InvitationGivenUp,
    InvitationSent,
)
from paht.law.casework.events.monitoring import PassedForMonitoring

_MATTERS = (
    intake,
    dispatching,
    handling,
    answering,
    calendars,
    coordination,
    inviting,
    directing,
    monitoring,
)

BODIES: dict[str, type[Body]] = {body.__name__: body for matter in _MATTERS for body in matter.BODIES}
"""Every body ever written, by name."""

__all__ = [
    "BODIES",
    "Accepted",
    "Agreed",
    "AgreementAsked",
    "AnsweredPrivately",
    "AssignmentBody",
    "AssignmentReturned",
    "Body",
    "CaseRefused",
    "CoordinationAsked",
    "Disagreed",
    "Dispatched",
    "DossierReported",
    "Escalated",
    "EscalationWithdrawn",
    "Event",
    "HandlerDesignated",
    "HandlerNamed",
    "HandlerUnknown",
    "HandlingBegun",
    "Instructed",
    "InvitationAnswered",
    "InvitationDrafted",
    "InvitationGivenUp",
    "InvitationSent",
    "PassedForMonitoring",
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
    "Verified",
    "Withdrawn",
]
