"""What the platforms post: signed, fresh, stored once, answered at once; strangers' words are not believed."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from tests.conftest import Clock
from tests.conversations.chats import (
    Citizen,
    connect,
    facebook_signed,
    page_account,
    platform_peer,
    post,
    rounds,
    said_to,
    zalo_account,
    zalo_body,
    zalo_signed,
)
from tests.province import TestProvince

from paht.conversations.fetching import is_allowed
from paht.people.vault import look


def inbox_of(province: TestProvince) -> list[tuple[str, str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id, channel FROM messages_inbox WHERE jurisdiction_id = %s ORDER BY id",
            [province.jurisdiction.id],
        )
        rows = cursor.fetchall()
    opened = look(
        jurisdiction_id=province.jurisdiction.id,
        record_ids=[row[0] for row in rows],
        fields=frozenset({"content"}),
        actor_id="system",
        purpose="test",
    )
    return [(channel, opened[key]["content"]) for key, channel in rows]


def test_a_zalo_event_is_taken_with_its_signature_alone_and_large_numbers_keep_every_digit(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = zalo_account(vinh_long)
    connect(monkeypatch, account)
    message = {"msg_id": "m1", "text": "Ổ gà"}
    raw, headers = zalo_signed(account, zalo_body(account, "1", time.at, message=message))
    assert post("/webhooks/zalo", raw.replace("Ổ".encode(), b"O"), headers) == 403
    assert post("/webhooks/zalo", raw, {}) == 403
    assert post("/webhooks/zalo", raw, {"X-ZEvent-Signature": "mac=" + "0" * 64}) == 403
    assert inbox_of(vinh_long) == []
    bare = {"X-ZEvent-Signature": headers["X-ZEvent-Signature"].removeprefix("mac=")}
    assert post("/webhooks/zalo", raw, headers) == 200
    assert post("/webhooks/zalo", raw, bare) == 200, "the same once more"
    assert len(inbox_of(vinh_long)) == 1
    # The identity as a bare number, larger than a float holds.
    body = zalo_body(account, "x", time.at, message={"msg_id": 9007199254740993, "text": "…"})
    raw = json.dumps({**body, "sender": {"id": 9007199254740995}}).encode()
    signed = zalo_signed(account, body)[1]
    assert post("/webhooks/zalo", raw, signed) == 403
    _, headers = zalo_signed(account, {**body, "sender": {"id": 9007199254740995}})
    raw = json.dumps({**body, "sender": {"id": 9007199254740995}}, ensure_ascii=False).encode()
    assert post("/webhooks/zalo", raw, headers) == 200
    assert '"9007199254740995"' in inbox_of(vinh_long)[-1][1]


def test_an_event_from_another_day_or_from_the_future_is_not_taken(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = zalo_account(vinh_long)
    connect(monkeypatch, account)

    def taken(**off: float) -> int:
        body = zalo_body(account, "1", time.at + timedelta(**off), message={"msg_id": str(off), "text": "…"})
        return post("/webhooks/zalo", *zalo_signed(account, body))

    assert (taken(hours=-12), taken(minutes=4)) == (200, 200), "Zalo tries for twelve hours"
    assert (taken(hours=-14), taken(minutes=6)) == (403, 403)
    body = {**zalo_body(account, "1", time.at), "timestamp": "hôm qua"}
    assert post("/webhooks/zalo", *zalo_signed(account, body)) == 403


def test_an_application_or_account_that_is_not_ours_a_broken_body_and_a_huge_one_are_refused(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = zalo_account(vinh_long)
    connect(monkeypatch, account, page_account(vinh_long))
    for change in ({"app_id": "1"}, {"recipient": {"id": "1"}}, {"recipient": []}):
        body = {**zalo_body(account, "2", time.at), **change}
        assert post("/webhooks/zalo", *zalo_signed(account, body)) == 403
    for raw in (b"{", b"[]", b"1", b"\xff"):
        assert post("/webhooks/zalo", raw, {}) == 400
    assert post("/webhooks/zalo", b"x" * 300_000, {}) == 413
    assert post("/webhooks/facebook", b"x" * 300_000, {}) == 413


def test_messenger_is_verified_by_its_token_and_every_entry_of_a_body_goes_to_the_province_of_its_page(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = page_account(vinh_long), page_account(soc_trang)
    connect(monkeypatch, one, other)
    client = Client(headers={"host": "anywhere.test"})
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "xac-minh"}
    assert client.get("/webhooks/facebook", asked).content == b"1158201444"
    assert client.get("/webhooks/facebook", {**asked, "hub.verify_token": "sai"}).status_code == 403
    assert client.get("/webhooks/facebook", {**asked, "hub.mode": ""}).status_code == 403
    at = int(time.at.timestamp() * 1000)

    def entry(page: str, *names: str) -> dict[str, Any]:
        said = [
            {
                "sender": {"id": "7"},
                "recipient": {"id": page},
                "timestamp": at,
                "message": {"mid": n, "text": n},
            }
            for n in names
        ]
        return {"id": page, "time": at, "messaging": said}

    body = {
        "object": "page",
        "entry": [entry(one.page_id, "a", "b"), entry(other.page_id, "c"), entry("1", "d")],
    }
    raw, headers = facebook_signed(one, body)
    assert post("/webhooks/facebook", raw + b" ", headers) == 403
    assert post("/webhooks/facebook", raw, headers) == 200
    assert post("/webhooks/facebook", raw, headers) == 200
    names = {json.loads(text)["event"]["message"]["mid"] for _, text in inbox_of(vinh_long)}
    assert names == {"a", "b"}
    assert len(inbox_of(vinh_long)) == 2
    assert [json.loads(text)["event"]["message"]["mid"] for _, text in inbox_of(soc_trang)] == ["c"]
    late = {"object": "page", "entry": [entry(one.page_id, "e")]}
    late["entry"][0]["messaging"][0]["timestamp"] = at - 38 * 3600 * 1000  # type: ignore[index]
    assert post("/webhooks/facebook", *facebook_signed(one, late)) == 200
    assert len(inbox_of(vinh_long)) == 2


def test_a_file_is_fetched_from_the_platforms_own_hosts_alone() -> None:
    hosts = (".zdn.vn", "photo.example")
    for right in ("https://a.zdn.vn/1.jpg", "https://photo.example/x?y=1"):
        assert is_allowed(right, hosts)
    for wrong in (
        "http://a.zdn.vn/1.jpg",
        "https://zdn.vn.evil.example/1.jpg",
        "https://evilzdn.vn/1.jpg",
        "https://a.zdn.vn@169.254.169.254/",
        "https://127.0.0.1/",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "https://[::1",
        "",
    ):
        assert not is_allowed(wrong, hosts), wrong


def test_what_is_no_picture_or_leads_elsewhere_is_told_and_a_platform_that_is_away_is_asked_again(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with platform_peer() as peer:
        account = zalo_account(vinh_long, peer)
        connect(monkeypatch, account)
        citizen = Citizen(account, "5", time.at, peer.url)
        assert _answer(citizen, citizen.file(f"{peer.url}/text"), vinh_long, time).count("tệp ảnh") == 0
        assert "không tải được" in _answer(citizen, citizen.file("http://169.254.169.254/x"), vinh_long, time)
        assert "không tải được" in _answer(citizen, citizen.file(f"{peer.url}/gone"), vinh_long, time)
        before = len(said_to(vinh_long))
        peer.is_down = True
        citizen.posts(citizen.photo(1))
        for _ in range(3):
            rounds(time.forward(seconds=90))
        assert len(said_to(vinh_long)) == before
        peer.is_down = False
        rounds(time.forward(minutes=10))
        rounds(time.forward(seconds=3))
        assert "1 tệp ảnh" in said_to(vinh_long)[-1]["text"]


def _answer(
    citizen: Citizen, event: tuple[bytes, dict[str, str]], province: TestProvince, time: Clock
) -> str:
    citizen.at = time.at
    assert citizen.posts(event) == 200
    rounds(time.at)
    rounds(time.forward(seconds=3))
    return str(said_to(province)[-1]["text"])


@pytest.mark.clause("VL.7.5")
def test_neither_a_chat_identity_nor_a_word_lies_in_the_tables_in_the_clear(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with platform_peer() as peer:
        account = zalo_account(vinh_long, peer)
        connect(monkeypatch, account)
        citizen = Citizen(account, "9007199254740881", time.at, peer.url)
        for event in citizen.whole(vinh_long, 777):
            citizen.posts(event)
        rounds(time.at)
        rounds(time.forward(seconds=3))
    tables = ("conversation", "heard", "report", "said")
    with connections["owner"].cursor() as cursor:
        found = ""
        for table in (*(f"conversations_{name}" for name in tables), "messages_inbox", "cases_event"):
            cursor.execute(
                f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t WHERE jurisdiction_id = %s",
                [vinh_long.jurisdiction.id],
            )
            found += cursor.fetchone()[0]
    assert vinh_long.jurisdiction.slug not in found
    for word in ("9007199254740881", "0912000777", "84912000777", "Ổ gà", "Bưởi", account.oa_id):
        assert word not in found
