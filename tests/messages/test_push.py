"""Web push, against a push service on loopback that answers as RFC 8030 and the services' documents say."""

import base64
import json
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections
from tests.conftest import Clock
from tests.people.citizens import PHONE, citizen
from tests.province import TestProvince

from paht.installation.home import Home
from paht.installation.postgres import Server
from paht.installation.vault_folder import push_key_file
from paht.messages import push, pushing, ways_out
from paht.messages.delivering import Delivery
from paht.messages.gateway import Accepted, Again, Answer, Declined
from paht.messages.push import GONE, PushWay
from paht.messages.pushing import Pushes
from paht.messages.ways import Message
from paht.people import app_sessions, citizen_sessions, wishes
from paht.people.citizen_sessions import Citizen
from paht.people.vault_keys import Keys
from paht.people.vault_process import Vault

CONTACT = "https://phananh.vinhlong.gov.vn"


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Service:
    """The push service: what it says, and what it got."""

    port: int = 0
    says: int = 201
    wait: str = ""
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def service() -> Iterator[Service]:
    kept = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append((self.path, dict(self.headers), body))
            self.send_response(kept.says)
            if kept.wait:
                self.send_header("Retry-After", kept.wait)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()


@dataclass
class Browser:
    """A browser that subscribed: it opens what is sealed to it."""

    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = b"0123456789abcdef"

    def subscribed(self, endpoint: str) -> str:
        keys = {"p256dh": push._text(push._point(self.private.public_key())), "auth": push._text(self.secret)}
        return json.dumps({"endpoint": endpoint, "expirationTime": None, "keys": keys})

    def opened(self, body: bytes) -> dict[str, str]:
        salt, public = body[:16], body[21:86]
        assert (body[16:20], body[20]) == ((4096).to_bytes(4), 65)
        peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
        own = push._point(self.private.public_key())
        shared = push._derived(
            self.private.exchange(ec.ECDH(), peer), self.secret, b"WebPush: info\0" + own + public, 32
        )
        key = push._derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = push._derived(shared, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, body[86:], None)
        assert plain[-1] == 2
        found: dict[str, str] = json.loads(plain[:-1])
        return found


@pytest.fixture
def way() -> PushWay:
    """The way as installed, that may also come to this machine."""
    private = ec.generate_private_key(ec.SECP256R1())
    return PushWay(private, CONTACT, allowed=lambda _: True, schemes=("http",))


HELLO = Message("", "Phản ánh đã có kết quả.", subject="Kết quả", link="https://vidu.vn/theo-doi/VL-1")


def sends(way: PushWay, to: str, message_id: uuid.UUID | None = None) -> Answer:
    message = Message(to, HELLO.text, (), HELLO.subject, HELLO.link)
    return way.send(message, message_id=message_id or uuid.uuid4())


