"""What the program learnt from the desk's decisions: every version with its figures, which one is in use, and back."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from paht import clock
from paht.doors.desk.frame import MAY_ENTER, frame
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.law.casework.states import Role
from paht.learning import operations, queries
from paht.people.actors import Official
from paht.people.queries import staff_names

MAY_CHOOSE = frozenset({Role.DISPATCHER})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(MAY_ENTER)
def learning(request: HttpRequest, official: Official) -> HttpResponse:
    """The page; a POST takes a version into use. What speaks against it is said beside the list."""
    if request.method != "POST":
        return _answer(request, official)
    if not official.roles & MAY_CHOOSE:
        raise PermissionDenied
    written = request.POST.get("version", "")
    if not (written.isascii() and written.isdecimal() and len(written) < 9):
        return _answer(request, official, error="Xin chọn bản cần dùng trong danh sách dưới đây.")
    refused = operations.use(
        jurisdiction_id=official.jurisdiction_id,
        version=int(written),
        now=clock.now(),
        by=uuid.UUID(official.actor.id),
    )
    if refused is not None:
        return _answer(request, official, error=refused.reason)
    return HttpResponseRedirect(reverse("desk-learning"))


def _answer(request: HttpRequest, official: Official, *, error: str = "") -> HttpResponse:
    jurisdiction_id = official.jurisdiction_id
    choices = queries.choices(jurisdiction_id=jurisdiction_id)
    chosen_by = [str(each.chosen_by) for each in choices if each.chosen_by]
    names = staff_names(jurisdiction_id=jurisdiction_id, ids=chosen_by)
    context: dict[str, Any] = {
        **frame(request, official, current="learning"),
        "error": error,
        "in_use": queries.in_use(jurisdiction_id=jurisdiction_id),
        "versions": queries.versions(jurisdiction_id=jurisdiction_id),
        "choices": [
            {"version": each.version, "at": each.chosen_at, "who": names.get(str(each.chosen_by), "hệ thống")}
            for each in choices
        ],
        "may_choose": bool(official.roles & MAY_CHOOSE),
        "at_least": operations.AT_LEAST,
    }
    return render(request, "desk/learning.html", context, status=422 if error else 200)
