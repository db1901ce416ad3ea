"""Changes of one part of a case: an assignment, a request."""

from typing import Any

from paht.law.casework.altered import replace
from paht.law.casework.case import Case
from paht.law.casework.states import AssignmentRole, AssignmentState, RequestKind, RequestState, Stage

ASKED = frozenset({AssignmentState.IDENTIFYING, AssignmentState.AGREEING})
"""The states in which a coordinator owes an answer."""

WAITED_FOR = frozenset({RequestKind.DIRECTION, RequestKind.INVITATION})
"""Requests that keep the operations centre from going on until they are settled."""


def with_assignment(case: Case, number: int, **changes: Any) -> Case:
    assert case.assignment(number) is not None, f"no assignment {number}"
    return replace(
        case,
        assignments=tuple(replace(a, **changes) if a.number == number else a for a in case.assignments),
    )


def with_request(case: Case, number: int, state: RequestState, **changes: Any) -> Case:
    return replace(
        case,
        requests=tuple(
            replace(r, state=state, **changes) if r.number == number else r for r in case.requests
        ),
    )


def settled(case: Case) -> Case:
    """The case in the stage that its parts give: out of the centre's hands while a body handles or is asked, or a
    direction or a joining is waited for; else with the results of everybody charged to check, or to be dispatched, as
    a direction that is not carried out yet. A part given back while others have their results waits to be passed on
    or closed (VL.11.7). Something urgent without a body at work is the centre's, whatever else is waited for (VL.16.1,
    ST.8.6.1)."""
    charged = case.handling
    if case.part_returned and not charged:
        case = replace(case, part_returned=False)
    busy = any(a.state is not AssignmentState.APPROVED for a in charged)
    asked = any(a.role is AssignmentRole.COORDINATOR and a.state in ASKED for a in case.assignments)
    waiting = any(r.kind in WAITED_FOR and r.state is RequestState.OPEN for r in case.requests)
    if case.is_urgent and not charged:
        return replace(case, stage=Stage.ACCEPTED)
    if busy or asked or waiting:
        return replace(case, stage=Stage.HANDLING)
    if not charged or case.directed_to is not None:
        return replace(case, stage=Stage.ACCEPTED)
    return replace(case, stage=Stage.HANDLING if case.part_returned else Stage.CHECKING)


def cancel_requests(case: Case) -> Case:
    return replace(
        case,
        requests=tuple(
            replace(r, state=RequestState.CANCELLED) if r.state is RequestState.OPEN else r
            for r in case.requests
        ),
    )


def drop_requests(case: Case, assignment: int, *kinds: RequestKind) -> Case:
    """Cancel the open requests of those kinds about the assignment: what they asked for no longer makes sense."""
    return replace(
        case,
        requests=tuple(
            replace(r, state=RequestState.CANCELLED)
            if r.state is RequestState.OPEN and r.kind in kinds and r.assignment == assignment
            else r
            for r in case.requests
        ),
    )
