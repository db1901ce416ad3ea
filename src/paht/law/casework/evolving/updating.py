"""What an agency adds to a result that was answered already (VL.12.4.b)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case, Request
from paht.law.casework.evolving.parts import with_request
from paht.law.casework.states import RequestKind, RequestState


def _update_offered(case: Case, body: e.UpdateOffered, at: datetime) -> Case:
    request = Request(
        number=body.request,
        kind=RequestKind.UPDATE,
        state=RequestState.OPEN,
        grounds=(),
        text=body.text,
        asked_at=at,
        assignment=body.assignment,
        files=body.files,
    )
    return replace(case, requests=(*case.requests, request))


def _update_posted(case: Case, body: e.UpdatePosted, at: datetime) -> Case:
    """The first answer stays as it was: both versions remain readable."""
    return with_request(case, body.request, state=RequestState.ANSWERED, answer=body.text, answered_at=at)


def _update_declined(case: Case, body: e.UpdateDeclined, at: datetime) -> Case:
    return with_request(case, body.request, state=RequestState.DECLINED)


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.UpdateOffered: _update_offered,
    e.UpdatePosted: _update_posted,
    e.UpdateDeclined: _update_declined,
}
