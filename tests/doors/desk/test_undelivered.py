"""The desk's page of what could not be delivered: why, and once more; the warning while a way does not answer."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connections
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, words_of
from tests.messages.peer import Peer, gateway_peer
from tests.messages.test_notices import connected, tell
from tests.messages.test_sms import described
from tests.province import PERSONAL, TestProvince
from tests.working import as_worker

from paht.doors.pages.undelivered import FRESH, message_of
from paht.installation.postgres import Server
from paht.messages import inbox, undelivered

PAGE = "/desk/gui-tin/"


@pytest.fixture
def peer() -> Iterator[Peer]:
    with gateway_peer() as found:
        yield found


def test_an_officer_sees_why_a_notice_was_given_up_and_sends_it_again(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    desk = Desk(vinh_long, "tiepnhan")
    assert "Mọi tin đã đến nơi" in desk.page(PAGE)
    case = vinh_long.sent(time.at)
    send = connected(database, described(peer))
    peer.will_say((400, {}), (200, {"code": "0"}))
    assert tell(vinh_long, time.at, send) == 0
    page = desk.page(PAGE)
    assert [each in words_of(page) for each in (case.code, "Đã nhận phản ánh", "http 400", "1 lần thử")] == [
        True
    ] * 4
    assert not any(each in page for each in PERSONAL.values()), "no address and no name"
    [order] = re.findall(r'name="order" value="([^"]+)"', page)
    done = desk.client.post(PAGE, {"order": [order, "no-identifier"]}, follow=True)
    assert "Đã ghi nhận 1 mục" in done.content.decode()
    assert "Mọi tin đã đến nơi" in done.content.decode()
    assert tell(vinh_long, time.at, send) == 1
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT outcome, by IS NOT NULL FROM messages_try WHERE order_id = %s ORDER BY id", [order]
        )
        assert cursor.fetchall() == [("declined", False), ("ordered_anew", True), ("accepted", False)]


def test_after_an_outage_everything_is_ordered_anew_by_one_press(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    for _ in range(3):
        vinh_long.sent(time.at)
    send = connected(database, described(peer))
    peer.will_say((400, {}), (400, {}), (400, {}), (200, {"code": "0"}))
    assert tell(vinh_long, time.at, send) == 0
    done = Desk(vinh_long, "tiepnhan").client.post(PAGE, {"all": "1"}, follow=True)
    assert "Đã ghi nhận 3 mục" in done.content.decode()
    assert tell(vinh_long, time.at, send) == 3


def test_nothing_chosen_is_said_and_onlookers_order_nothing(vinh_long: TestProvince, time: Clock) -> None:
    answer = Desk(vinh_long, "tiepnhan").client.post(PAGE, {})
    assert answer.status_code == 422
    assert "Xin chọn ít nhất một dòng" in answer.content.decode()
    onlooker = Desk(vinh_long, "kiemtra")
    assert "Gửi lại" not in onlooker.page(PAGE)
    assert onlooker.client.post(PAGE, {"order": str(uuid.uuid4())}).status_code == 403


def test_a_notice_of_another_province_is_neither_shown_nor_sent(
    database: Server, vinh_long: TestProvince, soc_trang: TestProvince, time: Clock, peer: Peer
) -> None:
    case = soc_trang.sent(time.at)
    peer.will_say((400, {}))
    tell(soc_trang, time.at, connected(database, described(peer)))
    [lost] = undelivered.given_up(jurisdiction_id=soc_trang.jurisdiction.id)
    desk = Desk(vinh_long, "tiepnhan")
    assert case.code not in desk.page(PAGE)
    assert "Đã ghi nhận" not in desk.client.post(PAGE, {"order": str(lost.id)}, follow=True).content.decode()
    assert len(undelivered.given_up(jurisdiction_id=soc_trang.jurisdiction.id)) == 1


def test_an_event_that_could_not_be_worked_on_is_shown_and_taken_up_again(
    vinh_long: TestProvince, time: Clock
) -> None:
    where, channel = vinh_long.jurisdiction.id, f"kênh-{uuid.uuid4().hex[:6]}"
    inbox.take(jurisdiction_id=where, channel=channel, event_id="1", content="0912 345 678", now=time.at)
    heard = []

    def wrong(taken: inbox.Taken) -> None:
        raise inbox.Unusable("no such account")

    with as_worker():
        inbox.work({channel: wrong}, now=lambda: time.at)
    desk = Desk(vinh_long, "dieuphoi")
    page = desk.page(PAGE)
    assert channel in page
    assert "no such account" in page
    assert "0912" not in page
    [event] = re.findall(r'name="event" value="([^"]+)"', page)
    assert "Đã ghi nhận 1 mục" in desk.client.post(PAGE, {"event": event}, follow=True).content.decode()
    with as_worker():
        assert inbox.work({channel: heard.append}, now=lambda: time.at + timedelta(minutes=1)) == 1
    assert len(heard) == 1


def test_the_desk_is_warned_while_a_way_does_not_answer_and_no_longer(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    desk, send = Desk(vinh_long, "tiepnhan"), connected(database, described(peer))
    warning = "Chưa gửi được tin nhắn SMS cho người dân từ"
    vinh_long.sent(time.at)
    works = peer.says[:]
    peer.will_say((503, {}))
    assert tell(vinh_long, time.at, send) == 0
    assert warning not in desk.page()
    time.forward(minutes=11)
    assert warning in desk.page()
    assert warning in desk.page("/desk/search/"), "on every page of the desk"
    peer.says[:] = works
    assert tell(vinh_long, time.at, send) == 1
    time.forward(seconds=int(FRESH.total_seconds()))
    assert warning not in desk.page()


@pytest.mark.parametrize(
    ("way", "why", "reason", "action"),
    [
        (
            "zalo",
            "token refused: -14014",
            "mã truy cập Zalo hết hiệu lực",
            "cấp lại mã làm mới (refresh token)",
        ),
        ("zns", "the token does not serve", "mã truy cập Zalo hết hiệu lực", "cấp lại mã làm mới"),
        ("messenger", "the token does not serve", "mã truy cập của trang hết hiệu lực", "trang Messenger"),
        ("email", "sign-in refused", "dịch vụ từ chối đăng nhập", "tài khoản, mật khẩu"),
        ("email", "ConnectionRefusedError", "máy chủ không trả lời", "kiểm tra kết nối"),
        ("sms", "http 503", "máy chủ không trả lời", "kiểm tra kết nối"),
        ("sms", "http 429", "dịch vụ chưa nhận tin: http 429", "hạn mức của tài khoản"),
        ("zalo", "error -32", "dịch vụ chưa nhận tin: error -32", "hạn mức của tài khoản"),
        ("sms", "the vault does not answer", "tiến trình giữ thông tin cá nhân", "khởi động lại tiến trình"),
    ],
)
def test_each_silence_is_told_with_its_reason_and_with_what_is_to_be_done(
    time: Clock, way: str, why: str, reason: str, action: str
) -> None:
    told = message_of(undelivered.Silent(way, time.at, 3, why))["text"]
    assert f"từ 10:00 thứ Tư, 18/11/2026: {reason}" in told
    assert "(đã thử gửi 3 tin)" in told
    assert action in told
    assert "Không tin nào bị mất" in told


def test_what_was_lost_and_what_is_stuck_are_counted_for_the_operator(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    def figure(name: str) -> int:
        found = re.search(rf"^{name} (\d+)$", Desk(vinh_long, "tiepnhan").page("/metrics"), re.MULTILINE)
        assert found
        return int(found[1])

    before = figure("paht_outbox_given_up")
    assert figure("paht_inbox_failed") >= 0
    vinh_long.sent(time.at)
    peer.will_say((400, {}))
    tell(vinh_long, time.at, connected(database, described(peer)))
    assert figure("paht_outbox_given_up") >= before + 1
