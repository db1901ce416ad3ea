"""Whatever a stranger or an official types, the answer is a clear one: never a failure of the program."""

import uuid
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.doors.citizen.pages import TYPED, Citizen, picture
from tests.doors.conftest import Desk
from tests.province import TestCase, TestProvince

from paht.cases import queries
from paht.law.casework.case import Actor

BrowserOf = Callable[[TestProvince], Client]
Sits = Callable[[TestProvince, Actor], Desk]

HOSTILE = (
    "a\x00b",
    "'; DROP TABLE cases_case; --",
    "9" * 5000,
    "-1",
    "1e400",
    "nan",
    "²",
    "<script>alert(1)</script>",
    "a" * 100_000,
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "{{7*7}}",
)
PLACES = (
    f"9999999999999999999.{uuid.uuid4().hex}",
    f"0001-01-01T00:00:00+23:59_{uuid.uuid4()}",
    "1,2,3,inf",
    "1e300,1,2,3",
)
FILTERS = (
    "stage",
    "ended",
    "field",
    "commune",
    "holder",
    "agency",
    "state",
    "overdue",
    "rating",
    "rated",
    "ky",
)


def failed(client: Client, method: str, path: str, words: Iterator[dict[str, object]]) -> list[object]:
    """What was sent to the address and made the program fail."""
    client.raise_request_exception = False
    send = getattr(client, method)
    return [typed for typed in words if send(path, typed).status_code >= 500]


def each(names: tuple[str, ...], *more: str, **good: object) -> Iterator[dict[str, object]]:
    """A form with one field hostile at a time."""
    for name in names:
        for word in (*HOSTILE, *more):
            yield {**good, name: word}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/tra-cuu/", ("ma",)),
        ("/ket-qua/", ("linh_vuc", "xa", "sau")),
        ("/gui/", ("linh_vuc",)),
        ("/ban-do/diem.json", ("bbox",)),
        ("/danh-ba/", ("tim",)),
        ("/dang-nhap/", ("next",)),
    ],
)
def test_no_word_in_a_public_address_makes_the_program_fail(
    vinh_long: TestProvince, browser_of: BrowserOf, path: str, names: tuple[str, ...]
) -> None:
    assert failed(browser_of(vinh_long), "get", path, each(names, *PLACES)) == []


@pytest.mark.parametrize(
    ("who", "path", "names"),
    [
        ("dispatcher", "/desk/", ("stage", "after")),
        ("dispatcher", "/desk/next/", ("after",)),
        ("dispatcher", "/desk/search/", ("code",)),
        ("staff", "/agency/", ("tab", "after")),
        ("leader_of_province", "/leadership/", ("ky", "sort")),
        ("leader_of_province", "/leadership/cases", (*FILTERS, "after")),
    ],
)
def test_no_word_in_an_address_of_staff_makes_the_program_fail(
    vinh_long: TestProvince, sits: Sits, who: str, path: str, names: tuple[str, ...]
) -> None:
    assert failed(sits(vinh_long, getattr(vinh_long, who)).client, "get", path, each(names, *PLACES)) == []


def test_no_word_in_a_path_and_no_host_name_makes_the_program_fail(
    vinh_long: TestProvince, browser_of: BrowserOf
) -> None:
    client = browser_of(vinh_long)
    client.raise_request_exception = False
    for folder in ("/theo-doi/", "/phieu/", "/anh/"):
        for word in HOSTILE:
            assert client.get(folder + quote(word[:3000], safe="")).status_code < 500
    for host in ("evil.test", "", "a" * 300, f"{vinh_long.host}:80:80", "[::1", "127.0.0.1\\@x"):
        assert Client(headers={"host": host}).get("/gui/").status_code == 421


def test_no_field_of_the_sending_form_makes_the_program_fail(
    vinh_long: TestProvince, browser_of: BrowserOf
) -> None:
    citizen = Citizen(browser_of(vinh_long), vinh_long)
    good = {**citizen.opened(), **TYPED, **citizen.place}
    places = ("commune", "lat", "lon", "accuracy", "source")
    names = (*TYPED, *places, "command_id", "photo_kept", "photo_drop")
    assert failed(citizen.browser, "post", "/gui/", each(names, **good)) == []


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script>", b"<svg onload='alert(1)'/>", b"\xff\xd8\xff", b""]
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(
    vinh_long: TestProvince, browser_of: BrowserOf, content: bytes
) -> None:
    citizen = Citizen(browser_of(vinh_long), vinh_long)
    assert citizen.send(photo=[picture("anh.jpg", content)]).status_code == 422


