"""Accounts that the administrator creates, and the link by which a person makes one their own (VL.20.6)."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.doors.pages.test_second_factor import SET_UP, sets_up
from tests.person import enters, signed_in
from tests.province import PASSWORD, TestProvince

from paht.law.casework.states import Role
from paht.people.models import AccountEvent, Membership, Staff

BrowserOf = Callable[[TestProvince], Client]
NEW = "nhớ tưới cây mỗi sáng"
GOOD = {"password": NEW, "repeated": NEW}


@pytest.fixture
def administrator(vinh_long: TestProvince, browser_of: BrowserOf) -> Client:
    """The browser of the province's administrator."""
    Membership.objects.filter(staff_id=vinh_long.auditor.id).update(role=Role.ADMINISTRATOR)
    return signed_in(browser_of(vinh_long), "kiemtra")


def form(province: TestProvince, **changes: str) -> dict[str, str]:
    """The form for a new member of the roads department."""
    filled = {"name": "Trần Văn Mới", "login": "moi", "body": str(province.roads.id), "role": "agency_staff"}
    return {**filled, **changes}


def link_in(page: str) -> str:
    """The path of the link that the page tells."""
    found = re.search(r"<code>http://[^/]+(/moi/[^<]+)</code>", page)
    assert found, page
    return found[1]


@pytest.mark.clause("VL.20.6")
def test_the_administrator_creates_an_account_and_its_person_makes_it_their_own(
    vinh_long: TestProvince, administrator: Client, browser_of: BrowserOf, time: Clock
) -> None:
    made = administrator.post("/quan-tri/tai-khoan", form(vinh_long))
    link = link_in(made.content.decode())
    person = browser_of(vinh_long)
    assert "Trần Văn Mới" in unescape(person.get(link).content.decode())
    answer = person.post(link, GOOD)
    assert answer["Location"] == SET_UP
    assert person.get("/agency/").status_code == 302, "not before the second factor"
    sets_up(person, time)
    assert person.get("/agency/").status_code == 200
    account = Staff.objects.get(login=f"moi@{vinh_long.jurisdiction.slug}")
    events = AccountEvent.objects.filter(staff=account).order_by("id")
    assert [event.what for event in events] == ["invited", "invitation_used", "factor_added"]
    assert str(events[0].by) == vinh_long.auditor.id


@pytest.mark.clause("VL.20.6")
def test_nobody_but_the_administrator_creates_accounts(
    vinh_long: TestProvince, browser_of: BrowserOf
) -> None:
    for login in ("dieuphoi", "lanhdao", "lanhdaotinh"):
        answer = signed_in(browser_of(vinh_long), login).post("/quan-tri/tai-khoan", form(vinh_long))
        assert answer.status_code == 403
    assert not Staff.objects.filter(name="Trần Văn Mới", jurisdiction_id=vinh_long.jurisdiction.id).exists()


def test_what_is_wrong_with_a_new_account_is_said_and_what_was_typed_stays(
    vinh_long: TestProvince, administrator: Client
) -> None:
    wrong = form(vinh_long, login="có dấu", body="", role="vua")
    page = unescape(administrator.post("/quan-tri/tai-khoan", wrong).content.decode())
    for words in ("chữ cái không dấu", "Xin chọn cơ quan", "Xin chọn vai trò", 'value="Trần Văn Mới"'):
        assert words in page
    taken = administrator.post("/quan-tri/tai-khoan", form(vinh_long, login="dieuphoi"))
    assert taken.status_code == 422
    assert "đã có người dùng" in taken.content.decode()


