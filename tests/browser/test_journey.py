"""From a photograph to its sender's judgement, as people see it: a telephone, three desks, one real server."""

import re
from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.visitor import Visitor, Watched
from tests.province import PERSONAL, TestProvince

from paht import clock
from paht.demo.scenes import with_exif

pytestmark = pytest.mark.browser

VIETNAM = timezone(timedelta(hours=7))
MATTER = "Ổ gà sâu, rộng gần một mét giữa đường vào trường tiểu học; sáng nay hai xe máy đã té ngã."
DONE = "Đã vá mặt đường bằng bê tông nhựa nóng, sơn lại vạch kẻ và thông xe ngay trong ngày."
CODE = re.compile(r"[A-Z]{2}-\w{4}-\w{4}-\w{4}")
MOST_STOPS = 80


@pytest.fixture
def photo(before: bytes, here: TestProvince, tmp_path: Path) -> Path:
    """What a telephone stored ten minutes ago in the province."""
    return _stored(tmp_path / "IMG_truoc.jpg", before, here)


@pytest.fixture
def repaired(after: bytes, here: TestProvince, tmp_path: Path) -> Path:
    """The agency's photograph of the work done."""
    return _stored(tmp_path / "IMG_sau.jpg", after, here)


def _stored(path: Path, jpeg: bytes, here: TestProvince) -> Path:
    taken_at = (clock.now() - timedelta(minutes=10)).astimezone(VIETNAM)
    path.write_bytes(with_exif(jpeg, taken_at=taken_at, lat=here.place.latitude, lon=here.place.longitude))
    return path


def _fill_in_the_person(page: Page, here: TestProvince) -> None:
    for row in here.jurisdiction.edition.form:
        page.locator(f"#f-{row.name}").fill(PERSONAL[row.name])


def _code_on(page: Page) -> str:
    found = CODE.search(page.locator(".report-code").inner_text())
    assert found is not None
    return found[0]


@pytest.mark.clause("VL.2.3.a", "VL.2.3.b", "VL.2.3.d", "VL.14.1", "ST.10.3")
def test_a_report_goes_from_a_photograph_to_its_senders_judgement(
    here: TestProvince, watched: Watched, work: Callable[[], None], photo: Path, repaired: Path
) -> None:
    citizen = watched.telephone()
    code = _send(citizen, here, photo)
    _take_in_and_dispatch(watched.signed_in("dieuphoi"), code)
    _put_right(watched.signed_in("chuyenvien"), code, repaired)
    _approve(watched.signed_in("lanhdao"), code)
    _publish(watched.signed_in("bientap"), code)
    work()
    _read_in_public(citizen)
    level = here.jurisdiction.edition.levels[0].name
    _judge(citizen, code, level)
    work()
    _see_from_above(watched.signed_in("lanhdaotinh"), code, level)


def _send(citizen: Visitor, here: TestProvince, photo: Path) -> str:
    page = citizen.page
    citizen.open("/")
    citizen.look("01-home")
    citizen.follow("Gửi phản ánh")
    page.locator("#f-photo").set_input_files(photo)
    expect(page.get_by_alt_text("Ảnh vừa chọn")).to_be_visible()
    page.get_by_label("Mô tả sự việc").fill(MATTER)
    page.get_by_label("Lĩnh vực").select_option("road")
    citizen.press("Lấy vị trí của tôi")
    expect(page.locator("[data-locate-note]")).to_contain_text("Đã lấy vị trí")
    _fill_in_the_person(page, here)
    citizen.look("02-send")
    # The declaration is forgotten: the form comes back with everything in it, the photograph included.
    citizen.press("Gửi phản ánh")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("trách nhiệm")
    expect(page.get_by_text("Tệp đã nhận, không cần chọn lại")).to_be_visible()
    expect(page.get_by_label("Mô tả sự việc")).to_have_value(MATTER)
    citizen.look("03-send-again")
    page.get_by_label("Tôi chịu trách nhiệm").check()
    citizen.press("Gửi phản ánh")
    expect(page.get_by_role("heading", name="Mã phản ánh của ông/bà")).to_be_visible()
    citizen.look("04-receipt")
    code = _code_on(page)
    citizen.follow("Theo dõi phản ánh")
    expect(page.get_by_text(MATTER).first).to_be_visible()
    citizen.look("05-follow")
    return code


def _take_in_and_dispatch(desk: Visitor, code: str) -> None:
    page = desk.page
    desk.look("06-desk-queue")
    desk.follow(code)
    expect(page.locator(".original")).to_have_text(MATTER)
    desk.look("07-desk-verify")
    for condition in page.locator("form[action*='/verify'] input[value=pass]").all():
        condition.check()
    desk.press("Xác minh đủ điều kiện")
    expect(desk.form("accept")).to_be_visible()
    desk.look("08-desk-accept")
    desk.press("Tiếp nhận")
    page.locator("form[action$='/dispatch/']").get_by_label("Sở Xây dựng").check()
    page.locator("form[action$='/dispatch/']").get_by_label("Nội dung phân phối").fill(
        "Đề nghị kiểm tra, khắc phục, bảo đảm an toàn giao thông."
    )
    desk.look("09-desk-dispatch")
    desk.press("Phân phối")
    desk.has_done("dispatch", code)
    desk.look("10-desk-dispatched")


