"""The sheet of a case by itself: asked for again while the worker is at it, and set going again where it failed."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from paht.cases import sheets
from paht.doors.desk import sheet
from paht.doors.desk.frame import MAY_ENTER
from paht.doors.desk.views_case import detail_of
from paht.doors.pages.allowed import allowed_numbers
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.evidence import examinations
from paht.law.casework.states import DESK_ROLES
from paht.law.editions import get
from paht.people.actors import Official


@require_safe
@staff_only(MAY_ENTER)
def show(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """The sheet as it is now; whoever opens the address by hand gets the whole page."""
    detail = detail_of(official, case_id)
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("desk-case", args=[case_id]))
    it = sheet.known(detail, jurisdiction_id=official.jurisdiction_id)
    shown = sheet.context(detail, get(detail.case.edition), it, allowed_numbers(official, detail))
    return render(request, "desk/_sheet.html", {**shown, "came_late": True})


@require_POST
@staff_only(DESK_ROLES)
def again(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """Have the files examined again whose examination failed."""
    detail = detail_of(official, case_id)
    ids = [uuid.UUID(ref.id) for ref in detail.case.files]
    if examinations.again(jurisdiction_id=official.jurisdiction_id, file_ids=ids):
        sheets.wait_again(jurisdiction_id=official.jurisdiction_id, case_id=detail.id, file_ids=ids)
    return HttpResponseRedirect(f"{reverse('desk-case', args=[case_id])}#phieu-kiem-tra")
