"""The second factor before personal data are opened: when it is asked for, what it covers, what it leaves behind."""

import html
import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, words_of
from tests.person import code
from tests.province import PERSONAL, TestCase, TestProvince

from paht.people.models import AccountEvent

PURPOSE = "Gọi xác minh địa điểm"
DESCRIPTION = "Ổ gà lớn giữa đường, xe máy té ngã nhiều lần."


def stays(province: TestProvince) -> Desk:
    """An officer who does not sign in again by themselves while the test lasts."""
    desk = Desk(province, "tiepnhan")
    desk.client.signs_in_again_after = timedelta(hours=1)
    return desk


def asks(desk: Desk, case: TestCase, **typed: str) -> Any:
    """The answer to the demand to see who sent the report."""
    return desk.client.post(f"/desk/case/{case.id}/sender/", {"purpose": PURPOSE, **typed})


def shows_the_sender(answer: Any) -> bool:
    """Whether it was met; where not, the page has kept what was typed and asks in place."""
    shown = PERSONAL["name"] in answer.content.decode()
    assert answer.status_code == (200 if shown else 422)
    if not shown:
        assert f'value="{PURPOSE}"' in answer.content.decode()
        assert 'name="otp"' in answer.content.decode()
    return shown


def looks(case: TestCase) -> int:
    """How often the sender's data were opened."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM people_look l JOIN cases_case c "
            "ON (c.state -> 'original' ->> 'id')::uuid = l.record_id "
            "WHERE c.id = %s AND 'phone' = ANY(l.fields)",
            [case.id],
        )
        return int(cursor.fetchone()[0])


@pytest.mark.clause("VL.7.5")
def test_one_confirmation_covers_an_officers_own_queue_for_a_quarter_of_an_hour(
    vinh_long: TestProvince, time: Clock
) -> None:
    first, second = vinh_long.sent(time.at), vinh_long.sent(time.at)
    desk = stays(vinh_long)
    time.forward(minutes=14, seconds=59)
    assert shows_the_sender(asks(desk, first))
    time.forward(seconds=1)
    assert not shows_the_sender(asks(desk, second))
    assert looks(second) == 0
    assert shows_the_sender(asks(desk, second, otp=code()))
    time.forward(minutes=14, seconds=59)
    assert shows_the_sender(asks(desk, first)), "the new confirmation covers again"


@pytest.mark.clause("VL.7.5")
def test_what_a_sender_wrote_is_opened_for_a_quarter_of_an_hour_then_the_officer_is_asked_again(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at)
    desk = stays(province)
    address = f"/desk/case/{case.id}/?from=queue"
    time.forward(minutes=14, seconds=59)
    assert DESCRIPTION in desk.client.get(address).content.decode()
    time.forward(seconds=1)
    asked = desk.client.get(address)
    assert asked.status_code == 302
    assert parse_qs(urlsplit(asked["Location"]).query) == {"next": [address]}
    page = desk.client.get(asked["Location"]).content.decode()
    assert "xin xác nhận chính ông/bà đang đọc" in words_of(page)
    given = desk.client.post(urlsplit(asked["Location"]).path, {"otp": code(), "next": address})
    assert (given.status_code, given["Location"]) == (302, address)
    assert DESCRIPTION in desk.client.get(address).content.decode()
    assert AccountEvent.objects.filter(detail__endswith="Đọc nội dung phản ánh tại bàn điều hành").exists()


@pytest.mark.clause("VL.7.5")
@pytest.mark.parametrize(("version", "status"), [(1, 422), (0, 409)], ids=["refused", "overtaken"])
def test_a_form_that_comes_back_asks_first_too_and_keeps_what_was_typed(
    vinh_long: TestProvince, time: Clock, version: int, status: int
) -> None:
    case = vinh_long.sent(time.at)
    desk = stays(vinh_long)
    time.forward(minutes=14, seconds=59)
    assert DESCRIPTION in desk.post(case, "supplement", version=version, guidance=TYPED).content.decode()
    time.forward(seconds=1)
    answer = desk.post(case, "supplement", version=version, guidance=TYPED)
    for typed, words in (({}, "xin xác nhận chính ông/bà đang đọc"), ({"otp": "000000"}, "Mã chưa đúng")):
        if typed:
            answer = desk.client.post(f"/desk/case/{case.id}/supplement/", kept(answer) | typed)
        assert answer.status_code == 422
        assert DESCRIPTION not in answer.content.decode(), "the words stay closed"
        assert words in words_of(answer.content.decode())
        assert kept(answer)["guidance"] == TYPED
    opened = desk.client.post(f"/desk/case/{case.id}/supplement/", kept(answer) | {"otp": code()})
    assert opened.status_code == status
    page = opened.content.decode()
    assert DESCRIPTION in page
    assert TYPED in page, "and the form has it again"
    assert AccountEvent.objects.filter(detail__endswith="Đọc nội dung phản ánh tại bàn điều hành").exists()


TYPED = "Lý do đang gõ dở"


def kept(answer: Any) -> dict[str, str]:
    """The hidden fields of the page that asks."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in fields if name != "csrfmiddlewaretoken"}


@pytest.mark.clause("VL.7.5")
def test_outside_the_own_queue_every_look_needs_a_confirmation_of_its_own(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at).dispatched(time.at)
    desk = stays(province)
    assert not shows_the_sender(asks(desk, case)), "though the person confirmed a moment ago"
    assert shows_the_sender(asks(desk, case, otp=code()))
    assert not shows_the_sender(asks(desk, case))
    assert not shows_the_sender(asks(desk, case, otp=code())), "a code is good once"
    time.forward(seconds=30)
    assert shows_the_sender(asks(desk, case, otp=code()))


def test_a_wrong_confirmation_opens_nothing_and_keeps_what_was_typed(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at).dispatched(time.at)
    desk = stays(vinh_long)
    answer = asks(desk, case, otp="000000")
    assert not shows_the_sender(answer)
    assert "Mã chưa đúng" in words_of(answer.content.decode())
    for _ in range(4):
        asks(desk, case, otp="000000")
    assert not shows_the_sender(asks(desk, case, otp=code())), "after five wrong ones none is tried"
    assert looks(case) == 0


@pytest.mark.clause("VL.7.5")
def test_a_confirmation_is_recorded_with_its_purpose(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at).dispatched(time.at)
    asks(Desk(vinh_long, "tiepnhan"), case, otp="000000")
    asks(Desk(vinh_long, "tiepnhan"), case, otp=code())
    rows = AccountEvent.objects.filter(staff_id=vinh_long.intake.id).order_by("id")
    assert [(row.what, row.detail) for row in rows] == [
        ("confirm_failed", f"Xem người gửi {case.code}: {PURPOSE}"),
        ("confirmed", f"totp: Xem người gửi {case.code}: {PURPOSE}"),
    ]


@pytest.mark.clause("VL.7.5")
def test_searching_by_phone_number_needs_a_confirmation_each_time(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at)
    desk = stays(province)
    typed = {"phone": "0912345678", "purpose": PURPOSE}
    without = desk.client.post("/desk/search/", typed)
    assert without.status_code == 422
    assert case.code not in without.content.decode()
    assert 'value="0912345678"' in without.content.decode()
    assert case.code in desk.client.post("/desk/search/", {**typed, "otp": code()}).content.decode()
    assert desk.client.post("/desk/search/", typed).status_code == 422
