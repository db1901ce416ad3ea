"""``evolve(case, event) -> Case``: the one way a case changes. Total over every event version ever written."""

from datetime import datetime

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case
from paht.law.casework.evolving import CHANGES
from paht.law.casework.evolving.parts import cancel_requests, with_request
from paht.law.casework.states import AssignmentState, RequestKind, RequestState


def evolve(case: Case, event: e.Event) -> Case:
    """The case after the event: structure first, then the duties that the event opened and ended."""
    return settle(apply(case, event.body, event.at), event)


def settle(changed: Case, event: e.Event) -> Case:
    """The case to which the event's body has been applied, with its duties and its version moved on."""
    gone = {ended.number for ended in event.ended}
    duties = tuple(duty for duty in changed.duties if duty.number not in gone) + event.opened
    opened = max((duty.number for duty in event.opened), default=changed.duties_opened)
    return replace(changed, duties=duties, duties_opened=opened, version=changed.version + 1)


def apply(case: Case, body: e.Body, at: datetime) -> Case:
    """The case after the body alone, duties and version untouched."""
    changed = _without_the_moot(CHANGES[type(body)](case, body, at))
    if changed.stage.is_end and not case.stage.is_end:
        return _end(changed, at)
    return changed


def _without_the_moot(case: Case) -> Case:
    """Cancel what is asked about an assignment that has left the states in which it can be granted."""
    for request in case.requests:
        fits = _ANSWERABLE.get(request.kind)
        if fits and request.state is RequestState.OPEN:
            assignment = case.assignment(request.assignment or 0)
            if assignment is None or assignment.state not in fits:
                case = with_request(case, request.number, RequestState.CANCELLED)
    return case


_WITHOUT_EXTENSION = frozenset(
    {AssignmentState.APPROVED, AssignmentState.SUMMONED, AssignmentState.RESPONDING}
)
"""With a result given, or called to something urgent, whose terms know no extension (VL.16.4, ST.8.6.2)."""

_ANSWERABLE: dict[RequestKind, frozenset[AssignmentState]] = {
    RequestKind.EXTENSION: frozenset(
        state for state in AssignmentState if state.is_open and state not in _WITHOUT_EXTENSION
    ),
    RequestKind.STEP_BACK: frozenset({AssignmentState.APPROVED}),
}


def _end(case: Case, at: datetime) -> Case:
    """An ended case charges nobody any more: open assignments end, open requests are cancelled."""
    return replace(
        cancel_requests(case),
        ended_at=at,
        assignments=tuple(
            replace(a, state=AssignmentState.ENDED) if a.state.is_open else a for a in case.assignments
        ),
    )
