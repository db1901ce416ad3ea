"""Calls out: urgent dispatch by telephone until somebody confirms by key, urgent callers passed on, calls by one
press."""

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from tests.calls.conftest import Connect
from tests.calls.peers import rows, sits_at
from tests.calls.ringing_peers import Ari, asterisk, through
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk
from tests.messages.peer import gateway_peer
from tests.province import TestCase, TestProvince
from tests.working import as_worker

from paht.calls import ordering, ringing
from paht.calls.asterisk import Asterisk
from paht.calls.dialled import Dialled
from paht.calls.exchanges import exchange_of
from paht.calls.keeping import put_record
from paht.calls.outgoing import opened
from paht.cases import operations, queries
from paht.installation.postgres import Server
from paht.law.casework.case import Case
from paht.law.casework.failings import missed_calls
from paht.law.casework.states import AssignmentState, Field
from paht.messages.gateway import Accepted, Again, Answer, Declined
from paht.people.roster import put_on_duty
from paht.walls.here import within


@pytest.fixture
def ari() -> Iterator[Ari]:
    with asterisk() as peer:
        yield peer


def work(province: TestProvince, time: Clock, exchange: Any) -> int:
    with as_worker(), within(province.jurisdiction.id):
        return ringing.work_on_orders(now=time.at, dial=through(exchange))


def given_phones(province: TestProvince, phone: str = "0270 3 800 123") -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE agencies_agency SET phone = %s WHERE jurisdiction_id = %s",
            [phone, province.jurisdiction.id],
        )


def urgent(province: TestProvince, time: Clock) -> TestCase:
    """An urgent report, dispatched to the road agency."""
    case = province.sent(time.at, urgent=True, field=Field.ROAD)
    done = operations.dispatch_urgently(
        case.step(province.dispatcher, time.at),
        agency=str(province.roads.id),
        note="Cử lực lượng ngay.",
        text="Cây đổ chắn đường.",
        reached=True,
    )
    assert isinstance(done, operations.Done), done
    return case


