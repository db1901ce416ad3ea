"""A report without known handler: the designated coordinating agency says who handles, and agrees with the result."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Assignment, Case
from paht.law.casework.evolving.parts import settled, with_assignment
from paht.law.casework.states import AssignmentRole, AssignmentState


def _asked(case: Case, body: e.CoordinationAsked, at: datetime) -> Case:
    if case.assignment(body.assignment) is not None:
        return settled(with_assignment(case, body.assignment, state=AssignmentState.IDENTIFYING, named=None))
    assignment = Assignment(
        number=body.assignment,
        agency=body.agency,
        role=AssignmentRole.COORDINATOR,
        state=AssignmentState.IDENTIFYING,
        superior=None,
        dispatched_at=at,
    )
    return settled(replace(case, assignments=(*case.assignments, assignment)))


def _named(case: Case, body: e.HandlerNamed, at: datetime) -> Case:
    return settled(with_assignment(case, body.assignment, state=AssignmentState.FOLLOWING, named=body.agency))


def _unknown(case: Case, body: e.HandlerUnknown, at: datetime) -> Case:
    """Who cannot say who handles has nothing to agree with either: its part ends."""
    return settled(with_assignment(case, body.assignment, state=AssignmentState.ENDED))


def _agreement_asked(case: Case, body: e.AgreementAsked, at: datetime) -> Case:
    return settled(with_assignment(case, body.assignment, state=AssignmentState.AGREEING))


def _agreed(case: Case, body: e.Agreed, at: datetime) -> Case:
    return settled(with_assignment(case, body.assignment, state=AssignmentState.FOLLOWING, approved_at=at))


def _disagreed(case: Case, body: e.Disagreed, at: datetime) -> Case:
    """The result does not stand: those who gave it are relieved, and the report is dispatched anew (VL.17.4)."""
    before = case.assignment(body.assignment)
    assert before is not None
    changed = with_assignment(
        case,
        body.assignment,
        state=AssignmentState.FOLLOWING,
        named=body.agency,
        disagreements=before.disagreements + 1,
    )
    relieved = tuple(
        replace(a, state=AssignmentState.RELIEVED) if a in case.handling else a for a in changed.assignments
    )
    return settled(replace(changed, assignments=relieved))


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.CoordinationAsked: _asked,
    e.HandlerNamed: _named,
    e.HandlerUnknown: _unknown,
    e.AgreementAsked: _agreement_asked,
    e.Agreed: _agreed,
    e.Disagreed: _disagreed,
}