def test_a_link_is_good_once_for_a_day_and_until_the_next_one(
    vinh_long: TestProvince,
    soc_trang: TestProvince,
    administrator: Client,
    browser_of: BrowserOf,
    time: Clock,
) -> None:
    def invites() -> str:
        time.forward(seconds=1)
        return link_in(administrator.post("/quan-tri/tai-khoan", {"again": "chuyenvien"}).content.decode())

    former, replaced = invites(), invites()
    assert browser_of(vinh_long).get(former).status_code == 410
    assert browser_of(soc_trang).get(replaced).status_code == 410, "another province knows nothing of it"
    assert browser_of(vinh_long).post(replaced, GOOD).status_code == 302
    assert browser_of(vinh_long).post(replaced, GOOD).status_code == 410
    late = invites()
    time.forward(hours=23, minutes=59, seconds=59)
    assert browser_of(vinh_long).get(late).status_code == 200
    time.forward(seconds=1)
    assert browser_of(vinh_long).post(late, GOOD).status_code == 410


def test_a_link_used_ends_whatever_opened_the_account_before(
    vinh_long: TestProvince, administrator: Client, browser_of: BrowserOf
) -> None:
    before = signed_in(browser_of(vinh_long), "chuyenvien")
    link = link_in(administrator.post("/quan-tri/tai-khoan", {"again": "chuyenvien"}).content.decode())
    assert before.get("/agency/").status_code == 200, "the link alone ends nothing"
    person = browser_of(vinh_long)
    assert person.get(person.post(link, GOOD)["Location"]).status_code == 200, "a new factor is set up"
    assert before.get("/agency/").status_code == 302
    old = browser_of(vinh_long).post("/dang-nhap/", {"username": "chuyenvien", "password": PASSWORD})
    assert old.status_code == 401


@pytest.mark.parametrize(
    ("password", "repeated", "words"),
    [
        ("ngan", "ngan", "ít nhất 10 ký tự"),
        ("password123", "password123", "quá phổ biến"),
        ("73910284655", "73910284655", "chỉ gồm chữ số"),
        ("chuyenvien1", "chuyenvien1", "quá giống"),
        (NEW, "khác", "chưa giống nhau"),
    ],
)
def test_a_weak_or_mistyped_password_is_explained(
    vinh_long: TestProvince,
    administrator: Client,
    browser_of: BrowserOf,
    password: str,
    repeated: str,
    words: str,
) -> None:
    link = link_in(administrator.post("/quan-tri/tai-khoan", {"again": "chuyenvien"}).content.decode())
    answer = browser_of(vinh_long).post(link, {"password": password, "repeated": repeated})
    assert answer.status_code == 422
    assert words in unescape(answer.content.decode())


def test_after_ten_wrong_passwords_a_login_waits_whether_it_exists_or_not(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    answers = {}
    for login in ("dieuphoi", "khongcoai"):
        tries = [
            browser_of(vinh_long).post("/dang-nhap/", {"username": login, "password": "sai-mat-khau"})
            for _ in range(11)
        ]
        answers[login] = [answer.status_code for answer in tries]
    assert answers["dieuphoi"] == answers["khongcoai"] == [401] * 10 + [429]
    right = browser_of(vinh_long).post("/dang-nhap/", {"username": "dieuphoi", "password": PASSWORD})
    assert right.status_code == 429
    assert "sau 15 phút" in right.content.decode()
    assert enters(browser_of(vinh_long), "tiepnhan").status_code == 302, "others come in"
    time.forward(minutes=15)
    assert enters(browser_of(vinh_long), "dieuphoi").status_code == 302


@pytest.mark.parametrize("limit", ["PER_ADDRESS", "IN_ALL"])
def test_an_address_and_the_whole_province_have_limits_too(
    vinh_long: TestProvince, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    from paht.doors.pages import signing_in

    client = browser_of(vinh_long)
    client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    monkeypatch.setattr(signing_in, limit, 3)
    codes = [
        client.post("/dang-nhap/", {"username": f"nguoi{n}", "password": "sai-mat-khau"}).status_code
        for n in range(4)
    ]
    assert codes == [401] * 3 + [429]
    other = browser_of(vinh_long)
    other.defaults["REMOTE_ADDR"] = "198.51.100.8"
    tried = other.post("/dang-nhap/", {"username": "x", "password": "sai"}).status_code
    assert tried == (401 if limit == "PER_ADDRESS" else 429)
