"""What may be done before an agency is charged."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Alarm, Case, Request
from paht.law.casework.evolving.parts import cancel_requests, with_request
from paht.law.casework.states import RequestKind, RequestState, Stage


def _sent(case: Case, body: e.Sent, at: datetime) -> Case:
    return replace(
        case,
        edition=body.edition,
        stage=Stage.SENT,
        kind=body.kind,
        field=body.field,
        channel=body.channel,
        sender=body.sender,
        place=body.place,
        original=body.original,
        files=body.files,
        personal_public=body.personal_public,
        first_time=body.first_time,
        source=body.source,
        linked_to=body.linked_to,
        confidential=body.confidential,
        sent_at=at,
        alarm=Alarm(body.alarm, body.alarm_source, at) if body.alarm and body.alarm_source else None,
    )


def _verified(case: Case, body: e.Verified, at: datetime) -> Case:
    return cancel_requests(replace(case, stage=Stage.VERIFIED, verified_at=at))


def _supplement_requested(case: Case, body: e.SupplementRequested, at: datetime) -> Case:
    request = Request(
        number=body.request,
        kind=RequestKind.SUPPLEMENT,
        state=RequestState.OPEN,
        grounds=body.grounds,
        text=body.guidance,
        asked_at=at,
    )
    return replace(case, stage=Stage.SENT, requests=(*case.requests, request))


def _supplemented(case: Case, body: e.Supplemented, at: datetime) -> Case:
    changed = with_request(case, body.request, RequestState.ANSWERED)
    original = case.original if body.original.is_blank else body.original
    return replace(changed, original=original, files=(*case.files, *body.files))


def _supplement_lapsed(case: Case, body: e.SupplementLapsed, at: datetime) -> Case:
    changed = with_request(case, body.request, RequestState.LAPSED)
    return replace(changed, stage=Stage.REFUSED, end_clause=body.clause)


def _case_refused(case: Case, body: e.CaseRefused, at: datetime) -> Case:
    return replace(case, stage=Stage.REFUSED, end_clause=body.ground, answer=body.reason)


def _accepted(case: Case, body: e.Accepted, at: datetime) -> Case:
    return replace(
        case,
        stage=Stage.ACCEPTED,
        text=body.text,
        held=body.held,
        field=body.field,
        non_public_ground=body.non_public_ground,
        accepted_at=at,
    )


def _withdrawn(case: Case, body: e.Withdrawn, at: datetime) -> Case:
    return replace(case, stage=Stage.WITHDRAWN)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.Sent: _sent,
    e.Verified: _verified,
    e.SupplementRequested: _supplement_requested,
    e.Supplemented: _supplemented,
    e.SupplementLapsed: _supplement_lapsed,
    e.CaseRefused: _case_refused,
    e.Accepted: _accepted,
    e.Withdrawn: _withdrawn,
}
