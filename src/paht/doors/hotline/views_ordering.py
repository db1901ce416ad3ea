"""Calling from a case by one press: the exchange connects the officer's telephone with the sender, or with a body
that has a part in it; the number goes from the vault to the exchange, and nobody sees it."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from paht import clock
from paht.calls import ordering
from paht.calls.ordering import Came
from paht.cases.queries import Detail
from paht.doors.desk.frame import frame
from paht.doors.desk.views_case import detail_of
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.law.casework.events import Sent
from paht.law.casework.states import DESK_ROLES
from paht.people.actors import Official

TO_SENDER = "nguoi-gui"


@require_POST
@staff_only(DESK_ROLES)
def call_out(request: HttpRequest, official: Official, case_id: uuid.UUID, whom: str) -> HttpResponse:
    """Have it ring: the sender, or the body of an assignment by its number."""
    detail = detail_of(official, case_id)
    if detail.is_withheld:
        raise PermissionDenied
    came = _sender(request, official, detail) if whom == TO_SENDER else _body(request, official, detail, whom)
    if not came.problem:
        return HttpResponseRedirect(f"{reverse('desk-case', args=[case_id])}?goi=1")
    context = {
        **frame(request, official, current="hotline"),
        "problem": came.problem,
        "case_id": case_id,
        "code": detail.code,
    }
    return render(request, "hotline/not_called.html", context, status=422)


def _sender(request: HttpRequest, official: Official, detail: Detail) -> Came:
    first = detail.events[0].body
    if not isinstance(first, Sent) or not detail.case.sender:
        return Came("Phản ánh này không có người gửi để gọi.")
    return ordering.connect(
        jurisdiction=province_of(request),
        official=official,
        record_id=uuid.UUID(first.original.id),
        purpose=f"Gọi người gửi phản ánh {detail.code} qua tổng đài",
        case_id=uuid.UUID(detail.case.id),
        at=clock.now(),
    )


def _body(request: HttpRequest, official: Official, detail: Detail, whom: str) -> Came:
    assignment = detail.case.assignment(int(whom)) if whom.isdecimal() and len(whom) < 4 else None
    if assignment is None:
        raise Http404
    return ordering.connect(
        jurisdiction=province_of(request),
        official=official,
        agency_id=uuid.UUID(assignment.agency),
        purpose="",
        case_id=uuid.UUID(detail.case.id),
        assignment=assignment.number,
        at=clock.now(),
    )
