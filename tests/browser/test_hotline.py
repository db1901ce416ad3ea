"""The hotline at a desk: the caller's screen comes by itself, and the report is entered while they talk, by keyboard
alone."""

import json
import re
import urllib.request
import uuid
from collections.abc import Callable

import pytest
from django.db import connections
from playwright.sync_api import Page, expect
from tests.browser.visitor import Watched, aside
from tests.calls.peers import SECRET, rows, sits_at
from tests.province import PERSONAL, TestProvince

from paht import clock
from paht.cases import queries
from paht.law.casework.states import Channel

pytestmark = pytest.mark.browser
MATTER = "Đèn đường trước trạm y tế tắt ba đêm liền, tối qua có người té xe."
MOST_STOPS = 60

Told = Callable[..., None]


@pytest.fixture(scope="module")
def line(provinces: dict[str, TestProvince]) -> str:
    """The officer's telephone, set up before a browser starts; its extension."""
    province = provinces["soc-trang-2024"]
    sits_at(province, province.intake.id, "101", clock.now())
    connections.close_all()
    return "101"


@pytest.fixture
def told(here: TestProvince, web: int) -> Told:
    """The exchange tells of a call."""

    def tell(call: str, what: str, **more: str) -> None:
        body = {"call": call, "what": what, "at": clock.now().isoformat(), **more}
        request = urllib.request.Request(
            f"http://127.0.0.1:{web}/webhooks/calls/tong-dai",
            json.dumps(body).encode(),
            {"Content-Type": "application/json", "X-Call-Secret": SECRET, "Host": here.host},
        )
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 204

    return tell


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field is reached, and to be seen there."""
    for _ in range(MOST_STOPS):
        at = page.evaluate(
            "[document.activeElement.name || '', document.activeElement.matches(':focus-visible')]"
        )
        if at[0] == name:
            assert at[1], f"{name} is reached unseen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached with the Tab key")


@pytest.mark.parametrize("here", ["soc-trang-2024"], indirect=True)
@pytest.mark.clause("ST.6.1.a", "ST.7.2.office")
def test_an_officer_enters_what_a_caller_says_on_one_screen_by_keyboard_alone(
    line: str, here: TestProvince, watched: Watched, told: Told, work: Callable[[], None]
) -> None:
    officer, call = watched.signed_in("tiepnhan"), f"c-{uuid.uuid4().hex[:8]}"
    page, keys = officer.page, officer.page.keyboard
    officer.open("/desk/cuoc-goi/")
    told(call, "ringing", number="0912345678", queue="1022")
    expect(page.locator("#cuoc-goi-dang-co")).to_contain_text("Đang đổ chuông")
    told(call, "answered", number="0912345678", extension=line)
    expect(page).to_have_url(re.compile(r"/desk/cuoc-goi/[0-9a-f-]{36}/$"))
    expect(page.locator("[name=description]")).to_be_focused()
    expect(page.locator("#so-goi-den")).to_have_text("0912345678")
    officer.look("hotline-talking")

    keys.insert_text(MATTER)
    told(call, "ended")  # the caller hangs up: nothing that is typed is lost
    tab_to(page, "commune")
    keys.press("ArrowDown")
    for row in here.jurisdiction.edition.form:
        tab_to(page, row.name)
        if row.name == "phone":
            expect(page.locator("[name=phone]")).to_have_value("0912345678")
        else:
            keys.insert_text(PERSONAL[row.name])
    # The declaration is forgotten: the form comes back with everything that was typed.
    keys.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("[name=description]")).to_have_value(MATTER)
    officer.look("hotline-again")
    tab_to(page, "declared")
    keys.press("Space")
    for _ in range(MOST_STOPS):
        if page.evaluate("document.activeElement.type") == "submit":
            break
        keys.press("Tab")
    keys.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/case/"))
    officer.look("hotline-entered")
    case_id = re.findall(r"/desk/case/([0-9a-f-]{36})", page.url)[0]
    case = aside(lambda: queries.case_alone(jurisdiction_id=here.jurisdiction.id, case_id=uuid.UUID(case_id)))
    assert case is not None
    assert (case.channel, bool(case.sender)) == (Channel.HOTLINE, True)
    assert aside(lambda: rows(here, "case_id", "calls_link")) == [(uuid.UUID(case_id),)]


@pytest.mark.parametrize("here", ["soc-trang-2024"], indirect=True)
@pytest.mark.clause("ST.7.2.office")
def test_a_call_rings_on_every_page_of_the_desk_and_takes_no_focus_and_no_words(
    line: str, here: TestProvince, watched: Watched, told: Told
) -> None:
    officer, call = watched.signed_in("tiepnhan"), f"c-{uuid.uuid4().hex[:8]}"
    page = officer.page
    officer.open("/desk/search/")
    field = page.get_by_label("Mã phản ánh")
    field.press_sequentially("ST-2")
    told(call, "ringing", number="0912345678", queue="1022")
    bar = page.locator(".ringing")
    expect(bar).to_contain_text("Đang đổ chuông")
    expect(field).to_be_focused()
    expect(field).to_have_value("ST-2")
    expect(bar).not_to_contain_text("0912345678")
    officer.look("desk-ringing")
    page.set_viewport_size({"width": 360, "height": 740})
    officer.look("desk-ringing")
    page.set_viewport_size({"width": 1440, "height": 900})
    link = bar.get_by_role("link")
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/cuoc-goi/[0-9a-f-]{36}/$"))
    told(call, "ended")