def of_dispatch(province: TestProvince) -> tuple[uuid.UUID, str, list[uuid.UUID]]:
    """The order to call the agency: its key, its state, the calls that were placed."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT o.id, o.state, o.dial_ids FROM calls_order o JOIN messages_outbox x "
            "ON x.jurisdiction_id = o.jurisdiction_id AND x.id = o.outbox_id "
            "WHERE o.jurisdiction_id = %s AND x.template = 'urgent_dispatch'",
            [province.jurisdiction.id],
        )
        key, state, dials = cursor.fetchone()
    return key, state, dials


def on_duty(province: TestProvince, time: Clock, staff_id: str, agency_id: uuid.UUID) -> None:
    put_on_duty(
        agency_id=agency_id,
        staff_id=uuid.UUID(staff_id),
        starts_at=time.at - timedelta(hours=1),
        ends_at=time.at + timedelta(days=2),
        rank=1,
        at=time.at,
    )


def read_case(case: TestCase) -> Case:
    found = queries.case_alone(jurisdiction_id=case.province.jurisdiction.id, case_id=case.id)
    assert found is not None
    return found


@pytest.mark.clause("VL.16.2", "VL.16.3", "ST.8.6.1")
def test_the_officer_on_duty_is_rung_at_night_and_key_1_confirms_for_the_agency(
    province: TestProvince, time: Clock, connect: Connect, ari: Ari
) -> None:
    time.forward(hours=12)  # 22:00 in Vietnam
    on_duty(province, time, province.staff.id, province.roads.id)
    record = uuid.uuid4()
    put_record(province.jurisdiction.id, {"phone": "0987654321"}, now=time.at, record_id=record)
    sits_at(province, province.staff.id, "", time.at, record=record)
    given_phones(province)
    teller = connect(province)
    case = urgent(province, time)
    work(province, time, Asterisk(ari.settings))
    _, state, (dialled,) = of_dispatch(province)
    assert state == "placed"
    (rung,) = [each for each in ari.ringing() if each.path.endswith(str(dialled))]
    assert rung.query["endpoint"] == "PJSIP/0987654321@trunk"
    assert f"order={dialled}" in rung.query["appArgs"]
    teller.tell(f"a-{dialled}", "answered", direction="out", order=str(dialled), at=time.at.isoformat())
    work(province, time, Asterisk(ari.settings))
    assert of_dispatch(province)[1] == "placed", "a machine may have answered"
    teller.tell(f"a-{dialled}", "key", direction="out", order=str(dialled), key="1", at=time.at.isoformat())
    work(province, time, Asterisk(ari.settings))
    work(province, time, Asterisk(ari.settings))
    assert of_dispatch(province)[1] == "confirmed"
    (assignment,) = read_case(case).assignments
    assert assignment.state is AssignmentState.RESPONDING
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT answered_at IS NOT NULL FROM messages_outbox WHERE jurisdiction_id = %s AND way = 'call' "
            "AND template = 'urgent_dispatch'",
            [province.jurisdiction.id],
        )
        assert cursor.fetchall() == [(True,)]


@pytest.mark.clause("VL.16.2")
def test_an_agency_that_does_not_confirm_is_rung_again_each_time_as_a_new_call(
    vinh_long: TestProvince, time: Clock, connect: Connect, ari: Ari
) -> None:
    given_phones(vinh_long)
    connect(vinh_long)
    case = urgent(vinh_long, time)
    for _ in range(9):
        work(vinh_long, time, Asterisk(ari.settings))
        time.forward(minutes=2)
    _, state, dials = of_dispatch(vinh_long)
    assert (state, len(dials), len(set(dials))) == ("unanswered", 5, 5)
    assert {each.query["endpoint"] for each in ari.ringing()} == {"PJSIP/02703800123@trunk"}
    (assignment,) = read_case(case).assignments
    assert assignment.state is AssignmentState.SUMMONED, "nobody has confirmed"


def test_key_1_on_a_shared_telephone_counts_as_answered_and_confirms_for_nobody(
    vinh_long: TestProvince, time: Clock, connect: Connect, ari: Ari
) -> None:
    given_phones(vinh_long)
    teller = connect(vinh_long)
    case = urgent(vinh_long, time)
    work(vinh_long, time, Asterisk(ari.settings))
    dialled = of_dispatch(vinh_long)[2][0]
    teller.tell("x", "key", direction="out", order=str(dialled), key="1", at=time.at.isoformat())
    work(vinh_long, time, Asterisk(ari.settings))
    assert of_dispatch(vinh_long)[1] == "confirmed"
    (assignment,) = read_case(case).assignments
    assert assignment.state is AssignmentState.SUMMONED


def test_an_exchange_that_is_away_for_six_hours_gets_each_call_once_when_it_is_back(
    vinh_long: TestProvince, time: Clock, connect: Connect, ari: Ari
) -> None:
    given_phones(vinh_long)
    connect(vinh_long)
    urgent(vinh_long, time)
    ari.broken = True
    for _ in range(24):
        work(vinh_long, time, Asterisk(ari.settings))
        time.forward(minutes=15)
    assert of_dispatch(vinh_long)[1] == "waiting"
    ari.broken = False
    with_answers = len(ari.ringing())
    for _ in range(3):
        work(vinh_long, time, Asterisk(ari.settings))
    placed = ari.ringing()[with_answers:]
    keys = [each.path for each in placed]
    assert len(keys) == len(set(keys)), "none twice"
    assert of_dispatch(vinh_long)[1] == "placed"


@pytest.mark.clause("ST.8.6.1", "ST.7.2.urgent", "VL.16.1")
def test_an_urgent_caller_is_passed_to_the_officer_on_duty_at_once_and_it_is_on_record(
    province: TestProvince, time: Clock, connect: Connect, ari: Ari
) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM agencies_agency WHERE jurisdiction_id = %s AND kind = 'ioc'",
            [province.jurisdiction.id],
        )
        (centre,) = cursor.fetchone()
    time.forward(hours=12)
    on_duty(province, time, province.dispatcher.id, centre)
    sits_at(province, province.dispatcher.id, "900", time.at)
    teller = connect(province)
    ari.channels.add("u-1")
    teller.tell("u-1", "ringing", number="0912345678", queue="khan-cap", at=time.at.isoformat())
    work(province, time, Asterisk(ari.settings))
    (passed,) = [each for each in ari.asked if each.path.endswith("/u-1/continue")]
    assert passed.query["extension"] == "900"
    work(province, time, Asterisk(ari.settings))
    assert rows(province, "kind, state, settled_at IS NOT NULL", "calls_order") == [
        ("transfer", "placed", True)
    ]


def connected(
    province: TestProvince, time: Clock, exchange: Any, monkeypatch: pytest.MonkeyPatch, path: str
) -> Any:
    monkeypatch.setattr(ordering, "dial", through(exchange))
    return Desk(province, "dieuphoi").client.post(path)


@pytest.mark.clause("VL.13.2.c", "ST.7.2.calls")
def test_three_calls_to_an_agency_that_nobody_takes_in_three_days_are_counted_from_the_exchange_alone(
    province: TestProvince, time: Clock, connect: Connect, ari: Ari, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_phones(province)
    case = province.sent(time.at).received(time.at)
    sits_at(province, province.dispatcher.id, "102", time.at)
    teller = connect(province)
    for day in range(3):
        answer = connected(
            province, time, Asterisk(ari.settings), monkeypatch, f"/desk/cuoc-goi/goi/{case.id}/1"
        )
        assert answer.status_code == 302, answer.content.decode()
        dialled = ari.ringing()[-1].path.rpartition("/")[2]
        assert (ari.ringing()[-1].query["endpoint"], ari.ringing()[-1].query["extension"]) == (
            "PJSIP/102",
            "02703800123",
        )
        for what in ("ended", "ringing", "ended"):
            teller.tell(f"o-{day}", what, direction="out", order=dialled, at=time.at.isoformat())
        work(province, time, Asterisk(ari.settings))
        work(province, time, Asterisk(ari.settings))
        time.forward(days=1)
    calls = read_case(case).assignments[0].calls
    assert [call.answered for call in calls] == [False, False, False]
    assert missed_calls(calls, times=3, within_days=3) == 1
    assert len(rows(province, "call_id", "calls_link")) == 3


@pytest.mark.clause("VL.7.5")
def test_an_officer_calls_a_sender_whose_number_they_never_see(
    soc_trang: TestProvince, time: Clock, connect: Connect, ari: Ari, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = soc_trang.sent(time.at)
    connect(soc_trang)
    path = f"/desk/cuoc-goi/goi/{case.id}/nguoi-gui"
    refused = connected(soc_trang, time, Asterisk(ari.settings), monkeypatch, path)
    assert refused.status_code == 422
    assert "máy lẻ" in refused.content.decode()
    sits_at(soc_trang, soc_trang.dispatcher.id, "102", time.at)
    answer = connected(soc_trang, time, Asterisk(ari.settings), monkeypatch, path)
    assert answer.status_code == 302
    assert ari.ringing()[-1].query["extension"] == "0912345678"
    assert "0912345678" not in answer.content.decode() + answer["Location"]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT actor_id::text FROM people_look WHERE jurisdiction_id = %s AND purpose LIKE 'Gọi người gửi%%'",
            [soc_trang.jurisdiction.id],
        )
        assert cursor.fetchall() == [(soc_trang.dispatcher.id,)]
    ari.broken = True
    busy = connected(soc_trang, time, Asterisk(ari.settings), monkeypatch, path)
    assert busy.status_code == 422


@pytest.mark.clause("VL.7.5")
def test_nobody_is_rung_without_end_by_whatever_officer_call_or_report(
    soc_trang: TestProvince, time: Clock, connect: Connect, ari: Ari, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, teller = soc_trang.sent(time.at), connect(soc_trang)
    sits_at(soc_trang, soc_trang.dispatcher.id, "102", time.at)
    for what in ("ringing", "ended"):
        teller.tell("m-1", what, number="0912345678", queue="1022", at=time.at.isoformat())
    ((call_id,),) = rows(soc_trang, "id")
    back, out = f"/desk/cuoc-goi/{call_id}/goi-lai", f"/desk/cuoc-goi/goi/{case.id}/nguoi-gui"
    for _ in range(3):
        assert connected(soc_trang, time, Asterisk(ari.settings), monkeypatch, back).status_code == 200
    for _ in range(2):
        assert connected(soc_trang, time, Asterisk(ari.settings), monkeypatch, out).status_code == 302
    for path in (back, out):
        refused = connected(soc_trang, time, Asterisk(ari.settings), monkeypatch, path)
        assert refused.status_code == 422
        assert "vừa được gọi nhiều lần" in refused.content.decode()
    assert len(ari.ringing()) == 5
    time.forward(minutes=16)
    assert connected(soc_trang, time, Asterisk(ari.settings), monkeypatch, out).status_code == 302


def test_an_officer_calls_so_often_in_a_quarter_of_an_hour(
    soc_trang: TestProvince, time: Clock, connect: Connect, ari: Ari, monkeypatch: pytest.MonkeyPatch
) -> None:
    sits_at(soc_trang, soc_trang.dispatcher.id, "102", time.at)
    teller = connect(soc_trang)
    monkeypatch.setattr(ordering, "CALLS_PER_OFFICER", 2)
    answers = []
    for number in range(3):
        for what in ("ringing", "ended"):
            teller.tell(f"m-{number}", what, number=f"091234567{number}", at=time.at.isoformat())
    for (call_id,) in rows(soc_trang, "id"):
        path = f"/desk/cuoc-goi/{call_id}/goi-lai"
        answers.append(connected(soc_trang, time, Asterisk(ari.settings), monkeypatch, path).status_code)
    assert answers == [200, 200, 422]


def test_a_product_that_takes_one_request_a_call_is_described_by_the_file() -> None:
    with gateway_peer() as peer:
        fields = 'fields = { to = "{phone}", agent = "{extension}", say = "{text}", ref = "{id}" }'
        import tomllib

        row = tomllib.loads(
            f'name = "x"\nproduct = "omicall"\njurisdiction = "t"\nsecret = "s"\n[call.announce]\nurl = "{peer.url}"\n'
            f'{fields}\n[call.announce.answer]\nreference = "data.id"\n'
        )
        outgoing = opened(exchange_of(row))
        assert outgoing is not None
        order = uuid.uuid4()
        question = {
            "jurisdiction": 1,
            "exchange": "tong-dai",
            "dial": str(order),
            "kind": "announce",
            "template": "urgent_dispatch",
            "code": "VL-AB12",
            "number": "0270 3 800 123",
        }
        came = through(outgoing)(question)
        assert came == Accepted("m-1")
        said = json.loads(peer.heard[0].body)
        assert (said["to"], said["ref"]) == ("02703800123", str(order))
        assert "V L A B 1 2" in said["say"]
        assert through(outgoing)({**question, "kind": "connect"}) == Declined(
            "the exchange is not described for this"
        )
        assert isinstance(through(None)(question), Again)
        assert through(outgoing)({**question, "number": ""}) == Declined("no number")


def test_asterisk_takes_a_repeat_for_the_call_that_it_has(ari: Ari) -> None:
    question = {
        "jurisdiction": 1,
        "exchange": "tong-dai",
        "dial": str(uuid.uuid4()),
        "kind": "announce",
        "number": "101",
    }
    came: list[Answer] = [through(Asterisk(ari.settings))(question) for _ in range(3)]
    assert {type(each) for each in came} == {Accepted}
    assert len(ari.channels) == 1
    assert ari.ringing()[0].query["endpoint"] == "PJSIP/101"


def test_a_call_that_was_placed_is_not_placed_again_for_a_worker_that_died_before_it_heard_so(
    database: Server,
) -> None:
    placed: list[uuid.UUID] = []

    class Product:
        """Knows no repeat: whatever it is asked rings."""

        is_away = True

        def place(self, dialled: Dialled) -> Answer:
            if self.is_away:
                return Again("away")
            placed.append(dialled.id)
            return Accepted(f"ref-{len(placed)}")

    product = Product()
    vault = through(product)
    question = {"jurisdiction": 1, "exchange": "tong-dai", "kind": "announce", "number": "101"}
    first = {**question, "dial": str(uuid.uuid4())}
    assert vault(first) == Again("away")
    product.is_away = False
    assert [vault(first) for _ in range(3)] == [Accepted("ref-1")] * 3
    assert vault({**question, "dial": str(uuid.uuid4())}) == Accepted("ref-2")
    assert len(placed) == 2


def test_without_an_exchange_the_officer_is_told_to_take_the_telephone(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAHT_CALLS", raising=False)
    case = vinh_long.sent(time.at)
    answer = Desk(vinh_long, "dieuphoi").client.post(f"/desk/cuoc-goi/goi/{case.id}/nguoi-gui")
    assert answer.status_code == 422
    assert "Chưa nối tổng đài" in answer.content.decode()


def test_the_worker_asks_the_vault_process_itself_and_hears_that_nothing_is_connected(
    vinh_long: TestProvince, time: Clock, connect: Connect
) -> None:
    given_phones(vinh_long)
    connect(vinh_long)
    urgent(vinh_long, time)
    with as_worker():
        ringing.work_on_orders(now=time.at)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT problem FROM calls_order WHERE jurisdiction_id = %s AND attempts > 0",
            [vinh_long.jurisdiction.id],
        )
        assert cursor.fetchall() == [("no exchange is connected",)]
