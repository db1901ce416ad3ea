"""Who of the citizens is signed in on this browser: nobody has to be, for anything but their own list."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.http.response import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from paht import clock
from paht.doors.pages.province import province_of
from paht.people import citizen_sessions
from paht.people.citizen_sessions import Citizen

_HOST = "__Host-" if settings.IS_HTTPS else ""
SESSION, WAITING = f"{_HOST}citizen", f"{_HOST}ma"
"""The cookies: of the session, and of a browser that waits for a code."""
BEGUN, THROUGH = f"{_HOST}dinh-danh", f"{_HOST}dinh-danh-qua"
"""Those of a sign-in that has begun at a provider of identities, and which provider the session came through."""

WAITING_SECONDS = 24 * 3600
"""A browser keeps its secret for a day, so that its codes are counted together."""

CitizenView = Callable[Concatenate[HttpRequest, Citizen, ...], HttpResponseBase]


def citizen_of(request: HttpRequest) -> Citizen | None:
    """The person whose session the browser has; asked once a request, and of most requests not at all."""
    token = request.COOKIES.get(SESSION, "")
    if not token:
        return None
    if not hasattr(request, "citizen"):
        request.citizen = citizen_sessions.citizen_of(  # type: ignore[attr-defined]
            token, jurisdiction_id=province_of(request).id, at=clock.now()
        )
    found = request.citizen  # type: ignore[attr-defined]
    return found if isinstance(found, Citizen) else None


def signed_in_only(view: CitizenView) -> Callable[..., HttpResponseBase]:
    """Open the view to whoever is signed in; others sign in first and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        citizen = citizen_of(request)
        if citizen is None:
            back = request.get_full_path() if request.method == "GET" else reverse("own-reports")
            return HttpResponseRedirect(f"{reverse('own-sign-in')}?{urlencode({'next': back})}")
        return view(request, citizen, *args, **kwargs)

    return never_cache(guarded)


def keep(answer: HttpResponse, name: str, secret: str, seconds: int) -> None:
    """Let the browser keep a secret."""
    answer.set_cookie(name, secret, max_age=seconds, secure=settings.IS_HTTPS, httponly=True, samesite="Lax")
