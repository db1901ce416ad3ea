"""The agency's internal procedure, and a result taken back for correction."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case, Request
from paht.law.casework.evolving.parts import settled, with_assignment, with_request
from paht.law.casework.states import AssignmentState, RequestKind, RequestState


def _result_endorsed(case: Case, body: e.ResultEndorsed, at: datetime) -> Case:
    return with_assignment(case, body.assignment, state=AssignmentState.SUBMITTED)


def _step_back_requested(case: Case, body: e.StepBackRequested, at: datetime) -> Case:
    request = Request(
        number=body.request,
        kind=RequestKind.STEP_BACK,
        state=RequestState.OPEN,
        grounds=(),
        text=body.reason,
        asked_at=at,
        assignment=body.assignment,
    )
    return replace(case, requests=(*case.requests, request))


def _step_back_agreed(case: Case, body: e.StepBackAgreed, at: datetime) -> Case:
    changed = with_request(case, body.request, RequestState.ANSWERED)
    return settled(with_assignment(changed, body.assignment, state=AssignmentState.CORRECTING))


def _step_back_declined(case: Case, body: e.StepBackDeclined, at: datetime) -> Case:
    return with_request(case, body.request, RequestState.ANSWERED)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.ResultEndorsed: _result_endorsed,
    e.StepBackRequested: _step_back_requested,
    e.StepBackAgreed: _step_back_agreed,
    e.StepBackDeclined: _step_back_declined,
}
