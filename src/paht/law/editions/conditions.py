"""Conditions on the opening of a term that more than one edition uses."""

from collections.abc import Callable
from datetime import datetime

from paht.law.casework.case import Case, Request
from paht.law.casework.events import AssignmentBody, Body, RequestBody, ResultReturned
from paht.law.casework.states import RequestState
from paht.law.worktime import Calendar


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


def asked_of_agency(ground: str) -> Callable[[Case, Body], bool]:
    """An agency now has to clarify what was asked in words (``asked``) or by a rating (``rated``)."""

    def holds(case: Case, body: Body) -> bool:
        request = _request(case, body)
        return request.state is RequestState.OPEN and ground in request.grounds

    return holds


def in_state(state: RequestState) -> Callable[[Case, Body], bool]:
    """The request that the body is about is in that state."""
    return lambda case, body: _request(case, body).state is state


def since_asked(case: Case, body: Body, at: datetime, calendar: Calendar) -> datetime:
    """The moment at which it was asked: the term runs from the sending, however long the IOC judged (VL.14.3)."""
    return _request(case, body).asked_at


def _request(case: Case, body: Body) -> Request:
    assert isinstance(body, RequestBody)
    return next(request for request in case.requests if request.number == body.request)
