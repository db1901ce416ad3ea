"""Inspecting and suggesting for programs of staff: by tokens that keep every rule of a session of the desk."""

import json
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.conftest import Clock
from tests.doors.api.phone import App
from tests.evidence.pictures import exif, saved, scene
from tests.person import code, signed_in
from tests.province import TestProvince

from paht.doors.api import staff
from paht.doors.cli import suggest as command
from paht.examining import refusals
from paht.law.worktime import HO_CHI_MINH
from paht.people.models import AccountEvent, Membership, StaffSession
from paht.triage.suggesting import suggest

BrowserOf = Callable[[TestProvince], Client]
PROGRAMS, ACCOUNT = "/tai-khoan/phan-mem", "/tai-khoan/"
TEXT = "Ổ gà lớn trước chợ, xe máy té ngã. Anh Nguyễn Văn Bình, số 0912345678, chứng kiến."


class Program:
    """A program of an official: their browser, and the token that they made in it."""

    def __init__(self, province: TestProvince, browser: Client, time: Clock) -> None:
        self.client, self.browser = Client(headers={"host": province.host}), signed_in(browser, "dieuphoi")
        time.forward(minutes=1)
        self.token = token_in(browser.post(PROGRAMS, {"name": "Kho ảnh của sở", "otp": code()}))

    def suggests(self, text: str = TEXT, **more: str) -> Any:
        return self.client.post(
            "/api/v1/staff/suggest",
            json.dumps({"text": text, **more}),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}"},
        )

    def inspects(self, content: bytes, *, media_type: str = staff.FILE_TYPE, **about: object) -> Any:
        return self.client.post(
            "/api/v1/staff/inspect",
            content,
            content_type=media_type,
            query_params=about,
            headers={"Authorization": f"Bearer {self.token}"},
        )

    @property
    def is_in(self) -> bool:
        status = self.suggests().status_code
        assert status in (200, 401)
        return bool(status == 200)


def token_in(answer: Any) -> str:
    page = answer.content.decode()
    assert answer.status_code == 200, page
    return re.search(r'<code class="key">([\w-]{43})</code>', page)[1]  # type: ignore[index]


@pytest.fixture
def program(vinh_long: TestProvince, browser_of: BrowserOf, time: Clock) -> Program:
    return Program(vinh_long, browser_of(vinh_long), time)


