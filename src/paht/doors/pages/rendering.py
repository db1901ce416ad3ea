"""Rendering a page: what every page knows about its province, its moment and the person who reads it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csp import get_nonce
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.template.loader import get_template

from paht import clock
from paht.doors.pages.province import province_of


def render(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The template as a response; every page is given ``site``, ``now``, the nonce for scripts and the CSRF input."""
    jurisdiction = province_of(request)
    everywhere = {
        "request": request,
        "csp_nonce": get_nonce(request),
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
        "site": {
            "province": jurisdiction.edition.province,
            "centre": jurisdiction.edition.ioc,
            "regulation": jurisdiction.edition.name,
        },
        "edition": jurisdiction.edition,
        "now": clock.now(),
    }
    page = get_template(template)
    return HttpResponse(page.render({**everywhere, **(context or {})}), status=status)
