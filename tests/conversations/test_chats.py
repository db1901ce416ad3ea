"""A report out of a conversation: whole, once, in any order, over days."""

import re
import uuid
from collections.abc import Iterator

import pytest
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
from tests.evidence.copying import copies_are_made
from tests.province import TestCase, TestProvince

from paht.cases import operations, queries
from paht.conversations import telling
from paht.evidence import playing
from paht.evidence import queries as evidence
from paht.people.actors import sender


@pytest.fixture
def peer() -> Iterator[Platform]:
    with platform_peer() as platform:
        yield platform


def account_of(platform: str, province: TestProvince, peer: Platform, monkeypatch: pytest.MonkeyPatch):
    account = (zalo_account if platform == "zalo" else page_account)(province, peer)
    connect(monkeypatch, account)
    return account


def case_of(province: TestProvince, text: str) -> TestCase:
    """The case whose code stands in what was said."""
    found = re.search(r"[A-Z]{2}(-[0-9A-Z]{4}){3}", text)
    assert found, text
    detail = queries.followed(jurisdiction_id=province.jurisdiction.id, code=found[0])
    assert detail is not None
    return TestCase(province, detail.id, detail.code, sender(uuid.UUID(detail.case.sender)))


@pytest.mark.parametrize("platform", ["zalo", "facebook"])
@pytest.mark.clause("VL.6.1.b", "VL.6.1.c", "VL.7.1", "VL.13.1.a", "VL.14.4")
def test_a_photo_becomes_a_report_whose_result_and_rating_come_and_go_in_the_chat(
    vinh_long: TestProvince, time: Clock, peer: Platform, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    citizen = Citizen(
        account_of(platform, vinh_long, peer, monkeypatch), "9007199254740993", time.at, peer.url
    )
    for event in citizen.whole(vinh_long, 1):
        assert citizen.posts(event) == 200
    rounds(time.at)
    assert reports_of(vinh_long) == [], "it has not been quiet yet"
    rounds(time.forward(seconds=3))
    assert reports_of(vinh_long) == [(platform, "sent")]
    case = case_of(vinh_long, said_to(vinh_long)[-1]["text"])
    case.published(time.forward(hours=1))
    rounds(time.at)
    result = said_to(vinh_long)[-1]
    assert "Đã vá mặt đường, bảo đảm an toàn." in result["text"]
    assert result["link"] == f"https://vidu.test/theo-doi/{case.code}"
    codes = dict(map(reversed, result["choices"]))
    citizen.at = time.at
    assert citizen.posts(citizen.tap(codes["Hài lòng"])) == 200
    rounds(time.at)
    rounds(time.forward(seconds=3))
    rated = queries.followed(jurisdiction_id=vinh_long.jurisdiction.id, code=case.code)
    assert rated is not None
    assert rated.case.rating == "satisfied"
    assert "Cảm ơn" in said_to(vinh_long)[-1]["text"]
    before = len(said_to(vinh_long))
    rounds(time.forward(seconds=3))
    assert len(said_to(vinh_long)) == before, "a result is told once"


@pytest.mark.parametrize("platform", ["zalo", "facebook"])
@pytest.mark.clause("ST.2.1", "ST.9.3.a", "ST.6.1.b")
def test_where_the_regulation_takes_no_report_by_chat_the_web_form_is_filled_in_and_the_result_still_comes_back(
    soc_trang: TestProvince, time: Clock, peer: Platform, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    citizen = Citizen(
        account_of(platform, soc_trang, peer, monkeypatch), "9007199254740993", time.at, peer.url
    )
    for event in citizen.whole(soc_trang, 1):
        assert citizen.posts(event) == 200
    rounds(time.at)
    rounds(time.forward(seconds=3))
    assert reports_of(soc_trang) == []
    handed = said_to(soc_trang)[-1]
    path = handed["link"].removeprefix("https://vidu.test")
    client = Client(headers={"host": soc_trang.host})
    gate = client.post(path, {"digits": "0001"})
    assert gate.status_code == 303
    html = client.get(gate["Location"]).content.decode()
    for words in ("Ổ gà lớn số 1", "Nguyễn Thị Bưởi", "086190001234", "12 ấp Long Hòa"):
        assert words in html
    fields = dict(
        re.findall(r'name="(command_id|photo_kept|lat|lon|source|commune)"[^>]*value="([^"]*)"', html)
    )
    client.get("/gui/")
    posted = {
        **fields,
        "kind": "report",
        "field": "road",
        "description": "Ổ gà lớn số 1 giữa đường.",
        "name": "Nguyễn Thị Bưởi",
        "phone": "0912 000 001",
        "address": "12 ấp Long Hòa",
        "identity_number": "086190001234",
        "declared": "1",
    }
    assert client.post("/gui/", posted).status_code == 303
    assert reports_of(soc_trang) == [("web", "sent")]
    rounds(time.forward(seconds=3))
    receipt = said_to(soc_trang)[-1]["text"]
    assert "Đã nhận phản ánh" in receipt
    assert client.get(gate["Location"])["Location"].startswith("/phieu/"), (
        "the same draft is not offered again"
    )
    case_of(soc_trang, receipt).published(time.forward(hours=1))
    rounds(time.at)
    result = said_to(soc_trang)[-1]
    assert "Đã vá mặt đường" in result["text"]
    citizen.at = time.at
    assert citizen.posts(citizen.tap(result["choices"][0][0])) == 200
    rounds(time.at)
    rounds(time.forward(seconds=3))
    assert "Cảm ơn" in said_to(soc_trang)[-1]["text"]
    assert len(reports_of(soc_trang)) == 1


def test_over_days_a_draft_is_kept_what_is_missing_is_told_in_the_order_of_the_form_and_it_may_be_dropped(
    vinh_long: TestProvince, time: Clock, peer: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen = Citizen(account_of("zalo", vinh_long, peer, monkeypatch), "9007199254740993", time.at, peer.url)

    def say(event: tuple[bytes, dict[str, str]]) -> str:
        citizen.posts(event)
        rounds(time.at)
        rounds(time.forward(seconds=3))
        citizen.at = time.at
        return str(said_to(vinh_long)[-1]["text"])

    assert "Kính chào" in say(citizen.text("Xin chào"))
    told = say(citizen.text("Đèn đường trước chợ hỏng cả tuần nay"))
    photo, place, name, phone = (
        told.index(word) for word in ("hình ảnh", "vị trí", "họ và tên", "số điện thoại")
    )
    assert photo < place < name < phone
    time.forward(days=2)
    citizen.at = time.at
    assert "hình ảnh" not in say(citizen.photo(3)).partition("Còn thiếu")[2]
    say(citizen.text("Phường Long Châu"))
    say(citizen.text("Lê Văn Tám"))
    assert "Xác nhận và gửi" in say(citizen.text("0912 345 678"))
    assert "Đã bỏ bản nháp" in say(citizen.tap("drop"))
    assert "Kính chào" in say(citizen.text("chào"))
    assert reports_of(vinh_long) == []


@pytest.mark.clause("VL.8.2.4", "VL.9.2")
def test_a_supplement_is_asked_for_and_given_in_the_chat(
    vinh_long: TestProvince, time: Clock, peer: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen = Citizen(account_of("facebook", vinh_long, peer, monkeypatch), "42", time.at, peer.url)
    for event in citizen.whole(vinh_long, 1):
        citizen.posts(event)
    rounds(time.at)
    rounds(time.forward(seconds=3))
    case = case_of(vinh_long, said_to(vinh_long)[-1]["text"])
    step = case.step(vinh_long.intake, time.at)
    operations.request_supplement(step, grounds=["photo_unclear"], guidance="Xin chụp rõ biển số cột điện.")
    rounds(time.at)
    asked = said_to(vinh_long)[-1]
    assert "Xin chụp rõ biển số cột điện." in asked["text"]
    citizen.at = time.at
    citizen.posts(citizen.tap(asked["choices"][0][0]))
    rounds(time.at)
    rounds(time.forward(seconds=3))
    citizen.at = time.at
    citizen.posts(citizen.photo(7))
    citizen.posts(citizen.text("Cột số 12."))
    citizen.posts(citizen.tap("finish"))
    rounds(time.at)
    rounds(time.forward(seconds=3))
    assert "Đã ghi nhận nội dung bổ sung" in said_to(vinh_long)[-1]["text"]
    found = queries.followed(jurisdiction_id=vinh_long.jurisdiction.id, code=case.code)
    assert found is not None
    assert not [each for each in found.case.requests if each.state.is_open]
    assert len(reports_of(vinh_long)) == 1
    citizen.at = time.at
    citizen.posts(citizen.text(case.code))
    rounds(time.at)
    rounds(time.forward(seconds=3))
    assert f"{case.code}: đang chờ xác minh" in said_to(vinh_long)[-1]["text"]


def test_whoever_has_used_up_their_replies_keeps_nobody_from_hearing_the_result(
    vinh_long: TestProvince, time: Clock, peer: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = account_of("zalo", vinh_long, peer, monkeypatch)
    monkeypatch.setattr(telling, "BATCH", 1)
    cases = []
    for number, user in enumerate(("11", "12", "13")):
        citizen = Citizen(account, user, time.at, peer.url)
        for event in citizen.whole(vinh_long, number):
            citizen.posts(event)
        rounds(time.at)
        rounds(time.forward(seconds=3))
        cases.append(case_of(vinh_long, said_to(vinh_long)[-1]["text"]))
    time.forward(hours=1)
    for case in cases:
        case.published(time.at)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE conversations_conversation SET replies = 8 WHERE jurisdiction_id = %s AND id = "
            "(SELECT conversation_id FROM conversations_report WHERE case_id = %s)",
            [vinh_long.jurisdiction.id, cases[0].id],
        )
    told = telling._tell

    def breaks(moved: telling._Moved, **more: object) -> int:
        if moved.case_id == cases[1].id:
            raise RuntimeError
        return told(moved, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(telling, "_tell", breaks)
    before = len(said_to(vinh_long))
    rounds(time.at)
    news = [each["text"] for each in said_to(vinh_long)[before:]]
    assert len(news) == 1
    assert cases[2].code in news[0]
    monkeypatch.setattr(telling, "_tell", told)
    citizen = Citizen(account, "11", time.at, peer.url)
    citizen.posts(citizen.text("Bao giờ xong ạ?"))
    rounds(time.at)
    rounds(time.forward(seconds=3))
    rounds(time.at)
    later = "".join(each["text"] for each in said_to(vinh_long)[before + 1 :])
    assert cases[0].code in later, "told as soon as there is room"
    assert cases[1].code in later, "and the one that could not be told before"


@pytest.mark.clause("VL.7.3")
def test_a_voice_message_in_a_format_that_no_browser_plays_can_be_played_at_the_desk(
    vinh_long: TestProvince, time: Clock, peer: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen = Citizen(account_of("zalo", vinh_long, peer, monkeypatch), "77", time.at, peer.url)
    for event in (citizen.voice(), *citizen.whole(vinh_long, 1)):
        assert citizen.posts(event) == 200
    rounds(time.at)
    rounds(time.forward(seconds=3))
    case = case_of(vinh_long, said_to(vinh_long)[-1]["text"])
    detail = queries.followed(jurisdiction_id=vinh_long.jurisdiction.id, code=case.code)
    assert detail is not None
    (spoken,) = [each for each in detail.case.files if each.media_type == "audio/amr"]
    stored = evidence.file(jurisdiction_id=vinh_long.jurisdiction.id, id=uuid.UUID(spoken.id))
    assert stored is not None
    copies_are_made(vinh_long, time.at)
    path = playing.found(stored)
    assert path is not None
    assert path.read_bytes()[4:8] == b"ftyp", "MPEG-4, which every browser plays"