def test_what_is_sealed_is_the_example_of_the_standard() -> None:
    private = ec.derive_private_key(
        int.from_bytes(raw("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")), ec.SECP256R1()
    )
    to = push.Subscription(
        "",
        raw("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        raw("BTBZMqHH6r4Tts7J_aSIgg"),
    )
    body = push.sealed(
        b"When I grow up, I want to be a watermelon",
        to,
        own=private,
        salt=raw("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert push._text(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_a_push_is_opened_by_its_browser_alone_and_is_signed_for_that_service(
    service: Service, way: PushWay, time: Clock
) -> None:
    browser, message_id = Browser(), uuid.uuid4()
    endpoint = f"http://127.0.0.1:{service.port}/p/abc?x=1"
    assert sends(way, browser.subscribed(endpoint), message_id) == Accepted()
    assert sends(way, browser.subscribed(endpoint), message_id) == Accepted()
    (path, headers, body), (_, again, _) = service.got
    assert path == "/p/abc?x=1"
    assert browser.opened(body) == {
        "title": "Kết quả",
        "body": HELLO.text,
        "link": HELLO.link,
        "tag": push._text(message_id.bytes),
    }
    assert HELLO.subject.encode() not in body
    assert (headers["TTL"], headers["Urgency"], headers["Content-Encoding"]) == (
        "86400",
        "normal",
        "aes128gcm",
    )
    assert headers["Topic"] == again["Topic"]
    assert len(headers["Topic"]) <= 32
    token, _, key = headers["Authorization"].removeprefix("vapid t=").partition(", k=")
    said, _, signed = token.rpartition(".")
    signature = raw(signed)
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key))
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    public.verify(encode_dss_signature(r, s), said.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(raw(said.partition(".")[2]))
    assert claims["aud"] == f"http://127.0.0.1:{service.port}"
    assert claims["sub"] == CONTACT
    assert 0 < claims["exp"] - time.at.timestamp() <= 24 * 3600


@pytest.mark.parametrize(
    ("says", "wait", "came"),
    [
        (404, "", GONE),
        (410, "", GONE),
        (413, "", Declined("http 413")),
        (403, "", Declined("http 403")),
        (301, "", Declined("http 301")),
        (429, "120", Again("http 429", 120.0)),
        (429, "", Again("http 429", 60.0)),
        (503, "", Again("http 503")),
    ],
)
def test_each_answer_of_a_push_service_is_understood(
    service: Service, way: PushWay, says: int, wait: str, came: Answer
) -> None:
    service.says, service.wait = says, wait
    assert sends(way, Browser().subscribed(f"http://127.0.0.1:{service.port}/p")) == came


def test_a_subscription_leads_into_no_inner_network_and_by_no_plain_http(
    service: Service, way: PushWay
) -> None:
    inner = PushWay(way.private, CONTACT)
    local = f"127.0.0.1:{service.port}"
    assert sends(inner, Browser().subscribed(f"http://{local}/p")) == Declined("no such address")
    assert sends(inner, Browser().subscribed(f"https://{local}/p")) == GONE
    assert sends(inner, Browser().subscribed(f"https://a:b@{local}/p")) == Declined("no such address")
    assert service.got == []


@pytest.mark.parametrize("text", ["", "x" * 20, "[]", "{}", '{"endpoint": "https://a.vn", "keys": {}}'])
def test_what_is_no_subscription_is_declined(way: PushWay, text: str) -> None:
    assert sends(way, text) == Declined("no such address")


def test_a_service_that_is_away_is_asked_again(way: PushWay) -> None:
    assert isinstance(sends(way, Browser().subscribed("http://127.0.0.1:9/p")), Again)


@pytest.fixture
def vault(database: Server) -> Iterator[Vault]:
    made = Vault(keys=Keys(Home.from_environment()), database_url=database.url("vault"), indexes_a_minute=1)
    made.pool.open()
    yield made
    made.pool.close()


def asked(vault: Vault, way: PushWay, who: Citizen) -> Answer:
    (sender,) = wishes.senders_of_person(who.jurisdiction_id, who.person_id)
    return pushing.delivered(
        vault,
        Pushes({"webpush": way}),
        jurisdiction_id=who.jurisdiction_id,
        sender_id=sender,
        message=HELLO,
        message_id=uuid.uuid4(),
    )


def left(province: TestProvince) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM people_push WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        return int(cursor.fetchone()[0])


def test_a_sender_is_pushed_to_in_the_browser_where_they_are_signed_in_and_the_look_is_on_record(
    vinh_long: TestProvince, time: Clock, service: Service, way: PushWay, vault: Vault
) -> None:
    who, other = citizen(vinh_long, PHONE, time.at), citizen(vinh_long, "0987654321", time.at)
    browser = Browser()
    kept = browser.subscribed(f"http://127.0.0.1:{service.port}/p")
    app_sessions.keep_push(who, kind="webpush", token=kept, at=time.at)
    assert asked(vault, way, who) == Accepted()
    assert browser.opened(service.got[0][2])["title"] == "Kết quả"
    assert asked(vault, way, other) == Declined("no such address")
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT purpose, fields FROM people_look WHERE jurisdiction_id = %s AND fields = '{push}'",
            [vinh_long.jurisdiction.id],
        )
        assert cursor.fetchall() == [(pushing.PURPOSE, ["push"])]


def test_a_subscription_that_is_gone_is_dropped_and_one_that_is_busy_stays(
    vinh_long: TestProvince, time: Clock, service: Service, way: PushWay, vault: Vault
) -> None:
    who = citizen(vinh_long, PHONE, time.at)
    kept = Browser().subscribed(f"http://127.0.0.1:{service.port}/p")
    app_sessions.keep_push(who, kind="webpush", token=kept, at=time.at)
    service.says, service.wait = 429, "30"
    assert asked(vault, way, who) == Again("http 429", 30.0)
    assert left(vinh_long) == 1
    service.says = 410
    assert asked(vault, way, who) == GONE
    assert left(vinh_long) == 0
    assert asked(vault, way, who) == Declined("no such address")


