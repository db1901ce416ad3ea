"""Two officers at one conversation, each before a window of their own."""

from datetime import timedelta

import pytest
from django.db import connections
from playwright.sync_api import expect
from tests.browser.visitor import PHONE, Watched
from tests.conversations.chats import Citizen, connect, rounds, zalo_account
from tests.province import TestProvince

from paht import clock

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chat(provinces: dict[str, TestProvince]) -> str:
    """A conversation, begun before a browser starts; its address at the desk."""
    province = provinces["vinh-long-2025"]
    with pytest.MonkeyPatch.context() as patch:
        account = zalo_account(province)
        connect(patch, account)
        citizen = Citizen(account, "9007199254740993", clock.now())
        assert citizen.posts(citizen.text("Xin chào, tôi hỏi về đèn đường trước trạm y tế")) == 200
        rounds(clock.now())
        rounds(clock.now() + timedelta(seconds=3))
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM conversations_conversation WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        address = f"/desk/chats/{cursor.fetchone()[0]}/"
    connections.close_all()
    return address


@pytest.mark.parametrize("here", ["vinh-long-2025"], indirect=True)
def test_who_presses_second_reads_the_firsts_answer_and_loses_no_word(
    chat: str, here: TestProvince, watched: Watched
) -> None:
    first, second = watched.signed_in("tiepnhan"), watched.signed_in("dieuphoi")
    first.open(chat)
    second.open(chat)
    first.page.get_by_label("Trả lời").fill("Đèn này do phường quản lý, Trung tâm đã chuyển.")
    first.press("Gửi trả lời")
    expect(first.page.locator("ol.chat")).to_contain_text("Đèn này do phường quản lý")
    second.page.get_by_label("Trả lời").fill("Xin cho biết số cột đèn.")
    second.press("Gửi trả lời")
    expect(second.page.locator("[data-error-summary]")).to_contain_text("Cán bộ khác vừa trả lời")
    expect(second.page.locator("ol.chat")).to_contain_text("Đèn này do phường quản lý")
    expect(second.page.locator("ol.chat")).to_contain_text("Lê Thị Tiếp")
    expect(second.page.get_by_label("Trả lời")).to_have_value("Xin cho biết số cột đèn.")
    second.look("chat-overtaken")
    second.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    second.look("chat-overtaken")
    second.press("Gửi trả lời")
    expect(second.page.locator("ol.chat")).to_contain_text("Xin cho biết số cột đèn.")
    expect(second.page.locator("[data-error-summary]")).to_have_count(0)
