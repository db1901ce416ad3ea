"""Six hours without what stands outside: nothing lost, nothing doubled, the officer sees on their page what does not
answer, since when, why and what to do, and everything flows after."""

import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.channels.doors import Doors
from tests.channels.peers import Outside, outside
from tests.conftest import Clock
from tests.conversations.chats import Citizen, reports_of, said_to
from tests.conversations.test_chats import case_of
from tests.doors.desk.desk_pages import Desk, words_of
from tests.exchange.peer import software
from tests.exchange.receiver import Receiver, connected, listening
from tests.mail.letters import letter
from tests.province import PERSONAL, TestProvince
from tests.working import as_worker

from paht.agencies.models import Agency
from paht.cases import operations
from paht.doors.pages.undelivered import FRESH
from paht.exchange import delivering, feed
from paht.installation.postgres import Server
from paht.mail import queries as mail

SIX_HOURS = 12
"""Rounds of half an hour."""
SINCE = "10:0"
"""It is ten in the morning when a test begins."""


@pytest.fixture
def outside_of(
    database: Server, time: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[TestProvince], Doors]]:
    opened: list[object] = []

    def made(province: TestProvince) -> Doors:
        context = outside(database, province, time, tmp_path)
        opened.append(context)
        return Doors(context.__enter__(), monkeypatch)

    yield made
    for context in opened:
        context.__exit__(None, None, None)  # type: ignore[attr-defined]


def six_hours(world: Outside) -> None:
    for _ in range(SIX_HOURS):
        world.round(minutes=30)


def flows(world: Outside) -> None:
    """What was held back comes within the next hour."""
    for _ in range(6):
        world.round(minutes=11)


def warnings(desk: Desk, time: Clock) -> str:
    """What every page of the desk says now, on the first one."""
    time.forward(seconds=FRESH.total_seconds() + 1)
    return words_of(desk.page("/desk/"))


def test_an_unplugged_mail_server_holds_results_and_our_letters_back_and_the_desk_says_so(
    soc_trang: TestProvince, time: Clock, outside_of: Callable[[TestProvince], Doors]
) -> None:
    doors = outside_of(soc_trang)
    world, desk = doors.outside, Desk(soc_trang, "tiepnhan")
    case = case_of(soc_trang, doors.letter())
    world.round(minutes=1)
    before = len(world.outward.letters)
    assert "Chưa gửi được thư điện tử" not in warnings(desk, time)

    world.outward.stop()
    case.published(time.forward(minutes=1))
    world.inward.put(
        letter(sender="Trần Văn Sen <sen@vidu.vn>", message_id="<sen@vidu.vn>", text="Rác ở chợ.")
    )
    world.round(minutes=1)
    (draft,) = mail.drafts(jurisdiction_id=soc_trang.jurisdiction.id, states=["open"])
    asked = desk.client.post(f"/desk/thu/{draft.id}/hoi", {"missing": ["phone"]})
    assert asked.status_code == 302
    six_hours(world)
    told = warnings(desk, time)
    assert re.search(rf"Chưa gửi được thư điện tử cho người dân từ {SINCE}\d", told), told[:3000]
    for words in (
        "máy chủ không trả lời",
        "Không tin nào bị mất: hệ thống tự gửi lại đến khi được",
        "Đề nghị quản trị kiểm tra kết nối",
        "xin gọi điện cho người gửi từ trang phản ánh",
        "đã thử gửi 2 tin",
    ):
        assert words in told, words
    assert re.search(
        r"[1-9]\d* tin đang chờ gửi hoặc đang được thử lại", words_of(desk.page("/desk/gui-tin/"))
    )
    assert world.heard()["sms"] == [], (
        "it is not given to another way: nobody knows that the first will not take it"
    )

    world.outward.start()
    flows(world)
    came = world.outward.letters[before:]
    results = [each for each in came if "đã có kết quả" in each.get_content()]
    assert len(results) == sum("[thu-" in each["Subject"] for each in came) == 1
    assert len(came) == len({each["Message-ID"] for each in came}), "none twice"
    assert "Chưa gửi được" not in warnings(desk, time)
    assert "Mọi tin đã đến nơi" in desk.page("/desk/gui-tin/")