def _put_right(agency: Visitor, code: str, repaired: Path) -> None:
    page = agency.page
    agency.look("11-agency-inbox")
    agency.follow(code)
    agency.press("Nhận phản ánh")
    agency.press("Bắt đầu xử lý")
    page.get_by_label("Kết quả trả lời người gửi").fill(DONE)
    page.locator("#f-files").set_input_files(repaired)
    expect(page.locator("#xem-truoc")).to_contain_text(DONE)
    agency.look("12-agency-result")
    agency.press("Lưu kết quả")
    page.get_by_label("Nội dung trình").fill("Kính trình lãnh đạo phê duyệt kết quả.")
    agency.look("13-agency-submit")
    agency.press("Trình phê duyệt")
    expect(agency.form("submit")).to_have_count(0)


def _approve(leader: Visitor, code: str) -> None:
    leader.follow(code)
    leader.page.get_by_label("Ý kiến của lãnh đạo").fill("Đồng ý kết quả xử lý.")
    leader.look("14-agency-approve")
    leader.press("Phê duyệt, chuyển Trung tâm")
    expect(leader.form("approve")).to_have_count(0)


def _publish(editor: Visitor, code: str) -> None:
    editor.follow(code)
    for shows in editor.page.get_by_label("Công khai, che các vùng trên ảnh").all():
        shows.check()
    editor.press("Xác nhận bản công khai")
    expect(editor.page).to_have_url(re.compile(f"done=release-pictures&code={code}"))
    editor.open("/desk/")
    editor.follow(code)
    expect(editor.form("publish").locator("textarea")).to_have_value(re.compile("Đã vá mặt đường"))
    editor.look("15-desk-publish")
    editor.press("Trả lời và công khai")
    editor.has_done("publish", code)
    editor.look("16-desk-published")


def _read_in_public(citizen: Visitor) -> None:
    page = citizen.page
    citizen.open("/ban-do/")
    expect(page.locator(".map canvas")).to_be_visible()
    citizen.look("17-map")
    citizen.open("/ket-qua/")
    citizen.look("18-results")
    citizen.follow("Ổ gà sâu")
    expect(page.get_by_role("main")).to_contain_text(DONE)
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("picture => picture.naturalWidth") > 0
    expect(page.locator("main figure img, main .photos img")).to_have_count(2)
    for secret in (PERSONAL["name"], "0912", PERSONAL["email"], PERSONAL["identity_number"]):
        assert secret not in page.content()
    citizen.look("19-result")


def _judge(citizen: Visitor, code: str, level: str) -> None:
    citizen.open(f"/theo-doi/{code}")
    citizen.page.get_by_label(level, exact=True).check()
    citizen.look("20-rate")
    citizen.press("Gửi đánh giá")
    expect(citizen.page.get_by_text(f"Người gửi đã đánh giá: {level}")).to_be_visible()
    citizen.look("21-rated")


def _see_from_above(leader: Visitor, code: str, level: str) -> None:
    expect(leader.page.get_by_role("main")).to_contain_text(level)
    leader.look("22-leadership")
    leader.open("/leadership/cases")
    leader.look("23-leadership-cases")
    leader.follow(code)
    expect(leader.page.get_by_role("main")).to_contain_text(DONE)
    leader.look("24-leadership-case")


@pytest.mark.clause("VL.2.3.a")
def test_a_report_is_sent_and_followed_without_scripts(
    here: TestProvince, watched: Watched, photo: Path
) -> None:
    citizen = watched.telephone(scripts=False)
    page = citizen.page
    citizen.open("/gui/")
    expect(page.locator(".map")).to_be_hidden()
    page.locator("#f-photo").set_input_files(photo)
    page.get_by_label("Mô tả sự việc").fill(MATTER)
    page.locator("#f-place").select_option(here.jurisdiction.province.communes[0].code)
    _fill_in_the_person(page, here)
    page.get_by_label("Tôi chịu trách nhiệm").check()
    citizen.press("Gửi phản ánh")
    code = _code_on(page)
    citizen.open("/tra-cuu/")
    page.get_by_label("Mã phản ánh").fill(code.lower().replace("-", " "))
    citizen.press("Tra cứu")
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)
    expect(page.get_by_text(MATTER).first).to_be_visible()


def test_a_report_is_sent_with_the_keyboard_alone(here: TestProvince, watched: Watched, photo: Path) -> None:
    citizen = watched.telephone()
    page, keys = citizen.page, citizen.page.keyboard
    page.on("filechooser", lambda chooser: chooser.set_files(photo))
    citizen.open("/gui/")
    _tab_to(page, "#f-photo")
    keys.press("Enter")
    expect(page.get_by_alt_text("Ảnh vừa chọn")).to_be_visible()
    _tab_to(page, "#f-description")
    keys.insert_text(MATTER)
    _tab_to(page, "[data-locate]")
    keys.press("Enter")
    expect(page.locator("[data-locate-note]")).to_contain_text("Đã lấy vị trí")
    for row in here.jurisdiction.edition.form:
        _tab_to(page, f"#f-{row.name}")
        keys.insert_text(PERSONAL[row.name])
    _tab_to(page, "#f-declared")
    keys.press("Space")
    _tab_to(page, "main [type=submit]")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Mã phản ánh của ông/bà")).to_be_visible()


_FOCUS: Any = """(wanted) => {
  const at = document.activeElement;
  const shown = at.matches(":focus-visible");
  return at.matches(wanted) ? (shown ? "there" : "unseen") : "on the way";
}"""


def _tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is there, and to be seen there."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        where = page.evaluate(_FOCUS, wanted)
        assert where != "unseen", wanted
        if where == "there":
            return
    raise AssertionError(f"{wanted} is not reached with the Tab key")
