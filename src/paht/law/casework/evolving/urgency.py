"""Something urgent: the alarm, the call to act at once, and what the body called does."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Alarm, Case
from paht.law.casework.evolving.parts import settled, with_assignment
from paht.law.casework.states import AssignmentState, RequestKind, RequestState, Stage


def _alarm_raised(case: Case, body: e.AlarmRaised, at: datetime) -> Case:
    """Evidence is no longer waited for: a supplement or an answer that was asked for is owed no more."""
    requests = tuple(
        replace(r, state=RequestState.CANCELLED)
        if r.kind in (RequestKind.SUPPLEMENT, RequestKind.VERIFICATION) and r.state is RequestState.OPEN
        else r
        for r in case.requests
    )
    return _resettled(replace(case, alarm=Alarm(body.kind, body.source, at), requests=requests))


def _resettled(case: Case) -> Case:
    """An alarm brings the report back to the centre where nobody is at work, whatever is waited for; one that is
    lowered leaves it where it was."""
    return settled(case) if case.stage in (Stage.ACCEPTED, Stage.HANDLING) else case


def _alarm_passed(case: Case, body: e.AlarmPassed, at: datetime) -> Case:
    assert case.alarm is not None
    return replace(case, alarm=replace(case.alarm, passed=case.alarm.passed + 1))


def _alarm_lowered(case: Case, body: e.AlarmLowered, at: datetime) -> Case:
    assert case.alarm is not None
    return _resettled(replace(case, alarm=replace(case.alarm, lowered_at=at)))


def _ordered(case: Case, body: e.UrgencyOrdered, at: datetime) -> Case:
    return with_assignment(
        case,
        body.assignment,
        state=AssignmentState.SUMMONED,
        urgent=True,
        called_at=at,
        unmasked_at=at if body.unmasked else None,
    )


def _confirmed(case: Case, body: e.UrgencyConfirmed, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    return with_assignment(
        case,
        body.assignment,
        state=AssignmentState.RESPONDING,
        received_at=before.received_at or at,
        begun_at=before.begun_at or at,
        procedure=body.procedure or before.procedure,
    )


def _finished(case: Case, body: e.UrgencyFinished, at: datetime) -> Case:
    """Whatever has finished was on its way, even where nobody had confirmed it."""
    return with_assignment(
        case, body.assignment, state=AssignmentState.RESPONDING, finished_at=body.finished_at
    )


def _outcome_entered(case: Case, body: e.OutcomeEntered, at: datetime) -> Case:
    return settled(
        with_assignment(
            case,
            body.assignment,
            state=AssignmentState.APPROVED,
            result=body.result,
            result_files=body.files,
            approved_at=at,
        )
    )


def _ordinary_resumed(case: Case, body: e.OrdinaryResumed, at: datetime) -> Case:
    return with_assignment(
        case, body.assignment, state=body.state, urgent=False, called_at=None, unmasked_at=None
    )


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.AlarmRaised: _alarm_raised,
    e.AlarmPassed: _alarm_passed,
    e.AlarmLowered: _alarm_lowered,
    e.UrgencyOrdered: _ordered,
    e.UrgencyConfirmed: _confirmed,
    e.UrgencyFinished: _finished,
    e.OutcomeEntered: _outcome_entered,
    e.OrdinaryResumed: _ordinary_resumed,
}
