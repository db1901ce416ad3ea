"""The agency's internal procedure, and a result taken back for correction."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, Refused
from paht.law.casework.deciding.cooperation import after_answer
from paht.law.casework.deciding.extending import asking
from paht.law.casework.deciding.handling import result_problem
from paht.law.casework.deciding.inquiry import Decision, Inquiry, asked, blank
from paht.law.casework.states import Procedure, RequestKind, RequestState
from paht.law.editions.rows import Edition


def _handle_directly(inquiry: Inquiry, command: c.HandleDirectly) -> Decision:
    number = command.assignment
    return (
        result_problem(inquiry, command.result, command.files)
        or blank(inquiry, command.note, "note")
        or (
            e.ResultRecorded(assignment=number, result=command.result, files=command.files),
            e.ResultApproved(assignment=number, note=command.note),
            *after_answer(inquiry.case, number),
        )
    )


def _endorse(inquiry: Inquiry, command: c.EndorseResult) -> Decision:
    return blank(inquiry, command.note, "note") or (
        e.ResultEndorsed(assignment=command.assignment, note=command.note),
    )


def _decline(inquiry: Inquiry, command: c.DeclineResult) -> Decision:
    return blank(inquiry, command.note, "note") or (
        e.ResultRejected(assignment=command.assignment, note=command.note),
    )


def _request_step_back(inquiry: Inquiry, command: c.RequestStepBack) -> Decision:
    number = len(inquiry.case.requests) + 1
    return blank(inquiry, command.reason, "reason") or (
        e.StepBackRequested(assignment=command.assignment, request=number, reason=command.reason),
    )


def _agree_step_back(inquiry: Inquiry, command: c.AgreeStepBack) -> Decision:
    assignment = asking(asked(inquiry, command))
    return blank(inquiry, command.note, "note") or (
        e.StepBackAgreed(assignment=assignment, request=command.request, note=command.note),
    )


def _decline_step_back(inquiry: Inquiry, command: c.DeclineStepBack) -> Decision:
    assignment = asking(asked(inquiry, command))
    return blank(inquiry, command.reason, "reason") or (
        e.StepBackDeclined(assignment=assignment, request=command.request, reason=command.reason),
    )


def _direct_alone(case: Case, number: int, edition: Edition) -> Refused | None:
    """The head handles alone only where the agency's own procedure says so (VL.12.1.b, VL.21.3)."""
    assignment = case.assignment(number)
    if assignment is not None and assignment.procedure is Procedure.DIRECT:
        return None
    clause = edition.by_command[c.HandleDirectly].clause
    return Refused(clause, "Quy trình nội bộ của cơ quan yêu cầu chuyên viên tham mưu, trình phê duyệt.")


def _no_open_step_back(case: Case, number: int, edition: Edition) -> Refused | None:
    waiting = any(
        r.kind is RequestKind.STEP_BACK and r.state is RequestState.OPEN and r.assignment == number
        for r in case.requests
    )
    clause = edition.by_command[c.RequestStepBack].clause
    return Refused(clause, "Yêu cầu trả bước trước đang chờ Trung tâm quyết định.") if waiting else None


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.HandleDirectly: _handle_directly,
    c.EndorseResult: _endorse,
    c.DeclineResult: _decline,
    c.RequestStepBack: _request_step_back,
    c.AgreeStepBack: _agree_step_back,
    c.DeclineStepBack: _decline_step_back,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}

PART_OBJECTIONS: dict[type[c.Command], Callable[[Case, int, Edition], Refused | None]] = {
    c.HandleDirectly: _direct_alone,
    c.RequestStepBack: _no_open_step_back,
}
