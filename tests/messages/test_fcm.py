"""Pushes to the app, against a peer on loopback that answers as Google's documents of FCM and of its tokens say."""

import base64
import json
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import connections
from tests.conftest import Clock
from tests.people.citizens import PHONE, citizen
from tests.province import TestProvince

from paht.installation.home import Home
from paht.installation.postgres import Server
from paht.messages import fcm, pushing
from paht.messages.fcm import FcmWay
from paht.messages.gateway import Accepted, Again, Answer, Declined, GatewayError
from paht.messages.push import GONE
from paht.messages.pushing import Pushes
from paht.messages.ways import Message
from paht.people import app_sessions, wishes
from paht.people.vault_keys import Keys
from paht.people.vault_process import Vault

TOKEN = "dGhpcyBpcyBub3QgYSByZWFsIHRva2Vu:APA91b"
HELLO = Message(TOKEN, "Phản ánh đã có kết quả.", subject="Kết quả", link="https://vidu.vn/theo-doi/VL-1")


def error(status: int, status_word: str, code: str = "", **more: Any) -> tuple[int, dict[str, Any]]:
    """An error as FCM tells it."""
    kind = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
    details = [{"@type": kind, "errorCode": code}] if code else []
    details += [{"@type": "type.googleapis.com/google.rpc.BadRequest", **more}] if more else []
    return status, {"error": {"code": status, "status": status_word, "details": details}}


@dataclass
class Google:
    """Tokens and messages: what it says, and what it got. A token counts until ``revoked``."""

    port: int = 0
    says: tuple[int, dict[str, Any]] = (200, {"name": "projects/paht/messages/1"})
    token_says: tuple[int, dict[str, Any]] | None = None
    lasts: int = 3599
    wait: str = ""
    valid: str = ""
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    sent: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def answer(self, path: str, bearer: str, body: bytes) -> tuple[int, dict[str, Any]]:
        if path == "/token":
            self.asked.append(parse_qs(body.decode()))
            if self.token_says:
                return self.token_says
            self.valid = f"ya29.{len(self.asked)}"
            return 200, {"access_token": self.valid, "expires_in": self.lasts, "token_type": "Bearer"}
        self.sent.append((path, bearer, json.loads(body)["message"]))
        return self.says if bearer == f"Bearer {self.valid}" else error(401, "UNAUTHENTICATED")


@pytest.fixture
def google() -> Iterator[Google]:
    kept = Google()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = kept.answer(self.path, self.headers.get("Authorization", ""), body)
            content = json.dumps(said).encode()
            self.send_response(status)
            if kept.wait:
                self.send_header("Retry-After", kept.wait)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()


@cache
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def key_file(folder: Path, google: Google, **changes: str) -> Path:
    """What Google gives an operator for a service account."""
    plain = {
        "type": "service_account",
        "project_id": "phan-anh-vinh-long",
        "private_key_id": "k1",
        "private_key": key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        "client_email": "paht@phan-anh-vinh-long.iam.gserviceaccount.com",
        "token_uri": f"http://127.0.0.1:{google.port}/token",
        **changes,
    }
    path = folder / "fcm.json"
    path.write_text(json.dumps(plain))
    return path


