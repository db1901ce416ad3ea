"""Asking for more time, once, and the IOC's answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case, Request
from paht.law.casework.evolving.parts import with_assignment, with_request
from paht.law.casework.states import RequestKind, RequestState


def _extension_requested(case: Case, body: e.ExtensionRequested, at: datetime) -> Case:
    request = Request(
        number=body.request,
        kind=RequestKind.EXTENSION,
        state=RequestState.OPEN,
        grounds=(body.ground,),
        text=body.reason,
        asked_at=at,
        assignment=body.assignment,
        document=body.document,
        until=body.until,
    )
    return replace(case, requests=(*case.requests, request))


def _extension_granted(case: Case, body: e.ExtensionGranted, at: datetime) -> Case:
    changed = with_request(case, body.request, RequestState.ANSWERED)
    return with_assignment(changed, body.assignment, extended_on=body.until)


def _extension_refused(case: Case, body: e.ExtensionRefused, at: datetime) -> Case:
    return with_request(case, body.request, RequestState.ANSWERED)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.ExtensionRequested: _extension_requested,
    e.ExtensionGranted: _extension_granted,
    e.ExtensionRefused: _extension_refused,
}
