"""The second factor of staff: enforced, good once, never lost without a way back."""

import base64
import html
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection
from django.test import Client
from tests.conftest import Clock
from tests.person import code, enters, signed_in
from tests.province import FACTOR, PASSWORD, TestProvince

from paht.people import factors
from paht.people.models import AccountEvent, Factor

BrowserOf = Callable[[TestProvince], Client]
SET_UP, CONFIRM, ACCOUNT = "/tai-khoan/xac-thuc/", "/dang-nhap/xac-nhan/", "/tai-khoan/"


def with_password(client: Client, login: str) -> str:
    """Where the right password leads."""
    answer = client.post("/dang-nhap/", {"username": login, "password": PASSWORD})
    assert answer.status_code == 302
    return str(answer["Location"])


def scanned(page: str) -> tuple[bytes, str]:
    """The secret that an application has after scanning, and the form's sealed copy of it."""
    address = html.unescape(re.search(r'href="(otpauth:[^"]*)"', page)[1])  # type: ignore[index]
    secret = parse_qs(urlsplit(address).query)["secret"][0]
    sealed = re.search(r'name="sealed" value="([^"]*)"', page)[1]  # type: ignore[index]
    return base64.b32decode(secret + "=" * (-len(secret) % 8)), sealed


def recovery_codes(page: str) -> list[str]:
    """The codes that the page tells."""
    return re.findall(r"<li>([a-z0-9]{5}-[a-z0-9]{5})</li>", page)


def sets_up(client: Client, at: Clock) -> list[str]:
    """Set up an application; the recovery codes that come with it."""
    secret, sealed = scanned(client.get(SET_UP).content.decode())
    answer = client.post(SET_UP, {"sealed": sealed, "code": factors.code_at(secret, at.at)})
    assert answer.status_code == 200, answer.status_code
    return recovery_codes(answer.content.decode())


def test_the_password_alone_opens_nothing(vinh_long: TestProvince, browser_of: BrowserOf) -> None:
    client = browser_of(vinh_long)
    assert with_password(client, "dieuphoi") == CONFIRM
    for path in ("/desk/", "/lich-truc/", ACCOUNT):
        assert client.get(path)["Location"].startswith("/dang-nhap/"), path
    assert client.get(SET_UP)["Location"] == CONFIRM, "and adds no factor to an account that has one"


def test_a_wrong_code_is_explained_and_the_right_one_opens_what_was_wanted(
    vinh_long: TestProvince, browser_of: BrowserOf
) -> None:
    client = browser_of(vinh_long)
    sent = client.get("/lich-truc/")["Location"]
    answer = client.post(sent, {"username": "dieuphoi", "password": PASSWORD, "next": "/lich-truc/"})
    wrong = client.post(answer["Location"], {"otp": "000000"})
    assert wrong.status_code == 401
    assert "Mã chưa đúng" in wrong.content.decode()
    assert client.post(answer["Location"], {"otp": code()})["Location"] == "/lich-truc/"
    assert client.get("/lich-truc/").status_code == 200


def test_the_secret_of_the_session_changes_with_the_second_factor(
    vinh_long: TestProvince, browser_of: BrowserOf
) -> None:
    client, thief = browser_of(vinh_long), browser_of(vinh_long)
    with_password(client, "dieuphoi")
    thief.cookies = client.cookies.copy()
    client.post(CONFIRM, {"otp": code()})
    assert client.get("/desk/").status_code == 200
    assert thief.get("/desk/").status_code == 302


def test_a_code_is_good_once(vinh_long: TestProvince, browser_of: BrowserOf, time: Clock) -> None:
    signed_in(browser_of(vinh_long), "dieuphoi")
    assert enters(browser_of(vinh_long), "dieuphoi").status_code == 401
    time.forward(seconds=30)
    assert enters(browser_of(vinh_long), "dieuphoi").status_code == 302


@pytest.mark.parametrize(("seconds", "status"), [(-60, 401), (-30, 302), (30, 302), (60, 401)])
def test_a_telephones_clock_may_go_wrong_by_half_a_minute(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock, seconds: int, status: int
) -> None:
    client = browser_of(vinh_long)
    with_password(client, "dieuphoi")
    time.forward(seconds=seconds)
    shown = code()
    time.forward(seconds=-seconds)
    assert client.post(CONFIRM, {"otp": shown}).status_code == status


