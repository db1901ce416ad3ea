"""Who must be told what when an event happens; written to the outbox in the event's own transaction."""

from dataclasses import dataclass

from paht.law.casework import events as e
from paht.law.casework.case import Case

SENDER, AGENCY, DESK = "sender", "agency", "desk"


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
}

_TO_AGENCY: dict[type[e.Body], str] = {
    e.ResultReturned: "result_returned",
    e.PartReturned: "part_returned",
    e.AnswersComplete: "answers_complete",
    e.AnswerReturned: "answer_returned",
}
"""To the agency whose part the event is about."""


def orders_for(case: Case, body: e.Body) -> tuple[Order, ...]:
    """The messages that the event demands; the superior body is told at the same time as the agency (VL.11.4)."""
    orders = []
    template = _TO_SENDER.get(type(body))
    if template:
        orders.append(Order(SENDER, case.sender, template))
    if isinstance(body, e.Dispatched):
        orders.append(Order(AGENCY, body.agency, "dispatched_to_you"))
        if body.superior:
            orders.append(Order(AGENCY, body.superior, "dispatched_below_you"))
    elif isinstance(body, e.CooperationAsked):
        orders.append(Order(AGENCY, body.agency, "asked_to_cooperate"))
        if body.superior:
            orders.append(Order(AGENCY, body.superior, "dispatched_below_you"))
    elif isinstance(body, e.AssignmentBody) and type(body) in _TO_AGENCY:
        assignment = case.assignment(body.assignment)
        assert assignment is not None
        orders.append(Order(AGENCY, assignment.agency, _TO_AGENCY[type(body)]))
    return tuple(orders)
