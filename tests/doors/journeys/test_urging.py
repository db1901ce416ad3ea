"""Those above an agency follow what it holds, urge it, and see where the time went."""

import re

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, form_of, words_of
from tests.province import TestCase, TestProvince


def given(client: Client, page: str, address: str, **fields: str) -> tuple[int, str]:
    """Fill in the form of the page that is sent to the address, as a browser would; status and words of the answer."""
    form = form_of(client.get(page).content.decode(), address)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    answer = client.post(address, {**hidden, **fields}, follow=True)
    return answer.status_code, words_of(answer.content.decode())


@pytest.mark.clause("VL.11.4", "VL.21.4", "ST.15.3", "ST.11.3")
def test_a_superior_body_sees_what_is_below_it_and_urges(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at).received(time.at)
    superior, agency = Desk(province, "ubndtinh"), Desk(province, "chuyenvien")
    below = words_of(superior.page("/agency/?tab=below"))
    assert "Đơn vị cấp dưới đang giữ phản ánh" in below
    assert "Sở Xây dựng" in below
    page, address = f"/agency/case/{case.id}", f"/agency/case/{case.id}/urge"
    status, shown = given(superior.client, page, address, note="")
    assert status == 422
    assert "xin ghi nội dung trước khi chuyển" in shown
    status, shown = given(superior.client, page, address, note="Đề nghị khẩn trương trước mùa mưa.")
    assert status == 200
    assert "Đã gửi nội dung đôn đốc" in shown
    seen = words_of(agency.page(page))
    assert "Đôn đốc Sở Xây dựng" in seen
    assert "Đề nghị khẩn trương trước mùa mưa." in seen
    assert f"/agency/case/{case.id}/urge" not in agency.page(page), "an agency does not urge itself"


@pytest.mark.clause("VL.20.1.đ", "ST.11.3")
@pytest.mark.parametrize("login", ["lanhdaotinh"])
def test_a_provincial_leader_urges_from_the_boards(province: TestProvince, time: Clock, login: str) -> None:
    case = province.sent(time.at).received(time.at)
    leader = Desk(province, login)
    page, address = f"/leadership/case/{case.id}", f"/leadership/case/{case.id}/urge"
    status, shown = given(leader.client, page, address, note="Xử lý dứt điểm trong tuần.")
    assert status == 200
    assert "Đã gửi nội dung đôn đốc" in shown
    assert "Xử lý dứt điểm trong tuần." in shown


def everywhere(case: TestCase) -> list[tuple[str, str]]:
    """The case's pages of the staff, with who looks."""
    return [
        ("dieuphoi", f"/desk/case/{case.id}/"),
        ("chuyenvien", f"/agency/case/{case.id}"),
        ("lanhdaotinh", f"/leadership/case/{case.id}"),
    ]


@pytest.mark.clause("VL.4.5", "ST.11.3")
def test_every_page_of_staff_says_who_had_the_case_how_long_and_why_a_term_ends_when_it_does(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at).received(time.at)
    time.forward(hours=1)
    for login, page in everywhere(case):
        shown = words_of(Desk(province, login).page(page))
        assert "Ai giữ bao lâu" in shown, page
        assert "Sở Xây dựng 1 giờ 1 giờ" in shown, page
        assert "Tổng cộng 1 giờ 1 giờ" in shown, page
        assert "ngày làm việc kể từ" in shown, page


@pytest.mark.clause("ST.5.2", "VL.20.1.b")
def test_whoever_follows_a_report_reads_who_has_it_until_when_and_why(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at).received(time.at)
    shown = words_of(Client(headers={"host": province.host}).get(f"/theo-doi/{case.code}").content.decode())
    assert "Đang ở: Sở Xây dựng" in shown
    assert "Vì sao đến thời điểm này?" in shown
    assert "giờ làm việc, tính" in shown


@pytest.mark.clause("ST.16.4")
def test_a_body_chooses_how_it_is_reminded_and_bad_numbers_are_explained(
    province: TestProvince, time: Clock
) -> None:
    leader = Desk(province, "lanhdao")
    fields = {"days_before": "2", "hours_before": "3", "escalate_hours": "x", "at_due": "1"}
    status, shown = given_page(leader.client, fields)
    assert status == 422
    assert "Xin nhập một số từ 0 đến 40" in shown
    status, shown = given_page(leader.client, fields | {"escalate_hours": "8"})
    assert status == 200
    assert "Đã lưu cách nhắc việc." in shown
    page = leader.page("/nhac-viec/")
    assert re.search(r'name="days_before" type="number" value="2"', page)
    assert not re.search(r'name="halfway"[^>]* checked', page)
    assert Desk(province, "chuyenvien").client.get("/nhac-viec/").status_code == 403


def given_page(client: Client, fields: dict[str, str]) -> tuple[int, str]:
    answer = client.post("/nhac-viec/", fields, follow=True)
    return answer.status_code, words_of(answer.content.decode())