def test_who_waits_too_long_gives_the_password_again(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    client = browser_of(vinh_long)
    with_password(client, "dieuphoi")
    time.forward(minutes=10)
    assert client.post(CONFIRM, {"otp": code()})["Location"] == "/dang-nhap/"


def test_after_five_wrong_codes_even_the_right_one_waits(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    client = browser_of(vinh_long)
    with_password(client, "dieuphoi")
    for _ in range(5):
        client.post(CONFIRM, {"otp": "000000"})
    late = client.post(CONFIRM, {"otp": code()})
    assert late.status_code == 401
    assert "quá nhiều lần" in late.content.decode()
    time.forward(minutes=15)
    assert enters(client, "dieuphoi").status_code == 302


def test_who_has_no_factor_sets_one_up_before_anything_else(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    Factor.objects.filter(staff_id=vinh_long.staff.id).delete()
    client = browser_of(vinh_long)
    assert client.get(with_password(client, "chuyenvien"))["Location"] == SET_UP
    assert client.get("/agency/")["Location"].startswith("/dang-nhap/")
    secret, sealed = scanned(client.get(SET_UP).content.decode())
    wrong = client.post(SET_UP, {"sealed": sealed, "code": "000000", "name": "Máy của Viên"})
    assert wrong.status_code == 422
    assert "Máy của Viên" in wrong.content.decode()
    assert scanned(wrong.content.decode())[0] == secret, "the application need not scan again"
    right = client.post(SET_UP, {"sealed": sealed, "code": factors.code_at(secret, time.at)})
    assert len(recovery_codes(right.content.decode())) == 10
    assert client.get("/agency/").status_code == 200


def test_a_sealed_secret_of_another_person_is_worth_nothing(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    Factor.objects.filter(staff_id__in=[vinh_long.staff.id, vinh_long.leader.id]).delete()
    mine, theirs = browser_of(vinh_long), browser_of(vinh_long)
    with_password(mine, "chuyenvien")
    with_password(theirs, "lanhdao")
    secret, sealed = scanned(mine.get(SET_UP).content.decode())
    answer = theirs.post(SET_UP, {"sealed": sealed, "code": factors.code_at(secret, time.at)})
    assert answer.status_code == 422


def test_a_recovery_code_opens_the_door_once(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    Factor.objects.filter(staff_id=vinh_long.staff.id).delete()
    client = browser_of(vinh_long)
    with_password(client, "chuyenvien")
    kept = sets_up(client, time)
    again = browser_of(vinh_long)
    with_password(again, "chuyenvien")
    assert again.post(CONFIRM, {"otp": kept[0].upper()}).status_code == 302
    assert "Còn 9 mã dự phòng" in again.get(ACCOUNT).content.decode()
    with_password(again, "chuyenvien")
    assert again.post(CONFIRM, {"otp": kept[0]}).status_code == 401


def test_a_further_factor_a_removed_one_and_new_codes_want_a_fresh_confirmation(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    time.forward(minutes=15)
    assert client.get(SET_UP)["Location"].startswith("/tai-khoan/xac-nhan/")
    for changed in ({"remove": "1"}, {"renew": "1"}):
        answer = client.post("/tai-khoan/xac-thuc/doi", changed)
        assert answer["Location"].startswith("/tai-khoan/xac-nhan/")
    again = client.post("/tai-khoan/xac-nhan/", {"otp": code(), "next": SET_UP})
    assert again["Location"] == SET_UP
    assert len(sets_up(client, time)) == 10
    assert Factor.objects.filter(staff_id=vinh_long.dispatcher.id).count() == 2


def test_the_last_factor_stays(vinh_long: TestProvince, browser_of: BrowserOf) -> None:
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    only = Factor.objects.get(staff_id=vinh_long.dispatcher.id)
    answer = client.post("/tai-khoan/xac-thuc/doi", {"remove": str(only.pk)})
    assert "ít nhất một cách xác thực" in client.get(answer["Location"]).content.decode()
    assert Factor.objects.filter(pk=only.pk).exists()


def test_nobody_removes_the_factor_of_another(vinh_long: TestProvince, browser_of: BrowserOf) -> None:
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    theirs = Factor.objects.get(staff_id=vinh_long.intake.id)
    factors.give_everybody(secret=FACTOR, staff_ids=[theirs.staff_id], name="Khác", at=theirs.made_at)
    client.post("/tai-khoan/xac-thuc/doi", {"remove": str(theirs.pk)})
    assert Factor.objects.filter(pk=theirs.pk).exists()


def test_what_confirmed_whom_is_recorded_for_good(vinh_long: TestProvince, browser_of: BrowserOf) -> None:
    client = browser_of(vinh_long)
    with_password(client, "dieuphoi")
    client.post(CONFIRM, {"otp": "000000"})
    client.post(CONFIRM, {"otp": code()})
    rows = AccountEvent.objects.filter(staff_id=vinh_long.dispatcher.id).order_by("id")
    assert [(row.what, row.detail) for row in rows] == [
        ("confirm_failed", "Đăng nhập"),
        ("confirmed", "totp: Đăng nhập"),
    ]
    for statement in ("UPDATE people_accountevent SET what = ''", "DELETE FROM people_accountevent"):
        with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_database_holds_no_secret_in_the_clear(vinh_long: TestProvince) -> None:
    rows = Factor.objects.filter(staff_id=vinh_long.dispatcher.id)
    assert FACTOR not in bytes(rows.get().secret)
    assert factors.opened(bytes(rows.get().secret), staff_id=rows.get().staff_id) == FACTOR


def test_the_demos_accounts_share_an_application_that_a_page_shows(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    Factor.objects.filter(staff_id=vinh_long.staff.id).delete()
    anybody = browser_of(vinh_long)
    assert anybody.get("/demo/phone/").status_code == 404, "elsewhere nobody tells a code"
    factors.equip_demo(home=settings.HOME, jurisdiction_id=vinh_long.jurisdiction.id, at=time.at)
    marks = [settings.HOME.path / name for name in ("demo-ready", "demo-factor")]
    marks[0].write_text("test")
    try:
        shown = re.search(r'<b class="code">(\d{6})</b>', anybody.get("/demo/phone/").content.decode())
        with_password(anybody, "chuyenvien")
        assert "./paht code" in anybody.get(CONFIRM).content.decode()
    finally:
        for mark in marks:
            mark.unlink()
    assert shown is not None
    assert anybody.post(CONFIRM, {"otp": shown[1]})["Location"] == "/agency/"
    assert enters(browser_of(vinh_long), "lanhdao").status_code == 302, "who had one keeps it"
