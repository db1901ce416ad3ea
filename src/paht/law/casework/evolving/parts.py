"""Changes of one part of a case: an assignment, a request."""

from typing import Any

from paht.law.casework.altered import replace
from paht.law.casework.case import Case
from paht.law.casework.states import RequestKind, RequestState


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


def changed_request(case: Case, number: int, **changes: Any) -> Case:
    assert any(r.number == number for r in case.requests), f"no request {number}"
    return replace(
        case,
        requests=tuple(replace(r, **changes) if r.number == number else r for r in case.requests),
    )


def cancel_requests(case: Case) -> Case:
    return replace(
        case,
        requests=tuple(
            replace(r, state=RequestState.CANCELLED) if r.state is RequestState.OPEN else r
            for r in case.requests
        ),
    )


def drop_requests(case: Case, assignment: int, *kinds: RequestKind) -> Case:
    """Cancel the open requests of those kinds about the assignment: what they asked for no longer makes sense."""
    return replace(
        case,
        requests=tuple(
            replace(r, state=RequestState.CANCELLED)
            if r.state is RequestState.OPEN and r.kind in kinds and r.assignment == assignment
            else r
            for r in case.requests
        ),
    )
