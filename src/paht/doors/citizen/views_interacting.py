"""Interacting with a public result: whoever reads it may ask, under a name and a number that stay sealed (VL.1.2.c)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from paht import clock
from paht.cases import operations
from paht.cases.operations import Done, NotFound, Overtaken, Step
from paht.doors.citizen.protection import is_foreign, keeps_what_was_typed
from paht.doors.citizen.signed import citizen_of
from paht.doors.citizen.views_public import published, result_page
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.province import province_of
from paht.people.actors import interactor

NOBODY = interactor(uuid.UUID(int=0))
"""Who acts before the number is known; the operation finds the person."""
_STALE = "Biểu mẫu không còn hợp lệ nên chưa được ghi nhận. Nội dung vẫn còn bên dưới, xin gửi lại."
TYPED = ("text", "name", "phone")


@require_POST
@keeps_what_was_typed
def interact(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Ask about the result; a refusal comes back with everything typed."""
    jurisdiction = province_of(request)
    detail = published(jurisdiction, case_id)
    typed = {name: request.POST.get(name, "") for name in TYPED}
    try:
        command_id = uuid.UUID(request.POST.get("command_id", ""))
    except ValueError:
        return result_page(request, detail, errors={"": _STALE}, typed=typed, status=409)
    if is_foreign(request):
        return result_page(request, detail, errors={"": _STALE}, typed=typed, status=403)
    step = Step(
        jurisdiction=jurisdiction, case_id=case_id, actor=NOBODY, now=clock.now(), command_id=command_id
    )
    citizen = citizen_of(request)
    outcome = operations.interact_with_public(
        step, text=typed["text"], personal=typed, person=citizen.person_id if citizen else None
    )
    if isinstance(outcome, Done):
        return HttpResponseRedirect(
            f"{reverse('citizen-result', args=[case_id])}?da-gui=1#tuong-tac", status=303
        )
    if isinstance(outcome, NotFound):
        raise Http404
    assert not isinstance(outcome, Overtaken), "no version is expected of a citizen"
    errors = {one.field or "": f"{one.reason} ({clause_words(one.clause)})" for one in outcome.all}
    return result_page(request, detail, errors=errors, typed=typed, status=422)
