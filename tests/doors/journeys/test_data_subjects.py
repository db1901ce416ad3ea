"""Data subjects through the pages: the code, the request, its terms, the officer's work, the extract, a restore."""

import json
import re
import uuid
from collections.abc import Callable
from html import unescape
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from django.http import HttpResponse
from django.test import Client
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen, text
from tests.doors.conftest import Desk
from tests.doors.journeys.data_subjects import (
    LIST,
    OWN,
    YEARS,
    CitizenOf,
    Sits,
    act,
    address,
    asks,
    installed,
    officer,
    page,
    post,
    proves,
    words,
)
from tests.people.citizens import PHONE, claimed, session_of
from tests.people.citizens import citizen as signed_in
from tests.person import code
from tests.province import PERSONAL, TestCase, TestProvince

from paht.cases.verification import verify
from paht.doors.pages import erasures
from paht.installation.postgres import Server
from paht.people import app_sessions, reaching, wishes
from paht.people.erasures import replay
from paht.subjects.reminding import remind_of_requests


@pytest.fixture(autouse=True)
def installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A gateway is connected, reports are kept for five years, and the ledger of erasures is this test's own."""
    installed(monkeypatch, tmp_path)


@pytest.fixture
def citizen_of() -> CitizenOf:
    return lambda province: Citizen(
        Client(enforce_csrf_checks=True, headers={"host": province.host}), province
    )


def orders(province: TestProvince) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT recipient_kind, template FROM messages_outbox WHERE jurisdiction_id = %s AND case_id IS NULL "
            "ORDER BY recipient_kind DESC, template",
            [province.jurisdiction.id],
        )
        return cursor.fetchall()


def looks(province: TestProvince, purpose: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM people_look WHERE jurisdiction_id = %s AND purpose LIKE %s",
            [province.jurisdiction.id, purpose],
        )
        return int(cursor.fetchone()[0])


def sender_seen(desk: Desk, case: TestCase, **typed: str) -> HttpResponse:
    form = {"purpose": "Gọi xác minh", "otp": code(), **typed}
    return desk.client.post(f"/desk/case/{case.id}/sender/", form)  # type: ignore[return-value]


