"""Charging agencies, and their receipt or return."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Assignment, Case
from paht.law.casework.evolving.parts import with_assignment
from paht.law.casework.states import AssignmentRole, AssignmentState, Stage


def _dispatched(case: Case, body: e.Dispatched, at: datetime) -> Case:
    assignment = Assignment(
        number=body.assignment,
        agency=body.agency,
        role=body.role,
        state=AssignmentState.DISPATCHED,
        superior=body.superior,
        dispatched_at=at,
    )
    return replace(
        case, stage=Stage.HANDLING, assignments=(*case.assignments, assignment), part_returned=False
    )


def _received(case: Case, body: e.Received, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    leads = before.role is AssignmentRole.LEAD
    state = AssignmentState.LEADING if leads else AssignmentState.RECEIVED
    return with_assignment(case, body.assignment, state=state, received_at=at)


def _assignment_returned(case: Case, body: e.AssignmentReturned, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    changed = with_assignment(case, body.assignment, state=AssignmentState.RETURNED)
    if before.role is AssignmentRole.COOPERATING:
        return changed  # it goes back to the lead, which an event of its own tells
    if any(assignment.state.is_open for assignment in changed.assignments):
        return replace(changed, part_returned=True)
    return replace(changed, stage=Stage.ACCEPTED, part_returned=False)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.Dispatched: _dispatched,
    e.Received: _received,
    e.AssignmentReturned: _assignment_returned,
}
