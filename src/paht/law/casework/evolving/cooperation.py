"""Several agencies on one case: side by side, or a lead with cooperating agencies."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Assignment, Case
from paht.law.casework.evolving.parts import settled, with_assignment
from paht.law.casework.states import AssignmentRole, AssignmentState


def _returned_part_closed(case: Case, body: e.ReturnedPartClosed, at: datetime) -> Case:
    return settled(replace(case, part_returned=False))


def _passed_on(case: Case, body: e.PassedOn, at: datetime) -> Case:
    return with_assignment(case, body.assignment, state=AssignmentState.WAITING, part_returned=False)


def _cooperation_asked(case: Case, body: e.CooperationAsked, at: datetime) -> Case:
    assignment = Assignment(
        number=body.assignment,
        agency=body.agency,
        role=AssignmentRole.COOPERATING,
        state=AssignmentState.DISPATCHED,
        superior=body.superior,
        dispatched_at=at,
    )
    return replace(case, assignments=(*case.assignments, assignment))


def _part_returned(case: Case, body: e.PartReturned, at: datetime) -> Case:
    """Where nobody cooperates any more, the lead stands where it stood on receipt."""
    others = any(a.role is AssignmentRole.COOPERATING and a.state.is_open for a in case.assignments)
    state = AssignmentState.WAITING if others else AssignmentState.LEADING
    return with_assignment(case, body.assignment, state=state, part_returned=others)


def _went_on_without(case: Case, body: e.WentOnWithout, at: datetime) -> Case:
    return with_assignment(case, body.assignment, part_returned=False)


def _answers_complete(case: Case, body: e.AnswersComplete, at: datetime) -> Case:
    return with_assignment(case, body.assignment, state=AssignmentState.COMPILING)


def _answer_sent_back(case: Case, body: e.AnswerSentBack, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    return with_assignment(
        case,
        body.assignment,
        state=AssignmentState.CORRECTING,
        times_returned=before.times_returned + 1,
    )


def _answers_reopened(case: Case, body: e.AnswersReopened, at: datetime) -> Case:
    return with_assignment(case, body.assignment, state=AssignmentState.WAITING)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.ReturnedPartClosed: _returned_part_closed,
    e.PassedOn: _passed_on,
    e.CooperationAsked: _cooperation_asked,
    e.PartReturned: _part_returned,
    e.WentOnWithout: _went_on_without,
    e.AnswersComplete: _answers_complete,
    e.AnswerSentBack: _answer_sent_back,
    e.AnswersReopened: _answers_reopened,
}
