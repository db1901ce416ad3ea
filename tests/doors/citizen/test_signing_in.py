"""Citizens through the pages: the code, their own list, prefilled forms, joining afterwards, phones and sessions."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.conftest import Clock
from tests.doors.citizen.pages import TYPED, Citizen, text
from tests.people.citizens import PHONE, code_on
from tests.province import TestProvince

from paht.doors.citizen import views_signing_in
from paht.messages.gateway import DemoPhone

CitizenOf = Callable[[TestProvince], Citizen]
SIGN_IN, CODE, OWN, ACCOUNT = "/toi/dang-nhap/", "/toi/ma/", "/toi/", "/toi/tai-khoan/"
OTHER = "0987654321"


@pytest.fixture(autouse=True)
def telephones(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A gateway is connected; the tests read the messages before it would send them."""
    monkeypatch.setattr(views_signing_in, "connected", lambda: DemoPhone(tmp_path / "sms"))


def post(citizen: Citizen, path: str, **typed: str) -> HttpResponse:
    """Post a form of the page with the protection of this browser."""
    page = citizen.browser.get("/tra-cuu/")
    del page
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text(citizen.browser.get("/gui/")))
    assert token
    form = {"csrfmiddlewaretoken": token[1], **typed}
    return citizen.browser.post(path, form)  # type: ignore[return-value]


def asks(citizen: Citizen, phone: str = PHONE, *, path: str = SIGN_IN, target: str = "") -> HttpResponse:
    return post(citizen, path, phone=phone, next=target)


def signs_in(citizen: Citizen, phone: str = PHONE, *, target: str = "") -> HttpResponse:
    """Sign in through the pages; the answer to the right code."""
    asked = asks(citizen, phone, target=target)
    assert asked.status_code == 303, text(asked)
    return post(citizen, asked["Location"], otp=code_on(citizen.province, phone), next=target)


def words(citizen: Citizen, path: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text(citizen.browser.get(path)))))


def test_a_citizen_signs_in_by_a_code_and_signs_out(vinh_long: TestProvince, citizen_of: CitizenOf) -> None:
    citizen = citizen_of(vinh_long)
    assert citizen.browser.get(OWN)["Location"] == "/toi/dang-nhap/?next=%2Ftoi%2F"
    answer = signs_in(citizen)
    assert (answer.status_code, answer["Location"]) == (303, OWN)
    assert "Chưa có phản ánh nào" in words(citizen, OWN)
    copied = citizen.browser.cookies["citizen"].value
    post(citizen, "/toi/dang-xuat/")
    citizen.browser.cookies["citizen"] = copied
    assert citizen.browser.get(OWN).status_code == 302


