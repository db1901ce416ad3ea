"""Who must be told what when an event happens; written to the outbox in the event's own transaction."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum

from paht.law.casework import events as e
from paht.law.casework.case import Case
from paht.law.casework.states import RequestState
from paht.law.worktime import Calendar

SENDER, AGENCY, DESK = "sender", "agency", "desk"
SUPERVISING, COMMITTEE = "supervising_department", "peoples_committee"
OFFICER = "data_protection_officer"


class Way(StrEnum):
    """How somebody is told."""

    MESSAGE = "message"
    CALL = "call"


class Duty(Enum):
    """When the body's officer on duty is the one to be told, by the roster of that moment."""

    NEVER = "never"
    OUTSIDE_HOURS = "outside_hours"
    ALWAYS = "always"

    def is_called(self, *, at: datetime, calendar: Calendar) -> bool:
        """Whether the officer on duty is told at that moment; else the body itself is."""
        return self is Duty.ALWAYS or (self is Duty.OUTSIDE_HOURS and not calendar.is_working(at))


@dataclass(frozen=True, slots=True)
class Order:
    """A message or a call: to whom (``recipient_id`` is an agency's or a sender's key) and which template.

    ``staff_id`` names the one member of staff who is told; ``duty`` leaves that to the roster.
    """

    recipient_kind: str
    recipient_id: str | None
    template: str
    way: Way = Way.MESSAGE
    duty: Duty = Duty.NEVER
    staff_id: str | None = None


_TO_SENDER: dict[type[e.Body], str] = {
    e.Sent: "receipt",
    e.SupplementRequested: "supplement_requested",
    e.SupplementLapsed: "lapsed",
    e.VerificationRequested: "verification_requested",
    e.VerificationFailed: "refused",
    e.VerificationLapsed: "lapsed",
    e.CaseRefused: "refused",
    e.Accepted: "accepted",
    e.Dispatched: "dispatched",
    e.ExtensionGranted: "extended",
    e.SanctionProcedureDeclared: "sanction_procedure",
    e.ProgressReported: "progress",
    e.Published: "answered",
    e.AnsweredPrivately: "answered",
    e.PassedForMonitoring: "monitored",
    e.UpdatePosted: "updated",
    e.AnsweredElsewhere: "answered",
}

_TO_OFFICE: dict[type[e.Body], tuple[str, str]] = {
    e.ExtensionRequested: (DESK, "extension_requested"),
    e.StepBackRequested: (DESK, "step_back_requested"),
    e.HandlerNamed: (DESK, "handler_named"),
    e.Agreed: (DESK, "coordinator_agreed"),
    e.Disagreed: (DESK, "coordinator_disagreed"),
    e.InvitationDrafted: (SUPERVISING, "invitation_to_send"),
    e.InvitationAnswered: (DESK, "invited_body_joined"),
    e.Escalated: (SUPERVISING, "dossier_to_compile"),
    e.DossierReported: (COMMITTEE, "direction_asked"),
    e.HandlerDesignated: (DESK, "handler_designated"),
    e.Instructed: (DESK, "instructed"),
}
"""Events after which an office, whoever works in it, has something to do."""

_TO_AGENCY: dict[type[e.Body], str] = {
    e.ResultReturned: "result_returned",
    e.ExtensionGranted: "extension_granted",
    e.ExtensionRefused: "extension_refused",
    e.StepBackAgreed: "step_back_agreed",
    e.StepBackDeclined: "step_back_declined",
    e.Urged: "urged",
    e.PartReturned: "part_returned",
    e.AnswersComplete: "answers_complete",
    e.AnswerSentBack: "answer_sent_back",
}
"""To the agency whose part the event is about."""


