"""From the link in a letter to the form, as a telephone does it: the button, the digits, the form, its sending."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.visitor import Watched
from tests.mail.letters import OUR_ADDRESS, letter
from tests.province import TestProvince
from tests.working import as_worker

from paht import clock
from paht.doors.email import chores
from paht.identity import new_id
from paht.mail import links, queries, raws
from paht.mail.mailboxes import Mailbox
from paht.mail.sources import Fetched
from paht.walls.here import within

pytestmark = pytest.mark.browser


@pytest.fixture
def link(here: TestProvince) -> str:
    """The link to the form of a letter that came just now."""
    raw = letter(text="Ổ gà sâu trước chợ. Số tôi 0912 000 001.", message_id=f"<{new_id()}@vidu.vn>")
    with as_worker(), within(here.jurisdiction.id):
        raws.keep(
            Mailbox(here.jurisdiction.id, "test", OUR_ADDRESS), Fetched(new_id().hex, raw), now=clock.now()
        )
    with as_worker():
        while chores.read_mail(now=clock.now):
            pass
    draft = queries.drafts(jurisdiction_id=here.jurisdiction.id, states=["open"])[0]
    return links.link(jurisdiction_id=here.jurisdiction.id, draft_id=draft.id, now=clock.now())


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_the_link_of_a_letter_opens_the_form_after_the_digits_and_the_form_can_be_sent(
    link: str, watched: Watched
) -> None:
    sender = watched.telephone()
    sender.open(link)
    sender.look("handed-gate")
    sender.page.get_by_label("4 số cuối").fill("0001")
    sender.press("Mở biểu mẫu")
    expect(sender.page).to_have_url(re.compile("/thu/bieu-mau/"))
    expect(sender.page.locator("#f-phone")).to_have_value(re.compile("0912"))
    sender.press("Gửi phản ánh")
    summary = sender.page.locator(".error-summary")
    expect(summary).to_contain_text("trước pháp luật")
    expect(summary).not_to_contain_text("mã bảo vệ")
    desk = watched.at_a_desk()
    desk.open(link)
    desk.look("handed-gate")
