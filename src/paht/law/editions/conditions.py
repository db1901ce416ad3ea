"""Conditions on the opening of a term that more than one edition uses."""

from collections.abc import Callable

from paht.law.casework.case import Case
from paht.law.casework.events import AssignmentBody, Body, ResultReturned
from paht.law.casework.states import AssignmentState, Stage
from paht.law.editions.rows import HANDLING_CAPACITIES


def on_ground(*grounds: str) -> Callable[[Case, Body], bool]:
    """The result was given back on one of these grounds."""

    def holds(case: Case, body: Body) -> bool:
        return isinstance(body, ResultReturned) and body.ground in grounds

    return holds


def unless_owed(term: str) -> Callable[[Case, Body], bool]:
    """The case does not already owe that term."""

    def holds(case: Case, body: Body) -> bool:
        return all(duty.term != term for duty in case.duties)

    return holds


def back_at(stage: Stage, *, unless: tuple[str, ...] = ()) -> Callable[[Case, Body], bool]:
    """The event brings the case to that stage, where none of these terms is owed already."""

    def holds(case: Case, body: Body) -> bool:
        return case.stage is stage and all(duty.term not in unless for duty in case.duties)

    return holds


def on_first_result(case: Case, body: Body) -> bool:
    """The result is ready for the first time: a redrafted one neither restarts the term nor doubles it."""
    assert isinstance(body, AssignmentBody)
    assignment = case.assignment(body.assignment)
    assert assignment is not None
    still_owed = any(d.term == "delivery" and d.subject_number == body.assignment for d in case.duties)
    return assignment.times_returned == 0 and not still_owed


def nobody_handles(case: Case) -> bool:
    """No body is charged with handling."""
    return not any(a.state.is_open and a.role in HANDLING_CAPACITIES for a in case.assignments)


def somebody_owes(case: Case) -> bool:
    """A body is charged and has not delivered: it handles, or it coordinates and was asked."""
    return any(
        a.state.is_open and a.state not in (AssignmentState.APPROVED, AssignmentState.FOLLOWING)
        for a in case.assignments
    )
