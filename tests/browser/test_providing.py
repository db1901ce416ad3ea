"""A state body's request at a browser: recorded, decided, made, taken away; the keys of Open311."""

import time
import uuid
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.browser.visitor import Watched
from tests.province import FACTOR, TestProvince, photo
from tests.working import as_worker

from paht import clock
from paht.agencies.models import Jurisdiction
from paht.law.casework.states import Role
from paht.law.worktime import HO_CHI_MINH
from paht.people import factors
from paht.people.models import Staff
from paht.people.staffing import Appointment, appoint
from paht.transfer.packing import make_packages

pytestmark = pytest.mark.browser


@pytest.fixture
def office(here: TestProvince) -> str:
    """The login of somebody of the supervising department, who administers the system, too."""
    login, now = "chuquandl", clock.now()
    if not Staff.objects.filter(login__startswith=f"{login}@", jurisdiction_id=here.jurisdiction.id).exists():
        row = Jurisdiction.objects.get(pk=here.jurisdiction.id)
        roles = [Role.SUPERVISING_DEPARTMENT, Role.ADMINISTRATOR]
        [staff] = appoint(
            jurisdiction=row,
            appointments=[Appointment(login, "Bùi Thị Quản", here.committee, roles)],
            password="mat-khau-thu-nghiem",
            at=now,
        )
        factors.give_everybody(secret=FACTOR, staff_ids=[uuid.UUID(str(staff.id))], name="Điện thoại", at=now)
    here.sent(now).published(now)
    return login


def test_a_request_is_recorded_decided_and_taken_away(
    here: TestProvince, office: str, watched: Watched
) -> None:
    desk, department = watched.signed_in("dieuphoi"), watched.signed_in(office)
    today = clock.now().astimezone(HO_CHI_MINH).date().isoformat()
    desk.open("/cung-cap/")
    desk.look("provisions-empty")
    desk.follow("Ghi nhận yêu cầu")
    page = desk.page
    page.get_by_label("Hoặc tên cơ quan yêu cầu").fill("Thanh tra tỉnh")
    page.get_by_label("Số, ký hiệu văn bản").fill("15/TTT-VP")
    page.get_by_label("Ngày văn bản").fill(today)
    scan = {"name": "cong-van.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.locator("input[type=file]").set_input_files(scan)  # type: ignore[arg-type]
    page.get_by_label("Căn cứ pháp lý").fill("Điều 47 Luật Thanh tra 2022")
    page.get_by_label("Mục đích sử dụng").fill("Thanh tra việc giải quyết phản ánh của người dân.")
    page.get_by_label("Phản ánh gửi từ ngày").fill(today)
    page.get_by_label("Đến hết ngày").fill(today)
    page.get_by_label("Họ và tên").check()
    page.get_by_label("Hình ảnh, tệp kèm theo phản ánh").select_option("public")
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        desk.look("provision-ask")
    desk.press("Ghi nhận yêu cầu")
    expect(page.get_by_text("Chờ cơ quan chủ quản quyết định").first).to_be_visible()
    path = page.url
    department.open(path)
    department.look("provision-decide")
    department.page.get_by_label("Luật khác buộc cung cấp").fill("khoản 1 Điều 47 Luật Thanh tra 2022")
    department.press("Chấp thuận")
    expect(department.page.get_by_role("heading", name="Đang lập gói dữ liệu")).to_be_visible()
    department.look("provision-making")
    _work()
    desk.open(path)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        desk.look("provision-ready")
    if page.get_by_label("Mã xác nhận").count():
        page.get_by_label("Mã xác nhận").fill(_code())
    with page.expect_download() as download:
        desk.press("Lấy gói dữ liệu")
    assert download.value.suggested_filename.endswith(".zip")
    desk.open("/cung-cap/")
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        desk.look("provisions")
    # The page that showed the progress goes on by itself once the package is ready.
    expect(department.page.get_by_role("heading", name="Đang lập gói dữ liệu")).to_have_count(0)
    department.page.wait_for_load_state()
    administrator = department
    administrator.open("/quan-tri/open311/")
    administrator.page.get_by_label("Ứng dụng hoặc tổ chức").fill("Ứng dụng Xanh")
    administrator.press("Cấp khóa")
    for width in (360, 1440):
        administrator.page.set_viewport_size({"width": width, "height": 900})
        administrator.look("open311-keys")


def _code() -> str:
    return factors.code_at(FACTOR, datetime.fromtimestamp(time.time(), UTC))


def _work() -> None:
    """The worker's turn, in a thread: Playwright's loop runs in this one, in which Django asks no database."""
    from concurrent.futures import ThreadPoolExecutor

    def turn() -> None:
        with as_worker():
            make_packages(now=clock.now())

    with ThreadPoolExecutor(1) as beside:
        beside.submit(turn).result()
