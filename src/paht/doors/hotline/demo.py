"""The demo's exchange: a page that calls 1022, answers, speaks, presses keys, leaves a voice message and hangs up,
without a telephone. What it does goes the way that every exchange's messages go. In a demo installation alone."""

import io
import math
import uuid
import wave
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from paht import clock
from paht.calls import queries
from paht.calls.exchanges import DEMO, DEMO_CALLS, DEMO_FOLDER, exchanges
from paht.calls.outgoing import DemoExchange
from paht.calls.taking import take
from paht.doors.pages.phone import is_demo
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.identity import new_id
from paht.people.codes import mobile

SAMPLES_A_SECOND = 8000
SPEECH_SECONDS = 4
QUEUES = [
    ("1022", "Gặp người trực"),
    ("loi-nhan", "Ngoài giờ: để lại lời nhắn"),
    ("khan-cap", "Phím 9: khẩn cấp"),
]


@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """The telephones of callers, and those that the exchange rings."""
    exchange = exchanges(settings.HOME).get(DEMO)
    if not is_demo() or exchange is None:
        raise Http404
    jurisdiction = province_of(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _done(request)
        if not errors:
            return HttpResponseRedirect(reverse("demo-calls"))
    placed = DemoExchange(settings.HOME.path / DEMO_CALLS).shown(200)
    open_ones = queries.demo_ringing(
        jurisdiction_id=jurisdiction.id, dial_ids=[each["id"] for each in placed]
    )
    context = {
        "current": "",
        "errors": errors,
        "typed": request.POST,
        "queues": QUEUES,
        "calls": queries.demo_calls(jurisdiction_id=jurisdiction.id),
        "placed": [each for each in placed if each["id"] in open_ones],
    }
    return render(request, "hotline/demo.html", context, status=422 if errors else 200)


def _done(request: HttpRequest) -> dict[str, str]:
    post, now = request.POST, clock.now()
    word, call = post.get("word", ""), post.get("call", "")[:60]
    if word == "ring":
        number = mobile(post.get("number", ""))
        if number is None:
            return {"number": "Số di động gồm 10 số, bắt đầu bằng 0."}
        queue = post.get("queue", "1022")
        call = f"demo-{new_id()}"
        _tell(request, now, call=call, what="ringing", number=number, queue=queue)
        if queue == "loi-nhan":
            _recorded(request, now, call)
        return {}
    order = post.get("order", "")[:40]
    placed = {"direction": "out", "order": order} if order else {}
    call = f"demo-{order}" if order else call
    if not call:
        return {}
    if word == "answer":
        _tell(request, now, call=call, what="answered", extension=post.get("extension", "")[:8], **placed)
    elif word == "key":
        _tell(request, now, call=call, what="key", key=post.get("key", "1"), **placed)
    elif word == "hang-up":
        _recorded(request, now, call, **placed)
    elif word == "ignore":
        _tell(request, now, call=call, what="ended", **placed)
    return {}


def _recorded(request: HttpRequest, now: datetime, call: str, **more: Any) -> None:
    """The end of a call, and its recording."""
    name = uuid.uuid5(uuid.NAMESPACE_URL, call)
    folder = settings.HOME.path / DEMO_FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / f"{name}.wav").write_bytes(speech())
    _tell(request, now, call=call, what="ended", **more)
    _tell(request, now, call=call, what="recorded", recording=f"demo:{name}", **more)


def _tell(request: HttpRequest, now: datetime, **body: Any) -> None:
    exchange = exchanges(settings.HOME)[DEMO]
    take(jurisdiction=province_of(request), exchange=exchange, body={**body, "at": now.isoformat()}, now=now)


def speech() -> bytes:
    """Something that sounds like speech from afar: a WAV of a telephone's quality."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLES_A_SECOND)
        samples = bytearray()
        for n in range(SAMPLES_A_SECOND * SPEECH_SECONDS):
            at = n / SAMPLES_A_SECOND
            loud = max(0.0, math.sin(at * 9)) * (0.6 + 0.4 * math.sin(at * 2.3))
            pitch = 130 + 30 * math.sin(at * 3)
            value = sum(math.sin(2 * math.pi * pitch * part * at) / part for part in (1, 2, 3, 5))
            samples += int(6000 * loud * value).to_bytes(2, "little", signed=True)
        file.writeframes(bytes(samples))
    return out.getvalue()
