"""Charging agencies, and their receipt or return."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Assignment, Case
from paht.law.casework.evolving.parts import with_assignment
from paht.law.casework.states import AssignmentState, Stage


def _dispatched(case: Case, body: e.Dispatched, at: datetime) -> Case:
    assignment = Assignment(
        number=body.assignment,
        agency=body.agency,
        role=body.role,
        state=AssignmentState.DISPATCHED,
        superior=body.superior,
        dispatched_at=at,
    )
    return replace(case, stage=Stage.HANDLING, assignments=(*case.assignments, assignment))


def _received(case: Case, body: e.Received, at: datetime) -> Case:
    return with_assignment(
        case, body.assignment, state=AssignmentState.RECEIVED, received_at=at, procedure=body.procedure
    )


def _assignment_returned(case: Case, body: e.AssignmentReturned, at: datetime) -> Case:
    changed = with_assignment(case, body.assignment, state=AssignmentState.RETURNED)
    others = [assignment.state for assignment in changed.assignments if assignment.state.is_open]
    if not others:
        return replace(changed, stage=Stage.ACCEPTED)
    # Where nobody is at work any more, what the others brought is to be checked.
    is_done = all(state is AssignmentState.APPROVED for state in others)
    return replace(changed, stage=Stage.CHECKING) if is_done else changed


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.Dispatched: _dispatched,
    e.Received: _received,
    e.AssignmentReturned: _assignment_returned,
}
