"""What follows from how a case stands: who is charged, whom the charge is bound to, who still has it after the end."""

from typing import Any

from paht.law.casework.case import Assignment, Case
from paht.law.casework.states import (
    AssignmentRole,
    AssignmentState,
    Party,
    RequestKind,
    RequestState,
    Stage,
)
from paht.simulation.files import open_requests

HANDLING = (AssignmentRole.SOLE, AssignmentRole.LEAD, AssignmentRole.COOPERATING)


ASKED = (AssignmentState.IDENTIFYING, AssignmentState.AGREEING)


def urgent(case: Case) -> bool:
    """Whether an alarm was raised and not lowered."""
    return case.alarm is not None and case.alarm.lowered_at is None


def handling(case: Case) -> set[str]:
    """The agencies that are charged with handling now."""
    return {a.agency for a in case.assignments if a.state.is_open and a.role in HANDLING}


def coordinating(case: Case) -> list[Assignment]:
    """The coordinating agency on the case: none or one."""
    return [a for a in case.assignments if a.role is AssignmentRole.COORDINATOR and a.state.is_open]


def bound_to(case: Case) -> str | None:
    """The one body that may be charged now: as directed, else as the coordinator said."""
    if case.directed_to is not None:
        return case.directed_to
    tried = {
        a.agency
        for a in case.assignments
        if a.state is AssignmentState.RETURNED or (a.state.is_open and a.role in HANDLING)
    }
    return next((a.named for a in coordinating(case) if a.named not in tried), None)


def needs_agreement(case: Case) -> bool:
    """Whether there is a result with which the coordinator has not agreed."""
    results = [a.approved_at for a in case.assignments if a.state.is_open and a.role in HANDLING]
    latest = max((at for at in results if at is not None), default=None)
    return case.stage is Stage.CHECKING and any(
        a.approved_at is None or (latest is not None and a.approved_at < latest) for a in coordinating(case)
    )


def held_after_the_end(case: Case) -> set[tuple[Party, str | None]]:
    """Who must have an ended case: for each open request the agency that is asked, else the desk."""
    held: set[tuple[Party, str | None]] = set()
    for request in open_requests(case):
        asks = request.kind is RequestKind.INTERACTION and request.state is RequestState.OPEN
        assignment = numbered(case.assignments, request.assignment or 0) if asks else None
        held.add((Party.AGENCY, assignment.agency) if assignment else (Party.IOC, None))
    return held


def numbered(items: tuple[Any, ...], number: int) -> Any | None:
    return next((item for item in items if item.number == number), None)
