"""An officer's findings about a sender's standing, given on a case page (VL.5.3, VL.15.1)."""

import uuid

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from paht import clock
from paht.cases import queries
from paht.doors.desk.casepage import Given
from paht.doors.desk.views_case import returned
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.province import province_of
from paht.doors.pages.staff import staff_only
from paht.law.casework.case import Refused
from paht.law.casework.states import DESK_ROLES
from paht.people import standings
from paht.people.actors import Official


@require_POST
@staff_only(DESK_ROLES)
def violation(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """Record a violation of the case's sender."""
    step, detail = _step(request, official, case_id)
    outcome = standings.record_violation(
        step,
        case_id=detail.id,
        ground=request.POST.get("ground", ""),
        finding=request.POST.get("finding", ""),
    )
    return _answer(request, official, detail, outcome, "violation")


@require_POST
@staff_only(DESK_ROLES)
def lift(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """Open the locked account of the case's sender."""
    step, detail = _step(request, official, case_id)
    outcome = standings.lift_lock(step, reason=request.POST.get("reason", ""))
    return _answer(request, official, detail, outcome, "lift")


def _step(
    request: HttpRequest, official: Official, case_id: uuid.UUID
) -> tuple[standings.Step, queries.Detail]:
    detail = queries.detail(official, case_id=case_id)
    if detail is None or not detail.case.sender:
        raise Http404
    try:
        command_id = uuid.UUID(request.POST.get("command_id", ""))
    except ValueError as error:
        raise BadRequest("command_id") from error
    step = standings.Step(
        jurisdiction=province_of(request),
        sender=uuid.UUID(detail.case.sender),
        actor=official.actor,
        now=clock.now(),
        command_id=command_id,
    )
    return step, detail


def _answer(
    request: HttpRequest, official: Official, detail: queries.Detail, outcome: object, action: str
) -> HttpResponse:
    if isinstance(outcome, Refused):
        key = f"{action}-{outcome.field}" if outcome.field else ""
        errors = {key: f"{outcome.reason} Căn cứ: {clause_words(outcome.clause)}."}
        return returned(request, official, detail, Given(action, request.POST, errors), status=422)
    return HttpResponseRedirect(f"{reverse('desk-case', args=[detail.id])}#nguoi-gui-vi-pham")
