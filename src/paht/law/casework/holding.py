"""Who has the case now: for every moment between sending and end somebody does."""

from dataclasses import dataclass

from paht.law.casework.case import Case
from paht.law.casework.states import AssignmentState, Party, RequestKind, RequestState, Stage

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
    if case.stage is Stage.HANDLING:
        return tuple(
            Holding(
                Party.AGENCY_LEADER if a.state in WITH_LEADERS else Party.AGENCY,
                a.agency,
            )
            for a in case.assignments
            if a.state.is_open and a.state is not AssignmentState.APPROVED
        )
    return (Holding(Party.IOC),)


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
