"""Chats in a test: signed events as the platforms post them, a platform on loopback, and the worker's rounds."""

import email
import email.policy
import hashlib
import hmac
import io
import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.db import connections
from django.test import Client
from PIL import Image
from tests.examining.making import amr
from tests.province import PERSONAL, TestProvince
from tests.working import as_worker

from paht.conversations import replies
from paht.conversations.telling import tell_reports
from paht.conversations.turns import take_turns
from paht.conversations.vault_saying import Saying
from paht.doors.facebook import handling as facebook
from paht.doors.zalo import handling as zalo
from paht.installation.home import Home
from paht.messages import delivering, inbox
from paht.messages.platforms import Page, ZaloAccount
from paht.messages.ways import WayOut
from paht.people.vault_keys import Keys
from paht.people.vault_process import Vault

HANDLERS = {"zalo": zalo.handle, "facebook": facebook.handle}


def picture(number: int = 0) -> bytes:
    """A small photo, another one for every number."""
    out = io.BytesIO()
    color = (number * 37 % 256, number * 91 % 256, number * 53 % 256)
    image = Image.new("RGB", (640, 480), color)
    for at in range(0, 640, 16):
        image.putpixel((at, (at * (number + 3)) % 480), (255, 255, 255))
    image.save(out, "JPEG")
    return out.getvalue()


def voice() -> bytes:
    """A voice message as Zalo keeps it: AMR, which no browser plays."""
    return amr(seconds=1)


