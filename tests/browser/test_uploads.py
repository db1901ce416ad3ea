"""A photograph that goes in pieces over a connection that breaks, and the desk that asks for the sealed original."""

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect
from tests.browser.test_journey import CODE, MATTER, _fill_in_the_person, photo
from tests.browser.visitor import Watched
from tests.province import TestProvince

pytestmark = pytest.mark.browser

__all__ = ["photo"]


def test_a_connection_that_breaks_costs_a_piece_and_the_form_sends_no_file_again(
    provinces: dict[str, TestProvince], watched: Watched, photo: Path
) -> None:
    here = provinces["vinh-long-2025"]
    citizen = watched.telephone()
    page = citizen.page
    pieces: list[int] = []

    def cuts(route: Route) -> None:
        if route.request.method == "PATCH":
            pieces.append(int(route.request.headers["upload-offset"]))
            if len(pieces) % 2 == 1:
                route.abort()
                return
        route.continue_()

    page.route("**/tai-len/**", cuts)
    citizen.open("/gui/")
    page.locator("#f-photo").set_input_files(photo)
    expect(page.locator("#f-photo-xem")).to_contain_text("Đã nhận")
    citizen.look("uploads-1-sent-beforehand")
    assert pieces[0] == pieces[1] == 0, "the piece that was cut was sent again"
    assert len(pieces) >= 2
    assert page.locator("input[type=hidden][name=photo_kept]").count() == 1
    assert page.locator("#f-photo").evaluate("(input) => input.files.length") == 0
    page.get_by_label("Mô tả sự việc").fill(MATTER)
    page.get_by_label("Lĩnh vực").select_option("road")
    citizen.press("Lấy vị trí của tôi")
    expect(page.locator("[data-locate-note]")).to_contain_text("Đã lấy vị trí")
    _fill_in_the_person(page, here)
    page.get_by_label("Tôi chịu trách nhiệm").check()
    with page.expect_request(
        lambda request: request.method == "POST" and request.url.endswith("/gui/")
    ) as sent:
        citizen.press("Gửi phản ánh")
    assert sent.value.sizes()["requestBodySize"] < 10_000, "no photo in the form"
    expect(page.get_by_role("heading", name="Mã phản ánh của ông/bà")).to_be_visible()
    found = CODE.search(page.locator(".report-code").inner_text())
    assert found is not None
    _the_desk_asks_for_the_original(watched, found[0], photo)
    # The cut pieces are what this test is about.
    watched.faults[:] = [fault for fault in watched.faults if "net::ERR_FAILED" not in fault]


def _the_desk_asks_for_the_original(watched: Watched, code: str, photo: Path) -> None:
    desk = watched.signed_in("tiepnhan")
    page = desk.page
    desk.open(f"/desk/search/?code={code}")
    page.get_by_text("Xem tệp gốc đã niêm phong").click()
    desk.look("uploads-2-original-asked")
    desk.press("Tải tệp gốc")
    expect(page.locator("[data-error-summary]")).to_contain_text("mục đích")
    desk.look("uploads-3-original-refused")
    page.get_by_label("Mục đích xem tệp gốc").fill("Đối chiếu thời điểm chụp")
    with page.expect_download() as download:
        desk.press("Tải tệp gốc")
    assert Path(download.value.path()).read_bytes() == photo.read_bytes()


@pytest.fixture
def here(provinces: dict[str, TestProvince]) -> TestProvince:
    """One province is enough."""
    return provinces["vinh-long-2025"]
