"""The sheet of conditions in a browser: it comes by itself while the officer reads, and one press opens the return."""

import io
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections
from playwright.sync_api import expect
from tests.browser.visitor import Watched
from tests.evidence.copying import copies_are_made
from tests.evidence.pictures import exif, saved
from tests.province import PERSONAL, TestCase, TestProvince
from tests.working import as_worker

from paht import clock
from paht.demo.scenes import render
from paht.evidence import examinations, storage
from paht.law.casework.case import FileRef
from paht.law.evidence.findings import Box, Findings, Sign

pytestmark = pytest.mark.browser


@pytest.fixture
def reports(provinces: dict[str, TestProvince]) -> dict[str, tuple[TestCase, FileRef]]:
    """In each province a neighbour's report, an earlier one of the sender's, and a late one with an old photograph."""
    from PIL import Image

    now, found = clock.now(), {}
    picture = Image.open(io.BytesIO(render("pothole", after=False, seed=1, size=(1024, 768))))
    for edition, province in provinces.items():

        def kept(hours: int, province: TestProvince = province) -> FileRef:
            taken = (now + timedelta(hours=7) - timedelta(hours=hours)).strftime("%Y:%m:%d %H:%M:%S")
            content = io.BytesIO(saved(picture, exif=exif(folder={0x9003: taken}), quality=90))
            stored = storage.keep(jurisdiction_id=province.jurisdiction.id, upload=content, received_at=now)
            assert isinstance(stored, storage.StoredFile)
            return FileRef(str(stored.id), stored.sha256, stored.media_type)

        own = {**PERSONAL, "phone": f"09{uuid.uuid4().int % 10**8:08d}"}
        other = {**PERSONAL, "phone": f"09{uuid.uuid4().int % 10**8:08d}"}
        province.sent(now, personal=other)
        province.sent(now, personal=own, files=(kept(1),))
        old = kept(50)
        found[edition] = (province.sent(now, personal=own, files=(old,)), old)
        copies_are_made(province, now)
    connections.close_all()
    return found


def test_the_sheet_comes_by_itself_and_one_press_fills_in_the_return(
    reports: dict[str, tuple[TestCase, FileRef]],
    here: TestProvince,
    watched: Watched,
    work: Callable[[], None],
) -> None:
    case, _ = reports[here.jurisdiction.edition.id]
    desk = watched.signed_in("tiepnhan")
    desk.page.set_viewport_size({"width": 1440, "height": 900})
    desk.open(f"/desk/case/{case.id}/")
    expect(desk.page.locator("#phieu-kiem-tra")).to_contain_text("Đang kiểm tra")
    work()
    expect(desk.page.locator("#phieu-kiem-tra")).not_to_contain_text("Đang kiểm tra", timeout=20_000)
    desk.press("Chọn sẵn các điều kiện đạt trong phần xác minh")
    assert desk.page.locator(".check-row[data-found=fail] input:checked").count() == 0
    assert desk.page.locator("form[action$='/verify/'] input[value=pass]:checked").count() > 0
    desk.open(f"/desk/case/{case.id}/")
    desk.look("sheet-desk")
    desk.page.set_viewport_size({"width": 360, "height": 780})
    desk.look("sheet-phone")
    report, sheet, work_on = (
        desk.page.locator(place).bounding_box() for place in (".split-report", ".split-sheet", ".split-work")
    )
    assert report is not None
    assert sheet is not None
    assert work_on is not None
    assert report["y"] < sheet["y"] < work_on["y"], "above the decisions"
    if here.jurisdiction.edition.id == "vinh-long-2025":
        desk.page.set_viewport_size({"width": 1440, "height": 900})
        desk.page.get_by_role("link", name="Trả lại với lý do này").first.click()
        expect(desk.page.locator("textarea[name=guidance_photo_old]")).to_be_visible()
        desk.look("sheet-return")


def test_signs_of_editing_are_drawn_on_the_picture(
    reports: dict[str, tuple[TestCase, FileRef]],
    here: TestProvince,
    watched: Watched,
    work: Callable[[], None],
) -> None:
    case, ref = reports[here.jurisdiction.edition.id]
    work()
    _find_signs(here, ref)
    desk = watched.signed_in("tiepnhan")
    desk.open(f"/desk/case/{case.id}/")
    desk.page.get_by_text("Xem chỗ có dấu hiệu trên Ảnh 1").click()
    expect(desk.page.locator(".sheet-evidence rect")).to_have_count(1)
    desk.look("sheet-signs")


def _find_signs(province: TestProvince, ref: FileRef) -> None:
    from concurrent.futures import ThreadPoolExecutor

    sign = Sign(
        kind="copied",
        strength=0.8,
        seen="Hai vùng trong ảnh giống hệt nhau.",
        box=Box(left=0.3, top=0.4, width=0.2, height=0.2),
    )
    found = Findings(media_type="image/jpeg", size_bytes=9, width=1024, height=768, signs=(sign,))

    def write() -> None:
        with as_worker():
            examinations.keep(
                jurisdiction_id=province.jurisdiction.id,
                file_id=uuid.UUID(ref.id),
                findings=found,
                now=clock.now(),
            )
        connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(write).result()
