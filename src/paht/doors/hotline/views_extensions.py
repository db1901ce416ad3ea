"""The administrator's page of extensions: who may sit at which telephone of the exchange."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from paht import clock
from paht.calls import extensions
from paht.doors.pages.administration import ADMINISTRATORS
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, staff_only
from paht.people.actors import Official


@staff_only(ADMINISTRATORS)
def show(request: HttpRequest, official: Official) -> HttpResponse:
    """The extensions; a POST gives one to somebody, or with ``take`` takes it back."""
    typed, errors = {"extension": "", "login": ""}, {}
    if request.method == "POST":
        at = clock.now()
        if given := request.POST.get("take", ""):
            extensions.take(official, given_id=_key(given), at=at)
            return HttpResponseRedirect(reverse("administration-extensions"))
        typed = {name: request.POST.get(name, "").strip()[:100] for name in typed}
        errors = extensions.give(official, **typed, at=at)
        if not errors:
            return HttpResponseRedirect(reverse("administration-extensions"))
    home = {"label": "Tổng quan", "href": reverse("administration"), "icon": "settings"}
    here = {
        "label": "Máy lẻ tổng đài",
        "href": reverse("administration-extensions"),
        "icon": "phone",
        "current": True,
    }
    context = {
        **frame(
            official,
            area="Quản trị",
            area_href=reverse("administration"),
            nav=[{"items": [home, here]}],
        ),
        "rows": extensions.roster(official),
        "typed": typed,
        "errors": errors,
    }
    return render(request, "hotline/extensions.html", context, status=422 if errors else 200)


def _key(value: str) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except ValueError:
        raise Http404 from None