def test_a_mailbox_out_of_reach_leaves_its_letters_where_they_are_and_the_desk_says_so(
    soc_trang: TestProvince, time: Clock, outside_of: Callable[[TestProvince], Doors]
) -> None:
    world, desk = outside_of(soc_trang).outside, Desk(soc_trang, "tiepnhan")
    world.inward.put(letter(message_id="<1@vidu.vn>"))
    world.round(minutes=1)
    world.inward.stop()
    for number in range(2, 12):
        world.inward.put(letter(sender=f"dan{number}@vidu.vn", message_id=f"<{number}@vidu.vn>"))
    world.round(minutes=1)
    assert "chưa đọc được từ" in words_of(desk.page("/desk/thu/")), "there at once"
    six_hours(world)
    told = warnings(desk, time)
    assert re.search(rf"Hộp thư imap chưa đọc được từ {SINCE}\d", told), told[:3000]
    for words in ("không kết nối được máy chủ thư", "quản trị kiểm tra", "không thư nào bị mất", "mỗi phút"):
        assert words in told
    assert words_of(desk.page("/desk/thu/")).count("chưa đọc được từ") == 1

    world.inward.start()
    world.inward.refuses_sign_in = True
    flows(world)
    assert "máy chủ thư từ chối đăng nhập, đề nghị quản trị kiểm tra mật khẩu" in warnings(desk, time)
    world.inward.refuses_sign_in = False
    flows(world)
    assert len(mail.drafts(jurisdiction_id=soc_trang.jurisdiction.id, states=["open"])) == 11
    assert len(world.inward.seen) == 11
    assert "chưa đọc được" not in warnings(desk, time)


@pytest.mark.clause("VL.13.1.a")
def test_an_expired_zalo_token_holds_receipts_and_results_back_while_reports_come_in_and_the_desk_says_what_to_do(
    vinh_long: TestProvince, time: Clock, outside_of: Callable[[TestProvince], Doors]
) -> None:
    doors = outside_of(vinh_long)
    world, desk = doors.outside, Desk(vinh_long, "tiepnhan")
    case = case_of(vinh_long, doors.chat("zalo"))
    world.round(minutes=1)
    before = len(world.platform.messages)

    world.platform.token, world.platform.refuses_tokens = "another", True
    citizen = Citizen(world.zalo, "7777777", time.at, world.platform.url)
    for each in citizen.whole(vinh_long, 2):
        assert citizen.posts(each) == 200, "what comes in is taken all the same"
    world.round(seconds=1)
    world.round(seconds=5)
    assert reports_of(vinh_long) == [("zalo", "sent")] * 2
    assert "Chưa gửi được Zalo" not in warnings(desk, time), "not for a moment's silence"
    world.round(minutes=15)
    told = warnings(desk, time)
    assert re.search(rf"Chưa gửi được Zalo cho người dân từ {SINCE}\d", told), "a receipt alone is enough"
    case.published(time.forward(minutes=1))
    six_hours(world)
    told = warnings(desk, time)
    for words in (
        "mã truy cập Zalo hết hiệu lực",
        "Đề nghị quản trị cấp lại mã làm mới (refresh token) của tài khoản Zalo OA",
        "Không tin nào bị mất",
    ):
        assert words in told, words
    assert len(world.platform.messages) == before
    assert world.heard()["sms"] == []

    world.platform.refuses_tokens = False
    flows(world)
    came = [str(each) for each in world.platform.messages[before:]]
    (receipt,) = [
        each for each in said_to(vinh_long) if "Đã nhận phản ánh" in each["text"] and "7777777" in each["to"]
    ]
    assert sum("Đã nhận phản ánh" in each and "7777777" in each for each in came) == 1, receipt
    assert sum("Đã vá mặt đường" in each for each in came) == 1
    assert len(came) == len(set(came)), "none twice"
    assert world.heard()["sms"] == []
    assert "Chưa gửi được" not in warnings(desk, time)


