"""A leader connects the agency's software, sees its calls and approves what it laid before them."""

import time
import uuid
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.browser.visitor import Watched
from tests.exchange.peer import credentials
from tests.exchange.receiver import Receiver, connected, listening
from tests.province import FACTOR, TestCase, TestProvince
from tests.working import as_worker

from paht import clock
from paht.exchange import feed, proposals
from paht.exchange.credentials import Made
from paht.exchange.delivering import deliver
from paht.identity import new_id
from paht.law.casework.states import Role
from paht.people import factors
from paht.people.models import Membership

pytestmark = pytest.mark.browser
PAGE = "/agency/ket-noi/"


@pytest.fixture
def at_work(here: TestProvince, monkeypatch: pytest.MonkeyPatch) -> tuple[Made, TestCase]:
    """Software that is connected, whose endpoint answered at first and is away now; a result before the leader."""
    monkeypatch.setenv("PAHT_EXCHANGE_NETWORKS", "127.0.0.0/8")
    made = credentials(here)
    with listening(Receiver()) as receiver:
        connected(here, receiver)
        now = clock.now()
        case = here.sent(now).submitted(now)
        with as_worker():
            feed.follow(now=now)
            deliver(now=now)
    here.sent(now, personal={**here.filled().personal, "phone": "0912345111"}).dispatched(now)
    with as_worker():
        feed.follow(now=now)
        deliver(now=clock.now())
    by, key = uuid.UUID(here.leader.id), {"jurisdiction_id": here.jurisdiction.id, "agency_id": here.roads.id}
    assert proposals.register(**key, code="LD01", staff_id=by, by=by, at=now) == ""
    proposals.propose(
        **key,
        proposal_id=new_id(),
        case_id=case.id,
        assignment=1,
        version=1,
        client_id=made.id,
        approver=proposals.approvers(**key, at=now)[0],
        note="Đồng ý với kết quả xử lý.",
        at=now,
    )
    if not Membership.objects.filter(agency=here.committee, role=Role.ADMINISTRATOR.value).exists():
        Membership.objects.filter(staff_id=here.auditor.id).update(role=Role.ADMINISTRATOR.value)
    return made, case


def _code() -> str:
    return factors.code_at(FACTOR, datetime.fromtimestamp(time.time(), UTC))


def test_the_pages_of_the_exchange(at_work: tuple[Made, TestCase], watched: Watched) -> None:
    leader, administrator = watched.signed_in("lanhdao"), watched.signed_in("kiemtra")
    leader.open(PAGE)
    expect(leader.page.get_by_text("không nhận được thông báo")).to_be_visible()
    leader.look("exchange")
    leader.page.get_by_role("button", name="Xem thử").click()
    leader.look("exchange-mapping")
    leader.page.set_viewport_size({"width": 360, "height": 780})
    leader.look("exchange")
    leader.open(f"{PAGE}phe-duyet/")
    leader.look("exchange-approvals")
    leader.page.set_viewport_size({"width": 1440, "height": 900})
    leader.look("exchange-approvals")
    leader.page.get_by_label("Tôi đã đọc kết quả").first.check()
    leader.page.get_by_label("Mã xác nhận").fill(_code())
    leader.press("Phê duyệt kết quả đã chọn")
    expect(leader.page.get_by_text("Đã phê duyệt. Kết quả đã được chuyển đi.")).to_be_visible()
    administrator.open("/quan-tri/ket-noi/")
    administrator.look("exchange-every")
    administrator.follow("Sở Xây dựng")
    administrator.page.get_by_role("button", name="Đổi mã: Quản lý công việc").first.click()
    administrator.look("exchange-confirm")
    administrator.page.get_by_label("Mã xác nhận").fill(_code())
    administrator.press("Xác nhận")
    expect(administrator.page.get_by_text("Chỉ hiện một lần")).to_be_visible()
    administrator.look("exchange-secret")
