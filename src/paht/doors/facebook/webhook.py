"""What Messenger posts (VL.6.1.c): checked, stored entry by entry, answered at once; and the question that it asks.

The signature is an HMAC of the raw body under the application's secret. One application may have several pages: each
entry goes to the province of its page.
"""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from paht import clock
from paht.doors.zalo.webhook import read_body, stored
from paht.messages.platforms import Page, pages

CHANNEL = "facebook"


@csrf_exempt
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Take a body of events; a GET is the platform's check of who we are."""
    if request.method == "GET":
        return _verified(request)
    body = read_body(request)
    if body is None:
        return HttpResponse(status=413)
    signed = {each.page_id: each for each in pages(settings.HOME) if _is_signed(request, body, each)}
    if not signed:
        return HttpResponse(status=403)
    try:
        content = json.loads(body, parse_int=str, parse_float=str)
        found = _events(content, signed)
    except (ValueError, RecursionError, TypeError, AttributeError):
        return HttpResponse(status=400)
    now = clock.now()
    for page, events in found.items():
        fresh = [(name, text) for name, text, at in events if _is_fresh(at, signed[page], now)]
        answer = stored(signed[page].province, CHANNEL, fresh, now)
        if answer.status_code != 200:
            return answer
    return HttpResponse(status=200)


def _verified(request: HttpRequest) -> HttpResponse:
    token = request.GET.get("hub.verify_token", "").encode()
    known = [
        each
        for each in pages(settings.HOME)
        if hmac.compare_digest(
            hashlib.sha256(each.verify_token.encode()).digest(), hashlib.sha256(token).digest()
        )
    ]
    if request.GET.get("hub.mode") != "subscribe" or not known:
        return HttpResponse(status=403)
    challenge = request.GET.get("hub.challenge", "")[:200]
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")


def _is_signed(request: HttpRequest, body: bytes, page: Page) -> bool:
    given = request.headers.get("X-Hub-Signature-256", "").removeprefix("sha256=")
    right = hmac.new(page.secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(given.encode(), right.encode())


def _events(
    content: dict[str, Any], signed: dict[str, Page]
) -> dict[str, list[tuple[str, str, datetime | None]]]:
    """The messages of all entries by page: the name of each, its content, its moment. A body that is not a page's has
    none."""
    found: dict[str, list[tuple[str, str, datetime | None]]] = {}
    for entry in content.get("entry", []) if content.get("object") == "page" else []:
        page = signed.get(str(entry.get("id", "")))
        if page is None:
            continue
        for event in entry.get("messaging", []):
            text = json.dumps({"account": page.page_id, "event": event}, ensure_ascii=False, sort_keys=True)
            row = (_name(event, text), text, moment(event.get("timestamp") or entry.get("time")))
            found.setdefault(page.page_id, []).append(row)
    return found


def _name(event: dict[str, Any], text: str) -> str:
    """The message's own name, else that of its bytes: a tapped button may have none."""
    for part in ("message", "postback"):
        body = event.get(part)
        if isinstance(body, dict) and body.get("mid"):
            return f"{part} {body['mid']}"
    return hashlib.sha256(text.encode()).hexdigest()


def moment(milliseconds: Any) -> datetime | None:
    """When it happened by the platform's clock."""
    text = str(milliseconds or "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 14):
        return None
    return datetime.fromtimestamp(int(text) / 1000, UTC)


def _is_fresh(at: datetime | None, page: Page, now: datetime) -> bool:
    """What is older than the platform tries to deliver is answered with thanks and not taken."""
    if at is None:
        return False
    return -timedelta(seconds=page.skew_seconds) <= now - at <= timedelta(seconds=page.oldest_seconds)
