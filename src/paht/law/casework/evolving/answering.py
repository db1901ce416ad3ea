"""Checking a result, answering the sender, publishing, rating."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case
from paht.law.casework.evolving.parts import settled, with_assignment
from paht.law.casework.states import AssignmentState, Stage


def _result_returned(case: Case, body: e.ResultReturned, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    state = AssignmentState.SUBMITTED if body.to_leader else AssignmentState.CORRECTING
    return settled(
        with_assignment(case, body.assignment, state=state, times_returned=before.times_returned + 1)
    )


def _published(case: Case, body: e.Published, at: datetime) -> Case:
    return replace(case, stage=Stage.PUBLISHED, answer=body.answer)


def _answered_privately(case: Case, body: e.AnsweredPrivately, at: datetime) -> Case:
    return replace(case, stage=Stage.ANSWERED, answer=body.answer)


def _rated(case: Case, body: e.Rated, at: datetime) -> Case:
    return replace(case, rating=body.level)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.ResultReturned: _result_returned,
    e.Published: _published,
    e.AnsweredPrivately: _answered_privately,
    e.Rated: _rated,
}
