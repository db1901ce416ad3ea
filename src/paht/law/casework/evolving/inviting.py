"""Inviting a competent body that has not joined the system yet."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case, Request
from paht.law.casework.evolving.parts import settled, with_request
from paht.law.casework.states import RequestKind, RequestState


def _drafted(case: Case, body: e.InvitationDrafted, at: datetime) -> Case:
    request = Request(
        number=body.request,
        kind=RequestKind.INVITATION,
        state=RequestState.OPEN,
        grounds=(),
        text=body.letter,
        asked_at=at,
        agency=body.agency,
    )
    return settled(replace(case, requests=(*case.requests, request)))


def _sent(case: Case, body: e.InvitationSent, at: datetime) -> Case:
    return with_request(case, body.request, RequestState.OPEN, forwarded_at=at)


def _answered(case: Case, body: e.InvitationAnswered, at: datetime) -> Case:
    return settled(with_request(case, body.request, RequestState.ANSWERED))


def _given_up(case: Case, body: e.InvitationGivenUp, at: datetime) -> Case:
    return settled(with_request(case, body.request, RequestState.CANCELLED))


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.InvitationDrafted: _drafted,
    e.InvitationSent: _sent,
    e.InvitationAnswered: _answered,
    e.InvitationGivenUp: _given_up,
}
