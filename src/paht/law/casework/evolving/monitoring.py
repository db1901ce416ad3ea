"""Passing on for monitoring what cannot be handled now."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Assignment, Case
from paht.law.casework.states import AssignmentRole, AssignmentState, Stage


def _passed(case: Case, body: e.PassedForMonitoring, at: datetime) -> Case:
    assignment = Assignment(
        number=body.assignment,
        agency=body.agency,
        role=AssignmentRole.MONITORING,
        state=AssignmentState.MONITORING,
        superior=None,
        dispatched_at=at,
    )
    return replace(
        case,
        stage=Stage.MONITORED,
        end_clause=body.clause,
        assignments=(*case.assignments, assignment),
    )


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {e.PassedForMonitoring: _passed}
