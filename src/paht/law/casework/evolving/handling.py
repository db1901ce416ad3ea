"""An agency's own work on what it was charged with."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.case import Case
from paht.law.casework.evolving.parts import settled, with_assignment
from paht.law.casework.states import AssignmentState, Procedure


def _handling_begun(case: Case, body: e.HandlingBegun, at: datetime) -> Case:
    return with_assignment(case, body.assignment, state=AssignmentState.HANDLING, begun_at=at)


def _result_recorded(case: Case, body: e.ResultRecorded, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    return with_assignment(
        case,
        body.assignment,
        state=AssignmentState.HANDLED,
        result=body.result,
        result_files=body.files,
        begun_at=before.begun_at or at,
    )


def _result_submitted(case: Case, body: e.ResultSubmitted, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    deputy = before.procedure is Procedure.STAFF_DEPUTY_LEADER
    state = AssignmentState.WITH_DEPUTY if deputy else AssignmentState.SUBMITTED
    return with_assignment(case, body.assignment, state=state)


def _result_approved(case: Case, body: e.ResultApproved, at: datetime) -> Case:
    return settled(with_assignment(case, body.assignment, state=AssignmentState.APPROVED, approved_at=at))


def _result_rejected(case: Case, body: e.ResultRejected, at: datetime) -> Case:
    return with_assignment(case, body.assignment, state=AssignmentState.CORRECTING)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.HandlingBegun: _handling_begun,
    e.ResultRecorded: _result_recorded,
    e.ResultSubmitted: _result_submitted,
    e.ResultApproved: _result_approved,
    e.ResultRejected: _result_rejected,
}
