"""A citizen at a telephone 360 points wide: code, own list, second number, sessions; a provider of identities."""

import re
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import expect
from tests.browser.visitor import Visitor, Watched
from tests.people.citizens import code_on, session_of
from tests.people.loopback_provider import SECRET, LoopbackProvider, loopback_provider, rows
from tests.province import TestProvince

from paht import clock

pytestmark = pytest.mark.browser

MATTER = "Cây ngã chắn nửa đường trước trạm y tế, xe cấp cứu không qua được."


def number() -> str:
    """A telephone of one's own: so many codes go to one number."""
    return f"09{uuid.uuid4().int % 10**8:08}"


def apart[T](ask: Callable[[], T]) -> T:
    """What the database answers, asked in a thread of its own: a browser's test has an event loop."""

    def asked() -> T:
        try:
            return ask()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asked).result()


def code_of(here: TestProvince, phone: str) -> str:
    """The code that waits to be sent."""
    return apart(lambda: code_on(here, phone))


def types_the_code(visitor: Visitor, here: TestProvince, phone: str) -> None:
    visitor.page.get_by_label("Mã 6 số trong tin nhắn").fill(code_of(here, phone))
    visitor.press("Xác nhận")


def is_signed_in(visitor: Visitor, here: TestProvince, phone: str, *, at: str) -> None:
    """On another telephone, without a code: one number gets one a minute."""
    token = apart(lambda: session_of(here, phone, clock.now()))
    visitor.page.context.add_cookies([{"name": "citizen", "value": token, "url": at}])
    visitor.open("/toi/")


def sends(visitor: Visitor, photo: Path) -> None:
    """Something, by somebody whose number the form knows already."""
    page = visitor.page
    visitor.open("/gui/")
    page.locator("#f-photo").set_input_files(photo)
    page.get_by_label("Mô tả sự việc").fill(MATTER)
    page.get_by_label("Lĩnh vực").select_option("trees")
    visitor.press("Lấy vị trí của tôi")
    expect(page.locator("[data-locate-note]")).to_contain_text("Đã lấy vị trí")
    for name, value in (
        ("name", "Nguyễn Thị Bưởi"),
        ("email", "buoi@vidu.vn"),
        ("address", "12 ấp Long Hòa"),
        ("identity_number", "086190001234"),
    ):
        field = page.locator(f"#f-{name}")
        if field.count():
            field.fill(value)
    page.get_by_label("Tôi chịu trách nhiệm").check()
    visitor.press("Gửi phản ánh")
    expect(page.get_by_role("heading", name="Mã phản ánh của ông/bà")).to_be_visible()


@pytest.fixture
def photo(before: bytes, here: TestProvince, tmp_path: Path) -> Path:
    from tests.browser.test_journey import _stored

    return _stored(tmp_path / "IMG_cay.jpg", before, here)


@pytest.fixture
def provider(here: TestProvince, ways_in: dict[str, str]) -> Iterator[LoopbackProvider]:
    """A provider that the province offers while the test runs."""
    folder = Path(ways_in["PAHT_OPENID"])
    file = folder / f"{here.jurisdiction.slug}.toml"
    with loopback_provider() as found:
        (folder / "thu.secret").write_text(SECRET)
        (folder / "thu.secret").chmod(0o600)
        found.person = {"sub": uuid.uuid4().hex, "acr": "2", "name": "Trần Thị Lụa", "phone_number": number()}
        file.write_text(rows(found))
        yield found
        file.unlink()


def test_a_citizen_signs_in_by_a_code_sends_and_keeps_the_account(
    here: TestProvince, watched: Watched, photo: Path
) -> None:
    first, second = number(), number()
    citizen = watched.telephone()
    page = citizen.page
    citizen.open("/toi/")
    citizen.look("own-sign-in")
    page.get_by_label("Số điện thoại di động").fill("0270 3822 999")
    citizen.press("Gửi mã")
    expect(page.locator("[data-error-summary]")).to_contain_text("không phải số di động")
    citizen.look("own-sign-in-refused")
    page.get_by_label("Số điện thoại di động").fill(first)
    citizen.press("Gửi mã")
    citizen.look("own-code")
    wrong = f"{(int(code_of(here, first)) + 1) % 1_000_000:06}"
    page.get_by_label("Mã 6 số trong tin nhắn").fill(wrong)
    citizen.press("Xác nhận")
    citizen.look("own-code-refused")
    types_the_code(citizen, here, first)
    expect(page.get_by_text("Chưa có phản ánh nào")).to_be_visible()
    citizen.look("own-empty")
    sends(citizen, photo)
    citizen.open("/toi/")
    expect(page.get_by_role("main")).to_contain_text("Cây xanh")
    citizen.look("own-reports")
    citizen.open("/toi/tai-khoan/")
    citizen.follow("Thêm số điện thoại")
    citizen.look("own-add-phone")
    page.get_by_label("Số điện thoại mới").fill(second)
    citizen.press("Gửi mã")
    types_the_code(citizen, here, second)
    expect(page.get_by_text("Đã thêm số điện thoại")).to_be_visible()
    elsewhere = watched.telephone()
    is_signed_in(elsewhere, here, second, at=page.url.partition("/toi/")[0])
    expect(elsewhere.page.get_by_role("main")).to_contain_text("Cây xanh")
    citizen.open("/toi/tai-khoan/")
    citizen.look("own-account")
    citizen.press("Kết thúc mọi phiên khác")
    elsewhere.open("/toi/")
    expect(elsewhere.page).to_have_url(re.compile(r"/toi/dang-nhap/"))
    page.get_by_role("button", name=f"Bỏ số {first}").click()
    expect(page.get_by_text("Đã bỏ số điện thoại")).to_be_visible()
    page.get_by_role("button", name=f"Bỏ số {second}").click()
    expect(page.get_by_text("cách đăng nhập duy nhất")).to_be_visible()
    citizen.press("Đăng xuất")
    citizen.open("/toi/")
    expect(page).to_have_url(re.compile(r"/toi/dang-nhap/"))


def test_a_citizen_signs_in_through_a_provider_and_signs_out_of_it(
    watched: Watched, provider: LoopbackProvider
) -> None:
    citizen = watched.telephone()
    page = citizen.page
    citizen.open("/toi/")
    citizen.look("identity-sign-in")
    citizen.follow("Định danh thử")
    citizen.look("identity-start")
    citizen.follow("Sang trang Định danh thử")
    citizen.follow("Dừng lại")
    expect(page.get_by_role("heading", name="Chưa đăng nhập được bằng Định danh thử")).to_be_visible()
    citizen.look("identity-refused")
    citizen.follow("Bắt đầu lại")
    citizen.follow("Sang trang Định danh thử")
    citizen.follow("Đồng ý")
    expect(page).to_have_url(re.compile(r"/toi/$"))
    citizen.open("/toi/tai-khoan/")
    citizen.look("identity-account")
    citizen.open("/gui/")
    expect(page.locator("#f-name")).to_have_value("Trần Thị Lụa")
    citizen.open("/toi/tai-khoan/")
    citizen.press("Đăng xuất")
    expect(page.get_by_role("link", name="Đăng xuất khỏi Định danh thử")).to_be_visible()
    citizen.look("identity-signed-out")
    watched.faults[:] = [fault for fault in watched.faults if "403" not in fault]
