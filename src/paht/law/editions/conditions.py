"""Conditions on the opening of a term that more than one edition uses."""

from collections.abc import Callable

from paht.law.casework.case import Case
from paht.law.casework.events import AssignmentBody, Body, ResultReturned
from paht.law.casework.states import AssignmentState, Party


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


def all_of(*conditions: Callable[[Case, Body], bool]) -> Callable[[Case, Body], bool]:
    """Every one of them holds."""

    def holds(case: Case, body: Body) -> bool:
        return all(condition(case, body) for condition in conditions)

    return holds


def on_state(*states: AssignmentState) -> Callable[[Case, Body], bool]:
    """The assignment that the event is about is now in one of these states."""

    def holds(case: Case, body: Body) -> bool:
        assert isinstance(body, AssignmentBody)
        assignment = case.assignment(body.assignment)
        return assignment is not None and assignment.state in states

    return holds


def on_urgent(case: Case, body: Body) -> bool:
    """The agency was called to something urgent."""
    assert isinstance(body, AssignmentBody)
    assignment = case.assignment(body.assignment)
    return assignment is not None and assignment.urgent


def on_ordinary(case: Case, body: Body) -> bool:
    """The agency was not called to anything urgent."""
    return not on_urgent(case, body)


def awaits_force(case: Case, body: Body) -> bool:
    """An alarm stands and no body is charged with it yet."""
    return case.awaits_force


def passed_at_least(times: int) -> Callable[[Case, Body], bool]:
    """Nobody on duty took the alarm up so many times."""

    def holds(case: Case, body: Body) -> bool:
        return case.alarm is not None and case.alarm.passed >= times

    return holds


def passed_less_than(times: int) -> Callable[[Case, Body], bool]:
    """Nobody on duty took the alarm up fewer times than that."""
    enough = passed_at_least(times)
    return lambda case, body: not enough(case, body)


def nothing_ordinary_owed(*urgent: str) -> Callable[[Case, Body], bool]:
    """Before dispatch, the IOC owes nothing but these terms."""

    def holds(case: Case, body: Body) -> bool:
        charged = any(assignment.state.is_open for assignment in case.assignments)
        return not charged and all(d.holder is not Party.IOC or d.term in urgent for d in case.duties)

    return holds