def test_a_form_of_ten_thousand_fields_and_a_broken_one_get_a_clear_answer(
    vinh_long: TestProvince, browser_of: BrowserOf
) -> None:
    citizen = Citizen(browser_of(vinh_long), vinh_long)
    many = citizen.browser.post("/gui/", {**citizen.fill(), **{f"f{n}": "1" for n in range(10_000)}})
    assert many.status_code == 400
    assert "Biểu mẫu không hợp lệ" in unescape(many.content.decode())
    for coding in ("multipart/form-data; boundary=x", "multipart/form-data", "application/json"):
        assert citizen.browser.post("/gui/", b"--x\r\n\xff", content_type=coding).status_code < 500


def forms(province: TestProvince, now: Clock) -> Iterator[tuple[Actor, str, dict[str, object], TestCase]]:
    """Every form of staff, filled in correctly, on a case that is where the form belongs."""
    edition, at = province.jurisdiction.edition, now.at
    sent, received = province.sent(at), province.sent(at).received(at)
    desk, agency = "/desk/case/{}/{}/", "/agency/case/{}/{}"
    refusal = edition.refusal_grounds[0].key
    supplement = {"grounds": edition.supplement_grounds[0].key, "guidance": "Xin chụp lại."}
    given_back = {"ground": edition.return_grounds[0].key, "note": "Không thuộc.", "responsible": "UBND"}
    verify: dict[str, object] = {
        f"{condition.key}{end}": word
        for condition in edition.conditions
        for end, word in (("", "pass"), ("_reason", ""))
    }
    for actor, address, action, case, good in (
        (province.intake, desk, "verify", sent, verify),
        (province.intake, desk, "supplement", sent, supplement),
        (province.intake, desk, "refuse", sent, {"ground": refusal, f"reason_{refusal}": "Vì"}),
        (province.intake, desk, "sender", sent, {"purpose": "gọi"}),
        (province.intake, desk, "accept", sent.verified(at), {"text": "Ổ gà", "field": "road"}),
        (province.staff, agency, "return", received, given_back),
        (province.staff, agency, "result", received, {"result": "Đã vá.", "files_kept": "x"}),
        (province.staff, agency, "preview", received, {"result": "Đã vá."}),
        (province.leader, agency, "reject", province.sent(at).submitted(at), {"note": "Bổ sung."}),
    ):
        yield actor, address.format(case.id, action), {**good}, case
    dispatched = province.sent(at).accepted(at)
    to = {"agency": str(province.roads.id), "note": "Xin xử lý."}
    yield province.dispatcher, desk.format(dispatched.id, "dispatch"), {**to}, dispatched


def test_no_field_of_a_form_of_staff_makes_the_program_fail(
    vinh_long: TestProvince, sits: Sits, time: Clock
) -> None:
    for actor, path, good, case in forms(vinh_long, time):
        found = queries.case_alone(jurisdiction_id=vinh_long.jurisdiction.id, case_id=case.id)
        assert found is not None
        hidden = {"command_id": uuid.uuid4(), "expected_version": found.version, "assignment": 1}
        words = each((*good, *hidden), **{**hidden, **good})
        assert failed(sits(vinh_long, actor).client, "post", path, words) == [], path


def test_no_field_of_the_roster_makes_the_program_fail(vinh_long: TestProvince, sits: Sits) -> None:
    good = {"staff": vinh_long.staff.id, "starts": "2026-11-18T07:00", "ends": "2026-11-18T19:00", "rank": 1}
    words = each((*good, "remove"), **good)
    assert failed(sits(vinh_long, vinh_long.leader).client, "post", "/lich-truc/", words) == []


def test_text_that_cannot_be_kept_gets_a_clear_answer_and_spoils_nothing(
    vinh_long: TestProvince, sits: Sits, time: Clock
) -> None:
    case = vinh_long.sent(time.at).verified(time.at)
    desk = sits(vinh_long, vinh_long.intake).client
    version = str(2)
    form = {"command_id": uuid.uuid4(), "expected_version": version, "text": "Ổ gà\x00", "field": "road"}
    answer = desk.post(f"/desk/case/{case.id}/accept/", form)
    assert answer.status_code == 400
    assert "ký tự không đọc được" in unescape(answer.content.decode())
    assert desk.post(f"/desk/case/{case.id}/accept/", {**form, "text": "Ổ gà"}).status_code == 302
