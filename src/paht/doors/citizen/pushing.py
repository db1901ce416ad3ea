"""Notifications of the browser in which somebody is signed in: offered, kept, dropped, and their script."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.doors.citizen.signed import signed_in_only
from paht.messages.push import subscription
from paht.people import app_sessions
from paht.people.citizen_sessions import Citizen

LONGEST = 2000
"""Characters of a subscription; those of today's browsers have about 500."""


def shown(citizen: Citizen) -> dict[str, Any]:
    """What the page of one's account shows: the key to subscribe to, empty where nothing is offered (browsers subscribe
    over https alone), and whether this session is pushed to."""
    key = _key() if settings.IS_HTTPS else ""
    return {"key": key, "is_on": bool(key) and app_sessions.is_pushed_to(citizen)}


@require_POST
@signed_in_only
def push(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Keep where this browser is pushed to, or drop it."""
    if "drop" in request.POST:
        app_sessions.drop_push(citizen)
        return _back("thoi-thong-bao")
    given = request.POST.get("subscription", "")
    try:
        if len(given) > LONGEST or not subscription(given).endpoint.startswith("https://"):
            raise ValueError("its address")
    except ValueError:
        return _back("thong-bao-loi")
    app_sessions.keep_push(citizen, kind="webpush", token=given, at=clock.now())
    return _back("thong-bao")


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The script that shows notifications; it lies at the root because it speaks for every page."""
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


def _back(word: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('own-account')}?xong={word}", status=303)


@cache
def _key() -> str:
    return settings.PUSH_KEY.read_text().strip() if settings.PUSH_KEY.exists() else ""


@cache
def _script() -> str:
    return str((settings.STATIC_ROOT / "paht" / "push-worker.js").read_text())
