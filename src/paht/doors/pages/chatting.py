"""The demo's chats: a page that plays a citizen's telephone on Zalo or Messenger. What is typed here becomes the
platform's own signed event and goes the way that every such event goes; what we answer is read where the demo's way out
wrote it. It exists in a demo installation alone.
"""

import hashlib
import hmac
import io
import json
import os
import random
import re
import time
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paht import clock
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.messages import demo_chats
from paht.messages.platforms import Page, ZaloAccount, is_demo, pages, zalo_accounts

TITLES = {"zalo": "Zalo", "messenger": "Messenger"}
VARIABLES = {"zalo": "PAHT_ZALO", "messenger": "PAHT_MESSENGER"}
WEBHOOKS = {"zalo": "/webhooks/zalo", "messenger": "/webhooks/facebook"}
USER = "9007199254740993"
"""Whose telephone it is: a number that no float can hold, as the platforms give them."""
LARGEST_PHOTO = 10 * 1024 * 1024
NAME, PHONE = "Nguyễn Thị Bưởi", "0912345678"


@never_cache
def show(request: HttpRequest, platform: str) -> HttpResponse:
    """The conversation as the telephone shows it; a POST sends something."""
    home = settings.HOME
    if platform not in TITLES or not is_demo(home, VARIABLES[platform]):
        raise Http404
    jurisdiction = province_of(request)
    found = zalo_accounts(home) if platform == "zalo" else pages(home)
    account = next((each for each in found if each.province == jurisdiction.slug), None)
    if account is None:
        raise Http404
    to = f"{account.oa_id if isinstance(account, ZaloAccount) else account.page_id}:{USER}"
    if request.method == "POST":
        for shown, message in _typed(request, platform):
            _post(account, platform, message)
            _remember(platform, to, shown)
        return HttpResponseRedirect(reverse("demo-chat", args=[platform]), status=303)
    lines = sorted(
        [*demo_chats.shown(home, platform, to=to), *demo_chats.shown(home, f"{platform}-mine", to=to)],
        key=lambda line: line["at"],
    )
    context = {
        "current": "",
        "title": TITLES[platform],
        "href": reverse("demo-chat", args=[platform]),
        "lines": [
            {
                "mine": line.get("mine", False),
                "text": line["text"],
                "link": line.get("link", ""),
                "picture": line.get("picture", ""),
            }
            for line in lines[-60:]
        ],
        "choices": next((line["choices"] for line in reversed(lines) if "choices" in line), []),
    }
    return render(request, "chatting.html", context)


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture that the demo's telephone sent: what the platform would keep."""
    path = _folder() / name
    if not re.fullmatch(r"[0-9a-f]{32}\.jpg", name) or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/jpeg")


def _folder() -> Path:
    folder: Path = settings.HOME.path / "demo-media"
    return folder


def _typed(request: HttpRequest, platform: str) -> list[tuple[str, dict[str, Any]]]:
    """What was sent: as the telephone shows it, and as the platform's message."""
    do, text = request.POST.get("do", ""), request.POST.get("text", "").strip()[:2000]
    if do == "tap":
        code, label = request.POST.get("code", "")[:200], request.POST.get("label", "")[:100]
        if code == "contact":
            return _contact(platform)
        tapped = (
            {"text": f"#{code}"} if platform == "zalo" else {"text": label, "quick_reply": {"payload": code}}
        )
        return [(label, tapped)]
    if do == "place":
        commune = random.SystemRandom().choice(province_of(request).province.communes)
        given: dict[str, Any] = (
            {"latitude": str(commune.lat), "longitude": str(commune.lon)}
            if platform == "zalo"
            else {"lat": commune.lat, "long": commune.lon}
        )
        attachment = {"type": "location", "payload": {"coordinates": given}}
        return [(f"[vị trí] {commune.name}", {"attachments": [attachment]})]
    if do == "photo":
        name = _kept(request)
        url = (
            f"http://127.0.0.1:{os.environ.get('PAHT_PORT', '8000')}{reverse('demo-chat-media', args=[name])}"
        )
        return [("[ảnh]", {"attachments": [{"type": "image", "payload": {"url": url}}]})] if name else []
    return [(text, {"text": text})] if text else []


def _contact(platform: str) -> list[tuple[str, dict[str, Any]]]:
    if platform == "zalo":
        return [(f"[họ tên, số điện thoại] {NAME}", {"info": {"name": NAME, "phone": f"84{PHONE[1:]}"}})]
    return [(PHONE, {"text": PHONE, "quick_reply": {"payload": f"+84{PHONE[1:]}"}})]


def _kept(request: HttpRequest) -> str:
    """The name of the picture that was chosen, or of one of the demo's own."""
    upload: Any = request.FILES.get("photo")
    if upload is not None and upload.size <= LARGEST_PHOTO:
        content = upload.read()
    else:
        drawn = sorted((settings.HOME.path / "demo-pictures").glob("*.jpg"))
        if not drawn:
            return ""
        content = random.SystemRandom().choice(drawn).read_bytes()
    folder, name = _folder(), f"{uuid.uuid4().hex}.jpg"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / name).write_bytes(content)
    return name


def _post(account: ZaloAccount | Page, platform: str, message: dict[str, Any]) -> None:
    """The platform's event, signed with the demo's key, at the address where the platform posts."""
    at, name = str(int(clock.now().timestamp() * 1000)), uuid.uuid4().hex
    if isinstance(account, ZaloAccount):
        event = {
            "app_id": account.app_id,
            "sender": {"id": USER},
            "recipient": {"id": account.oa_id},
            "timestamp": at,
        }
        if "info" in message:
            event |= {"event_name": "user_submit_info", **message}
        else:
            event |= {"event_name": "user_send_text", "message": {"msg_id": name, **message}}
        body = json.dumps(event, ensure_ascii=False).encode()
        words = account.app_id.encode() + body + at.encode() + account.secret.encode()
        header = ("HTTP_X_ZEVENT_SIGNATURE", f"mac={hashlib.sha256(words).hexdigest()}")
    else:
        party = {"sender": {"id": USER}, "recipient": {"id": account.page_id}, "timestamp": int(at)}
        messaging = {**party, "message": {"mid": name, **message}}
        entry = {"id": account.page_id, "time": int(at), "messaging": [messaging]}
        body = json.dumps({"object": "page", "entry": [entry]}, ensure_ascii=False).encode()
        mac = hmac.new(account.secret.encode(), body, hashlib.sha256).hexdigest()
        header = ("HTTP_X_HUB_SIGNATURE_256", f"sha256={mac}")
    path = WEBHOOKS[platform]
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(body),
        header[0]: header[1],
    }
    answer = resolve(path).func(WSGIRequest(environ))
    assert answer.status_code == 200, f"the webhook answered {answer.status_code}"


def _remember(platform: str, to: str, text: str) -> None:
    row = {"to": to, "mine": True, "text": text, "at": time.time()}
    path = demo_chats.file_of(settings.HOME, f"{platform}-mine")
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
