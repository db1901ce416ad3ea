"""Conditions on the opening of a term that more than one edition uses."""

from collections.abc import Callable

from paht.law.casework.case import Case
from paht.law.casework.events import AssignmentBody, Body, ResultReturned
from paht.law.casework.states import Party


def on_ground(*grounds: str) -> Callable[[Case, Body], bool]:
    """The result was given back on one of these grounds."""

    def holds(case: Case, body: Body) -> bool:
        return isinstance(body, ResultReturned) and body.ground in grounds

    return holds


def on_first_result(case: Case, body: Body) -> bool:
    """The result is ready for the first time: a redrafted one neither restarts the term nor doubles it."""
    assert isinstance(body, AssignmentBody)
    assignment = case.assignment(body.assignment)
    assert assignment is not None
    still_owed = any(d.term == "delivery" and d.subject_number == body.assignment for d in case.duties)
    return assignment.times_returned == 0 and not still_owed


def desk_owes_nothing(case: Case, body: Body) -> bool:
    """No term of the desk is open: the case would otherwise be with the desk without a due moment."""
    return all(duty.holder is not Party.IOC for duty in case.duties)