def orders_for(case: Case, body: e.Body) -> tuple[Order, ...]:
    """The messages that the event demands; the superior body is told at the same time as the agency (VL.11.4)."""
    orders = []
    template = _TO_SENDER.get(type(body))
    if template and case.sender:
        orders.append(Order(SENDER, case.sender, template))
    if type(body) in _TO_OFFICE:
        recipient, name = _TO_OFFICE[type(body)]
        orders.append(Order(recipient, None, name))
    orders += _to_bodies(case, body)
    if isinstance(body, e.Dispatched):
        orders.append(Order(AGENCY, body.agency, "dispatched_to_you"))
        if body.superior:
            orders.append(Order(AGENCY, body.superior, "dispatched_below_you"))
    elif isinstance(body, e.CooperationAsked):
        orders.append(Order(AGENCY, body.agency, "asked_to_cooperate"))
        if body.superior:
            orders.append(Order(AGENCY, body.superior, "dispatched_below_you"))
    elif isinstance(body, e.AssignmentBody) and type(body) in _TO_AGENCY:
        orders.append(Order(AGENCY, _agency(case, body), _TO_AGENCY[type(body)]))
    elif isinstance(body, e.RequestBody):
        orders += _about_interaction(case, body)
    return (*orders, *_of_urgency(case, body))


_TO_ASKER: dict[type[e.Body], str] = {
    e.InteractionReleased: "interaction_answered",
    e.InteractionJudged: "interaction_declined",
}
_TO_ASKED: dict[type[e.Body], str] = {
    e.InteractionSent: "interaction_to_answer",
    e.InteractionJudged: "interaction_to_answer",
    e.ClarificationOwed: "clarification_owed",
    e.AnswerReturned: "answer_returned",
    e.UpdateDeclined: "update_declined",
}


def _about_interaction(case: Case, body: e.RequestBody) -> list[Order]:
    """The agency is told what it has to clarify; whoever asked is told the answer, or why there will be none."""
    request = next((r for r in case.requests if r.number == body.request), None)
    if request is None:
        return []
    orders = []
    if type(body) in _TO_ASKER and not request.state.is_open:
        orders.append(Order(SENDER, request.by, _TO_ASKER[type(body)]))
    assignment = case.assignment(request.assignment or 0)
    is_asked = request.state is RequestState.OPEN or isinstance(body, e.UpdateDeclined)
    if type(body) in _TO_ASKED and is_asked and assignment is not None:
        orders.append(Order(AGENCY, assignment.agency, _TO_ASKED[type(body)]))
    return orders


def _of_urgency(case: Case, body: e.Body) -> tuple[Order, ...]:
    """An alarm rings at the desk until an officer acts; a body called to it gets a call and a message (VL.16.2)."""
    if isinstance(body, e.Sent | e.AlarmRaised | e.HandlerDesignated | e.Disagreed) and case.awaits_force:
        return (
            Order(DESK, None, "urgent_alarm", Way.CALL, Duty.ALWAYS),
            Order(DESK, None, "urgent_alarm"),
        )
    if isinstance(body, e.AssignmentReturned) and case.awaits_force:
        return (Order(DESK, None, "urgent_returned", Way.CALL, Duty.ALWAYS),)
    if isinstance(body, e.AlarmPassed):
        return (Order(DESK, None, "urgent_alarm", Way.CALL, staff_id=body.to),)
    if isinstance(body, e.UrgencyOrdered):
        agency = _agency(case, body)
        return (
            Order(AGENCY, agency, "urgent_dispatch", Way.CALL, Duty.OUTSIDE_HOURS),
            Order(AGENCY, agency, "urgent_dispatch"),
        )
    if isinstance(body, e.OrdinaryResumed):
        return (Order(AGENCY, _agency(case, body), "alarm_lowered"),)
    return ()


def _to_bodies(case: Case, body: e.Body) -> list[Order]:
    """A coordinator that is asked, a body that was designated or is to monitor."""
    if isinstance(body, e.CoordinationAsked):
        return [Order(AGENCY, body.agency, "coordination_asked")]
    if isinstance(body, e.AgreementAsked):
        return [Order(AGENCY, _agency(case, body), "agreement_asked")]
    if isinstance(body, e.HandlerDesignated):
        return [Order(AGENCY, body.agency, "designated")]
    if isinstance(body, e.PassedForMonitoring):
        return [Order(AGENCY, body.agency, "passed_for_monitoring")]
    return []


def _agency(case: Case, body: e.AssignmentBody) -> str:
    assignment = case.assignment(body.assignment)
    assert assignment is not None
    return assignment.agency
