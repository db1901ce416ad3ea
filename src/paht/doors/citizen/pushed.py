"""Notices on this very device: the browser's subscription to pushes, offered on the page of one's account.

It belongs to the session (a browser in which nobody is signed in is pushed nothing), is kept sealed, and goes with it.
The key that browsers subscribe to is read from the file in which the vault has published it.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.doors.citizen import wished
from paht.doors.citizen.signed import signed_in_only
from paht.messages.push import LONGEST_SUBSCRIPTION, contact, subscription
from paht.people import app_sessions, attempts
from paht.people.citizen_sessions import Citizen
from paht.subjects.subject import subject_of_citizen

KEPT_PER_SESSION = 20
"""How often a browser may subscribe within a quarter of an hour."""
NOT_UNDERSTOOD = "Trình duyệt gửi thông tin đăng ký không hợp lệ, thông báo chưa được bật."
TOO_OFTEN = "Ông/bà đã bật, tắt thông báo quá nhiều lần. Xin thử lại sau 15 phút."
_WORKER = settings.PACKAGE / "doors" / "static" / "paht" / "push-worker.js"


def key() -> str:
    """What browsers subscribe to; empty where pushes are no way of this installation."""
    if not contact(settings.ORIGIN):
        return ""
    try:
        found: str = settings.PUSH_KEY.read_text().strip()
    except FileNotFoundError:
        return ""
    return found


def shown(citizen: Citizen) -> dict[str, Any] | None:
    """What the account's page shows of it; ``None`` where nothing is offered."""
    if not (found := key()):
        return None
    return {
        "key": found,
        "is_kept": app_sessions.has_push(citizen),
        "is_unwanted": "push" in wished.found(subject_of_citizen(citizen)).unwanted,
    }


@require_POST
@signed_in_only
def keep(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Push to this browser from now on; ``subscription`` is the browser's own description of where."""
    now, told = clock.now(), request.POST.get("subscription", "")
    if not attempts.spend({f"push:{citizen.session_id}": KEPT_PER_SESSION}, at=now):
        return HttpResponse(TOO_OFTEN, status=429, content_type="text/plain; charset=utf-8")
    if not key() or not is_subscription(told):
        return HttpResponse(NOT_UNDERSTOOD, status=422, content_type="text/plain; charset=utf-8")
    app_sessions.keep_push(citizen, kind="webpush", token=told, at=now)
    return HttpResponse(status=204)


def is_subscription(text: str) -> bool:
    """Whether it is what a browser says of its subscription, at a push service under https."""
    if len(text) > LONGEST_SUBSCRIPTION:
        return False
    try:
        parts = urlsplit(subscription(text).endpoint)
        return parts.scheme == "https" and bool(parts.hostname) and not parts.username
    except ValueError:
        return False


@require_POST
@signed_in_only
def drop(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Push to this browser no more; works without scripts, too."""
    del request
    app_sessions.drop_push(citizen, at=clock.now())
    return HttpResponseRedirect(f"{reverse('own-account')}?xong=thoi-thong-bao#thong-bao", status=303)


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The program that shows a push while no page is open. It lies at the root, for its place says which pages it is
    for; it answers no request of theirs, so no page is kept by it."""
    answer = HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
