"""The desk answers by hand, within the window; the demo's telephone goes the real way."""

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from tests.conftest import Clock
from tests.conversations.chats import (
    Citizen,
    Platform,
    connect,
    page_account,
    platform_peer,
    reports_of,
    rounds,
    said_to,
    zalo_account,
)
from tests.person import code, signed_in
from tests.province import TestCase, TestProvince

from paht.cases import operations, queries
from paht.installation.home import Home
from paht.messages.demo_chats import DemoChat
from paht.messages.messenger import Messenger
from paht.people.actors import sender


@pytest.fixture
def peer() -> Iterator[Platform]:
    with platform_peer() as platform:
        yield platform


def test_an_officer_answers_in_the_conversation_until_its_window_closes_and_sees_what_was_not_delivered(
    vinh_long: TestProvince,
    time: Clock,
    peer: Platform,
    monkeypatch: pytest.MonkeyPatch,
    browser_of: Callable[[TestProvince], Client],
) -> None:
    page = page_account(vinh_long, peer)
    connect(monkeypatch, page)
    ways = {"messenger": Messenger({page.page_id: page})}
    citizen = Citizen(page, "9007199254740777", time.at, peer.url)
    citizen.posts(citizen.text("Đèn đường trước chợ hỏng cả tuần nay"))
    rounds(time.at, ways=ways)
    rounds(time.forward(seconds=3), ways=ways)
    client = browser_of(vinh_long)
    signed_in(client, "tiepnhan")
    listed = client.get("/desk/chats/").content.decode()
    assert "Bản nháp chưa đủ" in listed
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM conversations_conversation WHERE jurisdiction_id = %s",
            [vinh_long.jurisdiction.id],
        )
        address = f"/desk/chats/{cursor.fetchone()[0]}/"
    html = client.get(address).content.decode()
    assert "Đèn đường trước chợ hỏng cả tuần nay" in html
    assert "Còn thiếu" in html
    assert "9007199254740777" not in html, "the chat identity is shown to nobody"
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM people_look WHERE jurisdiction_id = %s AND purpose = %s",
            [vinh_long.jurisdiction.id, "Cán bộ xem cuộc trò chuyện"],
        )
        assert cursor.fetchone()[0] > 0
    posted = {"command_id": str(uuid.uuid4()), "text": "Xin cho biết số cột đèn."}
    peer.says[:] = [(400, {"error": {"code": 10}})]
    assert client.post(address, posted).status_code == 303
    assert client.post(address, posted).status_code == 303, "sent twice, said once"
    assert client.post(address, {**posted, "command_id": str(uuid.uuid4()), "text": " "}).status_code == 422
    before = len(peer.messages)
    rounds(time.forward(seconds=3), ways=ways)
    html = client.get(address).content.decode()
    assert "Không gửi được" in html
    message = json.dumps(html).split('name=\\"message\\" value=\\"')[1][:36]
    assert client.post(address, {"message": message}).status_code == 303
    rounds(time.forward(seconds=3), ways=ways)
    assert [each["message"]["text"] for each in peer.messages[before:]] == ["Xin cho biết số cột đèn."]
    time.forward(hours=25)
    signed_in(client, "tiepnhan")
    assert "Không trả lời tại đây được nữa" in client.get(address).content.decode()
    late = {"command_id": str(uuid.uuid4()), "text": "Xin chào"}
    assert client.post(address, late).status_code == 409


def conversed(
    province: TestProvince, time: Clock, peer: Platform, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, TestCase]:
    """The desk's address of a conversation that sent a report, and its case."""
    page = page_account(province, peer)
    connect(monkeypatch, page)
    citizen = Citizen(page, "9007199254740778", time.at, peer.url)
    for event in citizen.whole(province, 1):
        citizen.posts(event)
    rounds(time.at)
    rounds(time.forward(seconds=3))
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT r.conversation_id, k.id, k.code, k.sender_id FROM conversations_report r JOIN cases_case k "
            "ON k.jurisdiction_id = r.jurisdiction_id AND k.id = r.case_id WHERE r.jurisdiction_id = %s",
            [province.jurisdiction.id],
        )
        ((conversation, case, code, by),) = cursor.fetchall()
    return f"/desk/chats/{conversation}/", TestCase(province, case, code, sender(by))


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_the_words_of_a_conversation_are_shown_after_the_second_factor_alone(
    vinh_long: TestProvince,
    time: Clock,
    peer: Platform,
    monkeypatch: pytest.MonkeyPatch,
    browser_of: Callable[[TestProvince], Client],
) -> None:
    address, _case = conversed(vinh_long, time, peer, monkeypatch)
    client = browser_of(vinh_long)
    signed_in(client, "tiepnhan")
    assert "Ổ gà lớn số 1" in client.get(address).content.decode()
    time.forward(minutes=16)
    asked = client.get(address)
    assert asked.status_code == 302
    assert asked["Location"].endswith(f"/xac-nhan/?next={address.replace('/', '%2F')}")
    typed = {"command_id": str(uuid.uuid4()), "text": "Chữ đã gõ" + "." * 2000}
    in_vain = client.post(address, typed)
    assert in_vain.status_code == 422
    assert "Ổ gà lớn số 1" not in in_vain.content.decode()
    again = client.post(address, {**typed, "otp": code()})
    assert "Ổ gà lớn số 1" in again.content.decode()
    assert "Chữ đã gõ" in again.content.decode(), "what was typed is there again"


