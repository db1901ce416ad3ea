"""Text messages: sealed until they are sent, sent once, tried again, given up, reported."""

import json
import logging
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.db.utils import DatabaseError, ProgrammingError
from django.test import Client
from tests.conftest import Clock
from tests.messages.peer import Peer, gateway_peer
from tests.messages.waiting import by, order, send_waiting, state_of
from tests.province import TestProvince
from tests.working import as_worker

from paht.doors.webhooks import sms as webhook
from paht.messages import gateway as gateways
from paht.messages import sms
from paht.messages.asking_vault import BACK_OFF, CLAIMED
from paht.messages.gateway import GatewayError, HttpGateway, gateway_of

TEXT = "Ma xac nhan: 493817. {phone} \\"


@pytest.fixture
def peer() -> Iterator[Peer]:
    with gateway_peer() as found:
        yield found


def described(peer: Peer, **more: Any) -> HttpGateway:
    plain: dict[str, Any] = {
        "url": peer.url,
        "headers": {"Authorization": "Bearer abc"},
        "fields": {"to": "{phone_84}", "message": {"text": "{text}"}, "ref": "{id}", "brand": "PAHT"},
        "answer": {
            "accepted": {"path": "code", "is": ["0"]},
            "again": {"path": "code", "is": [104]},
            "reference": "data.id",
        },
        "report": {
            "header": "X-Report-Key",
            "secret": "khoa-bao-cao",
            "reference": "id",
            "state": "status",
            "delivered": ["DELIVRD"],
            "failed": ["UNDELIV"],
        },
    }
    return gateway_of({**plain, **more})


