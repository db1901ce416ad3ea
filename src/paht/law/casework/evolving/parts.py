"""Changes of one part of a case: an assignment, a request."""

from typing import Any

from paht.law.casework.altered import replace
from paht.law.casework.case import Case
from paht.law.casework.states import AssignmentState, RequestState, Stage


def with_assignment(case: Case, number: int, **changes: Any) -> Case:
    assert case.assignment(number) is not None, f"no assignment {number}"
    return replace(
        case,
        assignments=tuple(replace(a, **changes) if a.number == number else a for a in case.assignments),
    )


def with_request(case: Case, number: int, state: RequestState) -> Case:
    return replace(
        case, requests=tuple(replace(r, state=state) if r.number == number else r for r in case.requests)
    )


def cancel_requests(case: Case) -> Case:
    return replace(
        case,
        requests=tuple(
            replace(r, state=RequestState.CANCELLED) if r.state is RequestState.OPEN else r
            for r in case.requests
        ),
    )


def checked_once_all_are_in(case: Case) -> Case:
    """Checking begins when every agency that is charged has an approved result and no part waits to be passed on."""
    waits = any(a.state.is_open and a.state is not AssignmentState.APPROVED for a in case.assignments)
    return case if waits or case.part_returned else replace(case, stage=Stage.CHECKING)
