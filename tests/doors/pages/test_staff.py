"""Signing in and out, and the duty roster, through HTTP."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.person import enters, signed_in
from tests.province import PASSWORD, TestProvince

from paht.law.casework.states import Role
from paht.people.models import Membership, Staff


@pytest.mark.parametrize(
    ("login", "home"), [("tiepnhan", "/desk/"), ("chuyenvien", "/agency/"), ("lanhdaotinh", "/leadership/")]
)
def test_staff_are_led_to_the_interface_of_their_work(
    province: TestProvince, browser_of: Callable[[TestProvince], Client], login: str, home: str
) -> None:
    answer = enters(browser_of(province), login)
    assert (answer.status_code, answer["Location"]) == (302, home)


def test_an_administrator_finds_bodies_accounts_and_the_calendar_and_nothing_else(
    province: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    staff = Staff.objects.get(pk=province.auditor.id)
    Membership.objects.filter(staff=staff).update(role=Role.ADMINISTRATOR)
    client = browser_of(province)
    assert enters(client, "kiemtra")["Location"] == "/quan-tri/"
    page = unescape(client.get("/quan-tri/").content.decode())
    for expected in ("Sở Xây dựng", "Võ Văn Viên", "Chuyên viên xử lý", "2026, 2027", "07:00–11:00"):
        assert expected in page
    found = unescape(client.get("/quan-tri/", {"tim": "vo van"}).content.decode())
    assert "Võ Văn Viên" in found
    assert "Lê Thị Tiếp" not in found
    assert [client.get(path).status_code for path in ("/desk/", "/agency/", "/leadership/")] == [403] * 3


def test_the_administrators_page_is_not_for_others(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    assert signed_in(browser_of(vinh_long), "dieuphoi").get("/quan-tri/").status_code == 403
    assert browser_of(vinh_long).get("/quan-tri/")["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize(("login", "home"), [("dieuphoi", "/desk/"), ("chuyenvien", "/agency/")])
def test_whoever_works_in_a_body_is_shown_the_way_to_its_roster(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], login: str, home: str
) -> None:
    assert 'href="/lich-truc/"' in signed_in(browser_of(vinh_long), login).get(home).content.decode()


@pytest.mark.parametrize(("login", "home"), [("dieuphoi", "/desk/"), ("lanhdaotinh", "/leadership/")])
def test_the_mark_above_the_list_of_violations_leads_home(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], login: str, home: str
) -> None:
    client = signed_in(browser_of(vinh_long), login)
    page = client.get("/leadership/failings").content.decode()
    assert f'<a class="brand" href="{home}">' in page
    assert client.get(home).status_code == 200


def test_a_wrong_login_and_a_wrong_password_get_the_same_answer(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    answers = [
        browser_of(vinh_long).post("/dang-nhap/", {"username": login, "password": "sai-mat-khau"})
        for login in ("tiepnhan", "khongcoai")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    texts = [
        answer.content.decode().replace("tiepnhan", "").replace("khongcoai", "").split("<form")[1]
        for answer in answers
    ]
    assert "chưa đúng" in answers[0].content.decode()
    assert texts[0].split("csrf")[0] == texts[1].split("csrf")[0]


def test_the_next_page_is_never_another_site(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    client = browser_of(vinh_long)
    assert enters(client, "tiepnhan", target="https://example.com/")["Location"] == "/desk/"
    assert enters(client, "dieuphoi", target="/lich-truc/")["Location"] == "/lich-truc/"


def test_an_account_of_one_province_opens_nothing_in_another(
    vinh_long: TestProvince, soc_trang: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    assert client.get("/lich-truc/").status_code == 200
    answer = client.get("/lich-truc/", headers={"host": soc_trang.host})
    assert answer["Location"].startswith("/dang-nhap/")


@pytest.mark.clause("VL.12.3", "VL.21.2")
def test_a_session_ends_with_the_last_role_at_the_next_request(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], time: Clock
) -> None:
    client = signed_in(browser_of(vinh_long), "chuyenvien")
    assert client.get("/lich-truc/").status_code == 200
    Membership.objects.filter(staff_id=vinh_long.staff.id).update(valid_until=time.at + timedelta(minutes=5))
    time.forward(minutes=5)
    assert client.get("/lich-truc/")["Location"].startswith("/dang-nhap/")


@pytest.mark.clause("VL.12.3", "VL.21.2")
def test_a_role_that_ends_opens_nothing_more_while_another_lasts(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], time: Clock
) -> None:
    client = signed_in(browser_of(vinh_long), "dieuphoi")
    case = vinh_long.sent(time.at).accepted(time.at)
    assert f"/desk/case/{case.id}/dispatch/" in client.get(f"/desk/case/{case.id}/").content.decode()
    held = Membership.objects.filter(staff_id=vinh_long.dispatcher.id, role=Role.DISPATCHER)
    held.update(valid_until=time.at + timedelta(minutes=5))
    time.forward(minutes=5)
    assert f"/desk/case/{case.id}/dispatch/" not in client.get(f"/desk/case/{case.id}/").content.decode()


def test_who_has_no_role_is_told_so_after_the_right_password_alone(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], time: Clock
) -> None:
    Membership.objects.filter(staff_id=vinh_long.staff.id).update(valid_until=time.at)
    answers = [
        browser_of(vinh_long).post("/dang-nhap/", {"username": "chuyenvien", "password": password})
        for password in (PASSWORD, "sai-mat-khau")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert ["không có vai trò" in answer.content.decode() for answer in answers] == [True, False]


def test_a_role_in_one_body_opens_nothing_in_another(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], time: Clock
) -> None:
    """Staff of the roads department who also leads the waste department never approves for roads."""
    Membership.objects.create(
        staff_id=vinh_long.staff.id,
        agency=vinh_long.waste,
        role="agency_leader",
        valid_from=time.forward(days=1),
    )
    case = vinh_long.sent(time.at).submitted(time.at)
    client = signed_in(browser_of(vinh_long), "chuyenvien")
    page = client.get(f"/agency/case/{case.id}").content.decode()
    assert "Sở Xây dựng" in page
    assert f"/agency/case/{case.id}/approve" not in page
    assert client.post(f"/agency/case/{case.id}/approve", {"note": "Đồng ý."}).status_code in (403, 422, 400)


def test_an_account_that_is_closed_is_out_at_the_next_request(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    client = signed_in(browser_of(vinh_long), "chuyenvien")
    Staff.objects.filter(pk=vinh_long.staff.id).update(is_active=False)
    assert client.get("/lich-truc/")["Location"].startswith("/dang-nhap/")


def test_a_leader_puts_a_colleague_on_duty_and_takes_him_off(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    client = signed_in(browser_of(vinh_long), "lanhdao")
    form = {
        "staff": vinh_long.staff.id,
        "starts": "2026-11-18T07:00",
        "ends": "2026-11-18T19:00",
        "rank": "1",
    }
    assert client.post("/lich-truc/", form).status_code == 302
    page = client.get("/lich-truc/").content.decode()
    assert page.count("Kết thúc</") >= 1
    entry = page.split('name="remove" value="')[1].split('"')[0]
    client.post("/lich-truc/", {"remove": entry})
    assert "Hiện không có ai trực" in client.get("/lich-truc/").content.decode()


def test_a_roster_entry_that_cannot_be_is_explained_and_what_was_typed_stays(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    client = signed_in(browser_of(vinh_long), "lanhdao")
    form = {
        "staff": vinh_long.other_staff.id,
        "starts": "2026-11-19T19:00",
        "ends": "2026-11-19T07:00",
        "rank": "1",
    }
    answer = client.post("/lich-truc/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "thuộc cơ quan" in page
    assert "phải sau thời điểm bắt đầu" in page
    assert "2026-11-19T19:00" in page


def test_staff_see_the_roster_and_cannot_change_it(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    client = signed_in(browser_of(vinh_long), "chuyenvien")
    assert "Thêm ca trực" not in client.get("/lich-truc/").content.decode()
    assert client.post("/lich-truc/", {"remove": "1"}).status_code == 403


@pytest.mark.clause("VL.4.6", "ST.3.4")
def test_a_form_from_elsewhere_is_refused_by_the_editions_own_clause(province: TestProvince) -> None:
    client = Client(enforce_csrf_checks=True, headers={"host": province.host})
    answer = client.post("/dang-nhap/", {"username": "tiepnhan", "password": PASSWORD})
    words = {"vinh-long-2025": "khoản 6 Điều 4", "soc-trang-2024": "khoản 4 Điều 3"}
    assert answer.status_code == 403
    assert words[province.jurisdiction.edition.id] in answer.content.decode()
