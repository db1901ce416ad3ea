"""A sender's personal data through the pages: asked, agreed by a code, looked at on record, taken back; a competent
body's formal request (VL.7.5, VL.20.4, ST.4.5)."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from django.http import HttpResponse
from django.test import Client
from tests.conftest import Clock
from tests.doors.conftest import Desk
from tests.doors.journeys.journey import others
from tests.people.citizens import PHONE, claimed, code_on, session_of
from tests.person import code
from tests.province import FACTOR, PERSONAL, TestCase, TestProvince, photo

from paht.cases import queries as cases
from paht.consents import operations as consents
from paht.consents.operations import Step
from paht.doors.citizen import proof, views_consenting
from paht.installation.postgres import Server
from paht.law.casework.case import Actor, Refused
from paht.messages.gateway import DemoPhone
from paht.people import factors, vault
from paht.subjects.consents import withdraw_all
from paht.subjects.subject import subject_of_report

Sits = Callable[[TestProvince, Actor], Desk]
Browsers = Callable[[TestProvince], Client]
PURPOSE = "Gọi hỏi vị trí ổ gà để cử thợ đến vá trong ngày."
ASKED = {"fields": ["name", "phone"], "purpose": PURPOSE, "hours": "24"}
LAW = "khoản 2 Điều 88 Bộ luật Tố tụng hình sự"


@pytest.fixture(autouse=True)
def telephones(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A gateway is connected; the tests read the messages before it would send them."""
    monkeypatch.setattr(views_consenting, "connected", lambda: DemoPhone(tmp_path / "sms"))


class Sender:
    """The sender of a case at a browser that proves it."""

    def __init__(self, case: TestCase, browser: Client) -> None:
        self.case, self.browser, self.path = case, browser, f"/theo-doi/{case.code}/quyen-xem"
        found = cases.followed(jurisdiction_id=case.province.jurisdiction.id, code=case.code)
        assert found is not None
        self.browser.cookies.load(proof.header(case=found.case, second=0).split(";")[0])

    def page(self, path: str = "") -> str:
        answer = self.browser.get(path or self.path)
        assert answer.status_code == 200, words(answer)
        return words(answer)

    def taps(self, consent: str, word: str) -> HttpResponse:
        return self.browser.post(f"{self.path}/{consent}/{word}")  # type: ignore[return-value]

    def types(self, consent: str, word: str, otp: str) -> HttpResponse:
        return self.browser.post(f"{self.path}/{consent}/{word}/ma", {"otp": otp})  # type: ignore[return-value]

    def answers(self, consent: str, word: str = "dong-y", *, phone: str = PHONE) -> HttpResponse:
        tapped = self.taps(consent, word)
        assert tapped.status_code == 303, words(tapped)
        return self.types(consent, word, code_on(self.case.province, phone))

    def withdraws(self, consent: str) -> HttpResponse:
        return self.browser.post(f"{self.path}/{consent}/rut")  # type: ignore[return-value]


def words(answer: HttpResponse) -> str:
    """The text of a page without its elements."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def asks(desk: Desk, case: TestCase, **changes: Any) -> HttpResponse:
    form = {"command_id": str(uuid.uuid4()), **ASKED, **changes}
    return desk.client.post(f"/agency/case/{case.id}/nguoi-gui/", form)  # type: ignore[return-value]


def asked(desk: Desk, case: TestCase, **changes: Any) -> str:
    """The question's key after it was asked."""
    answer = asks(desk, case, **changes)
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"]).split("/")[2]


def looks(desk: Desk, consent: str, **typed: str) -> HttpResponse:
    return desk.client.post(f"/quyen-xem/{consent}/", {"otp": code(), **typed})  # type: ignore[return-value]


