"""Charging agencies, and their receipt or return."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Assignment, Case
from paht.law.casework.evolving.parts import settled, with_assignment
from paht.law.casework.states import AssignmentRole, AssignmentState, Stage


def _dispatched(case: Case, body: e.Dispatched, at: datetime) -> Case:
    assignment = Assignment(
        number=body.assignment,
        agency=body.agency,
        role=body.role,
        state=AssignmentState.DISPATCHED,
        superior=body.superior,
        dispatched_at=at,
        directed=body.directed,
    )
    return replace(
        case,
        stage=Stage.HANDLING,
        assignments=(*case.assignments, assignment),
        part_returned=False,
        directed_to=None if body.agency == case.directed_to else case.directed_to,
    )


def _received(case: Case, body: e.Received, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    leads = before.role is AssignmentRole.LEAD
    state = AssignmentState.LEADING if leads else AssignmentState.RECEIVED
    return with_assignment(case, body.assignment, state=state, received_at=at, procedure=body.procedure)


def _assignment_returned(case: Case, body: e.AssignmentReturned, at: datetime) -> Case:
    """A cooperating agency's part goes back to the lead, which an event of its own tells; any other to the centre.
    Somebody called to something urgent leaves no part behind: the others called act, or the alarm rings again."""
    before = case.assignment(body.assignment)
    assert before is not None
    changed = with_assignment(case, body.assignment, state=AssignmentState.RETURNED, returned_on=body.ground)
    if before.role is AssignmentRole.COOPERATING:
        return changed
    return settled(replace(changed, part_returned=changed.part_returned or not before.urgent))


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.Dispatched: _dispatched,
    e.Received: _received,
    e.AssignmentReturned: _assignment_returned,
}
