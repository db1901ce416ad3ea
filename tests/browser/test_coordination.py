"""A report without known handler in a real browser: desk, coordinator, desk, and its agreement before publication."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import expect
from tests.browser.visitor import Watched
from tests.doors.journeys.journey import others
from tests.province import TestCase, TestProvince

from paht import clock
from paht.cases import operations

pytestmark = pytest.mark.browser


def _beside(act: Callable[[], Any]) -> Any:
    """Do it in a thread of its own: the browser's event loop runs in this one, and the database is not asked there."""

    def alone() -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(alone).result()


def _handled(case: TestCase) -> None:
    """Received by the road agency and handled up to its leader's approval."""
    here, now, files = case.province, clock.now(), case.province.filled().files
    for outcome in (
        operations.receive(case.step(here.staff, now), assignment=2),
        operations.record_result(case.step(here.staff, now), assignment=2, result="Đã vá ổ gà.", files=files),
        operations.submit_result(case.step(here.staff, now), assignment=2, note="Kính trình."),
        operations.approve_result(case.step(here.leader, now), assignment=2, note="Đồng ý."),
    ):
        assert isinstance(outcome, operations.Done), outcome


@pytest.mark.clause("VL.17.2", "VL.17.3", "VL.17.4")
@pytest.mark.parametrize("here", ["vinh-long-2025"], indirect=True)
def test_the_coordinator_says_who_handles_and_agrees_before_the_result_is_public(
    here: TestProvince, watched: Watched
) -> None:
    other = _beside(lambda: others(here, clock.now()))
    case = _beside(lambda: here.sent(clock.now()).accepted(clock.now()))

    desk = watched.signed_in("dieuphoi")
    desk.open(f"/desk/case/{case.id}/")
    desk.page.get_by_text("Chưa xác định được cơ quan xử lý").first.click()
    desk.page.locator("#f-ask-coordinator-agency").select_option(label=other.coordinator.name)
    desk.page.locator("#f-ask-coordinator-note").fill("Ổ gà này thuộc trách nhiệm của cơ quan nào?")
    desk.look("30-desk-ask-coordinator")
    desk.press("Chuyển cơ quan phối hợp")
    desk.open("/desk/waiting/")
    expect(desk.page.get_by_role("main")).to_contain_text(case.code)
    desk.look("31-desk-waiting")

    coordinator = watched.signed_in("phoihop")
    coordinator.open("/agency/?tab=coordination")
    coordinator.follow(case.code)
    coordinator.page.locator("#f-answer-coordination-agency").select_option(label=here.roads.name)
    coordinator.page.locator("#f-answer-coordination-note").fill("Thuộc thẩm quyền Sở Xây dựng.")
    coordinator.look("32-agency-answer-coordination")
    coordinator.press("Gửi phản hồi")

    desk.open(f"/desk/case/{case.id}/")
    expect(desk.page.get_by_role("main")).to_contain_text("Phân phối đến Sở Xây dựng")
    form = desk.page.locator("form[action$='/dispatch/']")
    form.get_by_label("Sở Xây dựng").check()
    form.get_by_label("Nội dung phân phối").fill("Đề nghị xử lý theo ý kiến cơ quan phối hợp.")
    desk.look("33-desk-bound")
    desk.press("Phân phối")
    _beside(lambda: _handled(case))

    desk.open(f"/desk/case/{case.id}/")
    desk.page.locator("#f-ask-agreement-note").fill("Xin ý kiến thống nhất kết quả.")
    desk.look("34-desk-ask-agreement")
    desk.press("Chuyển kết quả xin ý kiến")
    coordinator.open(f"/agency/case/{case.id}")
    expect(coordinator.page.get_by_role("main")).to_contain_text("Đã vá ổ gà.")
    coordinator.page.locator("#f-agree-note").fill("Thống nhất.")
    coordinator.look("35-agency-agree")
    coordinator.press("Thống nhất")
    publisher = watched.signed_in("bientap")
    publisher.open(f"/desk/case/{case.id}/")
    expect(publisher.form("publish")).to_have_count(1)
