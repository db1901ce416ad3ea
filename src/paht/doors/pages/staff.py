"""Signing in, signing out, and who may open a staff page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth import authenticate, login, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paht import clock
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.law.casework.states import AGENCY_ROLES, DESK_ROLES, Role
from paht.people.actors import Official
from paht.people.models import ROLE_NAMES, qualified
from paht.people.sessions import SIGN_IN_BACKEND, end_all_sessions, official_of

SIGN_IN = "/dang-nhap/"

StaffView = Callable[Concatenate[HttpRequest, Official, ...], HttpResponseBase]


def staff_only(roles: frozenset[Role]) -> Callable[[StaffView], Callable[..., HttpResponseBase]]:
    """Open the view to officials of this province who hold one of the roles; others sign in or are refused."""

    def decorate(view: StaffView) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            official = official_of(request, at=clock.now())
            if official is None or official.jurisdiction_id != province_of(request).id:
                return _to_sign_in(request)
            if not official.roles & roles:
                raise PermissionDenied
            return view(request, official, *args, **kwargs)

        return never_cache(guarded)

    return decorate


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


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page of staff; one answer for every wrong pair, so that nobody learns which logins exist."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    typed, errors = "", {}
    if request.method == "POST":
        typed = request.POST.get("username", "")
        login_name = qualified(typed, province_of(request).slug)
        account = authenticate(
            request, login=login_name, username=login_name, password=request.POST.get("password", "")
        )
        if account is not None:
            login(request, account, backend=SIGN_IN_BACKEND)
            official = official_of(request, at=clock.now())
            assert official is not None
            safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
            return HttpResponseRedirect(target if safe and target else home_of(official))
        errors["username"] = (
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin kiểm tra lại, hoặc liên hệ quản trị hệ thống."
        )
    context = {"errors": errors, "username": typed, "next": target}
    return render(request, "signin.html", context, status=401 if errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End every session of the account, on all its devices: a copied cookie is then worth nothing."""
    official = official_of(request, at=clock.now())
    if official is not None:
        end_all_sessions(staff_id=official.id)
    logout(request)
    return HttpResponseRedirect(SIGN_IN)
