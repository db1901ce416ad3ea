"""Who may open a staff page, and what every staff page shows."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from paht import clock
from paht.doors.pages.province import province_of
from paht.law.casework.states import AGENCY_ROLES, DESK_ROLES, Role
from paht.people.actors import Official
from paht.people.models import ROLE_NAMES
from paht.people.sessions import official_of

SIGN_IN = "/dang-nhap/"
UNATTENDED = "X-Unattended"
"""The header of requests that a page makes by itself, with nobody there."""

EVERYBODY = frozenset(ROLE_NAMES)
"""Every role of staff."""

StaffView = Callable[Concatenate[HttpRequest, Official, ...], HttpResponseBase]


def staff_only(roles: frozenset[Role]) -> Callable[[StaffView], Callable[..., HttpResponseBase]]:
    """Open the view to officials of this province who hold one of the roles; others sign in or are refused."""

    def decorate(view: StaffView) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            official = signed_in(request)
            if official is None:
                return _to_sign_in(request)
            if not official.roles & roles:
                raise PermissionDenied
            return view(request, official, *args, **kwargs)

        return never_cache(guarded)

    return decorate


def signed_in(request: HttpRequest) -> Official | None:
    """The official of this province whose session the browser has; what a page asks by itself is no work."""
    token = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    by_hand = UNATTENDED not in request.headers
    official = official_of(token, at=clock.now(), working=by_hand)
    return official if official and official.jurisdiction_id == province_of(request).id else None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; HTMX must move the whole window, or the form would land inside a list."""
    address = f"{SIGN_IN}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def home_of(official: Official) -> str:
    """The interface that the official works in (VL.2.3); administrators have a page of their own."""
    if official.roles & DESK_ROLES:
        return "/desk/"
    if official.roles & AGENCY_ROLES:
        return "/agency/"
    if official.roles == {Role.ADMINISTRATOR}:
        return "/quan-tri/"
    return "/leadership/"


def frame(official: Official, *, area: str, area_href: str, nav: list[dict[str, Any]]) -> dict[str, Any]:
    """What the staff layout needs."""
    return {
        "area": area,
        "area_href": area_href,
        "nav": nav,
        "me": {
            "name": official.name,
            "role": ", ".join(ROLE_NAMES[role] for role in sorted(official.roles)),
            "agency": official.agency_name,
        },
        "official": official,
    }
