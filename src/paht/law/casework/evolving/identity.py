"""Verifying a sender's identity, or a content, by call, SMS or e-mail."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case, Request
from paht.law.casework.evolving.parts import with_request
from paht.law.casework.states import RequestKind, RequestState, Stage


def _verification_requested(case: Case, body: e.VerificationRequested, at: datetime) -> Case:
    request = Request(
        number=body.request,
        kind=RequestKind.VERIFICATION,
        state=RequestState.OPEN,
        grounds=(body.matter,),
        text=body.note,
        asked_at=at,
    )
    return replace(case, requests=(*case.requests, request))


def _verification_answered(case: Case, body: e.VerificationAnswered, at: datetime) -> Case:
    return with_request(case, body.request, RequestState.ANSWERED)


def _verification_tried(case: Case, body: e.VerificationTried, at: datetime) -> Case:
    return replace(
        case,
        requests=tuple(
            replace(r, tries=r.tries + 1) if r.number == body.request else r for r in case.requests
        ),
    )


def _verification_succeeded(case: Case, body: e.VerificationSucceeded, at: datetime) -> Case:
    return with_request(case, body.request, RequestState.ANSWERED)


def _verification_failed(case: Case, body: e.VerificationFailed, at: datetime) -> Case:
    changed = with_request(case, body.request, RequestState.ANSWERED)
    return replace(changed, stage=Stage.REFUSED, end_clause=body.clause, answer=body.note)


def _verification_lapsed(case: Case, body: e.VerificationLapsed, at: datetime) -> Case:
    changed = with_request(case, body.request, RequestState.LAPSED)
    return replace(changed, stage=Stage.REFUSED, end_clause=body.clause)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.VerificationRequested: _verification_requested,
    e.VerificationAnswered: _verification_answered,
    e.VerificationTried: _verification_tried,
    e.VerificationSucceeded: _verification_succeeded,
    e.VerificationFailed: _verification_failed,
    e.VerificationLapsed: _verification_lapsed,
}
