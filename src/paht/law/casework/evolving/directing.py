"""Bringing a report before the People's Committee or its chair, and the direction that comes of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case, Request
from paht.law.casework.evolving.parts import settled, with_assignment, with_request
from paht.law.casework.states import AssignmentRole, AssignmentState, RequestKind, RequestState


def _escalated(case: Case, body: e.Escalated, at: datetime) -> Case:
    request = Request(
        number=body.request,
        kind=RequestKind.DIRECTION,
        state=RequestState.OPEN,
        grounds=(body.ground,),
        text=body.note,
        asked_at=at,
    )
    return settled(replace(case, requests=(*case.requests, request)))


def _reported(case: Case, body: e.DossierReported, at: datetime) -> Case:
    return with_request(case, body.request, RequestState.OPEN, forwarded_at=at)


def _designated(case: Case, body: e.HandlerDesignated, at: datetime) -> Case:
    """A body that handles already goes on, now bound; else those before it are relieved, and it is to be charged: with
    the whole matter, so where its own part is done it is charged anew.

    The direction takes the place of the coordinator, whose part ends.
    """
    changed = with_request(case, body.request, RequestState.ANSWERED, agency=body.agency)
    handling = changed.handling
    at_work = [a for a in handling if a.state is not AssignmentState.APPROVED]
    own = next(
        (a for a in at_work if a.agency == body.agency and a.role is not AssignmentRole.COOPERATING), None
    )
    is_led = any(a.role is AssignmentRole.LEAD for a in at_work)
    if is_led or any(a.agency == body.agency for a in handling):
        at_work = list(handling)  # without their lead, those who cooperate answer to nobody
    for assignment in changed.assignments:
        if assignment.role is AssignmentRole.COORDINATOR and assignment.state.is_open:
            changed = with_assignment(changed, assignment.number, state=AssignmentState.ENDED)
    for assignment in () if own else at_work or handling:
        changed = with_assignment(changed, assignment.number, state=AssignmentState.RELIEVED)
    if own is None:
        return settled(replace(changed, directed_to=body.agency, part_returned=False))
    return settled(with_assignment(changed, own.number, directed=True))


def _instructed(case: Case, body: e.Instructed, at: datetime) -> Case:
    return settled(with_request(case, body.request, RequestState.ANSWERED))


def _withdrawn(case: Case, body: e.EscalationWithdrawn, at: datetime) -> Case:
    return settled(with_request(case, body.request, RequestState.CANCELLED))


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.Escalated: _escalated,
    e.DossierReported: _reported,
    e.HandlerDesignated: _designated,
    e.Instructed: _instructed,
    e.EscalationWithdrawn: _withdrawn,
}
