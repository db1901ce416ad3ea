"""What was opened leaves an officer's page when the sender takes the consent back."""

import time
import uuid
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.browser.visitor import Watched
from tests.people.citizens import PHONE
from tests.province import FACTOR, TestProvince

from paht import clock
from paht.cases import queries as cases
from paht.consents import operations as consents
from paht.consents.operations import Step
from paht.doors.citizen import proof
from paht.law.casework.case import Actor
from paht.people import factors

pytestmark = pytest.mark.browser
PURPOSE = "Gọi hỏi vị trí ổ gà để cử thợ đến vá trong ngày."


@pytest.fixture
def granted(here: TestProvince) -> tuple[str, str, tuple[str, str]]:
    """A grant's key, its case's code, and the cookie that proves the sender."""
    case = here.sent(clock.now()).received(clock.now())

    def step(actor: Actor) -> Step:
        return Step(jurisdiction=here.jurisdiction, actor=actor, now=clock.now(), command_id=uuid.uuid4())

    fields = frozenset({"name", "phone"})
    asked = consents.ask(step(here.staff), case_id=case.id, fields=fields, purpose=PURPOSE, hours=24)
    assert isinstance(asked, consents.Recorded)
    given = consents.answer(step(case.sender), consent_id=asked.id, agrees=True)
    assert isinstance(given, consents.Recorded)
    found = cases.followed(jurisdiction_id=here.jurisdiction.id, code=case.code)
    assert found is not None
    name, _, value = proof.header(case=found.case, second=0).split(";")[0].partition("=")
    return str(asked.id), case.code, (name, value)


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_a_withdrawal_empties_the_page_that_is_open(
    granted: tuple[str, str, tuple[str, str]], watched: Watched
) -> None:
    consent, code, (name, value) = granted
    officer, sender = watched.signed_in("chuyenvien"), watched.telephone()
    officer.open(f"/quyen-xem/{consent}/")
    officer.look("consent")
    officer.page.get_by_label("Mã xác nhận").fill(
        factors.code_at(FACTOR, datetime.fromtimestamp(time.time(), UTC))
    )
    officer.press("Xem thông tin")
    expect(officer.page.get_by_text(PHONE)).to_be_visible()
    officer.look("consent-opened")
    origin = officer.page.url.split("/quyen-xem/")[0]
    sender.page.context.add_cookies([{"name": name, "value": value, "url": origin}])
    sender.open(f"/theo-doi/{code}/quyen-xem")
    sender.look("consents-of-sender")
    sender.page.get_by_role("button", name="Rút sự đồng ý cho Sở Xây dựng").click()
    expect(sender.page.get_by_text("Đã rút sự đồng ý. Từ lúc này")).to_be_visible()
    expect(officer.page.get_by_text("Thông tin đã được đóng")).to_be_visible()
    expect(officer.page.get_by_text(PHONE)).to_have_count(0)
