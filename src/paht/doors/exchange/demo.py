"""An agency's own software as the demo plays it: it takes our signed calls, reads the case and receives it, by the same
addresses, token and signatures as any vendor's. It exists in a demo installation alone.
"""

import json
import logging
import os
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from paht import clock
from paht.doors.pages.phone import is_demo
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.exchange import signing

LARGEST, SHOWN, SECONDS = 64 * 1024, 40, 10.0
RECEIVES = "case.dispatched"
"""The call upon which it acts; of the others it takes note."""

Ask = Callable[[str, str, bytes | None, dict[str, str]], tuple[int, dict[str, Any]]]
log = logging.getLogger(__name__)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def software(request: HttpRequest) -> HttpResponse:
    """What came and what was done about it, newest first; a POST is one of our calls."""
    jurisdiction = province_of(request)
    own = _own(jurisdiction.slug) if is_demo() else None
    if own is None:
        raise Http404
    if request.method == "POST":
        return _taken(request, own, jurisdiction.slug)
    rows = [row | {"at": datetime.fromisoformat(row["at"])} for row in _rows(jurisdiction.slug)]
    context = {
        "current": "",
        "agency": own["agency"],
        "rows": list(reversed(rows[-SHOWN:])),
        "href": reverse("demo-software"),
    }
    return render(request, "exchange/demo_software.html", context)


def _taken(request: HttpRequest, own: dict[str, str], slug: str) -> HttpResponse:
    """As docs/exchange.md tells vendors: the raw body, the signature, a repeat answered and not done again."""
    body = request.read(LARGEST + 1)
    given = {name.lower(): value for name, value in request.headers.items()}
    try:
        message = signing.verify([own["secret"]], given=given, body=body, now=clock.now().timestamp())
    except signing.Untrue:
        return HttpResponse(status=401)
    if any(row["message"] == message for row in _rows(slug)):
        return HttpResponse(status=204)
    call = json.loads(body)
    _note(slug, message, f"Nhận báo: {call['type']}", f"số {call['data'].get('number', '–')}")
    if call["type"] == RECEIVES:
        where = f"http://{request.get_host().partition(':')[0]}:{os.environ.get('PAHT_PORT', '8000')}"
        given_to = (slug, message, str(call["data"]["case"]), own["token"], by_http(where))
        threading.Thread(target=act, args=given_to, daemon=True).start()
    return HttpResponse(status=204)


def act(slug: str, message: str, case: str, token: str, ask: Ask) -> None:
    """Pull the case, push that it is received, under the call's identifier as key."""
    path, headers = f"/api/exchange/v1/cases/{case}", {"Authorization": f"Bearer {token}"}
    try:
        status, found = ask("GET", path, None, headers)
        _note(slug, message, f"Đọc vụ việc: {status}", str(found.get("code", "")))
        if status != 200:
            return
        body = json.dumps({"expected_version": found["version"]}).encode()
        keyed = {**headers, "Idempotency-Key": message, "Content-Type": "application/json"}
        status, came = ask("POST", f"{path}/commands/receive", body, keyed)
        _note(slug, message, f"Gửi lệnh tiếp nhận: {status}", str(came.get("detail", found.get("code", ""))))
    except (OSError, ValueError) as error:
        _note(slug, message, "Không gọi được hệ thống", type(error).__name__)


def by_http(origin: str) -> Ask:
    """Asks over HTTP, as any other software."""

    def ask(
        method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, Any]]:
        request = urllib.request.Request(origin + path, data=body, headers=headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 (this very machine)
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    return ask


def _own(slug: str) -> dict[str, str] | None:
    try:
        found: dict[str, str] = json.loads((settings.HOME.path / f"demo-software-{slug}.json").read_text())
    except FileNotFoundError:
        return None
    return found


def _rows(slug: str) -> list[dict[str, Any]]:
    try:
        lines = (settings.HOME.path / f"demo-software-{slug}.jsonl").read_text().splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines]


def _note(slug: str, message: str, what: str, about: str) -> None:
    row = {"at": clock.now().isoformat(), "message": message, "what": what, "about": about}
    with (settings.HOME.path / f"demo-software-{slug}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
