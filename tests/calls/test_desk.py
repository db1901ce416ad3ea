"""The hotline at the desk: the screen of a call, the report entered while the caller talks, who sees which number."""

import re
import uuid
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connections
from tests.calls.conftest import Connect
from tests.calls.peers import Teller, rows, sits_at
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, words_of
from tests.province import FACTOR, PERSONAL, TestProvince

from paht import clock
from paht.cases import queries
from paht.law.casework.states import Channel, Role
from paht.people import factors
from paht.people.models import Membership, Staff, qualified

NUMBER = "0912345678"
"""PERSONAL's own."""


def rings(teller: Teller, call: str = "c-1", **more: Any) -> str:
    """A call that officer at 101 has taken; the address of its page."""
    teller.tell(call, "ringing", number=NUMBER, queue="1022", **more)
    teller.tell(call, "answered", number=NUMBER, extension="101", **more)
    return address(teller.province, call)


def administrator(province: TestProvince) -> Desk:
    """The province's administrator."""
    login = qualified("quantri", province.jurisdiction.slug)
    staff, is_new = Staff.objects.get_or_create(
        login=login,
        jurisdiction_id=province.jurisdiction.id,
        defaults={"name": "Trương Quản", "password": "!"},
    )
    if is_new:
        Membership.objects.create(
            staff=staff, agency=province.committee, role=Role.ADMINISTRATOR.value, valid_from=clock.now()
        )
        factors.give_everybody(secret=FACTOR, staff_ids=[staff.id], name="Điện thoại", at=clock.now())
    return Desk(province, "quantri")


def given(province: TestProvince, login: str, *extensions: str) -> None:
    """The administrator gives them."""
    admin = administrator(province)
    for each in extensions:
        assert admin.client.post("/quan-tri/may-le/", {"extension": each, "login": login}).status_code == 302


def address(province: TestProvince, call: str = "c-1") -> str:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM calls_call WHERE jurisdiction_id = %s AND reference = %s",
            [province.jurisdiction.id, call],
        )
        return f"/desk/cuoc-goi/{cursor.fetchone()[0]}/"


