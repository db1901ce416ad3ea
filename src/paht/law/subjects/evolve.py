"""``evolve(request, event) -> SubjectRequest``: the one way a request changes."""

from paht.law.casework.altered import replace
from paht.law.subjects.events import (
    RequestAcknowledged,
    RequestExtended,
    RequestFulfilled,
    RequestRefused,
    RequestTakenBack,
    RightAsked,
    SubjectBody,
    SubjectEvent,
)
from paht.law.subjects.request import Outcome, SubjectRequest


def evolve(request: SubjectRequest, event: SubjectEvent) -> SubjectRequest:
    """The request after the event."""
    return replace(_changed(request, event), version=request.version + 1)


def _changed(request: SubjectRequest, event: SubjectEvent) -> SubjectRequest:
    body: SubjectBody = event.body
    if isinstance(body, RightAsked):
        return replace(
            request,
            right=body.right,
            law=body.law,
            asked_at=event.at,
            acknowledge=body.acknowledge,
            fulfil=body.fulfil,
            changes=body.changes,
        )
    if isinstance(body, RequestAcknowledged):
        acknowledge = request.acknowledge.done(event.at) if request.acknowledge else None
        return replace(request, acknowledge=acknowledge, is_acknowledged=True)
    if isinstance(body, RequestExtended):
        return replace(request, fulfil=body.fulfil, is_extended=True)
    if isinstance(body, RequestTakenBack) and request.is_restricting:
        return replace(request, lifted_at=event.at)
    outcome, ground, kept = Outcome.TAKEN_BACK, "", 0
    if isinstance(body, RequestRefused):
        outcome, ground = Outcome.REFUSED, body.ground
    elif isinstance(body, RequestFulfilled):
        outcome, kept = Outcome.FULFILLED, body.kept
    else:
        assert isinstance(body, RequestTakenBack), body
    return replace(
        request,
        outcome=outcome,
        ground=ground,
        kept=kept,
        closed_at=event.at,
        # Whatever ends the request is a reply, too.
        acknowledge=request.acknowledge.done(event.at) if request.acknowledge else None,
        fulfil=request.fulfil.done(event.at) if request.fulfil else None,
    )