def test_the_sender_of_a_report_sees_everything_held_after_a_code_and_keeps_it_as_a_file(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case, citizen = province.sent(time.at), citizen_of(province)
    assert "Trước hết xin xác nhận" in page(citizen)
    assert proves(citizen, case).status_code == 303
    assert citizen.browser.get(f"{OWN}ban-trich").status_code == 302, "nobody asked to see yet"
    assert asks(citizen, "see").status_code == 303
    shown = page(citizen, f"{OWN}ban-trich")
    for value in (PERSONAL["name"], "0912345678", PERSONAL["address"], "Ổ gà lớn giữa đường", case.code):
        assert value in shown
    assert looks(province, "Chủ thể dữ liệu xem%") > 0
    for form, marker in (("html", "<h1>Bản trích"), ("json", '"sections"')):
        answer = citizen.browser.get(f"{OWN}ban-trich/{form}")
        assert marker in answer.content.decode()
        assert PERSONAL["name"] in answer.content.decode()
        assert answer["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer["Cache-Control"]
    assert len(json.loads(answer.content)["sections"]) > 4
    assert "Chính ông/bà" in page(citizen, f"{OWN}ban-trich")
    assert orders(province) == [
        ("sender", "data_request_fulfilled"),
        ("sender", "data_request_received"),
        ("data_protection_officer", "data_request_asked"),
    ]


def test_the_proof_lasts_a_quarter_of_an_hour_and_what_was_typed_outlives_it(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case, citizen = vinh_long.sent(time.at), citizen_of(vinh_long)
    proves(citizen, case)
    asks(citizen, "see")
    time.forward(minutes=14, seconds=59)
    assert citizen.browser.get(f"{OWN}ban-trich").status_code == 200
    time.forward(seconds=1)
    assert citizen.browser.get(f"{OWN}ban-trich").status_code == 302
    answer = asks(citizen, "correct", name="Nguyễn Thị Bưởi Năm", note="Sai tên.")
    assert answer.status_code == 403
    assert "khoản 1 Điều 4 Luật Bảo vệ dữ liệu cá nhân" in words(answer)
    assert 'value="Nguyễn Thị Bưởi Năm"' in unescape(answer.content.decode())
    again = proves(citizen, case, right="correct", name="Nguyễn Thị Bưởi Năm", note="Sai tên.")
    assert again.status_code == 200
    assert 'value="Nguyễn Thị Bưởi Năm"' in unescape(again.content.decode())


def test_whoever_has_the_code_but_not_the_phone_sees_nothing(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case, thief = vinh_long.sent(time.at), citizen_of(vinh_long)
    answer = proves(thief, case, phone="0987654321")
    assert (answer.status_code, "không phải số đã dùng" in words(answer)) == (422, True)
    assert asks(thief, "see").status_code == 403
    assert thief.browser.get(f"{OWN}ban-trich").status_code == 302
    # A wrong code, a code of nobody's report, a forged proof.
    post(thief, f"{OWN}ma", report=case.code, phone=PHONE)
    assert post(thief, f"{OWN}xac-nhan", report=case.code, otp="1").status_code == 422
    assert post(thief, f"{OWN}ma", report="VL-7K3M-9QXB-2TRC", phone=PHONE).status_code == 422
    thief.browser.cookies["du-lieu"] = "1.x.p.1:y"
    assert thief.browser.get(f"{OWN}ban-trich").status_code == 302


def test_a_person_with_an_account_asks_for_all_their_reports_and_for_nobody_elses(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    mine, other = vinh_long.sent(time.at), vinh_long.sent(time.at)
    claimed(mine, time.at)
    citizen = citizen_of(vinh_long)
    citizen.browser.cookies["citizen"] = session_of(vinh_long, PHONE, time.at)
    assert asks(citizen, "see").status_code == 403, "the session alone proves nothing"
    assert proves(citizen, None).status_code == 303
    assert asks(citizen, "see").status_code == 303
    shown = page(citizen, f"{OWN}ban-trich")
    assert mine.code in shown
    assert other.code not in shown, "sent under the same number, claimed by nobody"
    assert "Chrome trên Android" in shown


def test_a_correction_lies_over_what_was_sent_and_both_stay_hidden_from_handlers(
    province: TestProvince, citizen_of: CitizenOf, sits: Sits, time: Clock
) -> None:
    case, citizen = province.sent(time.at).received(time.at), citizen_of(province)
    desk = sits(province, officer(province, time))
    proves(citizen, case)
    refused = asks(citizen, "correct", phone_new="0987654321", note="Số mới của tôi")
    assert refused.status_code == 422
    assert "chưa được xác nhận là của ông/bà" in words(refused)
    assert 'value="0987654321"' in refused.content.decode()
    assert asks(citizen, "correct", name="Nguyễn Thị Bưởi Năm", note="Sai tên.").status_code == 303
    at = address(desk)
    assert "Bưởi Năm" not in desk.text(at), "what was typed is opened by a look of its own"
    assert act(desk, at, "mo").status_code == 422
    assert "Nguyễn Thị Bưởi Năm" in words(act(desk, at, "mo", otp=code()))
    assert looks(province, "Thực hiện yêu cầu YC-%") == 1
    assert act(desk, at, "thuc-hien", note="Đã đối chiếu.").status_code == 302
    time.forward(seconds=30)
    seen = sender_seen(sits(province, province.intake), case)
    assert "Nguyễn Thị Bưởi Năm" in seen.content.decode()
    assert "0912345678" in seen.content.decode()
    shown = page(citizen)
    assert "Đã thực hiện" in shown
    assert "Đã đối chiếu." in shown
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM subjects_event WHERE jurisdiction_id = %s AND content LIKE '%%Bưởi%%'",
            [province.jurisdiction.id],
        )
        assert cursor.fetchone() == (0,)


def test_restricted_data_open_only_by_a_named_law_until_the_subject_lifts_it(
    vinh_long: TestProvince, citizen_of: CitizenOf, sits: Sits, time: Clock
) -> None:
    case, citizen = vinh_long.sent(time.at), citizen_of(vinh_long)
    desk = sits(vinh_long, officer(vinh_long, time))
    proves(citizen, case)
    asks(citizen, "restrict")
    assert act(desk, address(desk), "thuc-hien").status_code == 302
    intake = sits(vinh_long, vinh_long.intake)
    refused = sender_seen(intake, case)
    assert refused.status_code == 422
    assert PERSONAL["name"] not in refused.content.decode()
    assert "Chỉ được xem khi pháp luật bắt buộc" in words(refused)
    seen = sender_seen(intake, case, basis="Điều 88 Bộ luật Tố tụng hình sự")
    assert PERSONAL["name"] in seen.content.decode()
    assert looks(vinh_long, "Gọi xác minh (căn cứ: Điều 88%") == 1
    assert "Ổ gà lớn giữa đường" in intake.text(f"/desk/case/{case.id}/"), "the matter is dealt with"
    asks(citizen, "see")
    assert PERSONAL["name"] in page(citizen, f"{OWN}ban-trich"), "the subject's own look is no stranger's"
    assert "Bỏ hạn chế xử lý" in page(citizen)
    found = re.search(r'name="request" value="([0-9a-f-]+)"', text(citizen.browser.get(OWN)))
    assert found is not None
    assert post(citizen, f"{OWN}rut", request=found[1], command_id=str(uuid.uuid4())).status_code == 303
    time.forward(seconds=30)
    assert PERSONAL["name"] in sender_seen(intake, case).content.decode()


@pytest.mark.clause("VL.22.1")
def test_an_erasure_is_refused_with_the_clause_while_the_case_runs_then_done_for_good(
    vinh_long: TestProvince, citizen_of: CitizenOf, sits: Sits, time: Clock
) -> None:
    case, citizen = vinh_long.sent(time.at).dispatched(time.at), citizen_of(vinh_long)
    boss = officer(vinh_long, time)
    proves(citizen, case)
    assert asks(citizen, "delete").status_code == 303
    desk = sits(vinh_long, boss)
    at = address(desk)
    assert "đang được giải quyết" in desk.text(at)
    assert act(desk, at, "xoa").status_code == 422, "the second factor first"
    refused = act(desk, at, "xoa", otp=code())
    assert (refused.status_code, "khoản 1 Điều 22" in words(refused)) == (422, True)
    assert erasures.ledger().read() == []
    assert act(desk, at, "tu-choi", ground="kept").status_code == 422
    assert act(desk, at, "tu-choi", ground="kept", reason="Phản ánh đang xử lý.").status_code == 302
    shown = page(citizen)
    for said in ("Từ chối", "Điều 14 Luật Bảo vệ dữ liệu cá nhân", "khiếu nại", "Phản ánh đang xử lý."):
        assert said in shown


def erased(
    province: TestProvince, citizen: Citizen, desk_of: Callable[[], Desk], time: Clock
) -> tuple[TestCase, Desk]:
    """A report that was published, kept for its years, and erased on its sender's request."""
    case = province.sent(time.at).published(time.at)
    time.forward(days=YEARS * 365 + 3)
    proves(citizen, case)
    assert asks(citizen, "delete", note="Xin xóa.").status_code == 303
    desk = desk_of()
    at = address(desk)
    assert case.code in desk.text(at)
    answer = act(desk, at, "xoa", otp=code(), note="Đã xóa.")
    assert answer.status_code == 302, words(answer)
    return case, desk


def test_what_was_erased_opens_no_more_and_the_log_is_whole(
    vinh_long: TestProvince, citizen_of: CitizenOf, sits: Sits, time: Clock
) -> None:
    boss, citizen = officer(vinh_long, time), citizen_of(vinh_long)
    case, desk = erased(vinh_long, citizen, lambda: sits(vinh_long, boss), time)
    assert verify(jurisdiction_id=vinh_long.jurisdiction.id).fault is None
    assert ("sender", "data_request_fulfilled") not in orders(vinh_long), "no number is left to tell it to"
    asks(citizen, "see")
    shown = page(citizen, f"{OWN}ban-trich")
    assert "không ai mở được nữa" in shown
    assert PERSONAL["name"] not in shown
    ledger = desk.text(f"{LIST}so-xoa/")
    assert "Lâm Ngọc Ánh" in ledger
    assert "Yêu cầu xóa dữ liệu YC-" in ledger
    assert [each.case_id for each in erasures.ledger().read()] == [case.id]


def test_after_a_restore_everybody_in_charge_is_warned_until_the_ledger_is_replayed(
    database: Server, vinh_long: TestProvince, citizen_of: CitizenOf, sits: Sits, time: Clock
) -> None:
    boss, citizen = officer(vinh_long, time), citizen_of(vinh_long)

    def warned() -> list[str]:
        erasures.forget()
        found = Client().get("/readyz").json()["warnings"]
        desk = sits(vinh_long, vinh_long.intake)
        on_desk = "vault replay-erasures" in desk.text("/desk/")
        on_list = "vault replay-erasures" in sits(vinh_long, boss).text(LIST)
        told = [each["warning"] for each in found if each["warning"].startswith("erasure")]
        assert on_desk == on_list == bool(told)
        return told

    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        # The dump, of before the erasure: what it holds of this province's vault and looks.
        key = [vinh_long.jurisdiction.id]
        case = vinh_long.sent(time.at).published(time.at)
        dump = raw.execute(
            "SELECT id, wrapped_key FROM people_vault_record WHERE jurisdiction_id = %s", key
        ).fetchall()
        time.forward(days=YEARS * 365 + 3)
        proves(citizen, case)
        asks(citizen, "delete")
        desk = sits(vinh_long, boss)
        assert act(desk, address(desk), "xoa", otp=code()).status_code == 302
        assert warned() == []
        for record, wrapped in dump:
            raw.execute("UPDATE people_vault_record SET wrapped_key = %s WHERE id = %s", [wrapped, record])
        raw.execute("DELETE FROM people_look WHERE jurisdiction_id = %s AND fields = '{erased}'", key)
        assert warned() == ["erasures to be replayed"]
        with psycopg.connect(database.url("vault"), autocommit=True) as vault:
            assert replay(vault, erasures.ledger().read()) == 1
        assert warned() == []
        assert looks(vinh_long, "Xóa lại theo sổ xóa%") == 1
        erasures.ledger().path.write_text("x y\n")
    found = Client().get("/readyz").json()["warnings"]
    assert "erasure ledger damaged" in [each["warning"] for each in found]


def test_consent_once_withdrawn_fills_in_no_form_any_more(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    from paht.people import citizens

    who = claimed(vinh_long.sent(time.at), time.at)
    keys = {"jurisdiction_id": who.jurisdiction_id, "person_id": who.person_id}
    citizens.keep_profile(**keys, fields={"name": "Nguyễn Thị Bưởi"}, at=time.at)  # type: ignore[arg-type]
    citizen = citizen_of(vinh_long)
    citizen.browser.cookies["citizen"] = session_of(vinh_long, PHONE, time.at)
    proves(citizen, None)
    assert asks(citizen, "withdraw").status_code == 303
    assert "name" not in citizens.profile(**keys)  # type: ignore[arg-type]
    assert "Đã thực hiện" in page(citizen)


def test_the_officer_replies_puts_off_once_and_is_reminded_of_what_is_due(
    province: TestProvince, citizen_of: CitizenOf, sits: Sits, time: Clock
) -> None:
    case, citizen = province.sent(time.at), citizen_of(province)
    boss = officer(province, time)
    assert "Không có yêu cầu nào đang chờ" in sits(province, boss).text(LIST)
    proves(citizen, case)
    asks(citizen, "restrict")
    assert "Chờ phản hồi" in page(citizen)
    desk = sits(province, boss)
    at = address(desk)
    assert act(desk, at, "phan-hoi").status_code == 302
    assert act(desk, at, "phan-hoi").status_code == 422
    assert act(desk, at, "gia-han", days="16", reason="Nhiều phản ánh.").status_code == 422
    refused = act(desk, at, "gia-han", days="x", reason="Nhiều phản ánh.")
    assert "Nhiều phản ánh." in words(refused)
    assert act(desk, at, "gia-han", days="15", reason="Nhiều phản ánh.").status_code == 302
    assert act(desk, at, "gia-han", days="1", reason="Nữa.").status_code == 422
    time.forward(days=33)  # a Monday; the term ended on the Friday before
    assert "trễ 3 ngày" in sits(province, boss).text(LIST)
    for _ in range(4):
        remind_of_requests(now=time.at)
    assert [each for each in orders(province) if each[1] == "data_request_overdue"] == [
        ("supervising_department", "data_request_overdue"),
        ("data_protection_officer", "data_request_overdue"),
    ]


def test_a_request_of_another_subject_is_not_taken_back_and_the_log_is_for_appending(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    mine, theirs = vinh_long.sent(time.at), vinh_long.sent(time.at)
    first, second = citizen_of(vinh_long), citizen_of(vinh_long)
    proves(first, mine)
    asks(first, "delete")
    found = re.search(r'name="request" value="([0-9a-f-]+)"', text(first.browser.get(OWN)))
    assert found is not None
    time.forward(minutes=2)
    proves(second, theirs)
    assert post(second, f"{OWN}rut", request=found[1]).status_code == 404
    assert post(first, f"{OWN}rut", request=found[1], command_id=str(uuid.uuid4())).status_code == 303
    assert "Đã rút" in page(first)
    for change in ("UPDATE subjects_event SET words = ''", "DELETE FROM subjects_event"):
        with (
            pytest.raises((ProgrammingError, InternalError)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def raw(citizen: Citizen) -> str:
    """One's own page as it is written."""
    return citizen.browser.get(OWN).content.decode()


def test_whoever_has_proven_who_they_are_chooses_language_and_ways_but_keeps_one_while_a_report_is_open(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case, citizen = vinh_long.sent(time.at), citizen_of(vinh_long)
    at = f"{OWN}nhan-tin"
    assert post(citizen, at, language="en").status_code == 303
    assert proves(citizen, case).status_code == 303
    assert raw(citizen).count('name="ways"') == 5
    answer = post(citizen, at, language="en", ways=["sms", "push"])
    assert answer["Location"].endswith("?xong=nhan-tin")
    shown = raw(citizen)
    assert re.search(r'name="language" value="en" checked', shown)
    assert re.findall(r'name="ways" value="(\w+)" checked', shown) == ["sms", "push"]
    time.forward(minutes=1)
    assert post(citizen, at, language="en", ways=["sms", "push", "email"]).status_code == 303
    told = page(citizen)
    assert told.count("Căn cứ: nhiệm vụ trả kết quả") == 4
    assert told.count("Căn cứ: sự đồng ý") == 1
    chosen = ["Từ chối: Zalo", "Từ chối: Messenger", "Từ chối: Thư điện tử", "Nhận lại: Thư điện tử"]
    assert [told.count(each) for each in chosen] == [1, 1, 1, 1]
    asks(citizen, "see")
    extract = page(citizen, f"{OWN}ban-trich")
    assert [extract.count(each) for each in chosen] == [1, 1, 1, 1]
    answer = post(citizen, at, language="vi")
    assert "không thể từ chối tất cả" in page(citizen, answer["Location"])
    assert [page(citizen).count(each) for each in chosen] == [1, 1, 1, 1], (
        "what was refused to them is no choice"
    )
    assert re.search(r'name="language" value="en" checked', raw(citizen))


@pytest.mark.clause("VL.22.1")
def test_wishes_and_addresses_for_pushes_are_in_the_extract_and_go_with_the_erasure(
    vinh_long: TestProvince, citizen_of: CitizenOf, sits: Sits, time: Clock
) -> None:
    here, boss = vinh_long.jurisdiction.id, officer(vinh_long, time)
    claimed(vinh_long.sent(time.at).published(time.at), time.at)
    time.forward(days=YEARS * 365 + 3)
    who, citizen = signed_in(vinh_long, PHONE, time.at), citizen_of(vinh_long)
    app_sessions.keep_push(who, kind="webpush", token="https://push.example/abc", at=time.at)
    senders = wishes.senders_of_person(here, who.person_id)
    wanted = wishes.Wishes("en", frozenset({"zalo"}))
    wishes.keep(jurisdiction_id=here, senders=senders, wishes=wanted, has_open=False, at=time.at)
    citizen.browser.cookies["citizen"] = session_of(vinh_long, PHONE, time.at)
    assert proves(citizen, None).status_code == 303
    asks(citizen, "see")
    shown = page(citizen, f"{OWN}ban-trich")
    for said in ("English", "Cách không muốn nhận tin Zalo", "webpush, từ"):
        assert said in shown
    asks(citizen, "delete", note="Xin xóa.")
    desk = sits(vinh_long, boss)
    answer = act(desk, address(desk), "xoa", otp=code(), note="Đã xóa.")
    assert answer.status_code == 302, words(answer)
    assert reaching.pushes_of(here, who.person_id) == []
    assert wishes.of(here, senders[0]) == wishes.Wishes()
