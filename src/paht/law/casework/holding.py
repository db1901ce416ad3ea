"""Who has the case now: for every moment between sending and end somebody does."""

from collections.abc import Iterator
from dataclasses import dataclass

from paht.law.casework.case import Assignment, Case
from paht.law.casework.evolving.parts import ASKED, WAITED_FOR
from paht.law.casework.states import (
    AssignmentRole,
    AssignmentState,
    Party,
    RequestKind,
    RequestState,
    Stage,
)

WITH_LEADERS = frozenset({AssignmentState.WITH_DEPUTY, AssignmentState.SUBMITTED})
"""The states in which a result lies with those who lead the agency."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The party that has the case, and the agency where the party is one."""

    party: Party
    body: str | None = None


def holders(case: Case) -> tuple[Holding, ...]:
    """Who has the case now; empty for a draft, and after the end unless something is asked about the answer."""
    if case.stage is Stage.DRAFT:
        return ()
    if case.stage.is_end:
        return _after_the_end(case)
    if case.open_request(RequestKind.SUPPLEMENT) or case.open_request(RequestKind.VERIFICATION):
        return (Holding(Party.SENDER),)
    elsewhere = (*_waited_for(case), *_at_work(case))
    at_the_centre = case.stage is not Stage.HANDLING or case.part_returned
    return (Holding(Party.IOC), *elsewhere) if at_the_centre else elsewhere


def _at_work(case: Case) -> Iterator[Holding]:
    """The agencies that handle, and a coordinator that was asked."""
    for a in case.assignments:
        if a.role is AssignmentRole.COORDINATOR and a.state in ASKED:
            yield Holding(Party.COORDINATOR, a.agency)
        elif a.role.handles and a.state.is_open and not _rests(a):
            yield Holding(Party.AGENCY_LEADER if a.state in WITH_LEADERS else Party.AGENCY, a.agency)


def _rests(assignment: Assignment) -> bool:
    """The agency has brought its result, or leads and waits for others without a part to pass on."""
    if assignment.state is AssignmentState.WAITING:
        return not assignment.part_returned
    return assignment.state is AssignmentState.APPROVED


def _waited_for(case: Case) -> Iterator[Holding]:
    """Whoever owes a direction, or the letter to a body that is invited; it comes before those at work, because the
    report waits for it."""
    for request in case.requests:
        if request.state is RequestState.OPEN and request.kind in WAITED_FOR:
            reported = request.kind is RequestKind.DIRECTION and request.forwarded_at is not None
            yield Holding(Party.PEOPLES_COMMITTEE if reported else Party.SUPERVISING_DEPARTMENT)


def _after_the_end(case: Case) -> tuple[Holding, ...]:
    """Who owes something for what was asked about the answer: the agency its clarification, else the IOC."""
    found = [
        Holding(Party.AGENCY, assignment.agency)
        if request.state is RequestState.OPEN
        and request.kind is RequestKind.INTERACTION
        and (assignment := case.assignment(request.assignment or 0))
        else Holding(Party.IOC)
        for request in case.requests
        if request.state.is_open
    ]
    return tuple(dict.fromkeys(found))
