"""Cases under an administrative-sanction procedure."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.case import Case
from paht.law.casework.evolving.parts import drop_requests, with_assignment
from paht.law.casework.states import AssignmentState, RequestKind


def _sanction_procedure_declared(case: Case, body: e.SanctionProcedureDeclared, at: datetime) -> Case:
    """Handling has begun, and no longer runs by a term that could be extended; a force sent out stays out."""
    before = case.assignment(body.assignment)
    assert before is not None
    changed = with_assignment(
        case,
        body.assignment,
        state=before.state if before.urgent else AssignmentState.HANDLING,
        begun_at=before.begun_at or at,
        sanction=body.ground,
    )
    return drop_requests(changed, body.assignment, RequestKind.EXTENSION)


def _progress_reported(case: Case, body: e.ProgressReported, at: datetime) -> Case:
    return case


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.SanctionProcedureDeclared: _sanction_procedure_declared,
    e.ProgressReported: _progress_reported,
}
