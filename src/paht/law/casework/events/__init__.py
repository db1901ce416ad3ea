"""What happened. An event's body is typed and versioned; the envelope says when, by whom, and which duties it moved."""

from paht.law.casework.events import answering, calendars, cooperation, dispatching, handling, intake
from paht.law.casework.events.answering import AnsweredPrivately, Published, Rated, ResultReturned
from paht.law.casework.events.base import AssignmentBody, Body, Event, RequestBody
from paht.law.casework.events.calendars import TermMoved
from paht.law.casework.events.cooperation import (
    AnswerReturned,
    AnswersComplete,
    AnswersReopened,
    CooperationAsked,
    PartReturned,
    PassedOn,
    ReturnedPartClosed,
    WentOnWithout,
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

_MATTERS = (intake, dispatching, cooperation, handling, answering, calendars)

BODIES: dict[str, type[Body]] = {body.__name__: body for matter in _MATTERS for body in matter.BODIES}
"""Every body ever written, by name."""

__all__ = [
    "BODIES",
    "Accepted",
    "AnswerReturned",
    "AnsweredPrivately",
    "AnswersComplete",
    "AnswersReopened",
    "AssignmentBody",
    "AssignmentReturned",
    "Body",
    "CaseRefused",
    "CooperationAsked",
    "Dispatched",
    "Event",
    "HandlingBegun",
    "PartReturned",
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
    "Verified",
    "WentOnWithout",
    "Withdrawn",
]
