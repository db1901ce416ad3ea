"""Something urgent, as people see it: a telephone in a hurry, one key at the desk, a body that goes at once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.test_journey import CODE
from tests.browser.visitor import Visitor, Watched
from tests.province import TestProvince

pytestmark = pytest.mark.browser

MATTER = "Sập một nhịp cầu gỗ, có người rơi xuống kênh, cần lực lượng đến ngay."
DONE = "Đã đưa hai người lên bờ an toàn, rào chắn và cắm biển báo hai đầu cầu."


@pytest.fixture
def made_safe(after: bytes, tmp_path: Path) -> Path:
    """The body's photograph of the place made safe."""
    path = tmp_path / "IMG_sau.jpg"
    path.write_bytes(after)
    return path


@pytest.mark.clause("VL.16.0", "VL.16.2", "VL.16.3", "VL.16.5", "ST.8.6.0", "ST.8.6.1")
def test_something_urgent_goes_from_the_telephone_to_publication(
    here: TestProvince, watched: Watched, work: Callable[[], None], made_safe: Path
) -> None:
    citizen = watched.telephone(scripts=False)
    code = _send(citizen)
    _dispatch_with_one_key(watched.signed_in("dieuphoi"), code)
    _go_at_once(watched.signed_in("chuyenvien"), code, made_safe)
    leader = watched.signed_in("lanhdao")
    leader.follow(code)
    leader.page.get_by_label("Ý kiến của lãnh đạo").fill("Đồng ý.")
    leader.press("Phê duyệt, chuyển Trung tâm")
    expect(leader.form("approve")).to_have_count(0)
    editor = watched.signed_in("bientap")
    editor.follow(code)
    editor.press("Trả lời và công khai")
    editor.has_done("publish", code)
    work()
    citizen.open(f"/theo-doi/{code}")
    expect(citizen.page.get_by_role("main")).to_contain_text(DONE)


def _send(citizen: Visitor) -> str:
    """Without script, without a photograph, without a name: the numbers to ring come to the fore all the same."""
    page = citizen.page
    citizen.open("/gui/")
    nearby = page.locator(".urgent-now")
    expect(nearby).to_be_hidden()
    page.get_by_label("Lĩnh vực").select_option("fire")
    expect(nearby.get_by_role("link", name="114")).to_be_visible()
    page.get_by_label("Lĩnh vực").select_option("road")
    expect(nearby).to_be_hidden()
    page.get_by_label("Khẩn cấp: đang nguy hiểm").check()
    expect(nearby).to_be_visible()
    page.get_by_label("Mô tả sự việc").fill(MATTER)
    page.locator("#f-phone").fill("0912 345 678")
    page.wait_for_load_state("load")
    citizen.press("Gửi phản ánh")
    expect(page.get_by_role("heading", name="Mã phản ánh của ông/bà")).to_be_visible()
    expect(page.get_by_text("Cán bộ trực đã được báo động")).to_be_visible()
    found = CODE.search(page.locator(".report-code").inner_text())
    assert found is not None
    return found[0]


def _dispatch_with_one_key(desk: Visitor, code: str) -> None:
    page = desk.page
    expect(page.get_by_role("main")).to_contain_text("theo đồng hồ")
    desk.look("30-desk-urgent-queue")
    desk.follow(code)
    expect(page.locator("#lenh-urgent form")).to_be_visible()
    desk.look("31-desk-urgent")
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile("done=urgent"))


def _go_at_once(agency: Visitor, code: str, made_safe: Path) -> None:
    page = agency.page
    agency.look("32-agency-urgent-inbox")
    agency.follow(code)
    agency.look("33-agency-urgent")
    page.get_by_label("Lực lượng được cử").fill("Đội cứu nạn, 6 người, một xuồng máy.")
    agency.press("Xác nhận")
    agency.press("Đã xử lý xong")
    expect(page.locator("#lenh-finish-urgency")).to_have_count(0)
    page.get_by_label("Kết quả trả lời người gửi").fill(DONE)
    page.locator("#f-files").set_input_files(made_safe)
    agency.press("Lưu kết quả")
    page.get_by_label("Nội dung trình").fill("Kính trình lãnh đạo phê duyệt kết quả.")
    agency.press("Trình phê duyệt")
    expect(agency.form("submit")).to_have_count(0)
