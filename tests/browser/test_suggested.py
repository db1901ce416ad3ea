"""What the words suggest, as an officer uses it: read, taken over with one key, and not otherwise."""

import pytest
from playwright.sync_api import expect
from tests.browser.visitor import Watched
from tests.province import TestCase, TestProvince

from paht import clock

pytestmark = pytest.mark.browser

WRITTEN = "Rác chất đống đầu hẻm ko ai thu gom rác, đề nghị xữ lý. Gần đó vừa cháy nhà, cứu với!"
CORRECTED = "Rác chất đống đầu hẻm không ai thu gom rác, đề nghị xử lý. Gần đó vừa cháy nhà, cứu với!"


@pytest.fixture
def reported(here: TestProvince) -> TestCase:
    """A verified report about rubbish that was sent as one about roads."""
    return here.sent(clock.now(), description=WRITTEN).verified(clock.now())


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
def test_one_key_takes_a_suggestion_over_and_nothing_else_does(reported: TestCase, watched: Watched) -> None:
    officer = watched.signed_in("dieuphoi")
    officer.open(f"/desk/case/{reported.id}/")
    page = officer.page
    expect(page.get_by_role("main")).to_contain_text("Lời kể có dấu hiệu khẩn cấp: Hỏa hoạn")
    field, text = page.locator("#f-accept-field"), page.locator("#f-accept-text")
    expect(field).to_have_value("road")
    expect(text).to_have_value(WRITTEN)
    page.keyboard.press("l")
    expect(field).to_have_value("waste")
    expect(text).to_have_value(WRITTEN)
    field.blur()
    page.keyboard.press("c")
    expect(text).to_have_value(CORRECTED)
