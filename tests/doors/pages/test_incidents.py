"""The button on every page of staff, the form behind it, and following an incident until it is closed (VL.21.8)."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from django.test import Client
from tests.conftest import Clock
from tests.doors.conftest import Desk
from tests.province import PERSONAL, TestProvince

from paht.incidents.reminding import remind_of_notices
from paht.law.casework.case import Actor
from paht.law.casework.states import Role
from paht.people.models import Membership

Sits = Callable[[TestProvince, Actor], Desk]
FORM = {"kind": "leak", "description": "Danh sách người gửi hiện ra khi chưa đăng nhập.", "page": "desk-case"}


def orders(province: TestProvince) -> list[tuple[str, str]]:
    """Who was told what, about no case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT recipient_kind, template FROM messages_outbox WHERE jurisdiction_id = %s AND case_id IS NULL",
            [province.jurisdiction.id],
        )
        return sorted(cursor.fetchall())


def reported(desk: Desk, **changes: str) -> str:
    """The incident's code, after the form was sent."""
    answer = desk.client.post("/su-co/bao/", {"command_id": str(uuid.uuid4()), **FORM, **changes})
    assert answer.status_code == 302, unescape(answer.content.decode())
    return str(answer["Location"].partition("ma=")[2])


def address(desk: Desk, code: str) -> str:
    """The page of the incident, found in the list."""
    found = re.search(rf'href="(/su-co/[0-9a-f-]+/)">{code}<', desk.text("/su-co/"))
    assert found is not None
    return found.group(1)


def act(desk: Desk, page: str, action: str, **typed: str) -> int:
    return desk.client.post(f"{page}{action}", {"command_id": str(uuid.uuid4()), **typed}).status_code


@pytest.mark.clause("VL.21.8", "ST.3.4")
@pytest.mark.parametrize(
    ("who", "pages"),
    [
        (
            "intake",
            ("/desk/", "/desk/search/", "/desk/waiting/", "/desk/asked/", "/tai-khoan/", "/lich-truc/"),
        ),
        ("staff", ("/agency/", "/agency/asked", "/agency/quy-trinh/", "/agency/thanh-vien/")),
        ("leader_of_province", ("/leadership/", "/leadership/cases", "/leadership/failings")),
        ("auditor", ("/leadership/edition", "/su-co/", "/su-co/bao/")),
    ],
)
def test_every_page_of_staff_leads_to_the_form_which_knows_the_route_it_came_from(
    province: TestProvince, sits: Sits, who: str, pages: tuple[str, ...]
) -> None:
    desk = sits(province, getattr(province, who))
    for page in pages:
        answer = desk.client.get(page, follow=True)
        link = re.search(r'href="(/su-co/bao/\?tu=([a-z-]+))"', answer.content.decode())
        assert link is not None, page
        assert f'name="page" value="{link.group(2)}"' in desk.text(link.group(1))


@pytest.mark.clause("VL.21.8")
def test_the_case_page_gives_its_route_and_never_the_cases_identity(
    vinh_long: TestProvince, sits: Sits, time: Clock
) -> None:
    case = vinh_long.sent(time.at)
    page = sits(vinh_long, vinh_long.intake).text(f"/desk/case/{case.id}/")
    assert 'href="/su-co/bao/?tu=desk-case"' in page


def test_a_page_that_does_not_exist_is_not_kept_as_the_place_of_an_incident(
    vinh_long: TestProvince, sits: Sits
) -> None:
    desk = sits(vinh_long, vinh_long.dispatcher)
    assert 'name="page" value=""' in desk.text(f"/su-co/bao/?tu={PERSONAL['phone']}")
    page = address(desk, reported(desk, page="/desk/?q=0912345678"))
    assert "0912345678" not in desk.text(page)


@pytest.mark.clause("VL.21.8", "ST.3.4")
def test_the_supervising_department_is_told_at_once_of_what_anybody_reports(
    province: TestProvince, sits: Sits
) -> None:
    reported(sits(province, province.staff), kind="fault")
    assert orders(province) == [("supervising_department", "incident_reported")]


@pytest.mark.clause("VL.10.3")
def test_a_leak_is_followed_from_the_report_over_its_notice_to_the_conclusion(
    vinh_long: TestProvince, sits: Sits, time: Clock
) -> None:
    code = reported(sits(vinh_long, vinh_long.staff))
    desk = sits(vinh_long, vinh_long.dispatcher)
    page = address(desk, code)
    shown = desk.text(page)
    for words in (
        "Lộ dữ liệu cá nhân",
        "còn 3 ngày",
        "khoản 1 Điều 23 Luật Bảo vệ dữ liệu cá nhân",
        "Võ Văn Viên",
    ):
        assert words in shown
    assert act(desk, page, "ket-thuc", conclusion="Xong.") == 422
    assert act(desk, page, "ghi", words="Đã khóa liên kết.") == 302
    assert act(desk, page, "thong-bao", document="") == 422
    assert act(desk, page, "thong-bao", document="15/SKHCN-ATTT") == 302
    assert act(desk, page, "ket-thuc", conclusion="Đã sửa, đã rà soát.") == 302
    shown = desk.text(page)
    for words in ("Đã thông báo đúng hạn", "15/SKHCN-ATTT", "Đã khóa liên kết.", "Đã sửa, đã rà soát."):
        assert words in shown
    assert "thong-bao" not in shown
    assert act(desk, page, "ghi", words="Thêm.") == 422
    assert code in desk.text("/su-co/").partition("Đã kết thúc")[2]


