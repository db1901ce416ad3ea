"""Conditions on the opening of a term that more than one edition uses."""

from collections.abc import Callable
from datetime import date, datetime

from paht.law.casework.case import Assignment, Case
from paht.law.casework.events import AssignmentBody, Body, ResultReturned, SanctionProcedureDeclared
from paht.law.casework.states import AssignmentState
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
    return assignment.approved_at is None and not still_owed


def charged_with(case: Case, body: Body) -> Assignment:
    """The assignment that the event is about."""
    assert isinstance(body, AssignmentBody)
    assignment = case.assignment(body.assignment)
    assert assignment is not None
    return assignment


def by_the_regulation(case: Case, body: Body) -> bool:
    """The regulation's own term runs: it was neither extended nor gave way to another law's."""
    assignment = charged_with(case, body)
    return assignment.extended_on is None and assignment.sanction is None


def by_extension(case: Case, body: Body) -> bool:
    """An extension was granted, and no other law's term runs."""
    assignment = charged_with(case, body)
    return assignment.extended_on is not None and assignment.sanction is None


def extended_day(case: Case, body: Body) -> date:
    """The day that the IOC set."""
    day = charged_with(case, body).extended_on
    assert day is not None
    return day


def on_sanction(ground: str) -> Callable[[Case, Body], bool]:
    """A sanction procedure was declared on that ground."""
    return lambda case, body: charged_with(case, body).sanction == ground


def under_sanction(case: Case, body: Body) -> bool:
    """A sanction procedure has been declared."""
    return charged_with(case, body).sanction is not None


def with_deputy(case: Case, body: Body) -> bool:
    """The result lies with the deputy."""
    return charged_with(case, body).state is AssignmentState.WITH_DEPUTY


def with_leader(case: Case, body: Body) -> bool:
    """The result lies with the leader."""
    return charged_with(case, body).state is AssignmentState.SUBMITTED


def record_drawn_up(case: Case, body: Body, at: datetime, calendar: Calendar) -> datetime:
    """When the record of the violation was drawn up."""
    assert isinstance(body, SanctionProcedureDeclared)
    return body.recorded_at


def receipt(case: Case, body: Body, at: datetime, calendar: Calendar) -> datetime:
    """When the agency received."""
    return charged_with(case, body).received_at or at