def opened(case: TestCase, actor: Actor) -> list[tuple[list[str], str]]:
    """What the vault has on record for that person at this province: fields and purpose."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fields, purpose FROM people_look WHERE jurisdiction_id = %s AND actor_id = %s "
            "AND fields <> '{description}' ORDER BY id",
            [case.province.jurisdiction.id, actor.id],
        )
        return list(cursor.fetchall())


def orders(case: TestCase, *templates: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT recipient_kind, template FROM messages_outbox WHERE case_id = %s AND template = ANY(%s) "
            "ORDER BY recipient_kind DESC, template",
            [case.id, list(templates)],
        )
        return list(cursor.fetchall())


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_asked_agreed_looked_at_and_taken_back(
    province: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = province.sent(time.at).received(time.at)
    desk, sender = sits(province, province.staff), Sender(case, browser_of(province))
    assert "Hỏi ý kiến người gửi" in desk.text(f"/agency/case/{case.id}")
    consent = asked(desk, case)
    assert orders(case, "consent_asked") == [("sender", "consent_asked")]
    assert looks(desk, consent).status_code == 409, "nothing before the answer"
    for page in (sender.page(f"/theo-doi/{case.code}"), sender.page()):
        assert "Sở Xây dựng hỏi ý kiến ông/bà" in page
        assert PURPOSE in page
        assert "Họ và tên, Số điện thoại" in page
    assert sender.answers(consent).status_code == 303
    assert orders(case, "consent_given") == [("agency", "consent_given")]
    time.forward(minutes=1)
    shown = looks(desk, consent)
    assert shown.status_code == 200
    assert PERSONAL["name"] in words(shown)
    assert PHONE in words(shown)
    assert PERSONAL["email"] not in words(shown), "exactly what was granted"
    assert "no-store" in shown["Cache-Control"]
    assert shown["Refresh"] == f"300; url=/quyen-xem/{consent}/"
    assert opened(case, province.staff) == [(["name", "phone"], f"Người gửi đã đồng ý: {PURPOSE}")]
    listed = sender.page()
    assert "Sở Xây dựng Chuyên viên xử lý Họ và tên, Số điện thoại" in listed
    assert f"Người gửi đã đồng ý: {PURPOSE}" in listed
    assert desk.get(f"/quyen-xem/{consent}/con-hieu-luc").status_code == 204
    assert sender.withdraws(consent).status_code == 303
    assert "Người gửi đã rút sự đồng ý" in desk.text(f"/quyen-xem/{consent}/con-hieu-luc"), "an open page"
    time.forward(minutes=1)
    after = looks(desk, consent)
    assert after.status_code == 409
    assert "đã rút sự đồng ý" in words(after)
    assert PHONE not in words(after)
    assert len(opened(case, province.staff)) == 1


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_who_withdraws_all_consent_withdraws_every_grant(
    province: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = province.sent(time.at).received(time.at)
    desk, sender = sits(province, province.staff), Sender(case, browser_of(province))
    consent = asked(desk, case)
    sender.answers(consent)
    detail = cases.followed(jurisdiction_id=province.jurisdiction.id, code=case.code)
    assert detail is not None
    subject = subject_of_report(detail, jurisdiction_id=province.jurisdiction.id)
    assert subject is not None
    time.forward(minutes=1)
    with transaction.atomic():
        withdraw_all(subject, request_id=uuid.uuid4(), at=time.at)
    assert orders(case, "consent_withdrawn") == [("agency", "consent_withdrawn")]
    time.forward(minutes=1)
    assert "đã rút sự đồng ý" in words(looks(desk, consent))
    assert opened(case, province.staff) == []


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_a_grant_is_over_after_its_hours(
    province: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = province.sent(time.at).received(time.at)
    consent = asked(sits(province, province.staff), case, hours="2")
    Sender(case, browser_of(province)).answers(consent)
    time.forward(hours=1, minutes=59)
    near = looks(sits(province, province.staff), consent)
    assert near["Refresh"].startswith("60;"), "what is open goes with the grant"
    time.forward(minutes=1)
    late = looks(sits(province, province.staff), consent)
    assert late.status_code == 409
    assert PHONE not in words(late)
    assert len(opened(case, province.staff)) == 1


@pytest.mark.clause("VL.7.5")
def test_a_refusal_is_confirmed_by_a_code_too_and_opens_nothing(
    vinh_long: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    desk, sender = sits(vinh_long, vinh_long.staff), Sender(case, browser_of(vinh_long))
    consent = asked(desk, case)
    done = sender.answers(consent, "khong-dong-y")
    assert "không đồng ý" in sender.page(done["Location"])
    assert orders(case, "consent_refused") == [("agency", "consent_refused")]
    assert looks(desk, consent).status_code == 409
    assert "đã trả lời không đồng ý" in words(sender.taps(consent, "dong-y"))


@pytest.mark.clause("VL.7.5")
def test_a_code_confirms_this_answer_to_this_question_on_this_browser_alone(
    vinh_long: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    desk, sender = sits(vinh_long, vinh_long.staff), Sender(case, browser_of(vinh_long))
    consent = asked(desk, case)
    sender.taps(consent, "khong-dong-y")
    otp = code_on(vinh_long, PHONE)
    assert sender.types(consent, "dong-y", otp).status_code == 422, "a refusal's code agrees to nothing"
    elsewhere = Sender(case, browser_of(vinh_long))
    assert elsewhere.types(consent, "khong-dong-y", otp).status_code == 422
    time.forward(minutes=6)
    assert sender.types(consent, "khong-dong-y", otp).status_code == 422, "after five minutes it is over"
    # A code that signs in, got with the very same cookie, is none either.
    sender.browser.post("/toi/dang-nhap/", {"phone": PHONE})
    assert sender.types(consent, "dong-y", code_on(vinh_long, PHONE)).status_code == 422
    assert looks(desk, consent).status_code == 409


@pytest.mark.clause("VL.7.5")
def test_the_message_says_what_the_code_does_in_one_sms() -> None:
    from paht.consents import confirming

    for text in (confirming.text_of_agreeing("123456"), confirming.text_of_refusing("123456")):
        assert "DONG Y" in text
        assert len(text) <= 160
        assert text.isascii()


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_whoever_only_has_the_code_of_the_report_neither_reads_nor_answers(
    province: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = province.sent(time.at).received(time.at)
    consent = asked(sits(province, province.staff), case)
    browser, path = browser_of(province), f"/theo-doi/{case.code}/quyen-xem"
    for answer in (
        browser.get(path),
        browser.post(f"{path}/{consent}/dong-y"),
        browser.get(f"{path}/{consent}/dong-y/ma"),
        browser.post(f"{path}/{consent}/dong-y/ma", {"otp": "123456"}),
        browser.post(f"{path}/{consent}/rut"),
    ):
        assert answer.status_code == 403
        assert PURPOSE not in words(answer)
    assert PURPOSE not in words(browser.get(f"/theo-doi/{case.code}"))


@pytest.mark.clause("VL.7.5")
def test_a_signed_in_sender_answers_from_their_own_list_by_the_phone_they_have_now(
    vinh_long: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    claimed(case, time.at)
    desk, browser = sits(vinh_long, vinh_long.staff), browser_of(vinh_long)
    consent = asked(desk, case)
    browser.cookies["citizen"] = session_of(vinh_long, PHONE, time.at)
    assert PURPOSE in words(browser.get("/toi/"))
    path = f"/theo-doi/{case.code}/quyen-xem/{consent}/dong-y"
    assert browser.post(path).status_code == 303
    assert browser.post(f"{path}/ma", {"otp": code_on(vinh_long, PHONE)}).status_code == 303
    assert "Cơ quan đang được xem thông tin của ông/bà" in words(browser.get("/toi/"))


@pytest.mark.clause("VL.7.5")
def test_a_look_wants_its_own_confirmation_each_time(
    vinh_long: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    desk = sits(vinh_long, vinh_long.staff)
    consent = asked(desk, case)
    Sender(case, browser_of(vinh_long)).answers(consent)
    for otp in ("", "000000"):
        assert looks(desk, consent, otp=otp).status_code == 422
    assert opened(case, vinh_long.staff) == []
    assert looks(desk, consent).status_code == 200
    assert looks(desk, consent, otp="").status_code == 422


@pytest.mark.clause("VL.7.5")
def test_another_body_and_the_desk_find_no_grant_of_somebody_elses(
    vinh_long: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    consent = asked(sits(vinh_long, vinh_long.staff), case)
    Sender(case, browser_of(vinh_long)).answers(consent)
    assert looks(sits(vinh_long, vinh_long.other_staff), consent).status_code == 404
    assert looks(sits(vinh_long, vinh_long.dispatcher), consent).status_code == 403
    assert asks(sits(vinh_long, vinh_long.other_staff), case).status_code == 404
    auditor = sits(vinh_long, vinh_long.auditor)
    assert PURPOSE in auditor.text(f"/quyen-xem/{consent}/")
    assert looks(auditor, consent).status_code == 409
    assert opened(case, vinh_long.auditor) == []


@pytest.mark.clause("VL.7.5")
def test_the_body_above_follows_and_asks_nothing(vinh_long: TestProvince, sits: Sits, time: Clock) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    answer = asks(sits(vinh_long, vinh_long.superior), case)
    assert answer.status_code == 422
    assert "Chỉ cơ quan đang được giao xử lý" in words(answer)


@pytest.mark.clause("VL.7.5")
def test_a_refused_question_keeps_what_was_typed_and_says_what_is_wrong(
    vinh_long: TestProvince, sits: Sits, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    answer = asks(sits(vinh_long, vinh_long.staff), case, fields=["phone"], hours="100")
    assert answer.status_code == 422
    assert "từ 1 đến 72 giờ" in words(answer)
    assert "khoản 5 Điều 7" in words(answer)
    page = answer.content.decode()
    assert PURPOSE in page
    assert 'value="100"' in page
    assert re.search(r'name="fields" value="phone" checked', page)


@pytest.mark.clause("VL.7.5")
def test_a_number_in_a_purpose_is_hidden_before_it_is_kept(
    vinh_long: TestProvince, sits: Sits, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    desk = sits(vinh_long, vinh_long.staff)
    consent = asked(desk, case, purpose="Xác nhận có phải số 0987654321 đã gọi cho trực ban không.")
    assert "0987654321" not in desk.text(f"/quyen-xem/{consent}/")


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_a_sender_who_asked_for_confidentiality_is_asked_with_a_word_about_it(
    soc_trang: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = soc_trang.sent(time.at).received(time.at)
    sender = Sender(case, browser_of(soc_trang))
    secret = f"/theo-doi/{case.code}/giu-bi-mat"
    assert sender.browser.post(secret, {"command_id": str(uuid.uuid4())}).status_code == 303
    desk = sits(soc_trang, soc_trang.staff)
    assert "Người gửi đã yêu cầu giữ bí mật" in words(desk.get(f"/agency/case/{case.id}/nguoi-gui/"))  # type: ignore[arg-type]
    asked(desk, case)
    assert "Ông/bà đã yêu cầu giữ bí mật" in sender.page()


@pytest.mark.clause("VL.7.5")
def test_the_desks_own_looks_are_in_the_senders_list_with_office_and_purpose(
    vinh_long: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = vinh_long.sent(time.at)
    desk = sits(vinh_long, vinh_long.intake)
    desk.client.post(f"/desk/case/{case.id}/sender/", {"purpose": "Gọi xác minh địa điểm"})
    desk.get(f"/desk/case/{case.id}/")
    desk.get(f"/desk/case/{case.id}/")
    listed = Sender(case, browser_of(vinh_long)).page()
    assert "Trung tâm IOC Tiếp nhận Họ và tên, Số điện thoại" in listed
    assert "Gọi xác minh địa điểm" in listed
    assert "Lê Thị Tiếp" not in listed, "the body and the office, not the person"
    assert "lần trong ngày" in listed, "readings of the words are one line a day"


@pytest.mark.clause("VL.7.5")
def test_while_the_vault_is_down_a_look_shows_nothing_and_the_grants_record_says_nothing(
    vinh_long: TestProvince,
    sits: Sits,
    browser_of: Browsers,
    time: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    desk = sits(vinh_long, vinh_long.staff)
    consent = asked(desk, case)
    Sender(case, browser_of(vinh_long)).answers(consent)

    def closed(**_: object) -> Any:
        raise vault.VaultClosed("down")

    monkeypatch.setattr(vault, "look", closed)
    answer = looks(desk, consent)
    assert answer.status_code == 503
    assert "chưa có thông tin nào được mở" in words(answer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM consents_event WHERE consent_id = %s AND type = 'Looked'", [consent]
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.clause("VL.7.5")
def test_a_withdrawal_waits_for_a_look_under_way_and_none_begins_after_it(
    vinh_long: TestProvince,
    sits: Sits,
    browser_of: Browsers,
    time: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    consent = uuid.UUID(asked(sits(vinh_long, vinh_long.staff), case))
    Sender(case, browser_of(vinh_long)).answers(str(consent))
    really, held = vault.look, []

    def looking(**given: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE relation = 'consents_consent'::regclass "
                "AND mode = 'RowShareLock' AND pid = pg_backend_pid()"
            )
            held.append(cursor.fetchone()[0])
        return really(**given)

    monkeypatch.setattr(vault, "look", looking)

    def step(actor: Actor) -> Step:
        return Step(jurisdiction=vinh_long.jurisdiction, actor=actor, now=time.at, command_id=uuid.uuid4())

    assert isinstance(consents.look(step(vinh_long.staff), consent_id=consent), consents.Opened)
    assert held == [1], "the grant is locked while the vault is asked"
    consents.withdraw(step(case.sender), consent_id=consent)
    assert isinstance(consents.look(step(vinh_long.staff), consent_id=consent), Refused)
    assert held == [1]


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("cong-van.jpg", photo(), content_type="image/jpeg")


def demands(desk: Desk, case: TestCase, time: Clock, **changes: Any) -> HttpResponse:
    form = {
        "command_id": str(uuid.uuid4()),
        "body": "",
        "body_name": "Công an tỉnh",
        "document_number": "12/CV-CAT",
        "dated_on": time.at.date().isoformat(),
        "files": scan(),
        "fields": ["phone"],
        "purpose": "Xác minh tin báo về tội phạm trong nội dung phản ánh.",
        "hours": "24",
        "law": "",
        **changes,
    }
    return desk.client.post(f"/leadership/case/{case.id}/yeu-cau-thong-tin/", form)  # type: ignore[return-value]


def office_of(province: TestProvince, time: Clock) -> Actor:
    """Somebody of the supervising department, with an authenticator application."""
    office = others(province, time.at).office
    factors.give_everybody(secret=FACTOR, staff_ids=[uuid.UUID(office.id)], name="Điện thoại", at=time.at)
    return office


@pytest.mark.clause("VL.20.4", "VL.7.5")
def test_a_formal_request_is_recorded_with_its_document_and_the_sender_is_asked(
    province: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = province.sent(time.at).received(time.at)
    office = office_of(province, time)
    desk, sender = sits(province, office), Sender(case, browser_of(province))
    assert "Yêu cầu cung cấp thông tin người gửi" in desk.text(f"/leadership/case/{case.id}")
    answer = demands(desk, case, time)
    assert answer.status_code == 302, words(answer)
    consent = str(answer["Location"]).split("/")[2]
    picture = desk.get(f"/quyen-xem/{consent}/van-ban.jpg")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert looks(desk, consent).status_code == 409, "recorded, and not agreed to"
    page = sender.page()
    assert "Công an tỉnh hỏi ý kiến ông/bà" in page
    assert "số 12/CV-CAT" in page
    sender.answers(consent)
    assert orders(case, "consent_given") == [("supervising_department", "consent_given")]
    time.forward(minutes=1)
    shown = words(looks(desk, consent))
    assert PHONE in shown
    assert PERSONAL["name"] not in shown, "exactly what was named"
    [(fields, purpose)] = opened(case, office)
    assert fields == ["phone"]
    assert purpose.startswith("Yêu cầu số 12/CV-CAT của Công an tỉnh, người gửi đã đồng ý: Xác minh")
    assert purpose in sender.page()


@pytest.mark.clause("VL.20.4")
def test_a_law_that_compels_is_named_to_the_sender_who_is_told_and_cannot_withdraw(
    vinh_long: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    desk = sits(vinh_long, office_of(vinh_long, time))
    answer = demands(desk, case, time, law=LAW, body=str(vinh_long.waste.id), body_name="")
    consent = str(answer["Location"]).split("/")[2]
    assert orders(case, "data_demanded", "consent_given") == [
        ("sender", "data_demanded"),
        ("agency", "consent_given"),
    ]
    assert looks(desk, consent).status_code == 409, "the body that demanded looks itself"
    body = sits(vinh_long, vinh_long.other_staff)
    assert "Số điện thoại" in body.text("/quyen-xem/")
    assert PHONE in words(looks(body, consent))
    sender = Sender(case, browser_of(vinh_long))
    assert LAW in sender.page()
    refused = sender.withdraws(consent)
    assert refused.status_code == 422
    assert LAW in words(refused)
    assert desk.client.post(f"/quyen-xem/{consent}/thoi").status_code == 302
    time.forward(minutes=1)
    assert looks(body, consent).status_code == 409


@pytest.mark.clause("VL.20.4")
def test_a_formal_request_without_its_document_is_refused_and_keeps_what_was_typed(
    vinh_long: TestProvince, sits: Sits, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    desk = sits(vinh_long, office_of(vinh_long, time))
    answer = demands(desk, case, time, files="", document_number="", body_name="")
    assert answer.status_code == 422
    for problem in ("Xin chọn cơ quan yêu cầu", "Xin ghi số, ký hiệu", "Xin đính kèm", "khoản 4 Điều 20"):
        assert problem in words(answer)
    assert "Xác minh tin báo" in words(answer)
    kept = demands(desk, case, time, hours="80")
    token = re.search(r'name="files_kept" value="([^"]+)"', kept.content.decode())
    assert token is not None, "the document that was uploaded stays"
    assert demands(desk, case, time, files="", files_kept=unescape(token[1])).status_code == 302


@pytest.mark.clause("VL.20.4")
def test_nobody_but_the_supervising_department_records_a_formal_request(
    vinh_long: TestProvince, sits: Sits, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    for actor in (vinh_long.dispatcher, vinh_long.leader, vinh_long.leader_of_province, vinh_long.auditor):
        assert demands(sits(vinh_long, actor), case, time).status_code == 403


def test_a_repeated_question_is_asked_once(vinh_long: TestProvince, sits: Sits, time: Clock) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    desk, command = sits(vinh_long, vinh_long.staff), str(uuid.uuid4())
    assert asked(desk, case, command_id=command) == asked(desk, case, command_id=command)
    assert len(orders(case, "consent_asked")) == 1


def test_an_unanswered_question_lapses_after_seven_days(
    vinh_long: TestProvince, sits: Sits, browser_of: Browsers, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    consent = asked(sits(vinh_long, vinh_long.staff), case)
    time.at += timedelta(days=7)
    sender = Sender(case, browser_of(vinh_long))
    assert "Không trả lời trong thời hạn" in sender.page()
    assert "được coi là không đồng ý" in words(sender.taps(consent, "dong-y"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consents_event SET type = 'x'",
        "DELETE FROM consents_event",
        "TRUNCATE consents_event",
        "DELETE FROM consents_consent",
        "UPDATE consents_consent SET purpose = 'x'",
    ],
)
def test_the_application_changes_nothing_that_was_asked_or_answered(database: Server, statement: str) -> None:
    with (
        pytest.raises((ProgrammingError, InternalError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