def test_whoever_owes_the_notice_is_reminded_by_day_and_by_night_until_it_is_given(
    vinh_long: TestProvince, sits: Sits, time: Clock
) -> None:
    desk = sits(vinh_long, vinh_long.dispatcher)
    page = address(desk, reported(desk))
    told = orders(vinh_long)
    assert told == [("desk", "incident_leak"), ("supervising_department", "incident_leak")]
    remind_of_notices(now=time.at + timedelta(hours=23, minutes=59))
    assert orders(vinh_long) == sorted(told)
    for hours, template in ((24, "incident_notice_due"), (71, "incident_notice_due")):
        for _ in range(2):
            remind_of_notices(now=time.at + timedelta(hours=hours))
        told += [("supervising_department", template), ("desk", template)]
        assert orders(vinh_long) == sorted(told)
    for _ in range(2):
        remind_of_notices(now=time.at + timedelta(hours=72))
    late = "incident_notice_overdue"
    told += [("supervising_department", late), ("desk", late), ("peoples_committee", late)]
    assert orders(vinh_long) == sorted(told)
    time.forward(hours=73)
    assert act(sits(vinh_long, vinh_long.dispatcher), page, "thong-bao", document="15/SKHCN") == 302
    remind_of_notices(now=time.at + timedelta(hours=200))
    assert orders(vinh_long) == sorted(told)


def test_an_incident_sent_twice_is_one(vinh_long: TestProvince, sits: Sits) -> None:
    desk = sits(vinh_long, vinh_long.dispatcher)
    command = str(uuid.uuid4())
    assert reported(desk, command_id=command) == reported(desk, command_id=command)
    assert len(orders(vinh_long)) == 2


def test_what_is_refused_keeps_what_was_typed_and_says_why_by_which_clause(
    vinh_long: TestProvince, sits: Sits
) -> None:
    desk = sits(vinh_long, vinh_long.staff)
    answer = desk.client.post("/su-co/bao/", {**FORM, "kind": "", "found_at": "hôm qua"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert FORM["description"] in page
    assert "chưa đọc được" in page
    answer = desk.client.post("/su-co/bao/", {**FORM, "kind": ""})
    assert "Xin chọn loại sự cố. Căn cứ: khoản 8 Điều 21." in unescape(answer.content.decode())


def test_personal_data_in_the_words_of_a_report_are_masked_before_they_are_kept(
    vinh_long: TestProvince, sits: Sits
) -> None:
    words = f"Thấy số {PERSONAL['phone']} và thư {PERSONAL['email']} của người gửi."
    desk = sits(vinh_long, vinh_long.dispatcher)
    shown = desk.text(address(desk, reported(desk, description=words)))
    assert PERSONAL["phone"] not in shown
    assert PERSONAL["email"] not in shown
    assert "[đã ẩn số điện thoại]" in shown


@pytest.mark.parametrize("role", [Role.SUPERVISING_DEPARTMENT, Role.ADMINISTRATOR, Role.AUDITOR])
def test_those_who_oversee_see_incidents_an_auditor_only_looks_others_and_neighbours_see_none(
    vinh_long: TestProvince, soc_trang: TestProvince, sits: Sits, role: Role
) -> None:
    page = address(sits(vinh_long, vinh_long.dispatcher), reported(sits(vinh_long, vinh_long.staff)))
    Membership.objects.filter(staff_id=vinh_long.auditor.id).update(role=role)
    overseer = sits(vinh_long, vinh_long.auditor)
    assert overseer.get(page).status_code == 200
    assert act(overseer, page, "ghi", words="Đã xem.") == (422 if role is Role.AUDITOR else 302)
    for desk, status in (
        (sits(vinh_long, vinh_long.staff), 403),
        (sits(vinh_long, vinh_long.publisher), 403),
        (sits(soc_trang, soc_trang.dispatcher), 404),
    ):
        assert desk.get(page).status_code == status
        assert act(desk, page, "ghi", words="Đã xem.") == status
    assert sits(soc_trang, soc_trang.dispatcher).get(f"/su-co/{uuid.uuid4()}/").status_code == 404


def test_nobody_without_an_account_reports_or_reads(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client]
) -> None:
    for path in ("/su-co/", "/su-co/bao/", f"/su-co/{uuid.uuid4()}/"):
        assert browser_of(vinh_long).get(path)["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE incidents_event SET words = ''", "DELETE FROM incidents_event", "TRUNCATE incidents_event"],
)
def test_the_history_of_incidents_only_grows(vinh_long: TestProvince, sits: Sits, statement: str) -> None:
    reported(sits(vinh_long, vinh_long.dispatcher))
    with (
        pytest.raises((ProgrammingError, InternalError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
