"""The demo's exchange: one call to 1022 becomes a report, is handled, and its result is told back, on both editions."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from tests.calls.peers import rows, sits_at
from tests.calls.ringing_peers import through
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk
from tests.province import PERSONAL, TestCase, TestProvince
from tests.working import as_worker

from paht.calls import ordering, ringing
from paht.calls.dialled import Outgoing
from paht.calls.exchanges import exchanges_out
from paht.calls.outgoing import DemoExchange, opened
from paht.calls.recordings import fetch_recordings
from paht.cases import queries
from paht.law.casework.states import Channel, Stage
from paht.people.actors import sender


@pytest.fixture
def demo(time: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outgoing]:
    monkeypatch.delenv("PAHT_CALLS", raising=False)
    mark = settings.HOME.path / "demo-ready"
    mark.write_text("test")
    exchange = opened(exchanges_out(settings.HOME)["demo"])
    assert isinstance(exchange, DemoExchange)
    yield exchange
    mark.unlink()


class Caller:
    """Somebody at the demo's page of telephones."""

    def __init__(self, province: TestProvince) -> None:
        self.client = Client(headers={"host": province.host})

    def page(self) -> str:
        answer = self.client.get("/demo/phone/calls/")
        assert answer.status_code == 200
        return answer.content.decode()

    def does(self, word: str, **more: str) -> None:
        assert self.client.post("/demo/phone/calls/", {"word": word, **more}).status_code == 302

    def calls(self, number: str = "0912 345 678", queue: str = "1022") -> str:
        self.does("ring", number=number, queue=queue)
        found = re.findall(r'name="call" value="([^"]+)"', self.page())
        return found[0] if found else ""


@pytest.mark.clause("ST.6.1.a", "ST.7.2.office", "ST.7.2.calls")
def test_a_call_becomes_a_report_that_is_handled_and_whose_result_is_told_by_telephone(
    soc_trang: TestProvince, time: Clock, demo: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "dial", through(demo, "demo"))
    sits_at(soc_trang, soc_trang.intake.id, "101", time.at)
    caller, desk = Caller(soc_trang), Desk(soc_trang, "tiepnhan")
    call = caller.calls()
    caller.does("answer", call=call, extension="101")
    page = desk.client.get("/desk/cuoc-goi/dang-co/", headers={"X-Unattended": "1"}).headers["HX-Redirect"]
    shown = desk.page(page)
    assert "0912345678" in shown
    form = {
        **PERSONAL,
        "kind": "report",
        "description": "Đèn đường tắt ba đêm liền.",
        "commune": soc_trang.jurisdiction.province.communes[0].code,
        "declared": "1",
        "command_id": str(uuid.uuid4()),
    }
    made = desk.client.post(page, form)
    assert made.status_code == 302, made.content.decode()
    caller.does("hang-up", call=call)
    with as_worker():
        assert fetch_recordings(now=time.at) == 1
    assert "<audio" in desk.page(page)
    case_id = uuid.UUID(made["Location"].rstrip("/").rpartition("/")[2])
    state = queries.case_alone(jurisdiction_id=soc_trang.jurisdiction.id, case_id=case_id)
    assert state is not None
    assert state.channel is Channel.HOTLINE
    ((code,),) = rows(soc_trang, "code", "cases_case")
    case = TestCase(soc_trang, case_id, code, sender(uuid.UUID(state.sender)))
    case.published(time.at)
    ended = queries.case_alone(jurisdiction_id=soc_trang.jurisdiction.id, case_id=case_id)
    assert ended is not None
    assert ended.stage is Stage.PUBLISHED
    ((told,),) = rows(
        soc_trang, "count(*)", "messages_outbox o JOIN (SELECT 'answered') AS t(name) ON t.name = o.template"
    )
    assert told == 1
    _tells_by_telephone(soc_trang, time, demo, case)


def _tells_by_telephone(province: TestProvince, time: Clock, demo: Outgoing, case: TestCase) -> None:
    """The officer calls the sender back from the case: the telephone rings, nobody sees the number."""
    desk = Desk(province, "tiepnhan")
    assert "Gọi người gửi" in desk.case(case)
    answer = desk.client.post(f"/desk/cuoc-goi/goi/{case.id}/nguoi-gui")
    assert answer.status_code == 302, answer.content.decode()
    caller = Caller(province)
    order = re.findall(r'name="order" value="([^"]+)"', caller.page())[0]
    caller.does("answer", order=order, extension="101")
    caller.does("hang-up", order=order)
    with as_worker():
        fetch_recordings(now=time.at)
        ringing.work_on_orders(now=time.at, dial=through(demo, "demo"))
    assert ("answered",) in rows(province, "state", "calls_order")
    assert "đã nghe máy" in desk.case(case)


@pytest.mark.clause("VL.13.1.a")
def test_where_calls_are_no_channel_a_report_of_the_web_has_its_result_told_by_telephone(
    vinh_long: TestProvince, time: Clock, demo: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "dial", through(demo, "demo"))
    sits_at(vinh_long, vinh_long.intake.id, "101", time.at)
    case = vinh_long.sent(time.at).published(time.at)
    _tells_by_telephone(vinh_long, time, demo, case)


@pytest.mark.clause("VL.16.2", "VL.16.3", "ST.8.6.1")
def test_in_the_demo_an_urgent_dispatch_rings_and_is_confirmed_by_a_press_on_the_page(
    province: TestProvince, time: Clock, demo: Outgoing
) -> None:
    from tests.calls.test_ringing import given_phones, of_dispatch, urgent

    given_phones(province)
    urgent(province, time)
    with as_worker():
        ringing.work_on_orders(now=time.at, dial=through(demo, "demo"))
    dialled = str(of_dispatch(province)[2][0])
    caller = Caller(province)
    assert dialled in caller.page()
    caller.does("answer", order=dialled)
    caller.does("key", order=dialled, key="1")
    with as_worker():
        ringing.work_on_orders(now=time.at, dial=through(demo, "demo"))
    assert of_dispatch(province)[1] == "confirmed"


@pytest.mark.clause("ST.7.2.voicemail")
def test_a_voice_message_of_the_demo_can_be_heard_and_made_a_report(
    soc_trang: TestProvince, time: Clock, demo: Outgoing
) -> None:
    del demo
    Caller(soc_trang).calls(queue="loi-nhan")
    with as_worker():
        assert fetch_recordings(now=time.at) == 1
    desk = Desk(soc_trang, "tiepnhan")
    listed = desk.page("/desk/cuoc-goi/")
    page = re.findall(r'href="(/desk/cuoc-goi/[0-9a-f-]+/)"', listed)[0]
    assert "<audio" in desk.page(page)
    seen = desk.client.post(f"{page}so")
    assert "0912345678" in seen.content.decode()


def test_elsewhere_there_is_no_such_page(soc_trang: TestProvince) -> None:
    assert Client(headers={"host": soc_trang.host}).get("/demo/phone/calls/").status_code == 404
