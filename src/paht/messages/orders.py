"""Who must be told what when an event happens; written to the outbox in the event's own transaction."""

from dataclasses import dataclass

from paht.law.casework import events as e
from paht.law.casework.case import Case

SENDER, AGENCY, DESK = "sender", "agency", "desk"
SUPERVISING, COMMITTEE = "supervising_department", "peoples_committee"


@dataclass(frozen=True, slots=True)
class Order:
    """A message to be delivered: to whom (``recipient_id`` is an agency's or a sender's key) and which template."""

    recipient_kind: str
    recipient_id: str | None
    template: str


_TO_SENDER: dict[type[e.Body], str] = {
    e.Sent: "receipt",
    e.SupplementRequested: "supplement_requested",
    e.SupplementLapsed: "lapsed",
    e.CaseRefused: "refused",
    e.Accepted: "accepted",
    e.Dispatched: "dispatched",
    e.Published: "answered",
    e.AnsweredPrivately: "answered",
    e.PassedForMonitoring: "monitored",
}

_TO_OFFICE: dict[type[e.Body], tuple[str, str]] = {
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


def orders_for(case: Case, body: e.Body) -> tuple[Order, ...]:
    """The messages that the event demands; the superior body is told at the same time as the agency (VL.11.4)."""
    orders = []
    template = _TO_SENDER.get(type(body))
    if template:
        orders.append(Order(SENDER, case.sender, template))
    if type(body) in _TO_OFFICE:
        recipient, name = _TO_OFFICE[type(body)]
        orders.append(Order(recipient, None, name))
    orders += _to_bodies(case, body)
    if isinstance(body, e.Dispatched):
        orders.append(Order(AGENCY, body.agency, "dispatched_to_you"))
        if body.superior:
            orders.append(Order(AGENCY, body.superior, "dispatched_below_you"))
    elif isinstance(body, e.ResultReturned):
        assignment = case.assignment(body.assignment)
        assert assignment is not None
        orders.append(Order(AGENCY, assignment.agency, "result_returned"))
    return tuple(orders)


def _to_bodies(case: Case, body: e.Body) -> list[Order]:
    """A coordinator that is asked, a body that was designated or is to monitor."""
    if isinstance(body, e.CoordinationAsked):
        return [Order(AGENCY, body.agency, "coordination_asked")]
    if isinstance(body, e.AgreementAsked):
        assignment = case.assignment(body.assignment)
        assert assignment is not None
        return [Order(AGENCY, assignment.agency, "agreement_asked")]
    if isinstance(body, e.HandlerDesignated):
        return [Order(AGENCY, body.agency, "designated")]
    if isinstance(body, e.PassedForMonitoring):
        return [Order(AGENCY, body.agency, "passed_for_monitoring")]
    return []