@dataclass
class Platform:
    """A platform on loopback: hands out pictures, takes messages, refreshes tokens; as documented, with its errors."""

    url: str = ""
    token: str = "access-0"
    refresh: str = "refresh-0"
    refreshes: int = 0
    expires_in: Any = "90000"
    messages: list[dict[str, Any]] = field(default_factory=list)
    says: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    uploads: dict[str, bytes] = field(default_factory=dict)
    """Zalo's: pictures by the name that they were given."""
    filedata: list[bytes] = field(default_factory=list)
    """Messenger's: the pictures that came with messages."""
    is_down: bool = False
    refuses_tokens: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
        """What the platform says to a request."""
        with self.lock:
            if self.is_down:
                return 503, {}
            if path.startswith("/token"):
                return self._refreshed(headers, dict(parse_qsl(body.decode())))
            if self.says:
                return self.says.pop(0)
            given = headers.get("Access_Token") or headers.get("access_token") or ""
            bearer = headers.get("Authorization", "").removeprefix("Bearer ")
            if "/messages" in path:
                if bearer != "page-token":
                    return 401, {"error": {"code": 190, "message": "Invalid OAuth access token."}}
                self.messages.append(self._messenger(headers, body))
                return 200, {"recipient_id": "1", "message_id": f"m-{len(self.messages)}"}
            if given != self.token:
                return 200, {"error": -216, "message": "Access token is invalid"}
            if path == "/v2.0/oa/upload/image":
                return 200, self._uploaded(headers, body)
            message = json.loads(body)
            for element in (
                message.get("message", {}).get("attachment", {}).get("payload", {}).get("elements", ())
            ):
                if "attachment_id" in element and element["attachment_id"] not in self.uploads:
                    return 200, {"error": -201, "message": "attachment_id is invalid"}
            self.messages.append(message)
            return 200, {"error": 0, "message": "Success", "data": {"message_id": f"z-{len(self.messages)}"}}

    def _uploaded(self, headers: dict[str, str], body: bytes) -> dict[str, Any]:
        """Zalo takes JPEG and PNG of at most a megabyte."""
        content = parts_of(headers, body)["file"]
        if len(content) > 1 << 20 or not content.startswith((b"\xff\xd8\xff", b"\x89PNG")):
            return {"error": -210, "message": "Params is invalid"}
        name = f"anh-{len(self.uploads) + 1}"
        self.uploads[name] = content
        return {"error": 0, "message": "Success", "data": {"attachment_id": name}}

    def _messenger(self, headers: dict[str, str], body: bytes) -> dict[str, Any]:
        """JSON, or a form with the picture beside the message."""
        if not headers.get("Content-Type", "").startswith("multipart/form-data"):
            said: dict[str, Any] = json.loads(body)
            return said
        parts = parts_of(headers, body)
        self.filedata.append(parts["filedata"])
        message = json.loads(parts["message"])
        assert "text" not in message, "the platform takes either words or an attachment"
        return {
            "recipient": json.loads(parts["recipient"]),
            "messaging_type": parts["messaging_type"].decode(),
            "message": message,
        }

    def _refreshed(self, headers: dict[str, str], fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if self.refuses_tokens or fields.get("refresh_token") != self.refresh:
            return 200, {"error": -14014, "error_name": "Invalid refresh token"}
        self.refreshes += 1
        self.token, self.refresh = f"access-{self.refreshes}", f"refresh-{self.refreshes}"
        return 200, {
            "access_token": self.token,
            "refresh_token": self.refresh,
            "expires_in": self.expires_in,
        }


@contextmanager
def platform_peer() -> Iterator[Platform]:
    """A platform of one's own on a free port."""
    peer = Platform()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, answer = peer.answer(self.path, dict(self.headers), body)
            self._say(status, json.dumps(answer).encode(), "application/json")

        def do_GET(self) -> None:
            if peer.is_down:
                self._say(503, b"", "text/plain")
            elif self.path.startswith("/photo/"):
                self._say(200, picture(int(self.path.rpartition("/")[2])), "image/jpeg")
            elif self.path.startswith("/voice"):
                self._say(200, voice(), "audio/amr")
            elif self.path.startswith("/text"):
                self._say(200, b"no picture at all", "image/jpeg")
            elif self.path.startswith("/elsewhere"):
                self.send_response(302)
                self.send_header("Location", "/photo/1")
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self._say(404, b"", "text/plain")

        def _say(self, status: int, content: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    peer.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()


def parts_of(headers: dict[str, str], body: bytes) -> dict[str, bytes]:
    """The fields of a multipart form by name, read by the standard library's own parser of MIME."""
    head = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
    whole = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    return {
        str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)  # type: ignore[misc]
        for part in whole.iter_parts()
    }


def zalo_account(province: TestProvince, peer: Platform | None = None, **more: Any) -> ZaloAccount:
    """The official account of a test's province."""
    url = peer.url if peer else "http://127.0.0.1:1"
    given: dict[str, Any] = {
        "province": province.jurisdiction.slug,
        "app_id": "1029384756",
        "oa_id": f"4318657{province.jurisdiction.id:012d}",
        "secret": "bi-mat-oa",
        "app_secret": "bi-mat-app",
        "refresh_token": "refresh-0",
        "api": url,
        "zns": f"{url}/zns",
        "tokens": f"{url}/token",
        "media_hosts": ("127.0.0.1",),
    }
    return ZaloAccount(**{**given, **more})


def page_account(province: TestProvince, peer: Platform | None = None, **more: Any) -> Page:
    """The page of a test's province."""
    given: dict[str, Any] = {
        "province": province.jurisdiction.slug,
        "page_id": f"1076543{province.jurisdiction.id:012d}",
        "secret": "bi-mat-trang",
        "verify_token": "xac-minh",
        "access_token": "page-token",
        "api": peer.url if peer else "http://127.0.0.1:1",
        "media_hosts": ("127.0.0.1",),
    }
    return Page(**{**given, **more})


def connect(monkeypatch: pytest.MonkeyPatch, *accounts: ZaloAccount | Page) -> None:
    """Let the doors know these accounts."""
    zalos = tuple(each for each in accounts if isinstance(each, ZaloAccount))
    pages = tuple(each for each in accounts if isinstance(each, Page))
    for where in ("webhook", "handling"):
        monkeypatch.setattr(f"paht.doors.zalo.{where}.zalo_accounts", lambda *_, **__: zalos)
        monkeypatch.setattr(f"paht.doors.facebook.{where}.pages", lambda *_, **__: pages)


def zalo_body(account: ZaloAccount, user: str, at: datetime, **event: Any) -> dict[str, Any]:
    """An event as Zalo writes it."""
    return {
        "event_name": "user_send_text",
        "app_id": account.app_id,
        "sender": {"id": user},
        "recipient": {"id": account.oa_id},
        "timestamp": str(int(at.timestamp() * 1000)),
        "user_id_by_app": user,
        **event,
    }


def zalo_signed(account: ZaloAccount, body: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    """The body and its headers."""
    raw = json.dumps(body, ensure_ascii=False).encode()
    words = account.app_id.encode() + raw + str(body["timestamp"]).encode() + account.secret.encode()
    return raw, {"X-ZEvent-Signature": f"mac={hashlib.sha256(words).hexdigest()}"}


def facebook_signed(page: Page, body: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    """The same for Messenger."""
    raw = json.dumps(body, ensure_ascii=False).encode()
    mac = hmac.new(page.secret.encode(), raw, hashlib.sha256).hexdigest()
    return raw, {"X-Hub-Signature-256": f"sha256={mac}"}


def post(path: str, raw: bytes, headers: dict[str, str], host: str = "anywhere.test") -> int:
    """Post it; the status."""
    client = Client(headers={"host": host})
    return client.post(path, raw, content_type="application/json", headers=headers).status_code


@dataclass
class Citizen:
    """Somebody with a telephone, on one of the platforms; ``events`` makes bodies, ``posted`` sends them."""

    account: ZaloAccount | Page
    user: str
    at: datetime
    photos: str = ""
    sent: int = 0

    def text(self, text: str) -> tuple[bytes, dict[str, str]]:
        """A text message."""
        return self._message({"text": text})

    def photo(self, number: int) -> tuple[bytes, dict[str, str]]:
        """A picture."""
        return self.file(f"{self.photos}/photo/{number}")

    def file(self, url: str) -> tuple[bytes, dict[str, str]]:
        """A picture at an address."""
        return self._message({"attachments": [{"type": "image", "payload": {"url": url}}]}, "image")

    def voice(self) -> tuple[bytes, dict[str, str]]:
        """A voice message."""
        url = f"{self.photos}/voice.amr"
        return self._message({"attachments": [{"type": "audio", "payload": {"url": url}}]}, "audio")

    def place(self, latitude: float, longitude: float) -> tuple[bytes, dict[str, str]]:
        """A location."""
        given: dict[str, Any] = {"latitude": str(latitude), "longitude": str(longitude)}
        if isinstance(self.account, Page):
            given = {"lat": latitude, "long": longitude}
        return self._message(
            {"attachments": [{"type": "location", "payload": {"coordinates": given}}]}, "location"
        )

    def tap(self, code: str) -> tuple[bytes, dict[str, str]]:
        """A tapped quick reply."""
        if isinstance(self.account, Page):
            return self._message({"text": "…", "quick_reply": {"payload": code}})
        return self._message({"text": f"#{code}"})

    def contact(self, name: str, phone: str) -> tuple[bytes, dict[str, str]]:
        """Name and number by the platform's own form, where it has one."""
        if isinstance(self.account, Page):
            return self.text(f"Họ tên: {name}\nSĐT: {phone}")
        self.sent += 1
        info = {"name": name, "phone": "84" + phone.replace(" ", "")[1:]}
        body = zalo_body(self.account, self.user, self._moment(), event_name="user_submit_info", info=info)
        return zalo_signed(self.account, body)

    def _moment(self) -> datetime:
        from datetime import timedelta

        return self.at + timedelta(milliseconds=10 * self.sent)

    def _message(self, message: dict[str, Any], kind: str = "text") -> tuple[bytes, dict[str, str]]:
        self.sent += 1
        name = f"{self.user}-{self.sent}-{uuid.uuid4().hex[:6]}"
        if isinstance(self.account, Page):
            event = {
                "sender": {"id": self.user},
                "recipient": {"id": self.account.page_id},
                "timestamp": int(self._moment().timestamp() * 1000),
                "message": {"mid": name, **message},
            }
            entry = {"id": self.account.page_id, "time": event["timestamp"], "messaging": [event]}
            return facebook_signed(self.account, {"object": "page", "entry": [entry]})
        body = zalo_body(
            self.account,
            self.user,
            self._moment(),
            event_name=f"user_send_{kind}",
            message={"msg_id": name, **message},
        )
        return zalo_signed(self.account, body)

    def posts(self, event: tuple[bytes, dict[str, str]]) -> int:
        """Post an event to where it belongs."""
        where = "facebook" if isinstance(self.account, Page) else "zalo"
        return post(f"/webhooks/{where}", *event)

    def whole(self, province: TestProvince, number: int) -> list[tuple[bytes, dict[str, str]]]:
        """Everything that a report needs, the declaration last."""
        place = province.place
        rest = [
            self.text(f"{label}: {PERSONAL[name]}")
            for name, label in (("address", "Địa chỉ"), ("identity_number", "CCCD"))
            if name in {each.name for each in province.jurisdiction.edition.form}
        ]
        return [
            self.photo(number),
            self.text(f"Ổ gà lớn số {number} giữa đường, xe máy té ngã nhiều lần."),
            self.place(place.latitude, place.longitude),
            self.contact("Nguyễn Thị Bưởi", f"0912{number % 1000000:06d}"),
            *rest,
            self.tap("declare"),
        ]


@contextmanager
def by(ways: dict[str, WayOut]) -> Iterator[Any]:
    """Asks a vault with these ways out, without the socket in between."""
    from paht.installation.addresses import database_url

    home = Home.from_environment()
    vault = Vault(keys=Keys(home), database_url=database_url("vault"), indexes_a_minute=1)
    vault.pool.open()
    saying = Saying(vault, ways)
    try:
        yield lambda question: delivering.read(saying.answer(question))
    finally:
        vault.pool.close()


def rounds(now: datetime, *, ways: dict[str, WayOut] | None = None, events: int = 500) -> None:
    """What the worker does in a round: read what came, answer, send."""
    with as_worker():
        inbox.work(HANDLERS, now=lambda: now, limit=events)
        take_turns(now=now, origin=lambda _: "https://vidu.test", limit=events)
        tell_reports(now=now, origin=lambda _: "https://vidu.test")
        if ways is not None:
            with by(ways) as send:
                replies.send_replies(now=now, send=send)


def reports_of(province: TestProvince) -> list[tuple[str, str]]:
    """Channel and stage of every report of the province."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT channel, stage FROM cases_case WHERE jurisdiction_id = %s ORDER BY sent_at, id",
            [province.jurisdiction.id],
        )
        return cursor.fetchall()


def said_to(province: TestProvince) -> list[dict[str, Any]]:
    """Everything said in the conversations of a province, oldest first, as its records hold it."""
    from paht.people.vault import look

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM conversations_said WHERE jurisdiction_id = %s ORDER BY made_at, id",
            [province.jurisdiction.id],
        )
        ids = [row[0] for row in cursor.fetchall()]
    opened = look(
        jurisdiction_id=province.jurisdiction.id,
        record_ids=ids,
        fields=frozenset({"to", "said"}),
        actor_id="system",
        purpose="test",
    )
    return [{"to": opened[each]["to"], **json.loads(opened[each]["said"])} for each in ids]
