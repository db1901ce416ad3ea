"""Signing in in a real browser: an authenticator application, then a passkey."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from tests.browser.visitor import PHONE, Visitor, Watched
from tests.province import FACTOR, PASSWORD

from paht.people import factors

pytestmark = pytest.mark.browser


@contextmanager
def authenticator(page: Page) -> Iterator[None]:
    """A security key in the browser, whose owner is there and touches it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    devtools.send("WebAuthn.disable")


def gives_the_password(visitor: Visitor, login: str) -> None:
    visitor.open("/dang-nhap/")
    visitor.page.get_by_label("Tên đăng nhập").fill(login)
    visitor.page.get_by_label("Mật khẩu").fill(PASSWORD)
    visitor.press("Đăng nhập")


def now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def test_staff_sign_in_with_a_code_add_a_passkey_and_use_it(watched: Watched) -> None:
    visitor = watched.at_a_desk()
    page = visitor.page
    gives_the_password(visitor, "kiemtra")
    visitor.look("sign-in-confirm")
    page.get_by_label("Mã xác nhận").fill(factors.code_at(FACTOR, now()))
    visitor.press("Xác nhận")
    expect(page).to_have_url(re.compile(r"/leadership/$"))
    visitor.open("/tai-khoan/")
    visitor.look("account")
    visitor.follow("Thêm cách xác thực")
    visitor.look("factor-setup")
    with authenticator(page):
        page.get_by_label("Tên gợi nhớ của khóa").fill("Máy tại phòng")
        visitor.press("Tạo khóa truy cập")
        expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
        visitor.look("recovery-codes")
        visitor.follow("Đã cất mã, tiếp tục")
        visitor.open("/tai-khoan/")
        expect(page.get_by_text("Máy tại phòng")).to_be_visible()
        page.get_by_label("Tài khoản: Đỗ Thị Kiểm").click()
        visitor.press("Đăng xuất")
        gives_the_password(visitor, "kiemtra")
        visitor.press("Dùng khóa truy cập")
        expect(page).to_have_url(re.compile(r"/leadership/$"))


def test_whoever_has_no_passkey_is_told_to_use_the_code(watched: Watched) -> None:
    visitor = watched.at_a_desk()
    gives_the_password(visitor, "ubndtinh")
    visitor.press("Dùng khóa truy cập")
    expect(visitor.page.get_by_role("alert")).to_contain_text("Xin dùng mã 6 số")
    watched.faults[:] = [fault for fault in watched.faults if "404" not in fault]


def test_a_token_for_a_program_is_made_by_a_code_and_shown_once(watched: Watched) -> None:
    visitor = watched.signed_in("lanhdaotinh")
    page = visitor.page
    visitor.open("/tai-khoan/")
    page.get_by_text("Cấp mã truy cập").click()
    visitor.press("Cấp mã")
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_label("Tên phần mềm").fill("Bảng tính của phòng")
    visitor.press("Cấp mã")
    visitor.look("account-program-refused")
    expect(page.get_by_label("Tên phần mềm")).to_have_value("Bảng tính của phòng")
    page.get_by_label("Mã xác nhận").fill(factors.code_at(FACTOR, now()))
    visitor.press("Cấp mã")
    expect(page.get_by_role("status").locator("code")).to_have_text(re.compile(r"^[\w-]{43}$"))
    visitor.look("account-program")
    page.set_viewport_size(PHONE)
    visitor.look("account-program-phone")
    visitor.open("/tai-khoan/")
    expect(page.get_by_text("Phần mềm: Bảng tính của phòng")).to_be_visible()
    expect(page.locator("code.key")).to_have_count(0)