@pytest.mark.clause("VL.13.1.b", "VL.7.5")
@pytest.mark.parametrize("why", ["secret", "restricted"])
def test_a_conversation_of_a_secret_or_of_a_sender_who_restricted_it_stays_closed(
    vinh_long: TestProvince,
    time: Clock,
    peer: Platform,
    monkeypatch: pytest.MonkeyPatch,
    browser_of: Callable[[TestProvince], Client],
    why: str,
) -> None:
    address, case = conversed(vinh_long, time, peer, monkeypatch)
    if why == "secret":
        case.accepted(time.at)
        step = case.step(vinh_long.dispatcher, time.at)
        assert isinstance(operations.mark_secret(step, reference="Hồ sơ mật 12"), operations.Done)
    else:
        whole = queries.case_alone(jurisdiction_id=vinh_long.jurisdiction.id, case_id=case.id)
        assert whole is not None
        assert whole.original is not None
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "INSERT INTO subjects_restriction (jurisdiction_id, record_id, request_id, except_for, since) "
                "VALUES (%s, %s, %s, '{}', %s)",
                [vinh_long.jurisdiction.id, whole.original.id, uuid.uuid4(), time.at],
            )
    client = browser_of(vinh_long)
    signed_in(client, "tiepnhan")
    html = client.get(address).content.decode()
    assert "Ổ gà" not in html
    assert 'name="text"' not in html
    posted = client.post(address, {"command_id": str(uuid.uuid4()), "text": "Xin chào."})
    assert posted.status_code == 403
    assert "Ổ gà" not in posted.content.decode()
    if why == "secret":
        time.forward(minutes=1)
        other = browser_of(vinh_long)
        signed_in(other, "dieuphoi")
        assert "Ổ gà lớn số 1" in other.get(address).content.decode()


def test_zalo_takes_eight_replies_and_a_new_message_of_the_citizen_opens_the_next_eight(
    vinh_long: TestProvince,
    time: Clock,
    peer: Platform,
    monkeypatch: pytest.MonkeyPatch,
    browser_of: Callable[[TestProvince], Client],
) -> None:
    account = zalo_account(vinh_long, peer)
    connect(monkeypatch, account)
    citizen = Citizen(account, "7", time.at, peer.url)
    citizen.posts(citizen.text("Xin chào"))
    rounds(time.at)
    rounds(time.forward(seconds=3))
    client = browser_of(vinh_long)
    signed_in(client, "tiepnhan")
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM conversations_conversation WHERE jurisdiction_id = %s",
            [vinh_long.jurisdiction.id],
        )
        address = f"/desk/chats/{cursor.fetchone()[0]}/"

    def answer() -> int:
        return client.post(address, {"command_id": str(uuid.uuid4()), "text": "Xin chờ."}).status_code

    assert [answer() for _ in range(8)] == [303] * 7 + [409], "the greeting was the first"
    citizen.at = time.forward(minutes=1)
    citizen.posts(citizen.text("Còn đó không?"))
    rounds(time.at)
    assert answer() == 303


@pytest.mark.parametrize("platform", ["zalo", "messenger"])
def test_the_demos_telephone_sends_a_report_the_way_of_real_events(
    vinh_long: TestProvince,
    time: Clock,
    tmp_path: Path,
    peer: Platform,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
) -> None:
    client = Client(headers={"host": vinh_long.host})
    address = f"/demo/phone/{platform}/"
    assert client.get(address).status_code == 404, "no demo, no such page"
    home = Home(path=tmp_path / "home")
    home.create()
    (home.path / "demo-ready").write_text("1")
    monkeypatch.setattr(settings, "HOME", home)
    monkeypatch.setattr("paht.messages.platforms.DEMO_PROVINCES", (vinh_long.jurisdiction.slug,))
    name = "zalo" if platform == "zalo" else "facebook"
    ways = {platform: DemoChat.opened(home, platform, field=name)}
    place = vinh_long.place
    for do in (
        {"do": "text", "text": "Ổ gà lớn giữa đường\nSĐT: 0912 345 678\nHọ tên: Nguyễn Thị Bưởi"},
        {"do": "text", "text": f"{place.latitude:.5f}, {place.longitude:.5f}"},
        {"do": "tap", "code": "kind:question", "label": "Đây là câu hỏi"},
    ):
        assert client.post(address, do).status_code == 303
    rounds(time.at, ways=ways)
    rounds(time.forward(seconds=3), ways=ways)
    assert "Xác nhận và gửi" in client.get(address).content.decode()
    assert client.post(address, {"do": "tap", "code": "declare", "label": "Xác nhận"}).status_code == 303
    rounds(time.at, ways=ways)
    rounds(time.forward(seconds=3), ways=ways)
    assert reports_of(vinh_long) == [(name, "sent")]
    assert "Đã nhận phản ánh" in client.get(address).content.decode()
    assert said_to(vinh_long)