def test_the_session_cookie_is_for_the_server_alone(vinh_long: TestProvince, citizen_of: CitizenOf) -> None:
    cookie = signs_in(citizen_of(vinh_long)).cookies["citizen"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 90 * 86_400


def test_a_wrong_code_is_refused_in_words_and_the_right_one_still_opens(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(vinh_long)
    asks(citizen)
    right = code_on(vinh_long, PHONE)
    for wrong in (f"{(int(right) + 1) % 1_000_000:06}", "", "abc", "x" * 500):
        answer = post(citizen, CODE, otp=wrong)
        assert answer.status_code == 422
        assert "Mã chưa đúng, đã hết hiệu lực" in text(answer)
    assert post(citizen, CODE, otp=right).status_code == 303


def test_a_stolen_code_opens_nothing_in_another_browser(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    victim, thief = citizen_of(vinh_long), citizen_of(vinh_long)
    asks(victim)
    answer = post(thief, CODE, otp=code_on(vinh_long, PHONE))
    assert answer.status_code == 422
    assert "citizen" not in thief.browser.cookies


def test_a_known_and_an_unknown_number_get_the_same_answer(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    vinh_long.sent(time.at)
    known, unknown = asks(citizen_of(vinh_long), PHONE), asks(citizen_of(vinh_long), OTHER)
    for answer in (known, unknown):
        assert (answer.status_code, answer["Location"], answer.content) == (303, CODE, b"")


def test_a_number_that_gets_no_message_is_refused_with_what_to_type(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    answer = asks(citizen_of(vinh_long), "0270 382 2222")
    assert answer.status_code == 422
    assert "bắt đầu bằng 03, 05, 07" in text(answer)
    assert 'value="0270 382 2222"' in text(answer)


def test_whoever_asks_too_often_is_told_how_long_to_wait(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    asks(citizen_of(vinh_long))
    answer = asks(citizen_of(vinh_long))
    assert answer.status_code == 429
    assert "Xin thử lại sau một phút" in text(answer)


def test_without_a_gateway_the_page_says_so_and_sending_goes_on(
    vinh_long: TestProvince, citizen_of: CitizenOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views_signing_in, "connected", lambda: None)
    citizen = citizen_of(vinh_long)
    answer = asks(citizen)
    assert answer.status_code == 503
    assert "chưa kết nối tin nhắn SMS" in text(answer)
    assert citizen.send().status_code == 303


def test_a_signed_in_citizens_report_is_in_their_list_and_opens_on_every_device_of_theirs(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    citizen = citizen_of(vinh_long)
    signs_in(citizen)
    code = citizen.sent_code()
    assert code in words(citizen, OWN)
    time.forward(minutes=2)
    elsewhere = citizen_of(vinh_long)
    assert TYPED["description"] not in words(elsewhere, f"/theo-doi/{code}")
    signs_in(elsewhere)
    page = words(elsewhere, f"/theo-doi/{code}")
    assert TYPED["description"] in page
    assert "Rút phản ánh" in page


def test_the_form_is_filled_in_like_the_last_one(vinh_long: TestProvince, citizen_of: CitizenOf) -> None:
    citizen = citizen_of(vinh_long)
    signs_in(citizen)
    assert f'value="{PHONE}"' in text(citizen.browser.get("/gui/"))
    citizen.sent_code(name="Nguyễn Thị Bưởi")
    page = text(citizen.browser.get("/gui/"))
    assert 'value="Nguyễn Thị Bưởi"' in page
    assert 'value="Nguyễn Thị Bưởi"' not in text(citizen_of(vinh_long).browser.get("/gui/"))


def test_a_report_sent_without_an_account_joins_by_the_code_afterwards(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(vinh_long)
    code = citizen.sent_code()
    address = f"/theo-doi/{code}"
    assert "Xác nhận số điện thoại bằng mã SMS" in words(citizen, address)
    assert "Xác nhận số điện thoại bằng mã SMS" in words(citizen, f"/phieu/{code}")
    assert signs_in(citizen, target=address)["Location"] == address
    assert code in words(citizen, OWN)
    assert "chưa được xác nhận" not in words(citizen, OWN)


def test_the_code_of_another_number_joins_no_report(vinh_long: TestProvince, citizen_of: CitizenOf) -> None:
    code = citizen_of(vinh_long).sent_code()
    stranger = citizen_of(vinh_long)
    signs_in(stranger, OTHER, target=f"/theo-doi/{code}")
    assert code not in words(stranger, OWN)
    assert TYPED["description"] not in words(stranger, f"/theo-doi/{code}")


def test_what_somebody_else_sent_under_my_number_is_shown_without_its_words_and_refused(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    code = citizen_of(vinh_long).sent_code()
    victim = citizen_of(vinh_long)
    signs_in(victim)
    page = words(victim, OWN)
    assert "Không phải của tôi" in page
    assert code not in page
    assert TYPED["description"] not in page
    assert TYPED["description"] not in words(victim, f"/theo-doi/{code}")
    key = re.search(r'name="case" value="([^"]+)"', text(victim.browser.get(OWN)))
    assert key
    assert post(victim, "/toi/phan-anh", case=key[1], own="0")["Location"] == "/toi/?xong=khong-phai"
    assert "Không phải của tôi" not in words(victim, OWN)
    assert post(victim, "/toi/phan-anh", case=key[1], own="1").status_code == 303
    assert code not in words(victim, OWN)


def test_a_further_phone_is_joined_by_its_code_and_the_old_one_given_up(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(vinh_long)
    signs_in(citizen)
    asked = asks(citizen, OTHER, path="/toi/so-dien-thoai/")
    answer = post(citizen, asked["Location"], otp=code_on(vinh_long, OTHER))
    assert answer["Location"] == f"{ACCOUNT}?xong=so-moi"
    page = text(citizen.browser.get(ACCOUNT))
    assert PHONE in page
    assert OTHER in page
    key = re.search(rf'name="phone" value="([^"]+)" aria-label="Bỏ số {PHONE}"', page)
    assert key
    assert post(citizen, "/toi/bo", phone=key[1])["Location"] == f"{ACCOUNT}?xong=bo-so"
    last = re.search(r'name="phone" value="([^"]+)"', text(citizen.browser.get(ACCOUNT)))
    assert last
    assert post(citizen, "/toi/bo", phone=last[1])["Location"] == f"{ACCOUNT}?xong=con-mot"


def test_a_code_for_a_further_phone_signs_nobody_in(vinh_long: TestProvince, citizen_of: CitizenOf) -> None:
    citizen, other = citizen_of(vinh_long), citizen_of(vinh_long)
    signs_in(citizen)
    asks(citizen, OTHER, path="/toi/so-dien-thoai/")
    signs_in(other, "0355555555")
    other.browser.cookies["ma"] = citizen.browser.cookies["ma"].value
    code = code_on(vinh_long, OTHER)
    assert post(other, "/toi/so-dien-thoai/ma/", otp=code)["Location"] == "/toi/so-dien-thoai/"
    assert OTHER not in text(other.browser.get(ACCOUNT))
    assert OTHER not in text(citizen.browser.get(ACCOUNT))


def test_a_citizen_sees_and_ends_their_sessions(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    here, there = citizen_of(vinh_long), citizen_of(vinh_long)
    signs_in(there)
    time.forward(minutes=2)
    signs_in(here)
    assert words(here, ACCOUNT).count("Phiên này") == 1
    post(here, "/toi/phien", session="others")
    assert there.browser.get(OWN).status_code == 302
    assert here.browser.get(OWN).status_code == 200


@pytest.mark.clause("VL.15.1.a")
def test_a_locked_person_who_is_signed_in_sends_under_no_other_number(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    from tests.people.citizens import claimed
    from tests.people.test_citizens import finds

    for _ in range(4):
        case = vinh_long.sent(time.at)
        claimed(case, time.at)
        finds(case, time.at)
    citizen = citizen_of(vinh_long)
    signs_in(citizen)
    refused = citizen.send(phone="0355 555 555")
    assert refused.status_code == 422
    assert "điểm a khoản 1 Điều 15" in text(refused)


def test_no_address_leads_to_another_site(vinh_long: TestProvince, citizen_of: CitizenOf) -> None:
    answer = signs_in(citizen_of(vinh_long), target="https://example.org/")
    assert answer["Location"] == OWN


def test_pages_of_ones_own_ask_for_signing_in(vinh_long: TestProvince, citizen_of: CitizenOf) -> None:
    citizen = citizen_of(vinh_long)
    for path in (OWN, ACCOUNT, "/toi/so-dien-thoai/", "/toi/so-dien-thoai/ma/"):
        assert citizen.browser.get(path)["Location"].startswith(SIGN_IN)
    for path in ("/toi/phan-anh", "/toi/bo", "/toi/phien"):
        assert post(citizen, path)["Location"].startswith(SIGN_IN)


def test_forms_of_ones_own_from_elsewhere_do_nothing(vinh_long: TestProvince, citizen_of: CitizenOf) -> None:
    citizen = citizen_of(vinh_long)
    signs_in(citizen)
    bare = Client(enforce_csrf_checks=True, headers={"host": vinh_long.host})
    bare.cookies = citizen.browser.cookies.copy()
    assert bare.post("/toi/dang-xuat/").status_code == 403
    assert citizen.browser.get(OWN).status_code == 200