def test_a_message_goes_out_as_the_file_describes_and_its_text_is_gone(
    vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    message = order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    assert send_waiting(now=time.at, gateway=described(peer)) == 1
    (heard,) = peer.heard
    assert json.loads(heard.body) == {
        "to": "84912345678",
        "message": {"text": TEXT},
        "ref": str(message),
        "brand": "PAHT",
    }
    assert heard.headers["Authorization"] == "Bearer abc"
    assert heard.headers["Idempotency-Key"] == str(message)
    assert state_of(message) == ("sent", "m-1", "", True)
    assert send_waiting(now=time.at, gateway=described(peer)) == 0


def test_a_gateway_may_want_a_form(vinh_long: TestProvince, time: Clock, peer: Peer) -> None:
    order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    send_waiting(now=time.at, gateway=described(peer, body="form", fields={"u": "{phone}", "c": "{text}"}))
    assert urllib.parse.parse_qs(peer.heard[0].body.decode()) == {"u": ["0912345678"], "c": [TEXT]}


def test_neither_number_nor_text_lies_in_the_database(vinh_long: TestProvince, time: Clock) -> None:
    message = order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT sealed, s::text FROM messages_sms s WHERE id = %s", [message])
        sealed, row = cursor.fetchone()
    for secret in ("0912345678", "912345678", "493817"):
        assert secret.encode() not in bytes(sealed)
        assert secret not in row


def test_the_web_may_order_a_message_but_not_read_one(vinh_long: TestProvince, time: Clock) -> None:
    order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM messages_sms")


BUSY = [
    pytest.param((429, {}), "http 429", id="too many"),
    pytest.param((500, b"<html>"), "http 500", id="broken"),
    pytest.param((503, {}), "http 503", id="away"),
    pytest.param((200, {"code": 104}), "busy by its answer", id="busy in a good answer"),
]


@pytest.mark.parametrize(("answer", "problem"), BUSY)
def test_a_busy_gateway_gets_the_same_message_again_later(
    vinh_long: TestProvince, time: Clock, peer: Peer, answer: tuple[int, Any], problem: str
) -> None:
    message = order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    peer.will_say(answer, answer, (200, {"code": "0", "data": {"id": "m-2"}}))
    gateway = described(peer)
    assert send_waiting(now=time.at, gateway=gateway) == 0
    assert state_of(message) == ("waiting", "", problem, False)
    assert send_waiting(now=time.at + BACK_OFF[0] - timedelta(seconds=1), gateway=gateway) == 0
    assert len(peer.heard) == 1, "not before its time"
    assert send_waiting(now=time.at + BACK_OFF[0], gateway=gateway) == 0
    assert send_waiting(now=time.at + BACK_OFF[0] + BACK_OFF[1], gateway=gateway) == 1
    assert len(peer.heard) == 3
    assert peer.messages == {str(message)}


def test_a_gateway_that_names_a_time_is_left_alone_until_then(
    vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    peer.will_say((429, {}, {"Retry-After": "45"}), (200, {"code": "0"}))
    gateway = described(peer)
    send_waiting(now=time.at, gateway=gateway)
    assert send_waiting(now=time.at + timedelta(seconds=44), gateway=gateway) == 0
    assert len(peer.heard) == 1
    assert send_waiting(now=time.at + timedelta(seconds=45), gateway=gateway) == 1


def test_a_gateway_that_never_answers_is_given_up_in_time_and_asked_again_under_the_same_key(
    vinh_long: TestProvince, time: Clock, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateways, "READ_SECONDS", 0.05)
    message = order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    peer.will_say((200, None), (200, {"code": "0", "data": {"id": "m-3"}}))
    gateway = described(peer)
    assert send_waiting(now=time.at, gateway=gateway) == 0
    assert state_of(message)[2] == "ReadTimeoutError"
    assert send_waiting(now=time.at + BACK_OFF[0], gateway=gateway) == 1
    assert peer.messages == {str(message)}, "a gateway that had taken it knows it again"


def test_a_gateway_that_is_not_there_costs_no_message(vinh_long: TestProvince, time: Clock) -> None:
    with gateway_peer() as gone:
        gateway = described(gone)
    message = order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    assert send_waiting(now=time.at, gateway=gateway) == 0
    assert state_of(message)[0] == "waiting"


@pytest.mark.parametrize(
    "answer", [(400, {}), (401, {}), (302, {}), (200, {"code": "7"}), (200, b"not json")]
)
def test_a_declined_message_is_not_tried_again(
    vinh_long: TestProvince, time: Clock, peer: Peer, answer: tuple[int, Any]
) -> None:
    message = order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    peer.will_say((*answer, {"Location": peer.url}))
    send_waiting(now=time.at, gateway=described(peer))
    assert state_of(message)[0::3] == ("failed", True)
    send_waiting(now=time.at + timedelta(minutes=2), gateway=described(peer))
    assert len(peer.heard) == 1, "and no redirection is followed"


def test_a_message_that_nobody_wants_any_more_lapses_unsent_and_unreadable(
    vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    message = order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    send_waiting(now=time.at + timedelta(minutes=5), gateway=described(peer))
    assert state_of(message) == ("lapsed", "", "", True)
    assert peer.heard == []


def test_several_workers_send_each_message_once(vinh_long: TestProvince, time: Clock, peer: Peer) -> None:
    ordered = {order(vinh_long, phone=f"09123456{n:02}", text=TEXT, at=time.at) for n in range(12)}
    send = by(described(peer))

    def work() -> None:
        try:
            sms.send_waiting(now=time.at, send=send)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    with as_worker():
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert sorted(each.headers["Idempotency-Key"] for each in peer.heard) == sorted(map(str, ordered))


def test_a_worker_that_died_leaves_its_message_to_the_next_one(
    vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    message = order(vinh_long, phone="0912345678", text=TEXT, at=time.at)

    class Dies:
        def send(self, *_: object, **__: object) -> Any:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_waiting(now=time.at, gateway=Dies())
    gateway = described(peer)
    assert send_waiting(now=time.at + CLAIMED - timedelta(seconds=1), gateway=gateway) == 0
    assert send_waiting(now=time.at + CLAIMED, gateway=gateway) == 1
    assert peer.messages == {str(message)}


@pytest.fixture
def reports(
    vinh_long: TestProvince,
    browser_of: Callable[[TestProvince], Client],
    peer: Peer,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., int]:
    gateway = described(peer)
    monkeypatch.setattr(webhook, "connected", lambda: gateway)
    client = browser_of(vinh_long)

    def report(key: str = "khoa-bao-cao", *, form: bool = False, **said: str) -> int:
        kind = {} if form else {"content_type": "application/json"}
        body: Any = said if form else json.dumps(said)
        return client.post("/webhooks/sms", body, headers={"X-Report-Key": key}, **kind).status_code

    return report


def test_a_report_of_delivery_is_noted_once_and_only_with_the_key(
    vinh_long: TestProvince, time: Clock, peer: Peer, reports: Callable[..., int]
) -> None:
    message = order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    peer.will_say((200, {"code": "0", "data": {"id": f"r-{message}"}}))
    send_waiting(now=time.at, gateway=described(peer))
    assert reports("falsch", id=f"r-{message}", status="DELIVRD") == 403
    assert state_of(message)[0] == "sent"
    assert reports(id=f"r-{message}", status="ENROUTE") == 204
    assert state_of(message)[0] == "sent"
    assert reports(id=f"r-{message}", status="DELIVRD", form=True) == 204
    assert reports(id=f"r-{message}", status="UNDELIV") == 204
    assert state_of(message)[0] == "delivered"
    assert reports(id="unknown", status="DELIVRD") == 204


def test_what_is_no_report_is_refused(reports: Callable[..., int], vinh_long: TestProvince) -> None:
    client = Client(headers={"host": vinh_long.host, "X-Report-Key": "khoa-bao-cao"})
    assert client.post("/webhooks/sms", b"{", content_type="application/json").status_code == 400
    assert client.post("/webhooks/sms", b"[]", content_type="application/json").status_code == 204


def test_without_a_gateway_there_are_no_reports(vinh_long: TestProvince) -> None:
    assert Client(headers={"host": vinh_long.host}).post("/webhooks/sms", {}).status_code == 404


def test_no_log_line_has_a_number_or_a_text(
    vinh_long: TestProvince, time: Clock, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    order(vinh_long, phone="0912345678", text=TEXT, at=time.at)
    peer.will_say((500, TEXT.encode()))
    send_waiting(now=time.at, gateway=described(peer))
    assert "a text message waits" in caplog.text
    assert "493817" not in caplog.text
    assert "912345678" not in caplog.text


@pytest.mark.parametrize(
    "plain", [{}, {"url": "http://sms.vidu.vn/", "fields": {}}, {"url": "https://sms.vidu.vn/"}]
)
def test_a_file_that_describes_no_gateway_is_an_error_in_words(plain: dict[str, Any], tmp_path: Any) -> None:
    file = tmp_path / "sms.toml"
    file.write_text("".join(f"{k} = {json.dumps(v)}\n" for k, v in plain.items() if k == "url"))
    with pytest.raises(GatewayError):
        gateways.read_gateway(file)


def test_a_secret_comes_from_the_environment_and_a_missing_one_is_an_error(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMS_TOKEN", "bi-mat")
    assert described(peer, headers={"A": "Bearer ${SMS_TOKEN}"}).headers == {"A": "Bearer bi-mat"}
    with pytest.raises(KeyError):
        described(peer, headers={"A": "${SMS_TOKEN_THAT_IS_NOT_SET}"})


def test_the_applications_role_deletes_no_message(database: object) -> None:
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM messages_sms")