@pytest.mark.clause("VL.7.5")
def test_a_token_is_made_by_a_confirmation_of_its_own_and_written_down(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    browser = signed_in(browser_of(vinh_long), "dieuphoi")
    unconfirmed = browser.post(PROGRAMS, {"name": "Kho ảnh"})
    assert (unconfirmed.status_code, "xác nhận" in unconfirmed.content.decode()) == (422, True)
    assert 'value="Kho ảnh"' in unconfirmed.content.decode()
    assert browser.post(PROGRAMS, {"name": "Kho ảnh", "otp": "000000"}).status_code == 422
    time.forward(minutes=1)
    assert browser.post(PROGRAMS, {"name": "x", "otp": code()}).status_code == 422
    assert not StaffSession.objects.filter(
        staff_id=vinh_long.dispatcher.id, device__startswith="Phần mềm"
    ).exists()
    token = token_in(browser.post(PROGRAMS, {"name": "Kho ảnh", "otp": code()}))
    listed = browser.get(ACCOUNT).content.decode()
    assert "Phần mềm: Kho ảnh" in listed
    assert token not in listed
    written = AccountEvent.objects.filter(staff_id=vinh_long.dispatcher.id, what="program")
    assert [row.detail for row in written] == ["Kho ảnh"]
    kept = StaffSession.objects.get(staff_id=vinh_long.dispatcher.id, device="Phần mềm: Kho ảnh")
    assert token.encode() not in bytes(kept.key)


def test_a_token_is_no_cookie_and_neither_a_cookie_nor_a_citizens_token_is_one(
    program: Program, vinh_long: TestProvince, app_of: Callable[[TestProvince], App]
) -> None:
    browser = Client(headers={"host": vinh_long.host})
    browser.cookies[settings.SESSION_COOKIE_NAME] = program.token
    assert browser.get("/desk/").status_code == 302
    assert (
        program.client.get("/api/v1/me", headers={"Authorization": f"Bearer {program.token}"}).status_code
        == 401
    )
    cookie = program.browser.cookies[settings.SESSION_COOKIE_NAME].value
    app = app_of(vinh_long)
    app.signs_in()
    body = json.dumps({"text": TEXT})
    for client, headers in (
        (program.browser, {}),
        (browser, {"Authorization": f"Bearer {cookie}"}),
        (app.client, app.headers),
        (browser, {"Authorization": f"Basic {program.token}"}),
    ):
        answer = client.post("/api/v1/staff/suggest", body, content_type="application/json", headers=headers)
        assert answer.status_code == 401
        assert "Tài khoản của tôi" in answer.json()["detail"]
    assert program.is_in


def test_a_token_ends_after_half_an_hour_without_work(program: Program, time: Clock) -> None:
    time.forward(minutes=29)
    assert program.is_in
    time.forward(minutes=29)
    assert program.is_in
    time.forward(minutes=30)
    assert not program.is_in


def test_a_token_ends_with_the_eight_hours_of_the_session_in_which_it_was_made(
    vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    began = time.at
    browser = signed_in(browser_of(vinh_long), "dieuphoi")
    for _ in range(18):
        time.forward(minutes=25)
        assert browser.get(ACCOUNT).status_code == 200
    token = token_in(browser.post(PROGRAMS, {"name": "Kho ảnh", "otp": code()}))
    late = Client(headers={"host": vinh_long.host, "Authorization": f"Bearer {token}"})

    def asked() -> int:
        body = json.dumps({"text": TEXT})
        return late.post("/api/v1/staff/suggest", body, content_type="application/json").status_code

    time.forward(seconds=(began + timedelta(hours=8) - time.at).total_seconds() - 1)
    assert asked() == 200
    time.forward(seconds=1)
    assert asked() == 401


def test_leaving_ends_a_token_at_the_next_request(
    program: Program, vinh_long: TestProvince, time: Clock
) -> None:
    assert program.is_in
    Membership.objects.filter(staff_id=vinh_long.dispatcher.id).update(valid_until=time.at)
    assert not program.is_in


def test_signing_out_ends_the_tokens_made_in_that_session_and_no_others(
    program: Program, vinh_long: TestProvince, browser_of: BrowserOf, time: Clock
) -> None:
    time.forward(minutes=1)
    other = Program(vinh_long, browser_of(vinh_long), time)
    program.browser.post("/dang-xuat/")
    assert not program.is_in
    assert other.is_in


def test_a_token_is_ended_by_itself_and_on_the_persons_page_without_ending_the_session(
    program: Program, vinh_long: TestProvince, time: Clock
) -> None:
    time.forward(minutes=1)
    second = program.browser.post(PROGRAMS, {"name": "Máy khác", "otp": code()})
    first, program.token = program.token, token_in(second)
    rows = StaffSession.objects.filter(staff_id=vinh_long.dispatcher.id, ended_at=None)
    program.browser.post("/tai-khoan/phien", {"session": str(rows.get(device="Phần mềm: Máy khác").pk)})
    assert not program.is_in
    program.token = first
    assert program.is_in
    ended = program.client.delete(
        "/api/v1/staff/session", headers={"Authorization": f"Bearer {program.token}"}
    )
    assert ended.json() == {"done": True}
    assert not program.is_in
    assert program.browser.get(ACCOUNT).status_code == 200


def test_a_token_of_one_province_opens_nothing_in_another(program: Program, soc_trang: TestProvince) -> None:
    program.client = Client(headers={"host": soc_trang.host})
    assert not program.is_in


def test_words_are_told_as_the_command_tells_them(program: Program, vinh_long: TestProvince) -> None:
    told = program.suggests().json()
    spelling = told.pop("spelling")
    here = vinh_long.jurisdiction
    assert told == command.content(
        suggest(TEXT, edition=here.edition, has_districts=bool(here.province.districts))
    )
    assert spelling == []
    found = {each["type"]: each["text"] for each in told["personal_data"]}
    assert found["phone"] == "0912345678"
    wrong = program.suggests(commune="99999").json()
    assert wrong["errors"][0]["field"] == "commune"
    assert program.suggests("   ").status_code == 422
    assert program.suggests("a" * 20_001).status_code == 422


def verdicts(answer: Any) -> dict[str, str]:
    assert answer.status_code == 200, answer.content.decode()
    return {each["condition"]: each["verdict"] for each in answer.json()["conditions"]}


@pytest.mark.clause("VL.9.1", "VL.8.1.b")
def test_a_file_is_judged_for_when_and_where_it_was_sent_and_nothing_is_kept(
    program: Program, vinh_long: TestProvince, time: Clock
) -> None:
    place = vinh_long.place
    taken = f"{(time.at - timedelta(hours=1)).astimezone(HO_CHI_MINH):%Y:%m:%d %H:%M:%S}"
    photo = saved(scene(), exif=exif(folder={0x9003: taken, 0x9011: "+07:00"}))
    before = rows_of_files()
    here = {"latitude": place.latitude, "longitude": place.longitude}
    fresh = program.inspects(photo, **here)
    assert verdicts(fresh) | {"clear_picture": "", "unedited": ""} == {
        "photo": "pass",
        "photo_age": "pass",
        "gps": "pass",
        "clear_picture": "",
        "unedited": "",
    }
    told = fresh.json()
    assert (told["media_type"], told["edition"]) == ("image/jpeg", vinh_long.jurisdiction.edition.id)
    later = (time.at + timedelta(hours=24)).astimezone(HO_CHI_MINH).replace(tzinfo=None)
    assert verdicts(program.inspects(photo, sent_at=later.isoformat()))["photo_age"] == "fail"
    assert rows_of_files() == before


def rows_of_files() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM evidence_file), (SELECT count(*) FROM evidence_upload)")
        return list(cursor.fetchone())


def test_a_file_that_is_refused_is_unknown_with_the_reason(program: Program) -> None:
    answer = program.inspects(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert set(verdicts(answer).values()) <= {"unknown", "fail"}
    answer = program.inspects(b"PK\x03\x04" + bytes(200))
    assert verdicts(answer)["unedited"] == "unknown"


@pytest.mark.parametrize(
    ("content", "more", "status"),
    [
        (b"", {}, 422),
        (b"x", {"media_type": "image/jpeg"}, 415),
        (b"x", {"latitude": 10.2}, 422),
        (b"x", {"latitude": 100, "longitude": 105}, 422),
        (b"x", {"sent_at": "yesterday"}, 422),
        (b"x", {"sent_at": "0001-01-01T00:00:00+14:00"}, 422),
    ],
)
def test_a_question_that_cannot_be_answered_is_told_why(
    program: Program, content: bytes, more: dict[str, Any], status: int
) -> None:
    answer = program.inspects(content, **more)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_what_is_too_large_is_not_taken_in(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff, "LONGEST_BYTES", 10_000)
    assert program.inspects(bytes(10_001)).status_code == 413
    assert program.inspects(bytes(10_000)).status_code == 200


def test_more_files_at_once_than_the_turn_allows_are_asked_to_come_again(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = saved(scene(), exif=exif())
    for _ in range(staff.AT_ONCE):
        assert staff._turns.acquire(blocking=False)
    try:
        busy = program.inspects(photo)
    finally:
        staff._turns.release(staff.AT_ONCE)
    assert (busy.status_code, busy["Retry-After"]) == (503, "60")
    assert program.inspects(photo).status_code == 200
    monkeypatch.setattr(staff._workshop, "examine", lambda *_, **__: refusals.BUSY)
    assert program.inspects(photo).status_code == 503
    assert staff._turns.acquire(blocking=False), "a turn is given back however it ended"
    staff._turns.release()


def test_a_person_has_so_many_files_and_texts_in_a_quarter_of_an_hour(
    program: Program, monkeypatch: pytest.MonkeyPatch, time: Clock
) -> None:
    monkeypatch.setattr(staff, "FILES_PER_OFFICIAL", 2)
    monkeypatch.setattr(staff, "TEXTS_PER_OFFICIAL", 2)
    assert [program.inspects(b"x").status_code for _ in range(3)] == [200, 200, 429]
    assert [program.suggests().status_code for _ in range(3)] == [200, 200, 429]
    time.forward(minutes=15)
    assert program.inspects(b"x").status_code == 200
    monkeypatch.setattr(staff, "FILES_IN_ALL", 1)
    assert program.inspects(b"x").status_code == 429


def test_nothing_of_a_token_is_a_guess(program: Program) -> None:
    token = program.token
    for wrong in ("", token[:-1], token + "x", str(uuid.uuid4())):
        program.token = wrong
        assert not program.is_in