def test_a_session_that_has_lapsed_is_pushed_to_no_more(
    vinh_long: TestProvince, time: Clock, service: Service, way: PushWay, vault: Vault
) -> None:
    who = citizen(vinh_long, PHONE, time.at)
    kept = Browser().subscribed(f"http://127.0.0.1:{service.port}/p")
    app_sessions.keep_push(who, kind="webpush", token=kept, at=time.at)
    time.forward(days=29)
    assert asked(vault, way, who) == Accepted()
    time.forward(days=2)
    assert asked(vault, way, who) == Declined("no such address")
    assert left(vinh_long) == 1
    citizen_sessions.open_session(
        jurisdiction_id=who.jurisdiction_id, person_id=who.person_id, device="Chrome", at=time.at
    )
    assert left(vinh_long) == 0, "whoever signs in anew leaves nothing of it behind"


def test_the_question_of_the_worker_names_the_sender_and_the_vault_finds_the_browser(
    vinh_long: TestProvince, time: Clock, service: Service, way: PushWay, vault: Vault
) -> None:
    who = citizen(vinh_long, PHONE, time.at)
    kept = Browser().subscribed(f"http://127.0.0.1:{service.port}/p")
    app_sessions.keep_push(who, kind="webpush", token=kept, at=time.at)
    (sender,) = wishes.senders_of_person(who.jurisdiction_id, who.person_id)
    question = {
        "jurisdiction": who.jurisdiction_id,
        "message": str(uuid.uuid4()),
        "way": "push",
        "record": str(uuid.uuid4()),
        "template": "answered",
        "code": "VL-1",
    }
    delivery = Delivery(vault, None, ways={"push": Pushes({"webpush": way})})
    assert delivery.answer(question) == {"came": "declined", "why": "no sender named"}
    assert delivery.answer({**question, "sender": str(sender)})["came"] == "accepted"
    assert [headers["Urgency"] for _, headers, _ in service.got] == ["normal"]
    urgent = {**question, "sender": str(sender), "message": str(uuid.uuid4()), "urgent": True}
    assert delivery.answer(urgent)["came"] == "accepted"
    assert [headers["Urgency"] for _, headers, _ in service.got] == ["normal", "high"]


def test_a_token_of_another_kind_of_push_is_left_alone(
    vinh_long: TestProvince, time: Clock, way: PushWay, vault: Vault
) -> None:
    who = citizen(vinh_long, PHONE, time.at)
    app_sessions.keep_push(who, kind="fcm", token="a-token-of-a-telephone", at=time.at)
    assert asked(vault, way, who) == Declined("no such address")
    assert left(vinh_long) == 1


def test_pushes_are_a_way_only_where_browsers_may_subscribe(monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home.from_environment()
    monkeypatch.delenv("PAHT_ORIGIN", raising=False)
    assert ways_out.WAYS["push"](home) is None
    monkeypatch.setenv("PAHT_ORIGIN", "https://phananh.vinhlong.gov.vn")
    found = ways_out.WAYS["push"](home)
    assert isinstance(found, Pushes)
    (kind,) = found.kinds.values()
    assert isinstance(kind, PushWay)
    assert kind.contact == "https://phananh.vinhlong.gov.vn"


@pytest.mark.parametrize(
    ("origin", "named", "told"),
    [
        ("https://phananh.vinhlong.gov.vn", "", "https://phananh.vinhlong.gov.vn"),
        ("https://phananh.vinhlong.gov.vn", "mailto:ioc@vidu.vn", "mailto:ioc@vidu.vn"),
        ("http://localhost:8000", "", push.ON_THIS_MACHINE),
        ("http://127.0.0.1:8000", "", push.ON_THIS_MACHINE),
        ("http://tinh.localhost:8000", "", push.ON_THIS_MACHINE),
        ("http://phananh.vinhlong.gov.vn", "", ""),
        ("http://localhost.vidu.vn", "", ""),
        ("", "mailto:ioc@vidu.vn", ""),
    ],
)
def test_browsers_subscribe_under_https_or_on_this_machine_alone(
    monkeypatch: pytest.MonkeyPatch, origin: str, named: str, told: str
) -> None:
    monkeypatch.setenv("PAHT_PUSH_CONTACT", named)
    assert push.contact(origin) == told


def test_the_key_that_browsers_subscribe_to_is_published_and_is_the_one_that_signs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = Home.from_environment()
    monkeypatch.setenv("PAHT_ORIGIN", "https://phananh.vinhlong.gov.vn")
    way = push.way_out(home)
    assert way is not None
    told = push_key_file(home).read_text().strip()
    assert way.signature("https://push.vidu.vn").endswith(f", k={told}")