def calls_go_out(time: Clock) -> None:
    """The worker follows the log and calls the endpoints."""
    with as_worker():
        while feed.follow(now=time.at):
            pass
        while delivering.deliver(now=time.at):
            pass


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_a_dead_endpoint_of_an_agency_is_told_to_its_people_who_work_on_here(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAHT_EXCHANGE_NETWORKS", "127.0.0.0/8")
    software(vinh_long)
    staff, leader = (Desk(vinh_long, login) for login in ("chuyenvien", "lanhdao"))

    def page() -> str:
        time.forward(seconds=FRESH.total_seconds() + 1)
        return words_of(staff.page("/agency/"))

    with listening(Receiver()) as receiver:
        connected(vinh_long, receiver)
        port = int(receiver.url.split(":")[2].split("/")[0])
    cases = [
        vinh_long.sent(time.at, personal={**PERSONAL, "phone": f"09120001{n:02}"}).dispatched(time.at)
        for n in range(3)
    ]
    calls_go_out(time)
    assert "không nhận thông báo" not in page(), "not for a moment's silence"
    for number in range(SIX_HOURS):
        time.forward(minutes=30)
        if number < 3:
            cases[number]._done(
                operations.receive(cases[number].step(vinh_long.staff, time.at), assignment=1)
            )
        calls_go_out(time)
    told = page()
    assert re.search(rf"Phần mềm của cơ quan không nhận thông báo từ {SINCE}\d", told), told[:2000]
    (waiting,) = re.findall(r"(\d+) thông báo đang chờ, không thông báo nào bị mất", told)
    assert int(waiting) >= 6
    for words in (
        "Hệ thống tự gọi lại đến khi được",
        "bộ phận kỹ thuật của cơ quan kiểm tra máy chủ",
        "xin nhận và xử lý phản ánh ngay trên trang này",
    ):
        assert words in told, words
    assert "không nhận thông báo" in words_of(staff.page(f"/agency/case/{cases[0].id}"))
    connection = words_of(leader.page("/agency/ket-noi/"))
    assert f"Đang chờ gửi {waiting}" in connection
    assert "Không trả lời từ" in connection
    centre = Desk(vinh_long, "dieuphoi")
    desk = words_of(centre.page("/desk/"))
    name = re.escape(Agency.objects.get(id=uuid.UUID(vinh_long.staff.body)).name)
    assert re.search(
        rf"Phần mềm của cơ quan không nhận thông báo: {name} \(từ {SINCE}\d.*?, {waiting} thông báo đang chờ\)",
        desk,
    ), desk[:2000]
    assert "thời hạn xử lý vẫn tính" in desk
    others = Desk(vinh_long, "chuyenvienkhac")
    assert "không nhận thông báo" not in words_of(others.page("/agency/"))

    with listening(receiver, port=port):
        time.forward(minutes=16)
        calls_go_out(time)
    assert sorted(receiver.tried.values()) == [1] * int(waiting), "each once"
    for case in cases:
        mine = [each["type"] for each in receiver.taken if each["data"]["case"] == str(case.id)]
        assert [each for each in mine if each != "case.deadline_near"] == ["case.dispatched", "case.received"]
    assert "không nhận thông báo" not in page()
    assert "không nhận thông báo" not in words_of(centre.page("/desk/"))


def test_an_endpoint_that_was_switched_off_is_told_with_who_switches_it_on(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAHT_EXCHANGE_NETWORKS", "127.0.0.0/8")
    software(vinh_long)
    with listening(Receiver()) as receiver:
        connected(vinh_long, receiver)
    vinh_long.sent(time.at).dispatched(time.at)
    for _ in range(2):
        calls_go_out(time)
        time.forward(days=3, minutes=1)
    told = words_of(Desk(vinh_long, "chuyenvien").page("/agency/"))
    assert "Hệ thống đã tạm ngừng gọi: lãnh đạo cơ quan bật lại ở trang Kết nối phần mềm" in told
    assert "không thông báo nào bị mất" in told
