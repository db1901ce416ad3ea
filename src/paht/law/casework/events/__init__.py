"""What happened. An event's body is typed and versioned; the envelope says when, by whom, and which duties it moved."""

from paht.law.casework.events import (
    answering,
    calendars,
    cooperation,
    coordination,
    directing,
    dispatching,
    handling,
    intake,
    inviting,
    monitoring,
    urgency,
    urging,
)
from paht.law.casework.events.answering import AnsweredPrivately, Published, Rated, ResultReturned
from paht.law.casework.events.base import AssignmentBody, Body, Event, RequestBody
from paht.law.casework.events.calendars import TermMoved
from paht.law.casework.events.cooperation import (
    AnswersComplete,
    AnswerSentBack,
    AnswersReopened,
    CooperationAsked,
    PartReturned,
    PassedOn,
    ReturnedPartClosed,
    WentOnWithout,
)
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
    cooperation,
    coordination,
    inviting,
    directing,
    monitoring,
    handling,
    answering,
    urging,
    calendars,
)

BODIES: dict[str, type[Body]] = {body.__name__: body for matter in _MATTERS for body in matter.BODIES}
"""Every body ever written, by name."""

__all__ = [
    "BODIES",
    "Accepted",
    "Agreed",
    "AgreementAsked",
    "AlarmLowered",
    "AlarmPassed",
    "AlarmRaised",
    "AnswerSentBack",
    "AnsweredPrivately",
    "AnswersComplete",
    "AnswersReopened",
    "AssignmentBody",
    "AssignmentReturned",
    "Body",
    "CaseRefused",
    "CooperationAsked",
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
    "OrdinaryResumed",
    "OutcomeEntered",
    "PartReturned",
    "PassedForMonitoring",
    "PassedOn",
    "Published",
    "Rated",
    "Received",
    "RequestBody",
    "ResultApproved",
    "ResultRecorded",
    "ResultRejected",
    "ResultReturned",
    "ResultSubmitted",
    "ReturnedPartClosed",
    "Sent",
    "SupplementLapsed",
    "SupplementRequested",
    "Supplemented",
    "TermMoved",
    "Urged",
    "UrgencyConfirmed",
    "UrgencyFinished",
    "UrgencyOrdered",
    "Verified",
    "WentOnWithout",
    "Withdrawn",
]