@pytest.fixture
def way(google: Google, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FcmWay:
    monkeypatch.setenv("PAHT_FCM", str(key_file(tmp_path, google)))
    monkeypatch.setenv("PAHT_FCM_API", f"http://127.0.0.1:{google.port}/")
    found = fcm.way_out(Home.from_environment())
    assert found is not None
    return found


def sends(way: FcmWay, message: Message = HELLO) -> Answer:
    return way.send(message, message_id=uuid.UUID(int=7))


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_app_is_pushed_to_with_a_token_that_the_account_has_signed_for(
    google: Google, way: FcmWay, time: Clock
) -> None:
    assert sends(way) == Accepted("projects/paht/messages/1")
    (asked,) = google.asked
    assert asked["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
    said, _, signed = asked["assertion"][0].rpartition(".")
    key().public_key().verify(raw(signed), said.encode(), padding.PKCS1v15(), hashes.SHA256())
    head, claims = (json.loads(raw(part)) for part in said.split("."))
    assert head == {"alg": "RS256", "typ": "JWT", "kid": "k1"}
    at = int(time.at.timestamp())
    assert claims == {
        "iss": "paht@phan-anh-vinh-long.iam.gserviceaccount.com",
        "scope": "https://www.googleapis.com/auth/firebase.messaging",
        "aud": f"http://127.0.0.1:{google.port}/token",
        "iat": at,
        "exp": at + 3600,
    }
    ((path, _, message),) = google.sent
    assert path == "/v1/projects/phan-anh-vinh-long/messages:send"
    assert message == {
        "token": TOKEN,
        "notification": {"title": "Kết quả", "body": HELLO.text},
        "data": {"link": HELLO.link},
        "android": {"priority": "NORMAL", "ttl": "86400s", "notification": {"tag": str(uuid.UUID(int=7))}},
        "apns": {
            "headers": {
                "apns-priority": "5",
                "apns-expiration": str(at + 86400),
                "apns-collapse-id": str(uuid.UUID(int=7)),
            }
        },
    }


def test_what_is_urgent_wakes_a_sleeping_telephone(google: Google, way: FcmWay) -> None:
    sends(way, Message(TOKEN, "Khẩn", urgent=True))
    message = google.sent[0][2]
    assert message["android"]["priority"] == "HIGH"
    assert message["apns"]["headers"]["apns-priority"] == "10"


def test_a_token_serves_for_many_messages_at_once_and_is_asked_for_anew_before_it_ends(
    google: Google, way: FcmWay
) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert all(isinstance(each, Accepted) for each in threads.map(lambda _: sends(way), range(40)))
    assert len(google.asked) == 1
    google.lasts, way._ends = fcm.EARLIER_SECONDS, 0.0
    assert isinstance(sends(way), Accepted)
    assert isinstance(sends(way), Accepted)
    assert len(google.asked) == 3, "each of these tokens ends within five minutes"


def test_a_token_that_is_refused_is_asked_for_anew_once(google: Google, way: FcmWay) -> None:
    sends(way)
    google.valid = "revoked"
    assert isinstance(sends(way), Accepted)
    assert len(google.asked) == 2
    google.says = error(401, "UNAUTHENTICATED")
    assert sends(way) == Again("http 401", 60.0)
    assert len(google.asked) == 3


@pytest.mark.parametrize(
    ("says", "wait", "came"),
    [
        (error(404, "NOT_FOUND", "UNREGISTERED"), "", GONE),
        (
            error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", fieldViolations=[{"field": "message.token"}]),
            "",
            GONE,
        ),
        (error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT"), "", Declined("http 400 INVALID_ARGUMENT")),
        (error(404, "NOT_FOUND"), "", Declined("http 404")),
        (error(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH"), "", Declined("http 403 SENDER_ID_MISMATCH")),
        (
            error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"),
            "37",
            Again("http 429 QUOTA_EXCEEDED", 37.0),
        ),
        (error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"), "", Again("http 429 QUOTA_EXCEEDED", 60.0)),
        (error(503, "UNAVAILABLE", "UNAVAILABLE"), "12", Again("http 503 UNAVAILABLE", 12.0)),
        (error(500, "INTERNAL", "INTERNAL"), "", Again("http 500 INTERNAL")),
        (
            error(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR"),
            "",
            Again("http 401 THIRD_PARTY_AUTH_ERROR", 60.0),
        ),
        (error(400, "X", f"{TOKEN} is wrong"), "", Declined("http 400")),
        ((302, {}), "", Declined("http 302")),
    ],
)
def test_each_answer_of_fcm_is_understood(
    google: Google, way: FcmWay, says: tuple[int, dict[str, Any]], wait: str, came: Answer
) -> None:
    google.says, google.wait = says, wait
    assert sends(way) == came


@pytest.mark.parametrize(
    ("says", "came"),
    [
        ((400, {"error": "invalid_grant"}), Again("token: http 400", 60.0)),
        ((200, {"access_token": 7}), Again("token: http 200", 60.0)),
        ((503, {}), Again("token: http 503")),
        ((429, {}), Again("token: http 429", 60.0)),
    ],
)
def test_without_a_token_messages_wait(
    google: Google, way: FcmWay, says: tuple[int, dict[str, Any]], came: Answer
) -> None:
    google.token_says = says
    assert sends(way) == came
    assert google.sent == []
    google.token_says = None
    assert isinstance(sends(way), Accepted)


def test_a_google_that_is_away_is_asked_again(google: Google, way: FcmWay) -> None:
    sends(way)
    away = FcmWay(way.account, "http://127.0.0.1:9")
    assert isinstance(sends(away), Again)


@pytest.mark.parametrize(
    "changes",
    [
        {"private_key": "-----BEGIN"},
        {"project_id": "a/../b"},
        {"token_uri": "http://oauth2.googleapis.com/token"},
    ],
)
def test_a_wrong_key_file_is_told_without_quoting_it(
    google: Google, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str]
) -> None:
    path = key_file(tmp_path, google, **changes)
    monkeypatch.setenv("PAHT_FCM", str(path))
    with pytest.raises(GatewayError) as told:
        fcm.way_out(Home.from_environment())
    assert str(told.value) == f"PAHT_FCM: {path} is no key file of a service account"
    assert told.value.__cause__ is None


def test_a_missing_key_file_and_an_address_without_https_are_told(
    google: Google, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAHT_FCM", str(tmp_path / "none.json"))
    with pytest.raises(GatewayError, match="cannot be read"):
        fcm.way_out(Home.from_environment())
    monkeypatch.setenv("PAHT_FCM", str(key_file(tmp_path, google)))
    monkeypatch.setenv("PAHT_FCM_API", "http://fcm.googleapis.com")
    with pytest.raises(GatewayError, match="only https"):
        fcm.way_out(Home.from_environment())


def test_without_an_account_the_app_is_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAHT_FCM", raising=False)
    monkeypatch.delenv("PAHT_ORIGIN", raising=False)
    assert pushing.way_out(Home.from_environment()) is None


def test_an_app_that_is_gone_is_forgotten_and_one_of_a_mistaken_project_is_not(
    vinh_long: TestProvince, time: Clock, google: Google, way: FcmWay, database: Server
) -> None:
    who = citizen(vinh_long, PHONE, time.at)
    app_sessions.keep_push(who, kind="fcm", token=TOKEN, at=time.at)
    (sender,) = wishes.senders_of_person(who.jurisdiction_id, who.person_id)
    vault = Vault(keys=Keys(Home.from_environment()), database_url=database.url("vault"), indexes_a_minute=1)
    vault.pool.open()

    def told() -> Answer:
        return pushing.delivered(
            vault,
            Pushes({"fcm": way}),
            jurisdiction_id=who.jurisdiction_id,
            sender_id=sender,
            message=HELLO,
            message_id=uuid.uuid4(),
        )

    try:
        assert isinstance(told(), Accepted)
        google.says = error(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH")
        assert told() == Declined("http 403 SENDER_ID_MISMATCH")
        assert _kept(vinh_long) == 1
        google.says = error(404, "NOT_FOUND", "UNREGISTERED")
        assert told() == GONE
        assert _kept(vinh_long) == 0
    finally:
        vault.pool.close()


def _kept(province: TestProvince) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM people_push WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        return int(cursor.fetchone()[0])
