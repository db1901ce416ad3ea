"""After the answer: asking back, judging, clarifying, and the calls to an agency."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Call, Case, Request, Written
from paht.law.casework.evolving.parts import with_assignment, with_request
from paht.law.casework.states import RequestKind, RequestState

ASKED, RATED = "asked", "rated"
"""What a clarification comes from, kept as the ground of its request."""


def _interaction_sent(case: Case, body: e.InteractionSent, at: datetime) -> Case:
    """The sender's own goes to the agency at once; other people's wait for the IOC's judgement."""
    state = _asking(body.assignment) if body.is_sender else RequestState.WAITING
    return _asked(case, body, at, text=body.original, state=state, ground=ASKED, by=body.by)


def _clarification_owed(case: Case, body: e.ClarificationOwed, at: datetime) -> Case:
    return _asked(
        case, body, at, text=body.text, state=_asking(body.assignment), ground=RATED, by=case.sender
    )


def _asking(assignment: int | None) -> RequestState:
    """Where no agency is charged, the IOC itself has the answer to write."""
    return RequestState.CHECKING if assignment is None else RequestState.OPEN


def _asked(
    case: Case,
    body: e.InteractionSent | e.ClarificationOwed,
    at: datetime,
    *,
    text: Written,
    state: RequestState,
    ground: str,
    by: str,
) -> Case:
    request = Request(
        number=body.request,
        kind=RequestKind.INTERACTION,
        state=state,
        grounds=(ground,),
        text=text,
        asked_at=at,
        by=by,
        assignment=body.assignment,
    )
    return replace(case, requests=(*case.requests, request))


def _interaction_judged(case: Case, body: e.InteractionJudged, at: datetime) -> Case:
    request = next(r for r in case.requests if r.number == body.request)
    state = _asking(request.assignment) if body.is_taken else RequestState.DECLINED
    return with_request(case, body.request, state=state, judgement=body.judgement)


def _interaction_answered(case: Case, body: e.InteractionAnswered, at: datetime) -> Case:
    return with_request(case, body.request, state=RequestState.CHECKING, answer=body.answer)


def _answer_returned(case: Case, body: e.AnswerReturned, at: datetime) -> Case:
    return with_request(case, body.request, state=RequestState.OPEN)


def _interaction_released(case: Case, body: e.InteractionReleased, at: datetime) -> Case:
    return with_request(
        case,
        body.request,
        state=RequestState.ANSWERED,
        question=body.question,
        answer=body.answer,
        answered_at=at,
    )


def _call_recorded(case: Case, body: e.CallRecorded, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    return with_assignment(case, body.assignment, calls=(*before.calls, Call(at, body.answered)))


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.InteractionSent: _interaction_sent,
    e.ClarificationOwed: _clarification_owed,
    e.InteractionJudged: _interaction_judged,
    e.InteractionAnswered: _interaction_answered,
    e.AnswerReturned: _answer_returned,
    e.InteractionReleased: _interaction_released,
    e.CallRecorded: _call_recorded,
}
