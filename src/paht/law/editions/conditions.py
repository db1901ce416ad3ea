"""Conditions on the opening of a term that more than one edition uses."""

from collections.abc import Callable

from paht.law.casework.case import Case
from paht.law.casework.events import AssignmentBody, Body, ResultReturned
from paht.law.casework.states import AssignmentRole, Stage


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


def on_first_result(case: Case, body: Body) -> bool:
    """The result is ready for the first time: a redrafted one neither restarts the term nor doubles it."""
    assert isinstance(body, AssignmentBody)
    assignment = case.assignment(body.assignment)
    assert assignment is not None
    still_owed = any(d.term == "delivery" and d.subject_number == body.assignment for d in case.duties)
    return assignment.times_returned == 0 and not still_owed


def in_capacity(*capacities: AssignmentRole) -> Callable[[Case, Body], bool]:
    """The agency that the body is about is charged in one of these capacities."""

    def holds(case: Case, body: Body) -> bool:
        assert isinstance(body, AssignmentBody)
        assignment = case.assignment(body.assignment)
        return assignment is not None and assignment.role in capacities

    return holds


def when_all(*conditions: Callable[[Case, Body], bool]) -> Callable[[Case, Body], bool]:
    """Every one of the conditions holds."""
    return lambda case, body: all(holds(case, body) for holds in conditions)


def once_all_are_in(case: Case, body: Body) -> bool:
    """The IOC has the results of everybody charged: with several agencies the last one begins the term."""
    return case.stage is Stage.CHECKING
