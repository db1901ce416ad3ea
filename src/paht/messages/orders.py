"""Who must be told what when an event happens; written to the outbox in the event's own transaction."""

from dataclasses import dataclass

from paht.law.casework import events as e
from paht.law.casework.case import Case
from paht.law.casework.states import RequestState

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
    e.UpdatePosted: "updated",
}


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
    elif isinstance(body, e.ResultReturned):
        assignment = case.assignment(body.assignment)
        assert assignment is not None
        orders.append(Order(AGENCY, assignment.agency, "result_returned"))
    elif isinstance(body, e.RequestBody):
        orders += _about_interaction(case, body)
    return tuple(orders)


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
