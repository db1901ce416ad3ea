"""A lead and a cooperating agency, as their people see it in a real browser."""

from datetime import datetime

import pytest
from playwright.sync_api import expect
from tests.browser.visitor import Visitor, Watched
from tests.province import TestCase, TestProvince

from paht import clock

pytestmark = pytest.mark.browser

ASKED = "Đề nghị cho ý kiến về bãi rác cạnh mặt đường hư hỏng."
OPINION = "Bãi rác đã được dọn trong ngày."
ANSWER = "Đã vá mặt đường; bãi rác cạnh đường đã được dọn trong ngày."


@pytest.fixture
def accepted(here: TestProvince) -> TestCase:
    """A report that waits for dispatch; it is there before the browser starts."""
    now: datetime = clock.now()
    return here.sent(now).accepted(now)


def _opened(watched: Watched, login: str, case: TestCase) -> Visitor:
    visitor = watched.signed_in(login)
    visitor.follow(case.code)
    return visitor


def _answers(staff: Visitor, leader: Visitor, code: str, result: str, button: str) -> None:
    staff.page.get_by_label("Kết quả trả lời người gửi").fill(result)
    staff.press("Lưu kết quả")
    staff.page.get_by_label("Nội dung trình").fill("Kính trình lãnh đạo.")
    staff.press("Trình phê duyệt")
    leader.follow(code)
    leader.page.get_by_label("Ý kiến của lãnh đạo").fill("Đồng ý.")
    leader.press(button)


@pytest.mark.clause("ST.7.3.2", "ST.8.2.1", "ST.8.2.2", "ST.8.2.3", "ST.PL2.3")
@pytest.mark.parametrize("here", ["soc-trang-2024"], indirect=True)
def test_a_lead_asks_another_agency_and_answers_with_what_it_was_told(
    accepted: TestCase, watched: Watched
) -> None:
    desk = _opened(watched, "dieuphoi", accepted)
    desk.page.locator("#lenh-dispatch-lead summary").click()
    form = desk.page.locator("#lenh-dispatch-lead")
    form.get_by_label("Cơ quan chủ trì").select_option(label="Sở Xây dựng")
    form.get_by_label("Nội dung phân phối").fill("Đề nghị chủ trì, phối hợp xử lý.")
    desk.look("dispatch-lead")
    desk.press("Giao chủ trì")
    lead = _opened(watched, "chuyenvien", accepted)
    lead.press("Nhận phản ánh")
    lead.page.get_by_label("Sở Nông nghiệp và Môi trường").check()
    lead.page.get_by_label("Nội dung đề nghị phối hợp").fill(ASKED)
    lead.look("pass-on")
    lead.press("Chuyển phối hợp")
    expect(lead.page.get_by_role("heading", name="Các cơ quan cùng xử lý")).to_be_visible()
    cooperating = _opened(watched, "chuyenvienkhac", accepted)
    expect(cooperating.page.get_by_text(ASKED).first).to_be_visible()
    cooperating.press("Nhận phản ánh")
    cooperating.press("Bắt đầu xử lý")
    cooperating.look("cooperating")
    _answers(
        cooperating,
        watched.signed_in("lanhdaokhac"),
        accepted.code,
        OPINION,
        "Phê duyệt, chuyển cơ quan chủ trì",
    )
    lead.page.reload()
    expect(lead.page.get_by_text(OPINION).first).to_be_visible()
    lead.look("compile")
    _answers(lead, watched.signed_in("lanhdao"), accepted.code, ANSWER, "Phê duyệt, chuyển Trung tâm")
    publisher = _opened(watched, "bientap", accepted)
    expect(publisher.page.locator("#f-publish-answer")).to_have_value(ANSWER)