@pytest.mark.clause("ST.7.2.office", "ST.6.1.a")
def test_whoever_answers_is_led_to_the_call_and_enters_the_report_on_one_screen(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    before = soc_trang.sent(time.at)
    sits_at(soc_trang, soc_trang.intake.id, "101", time.at)
    teller = connect(soc_trang)
    desk = Desk(soc_trang, "tiepnhan")
    page = rings(teller, at=time.at.isoformat())
    popped = desk.client.get("/desk/cuoc-goi/dang-co/", headers={"X-Unattended": "1"})
    assert popped.headers["HX-Redirect"] == page
    shown = desk.page(page)
    assert f'value="{NUMBER}"' in shown, "prefilled"
    assert before.code in shown, "what they reported before"
    assert "<textarea autofocus" in shown, "by keyboard alone, from the first sign on"
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', shown))
    commune = soc_trang.jurisdiction.province.communes[0].code
    form = {**PERSONAL, "kind": "report", "description": "Đèn đường tắt ba đêm liền.", "commune": commune}
    form |= {"phone": fields["phone"], "known": fields["known"]}
    refused = desk.client.post(page, form)
    assert refused.status_code == 422
    assert "Đèn đường tắt ba đêm liền." in unescape(refused.content.decode()), "nothing typed is lost"
    made = desk.client.post(page, {**form, "declared": "1"})
    assert made.status_code == 302
    assert desk.client.post(page, {**form, "declared": "1"})["Location"] == made["Location"]
    case_id = uuid.UUID(made["Location"].rstrip("/").rpartition("/")[2])
    case = queries.case_alone(jurisdiction_id=soc_trang.jurisdiction.id, case_id=case_id)
    assert case is not None
    assert case.channel is Channel.HOTLINE
    assert rows(soc_trang, "case_id", "calls_link") == [(case_id,)]
    assert str(case.sender) == str(before.sender.id), "the same sender"


@pytest.mark.clause("ST.7.2.office")
def test_every_page_of_the_desk_says_what_rings_and_is_left_alone_while_it_is_the_same(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    sits_at(soc_trang, soc_trang.intake.id, "101", time.at)
    teller = connect(soc_trang)
    desk, colleague = Desk(soc_trang, "tiepnhan"), Desk(soc_trang, "dieuphoi")
    asked = 'hx-get="/desk/cuoc-goi/do-chuong/"'
    assert asked in desk.page("/desk/")
    assert asked not in desk.page("/desk/cuoc-goi/"), "the list itself says so"
    assert asked not in Desk(soc_trang, "bientap").page("/desk/"), "who takes no calls is not disturbed"

    def rung(who: Desk, shown: str | None = None) -> str:
        given = {} if shown is None else {"shown": shown}
        return unescape(who.client.get("/desk/cuoc-goi/do-chuong/", given).content.decode())

    assert "<a" not in rung(desk)
    teller.tell("c-1", "ringing", at=time.at.isoformat(), number=NUMBER, queue="1022")
    told = rung(desk)
    ((call_id,),) = rows(soc_trang, "id", "calls_call")
    assert f'href="/desk/cuoc-goi/{call_id}/"' in told
    assert "Đang đổ chuông" in told
    assert NUMBER not in told, "no number before somebody has the caller on the line"
    (shown,) = re.findall(r"shown=([^\"]+)", told)
    assert rung(desk, shown) == "", "nothing is changed on the page"
    teller.tell("c-1", "answered", at=time.at.isoformat(), number=NUMBER, extension="101")
    assert "Đang nói chuyện" in rung(desk, shown), "the officer's own call"
    assert "<a" not in rung(colleague), "a colleague's call rings no more"
    teller.tell("c-1", "ended", at=time.at.isoformat(), number=NUMBER)
    assert "<a" not in rung(desk)


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_the_number_is_shown_to_whoever_has_the_caller_on_the_line_and_the_look_is_on_record(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    sits_at(soc_trang, soc_trang.intake.id, "101", time.at)
    page = rings(connect(soc_trang), at=time.at.isoformat())
    colleague = Desk(soc_trang, "dieuphoi")
    assert NUMBER not in colleague.page(page)
    assert NUMBER not in colleague.page("/desk/cuoc-goi/")
    assert (
        "HX-Redirect"
        not in colleague.client.get("/desk/cuoc-goi/dang-co/", headers={"X-Unattended": "1"}).headers
    )
    count = "people_look"
    before = rows(soc_trang, "count(*)", count)
    assert NUMBER in Desk(soc_trang, "tiepnhan").page(page)
    ((after,),) = rows(soc_trang, "count(*)", count)
    assert after == before[0][0] + 1
    connect(soc_trang).tell("c-1", "ended", at=time.at.isoformat())
    time.forward(minutes=29)
    assert NUMBER in Desk(soc_trang, "tiepnhan").page(page), "a session just begun is a confirmation"
    time.forward(minutes=2)
    assert NUMBER not in Desk(soc_trang, "tiepnhan").page(page), "the call is over"


def test_a_colleague_sees_the_number_after_confirming_alone(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    page = rings(connect(soc_trang), at=time.at.isoformat())
    desk = Desk(soc_trang, "dieuphoi")
    refused = desk.client.post(f"{page}so", {"otp": "000000"})
    assert refused.status_code == 422
    assert NUMBER not in refused.content.decode()


@pytest.mark.clause("VL.7.1")
def test_where_the_regulation_has_no_hotline_nothing_is_entered_and_the_caller_is_guided(
    vinh_long: TestProvince, time: Clock, connect: Connect
) -> None:
    case = vinh_long.sent(time.at)
    sits_at(vinh_long, vinh_long.intake.id, "101", time.at)
    page = rings(connect(vinh_long), at=time.at.isoformat())
    desk = Desk(vinh_long, "tiepnhan")
    shown = desk.page(page)
    assert "Hướng dẫn người gọi" in shown
    assert case.code in shown
    assert desk.client.post(page, {"command_id": str(uuid.uuid4())}).status_code == 404
    linked = desk.client.post(f"{page}gan", {"code": case.code})
    assert linked.status_code == 302
    assert rows(vinh_long, "case_id", "calls_link") == [(case.id,)]
    assert desk.client.post(f"{page}gan", {"code": "VL-0000"}).status_code == 422


@pytest.mark.clause("ST.7.2.voicemail")
def test_a_voice_message_stands_in_the_queue_until_somebody_has_heard_it(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    teller = connect(soc_trang)
    teller.tell("v-1", "ringing", at=time.at.isoformat(), number=NUMBER, queue="loi-nhan")
    teller.tell("v-1", "ended", at=time.at.isoformat())
    desk = Desk(soc_trang, "tiepnhan")
    words = words_of(desk.page("/desk/cuoc-goi/"))
    assert "Lời nhắn thoại chờ nghe (1)" in words
    assert desk.client.post(f"{address(soc_trang, 'v-1')}da-nghe").status_code == 302
    assert "Không có lời nhắn nào chờ nghe" in words_of(desk.page("/desk/cuoc-goi/"))
    ((by,),) = rows(soc_trang, "heard_by")
    assert str(by) == soc_trang.intake.id
    Desk(soc_trang, "dieuphoi").client.post(f"{address(soc_trang, 'v-1')}da-nghe")
    assert rows(soc_trang, "heard_by") == [(by,)], "the first counts"


def test_a_call_that_nobody_took_is_missed_until_somebody_calls_back(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    teller = connect(soc_trang)
    teller.tell("m-1", "ringing", at=time.at.isoformat(), number=NUMBER, queue="1022")
    desk = Desk(soc_trang, "tiepnhan")
    assert "Gọi nhỡ chưa gọi lại (1)" not in words_of(desk.page("/desk/cuoc-goi/"))
    teller.tell("m-1", "ended", at=time.at.isoformat())
    assert "Gọi nhỡ chưa gọi lại (1)" in words_of(desk.page("/desk/cuoc-goi/"))


def test_another_provinces_call_is_not_there(
    soc_trang: TestProvince, vinh_long: TestProvince, connect: Connect
) -> None:
    page = rings(connect(soc_trang))
    assert Desk(vinh_long, "tiepnhan").client.get(page).status_code == 404


def test_nobody_gives_themselves_an_extension_and_what_was_taken_back_brings_no_caller(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    desk, admin = Desk(soc_trang, "tiepnhan"), administrator(soc_trang)
    refused = desk.client.post("/tai-khoan/dien-thoai/", {"extension": "101"})
    assert refused.status_code == 422
    assert "không được cấp cho ông/bà" in words_of(refused.content.decode())
    assert rows(soc_trang, "extension", "calls_line") == []
    assert desk.client.post("/quan-tri/may-le/", {"extension": "101", "login": "tiepnhan"}).status_code == 403
    assert admin.client.post("/quan-tri/may-le/", {"extension": "1x", "login": "ai-do"}).status_code == 422
    assert admin.client.post("/quan-tri/may-le/", {"extension": "101", "login": "ai-do"}).status_code == 422
    for _ in range(2):
        given = admin.client.post("/quan-tri/may-le/", {"extension": "101", "login": "tiepnhan"})
        assert given.status_code == 302
    assert desk.client.post("/tai-khoan/dien-thoai/", {"extension": "101"}).status_code == 200
    assert "Đang ngồi" in words_of(admin.page("/quan-tri/may-le/"))
    page = rings(connect(soc_trang), at=time.at.isoformat())
    assert NUMBER in desk.page(page)
    ((key,),) = rows(soc_trang, "id", "calls_extension")
    assert admin.client.post("/quan-tri/may-le/", {"take": str(key)}).status_code == 302
    assert rows(soc_trang, "extension", "calls_line") == [("",)]
    ((gave, took),) = rows(soc_trang, "given_by, taken_by", "calls_extension")
    assert gave == took == Staff.objects.get(login=qualified("quantri", soc_trang.jurisdiction.slug)).id
    later = connect(soc_trang)
    later.tell("c-2", "ringing", number=NUMBER, queue="1022")
    later.tell("c-2", "answered", number=NUMBER, extension="101")
    assert NUMBER not in desk.page(address(soc_trang, "c-2"))


def test_a_line_that_was_claimed_without_the_roster_brings_no_caller(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    sits_at(soc_trang, soc_trang.intake.id, "101", time.at)
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM calls_extension WHERE jurisdiction_id = %s", [soc_trang.jurisdiction.id])
    page = rings(connect(soc_trang), at=time.at.isoformat())
    assert rows(soc_trang, "staff_id") == [(None,)]
    assert NUMBER not in Desk(soc_trang, "tiepnhan").page(page)


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_on_the_line_too_the_number_needs_a_confirmation_of_the_last_quarter_of_an_hour(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    sits_at(soc_trang, soc_trang.intake.id, "101", time.at)
    desk = Desk(soc_trang, "tiepnhan")
    page = rings(connect(soc_trang), at=time.at.isoformat())
    assert NUMBER in desk.page(page)
    desk.client.signs_in_again_after = timedelta(days=1)
    time.forward(minutes=8)
    desk.page("/desk/cuoc-goi/")
    time.forward(minutes=8)
    ((before,),) = rows(soc_trang, "count(*)", "people_look")
    assert NUMBER not in desk.page(page)
    assert rows(soc_trang, "count(*)", "people_look") == [(before,)]
    shown = desk.client.post(f"{page}so", {"otp": factors.code_at(FACTOR, time.at)})
    assert NUMBER in shown.content.decode()
    assert rows(soc_trang, "count(*)", "people_look") == [(before + 1,)]
    assert NUMBER in desk.page(page), "covered again"


def test_the_number_of_a_caller_is_a_claim_and_shows_nothing_secret(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    plain = soc_trang.sent(time.at)
    private = soc_trang.sent(time.at, confidential=True)
    sits_at(soc_trang, soc_trang.intake.id, "101", time.at)
    shown = words_of(Desk(soc_trang, "tiepnhan").page(rings(connect(soc_trang), at=time.at.isoformat())))
    assert "số gọi đến tự xưng" in shown
    assert plain.code in shown
    assert private.code not in shown
    assert "Ổ gà lớn" not in shown, "no words of a sender"


def test_an_extension_is_one_persons_and_a_number_of_ones_own_is_sealed(soc_trang: TestProvince) -> None:
    desk = Desk(soc_trang, "tiepnhan")
    given(soc_trang, "tiepnhan", "101", "102")
    given(soc_trang, "dieuphoi", "101")
    saved = desk.client.post("/tai-khoan/dien-thoai/", {"extension": "101", "number": "0987 654 321"})
    assert saved.status_code == 200
    assert "0987" not in saved.content.decode()
    other = Desk(soc_trang, "dieuphoi")
    assert other.client.post("/tai-khoan/dien-thoai/", {"extension": "101"}).status_code == 422
    assert other.client.post("/tai-khoan/dien-thoai/", {"extension": "1x"}).status_code == 422
    assert other.client.post("/tai-khoan/dien-thoai/", {"number": "12"}).status_code == 422
    assert rows(soc_trang, "extension, record_id IS NOT NULL", "calls_line") == [("101", True)]
    assert desk.client.post("/tai-khoan/dien-thoai/", {"extension": "102"}).status_code == 200
    assert rows(soc_trang, "extension, record_id IS NOT NULL", "calls_line") == [("102", True)]
    desk.client.post("/tai-khoan/dien-thoai/", {"extension": "102", "forget": "1"})
    assert rows(soc_trang, "extension, record_id IS NOT NULL", "calls_line") == [("102", False)]
