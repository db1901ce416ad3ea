"""Signed calls: what changed reaches the agency's endpoint once, in order, however ill the endpoint was meanwhile."""

import random
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from tests.conftest import Clock
from tests.exchange.peer import software
from tests.exchange.receiver import Receiver, connected, listening
from tests.province import PERSONAL, TestCase, TestProvince
from tests.working import as_worker

from paht import outward
from paht.cases import operations
from paht.exchange import deliveries, endpoints, feed, guard
from paht.exchange.delivering import DISABLED_AFTER, GIVEN_UP_AFTER, deliver
from paht.law.casework.events import BODIES, AssignmentBody


@pytest.fixture(autouse=True)
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAHT_EXCHANGE_NETWORKS", "127.0.0.0/8")


def worked(time: Clock) -> int:
    """One round of the worker."""
    with as_worker():
        while feed.follow(now=time.at):
            pass
        return deliver(now=time.at)


def state(province: TestProvince) -> endpoints.Endpoint:
    found = endpoints.endpoint_of(jurisdiction_id=province.jurisdiction.id, agency_id=province.roads.id)
    assert found is not None
    return found


def log(province: TestProvince) -> list[deliveries.Delivery]:
    return deliveries.listed(jurisdiction_id=province.jurisdiction.id, agency_id=province.roads.id)


def others(province: TestProvince, time: Clock, count: int) -> list[TestCase]:
    return [
        province.sent(time.at, personal={**PERSONAL, "phone": f"09120001{n:02}"}).dispatched(time.at)
        for n in range(count)
    ]


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_the_course_of_a_case_reaches_the_endpoint_in_order(province: TestProvince, time: Clock) -> None:
    theirs = software(province)
    with listening(Receiver()) as receiver:
        connected(province, receiver)
        case = province.sent(time.at).published(time.at)
        worked(time)
    assert receiver.untrue == []
    assert receiver.kinds == [
        "case.dispatched",
        "case.received",
        "case.result_recorded",
        "case.submitted",
        "case.approved",
        "case.published",
    ]
    assert {each["data"]["case"] for each in receiver.taken} == {str(case.id)}
    pulled = theirs.read("/changes?since=0")
    assert [each["type"] for each in pulled["changes"]] == receiver.kinds
    assert [each["number"] for each in pulled["changes"]] == [
        each["data"]["number"] for each in receiver.taken
    ]


def test_a_call_says_nothing_but_that_something_changed(vinh_long: TestProvince, time: Clock) -> None:
    software(vinh_long)
    with listening(Receiver()) as receiver:
        connected(vinh_long, receiver)
        vinh_long.sent(time.at).dispatched(time.at)
        worked(time)
    (call,) = receiver.taken
    assert call.keys() == {"type", "timestamp", "data"}
    assert call["data"].keys() == {"number", "case", "href", "version", "due_at"}


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_after_six_dead_hours_nothing_is_lost_doubled_or_out_of_order(
    vinh_long: TestProvince, time: Clock
) -> None:
    software(vinh_long)
    with listening(Receiver()) as receiver:
        port = int(receiver.url.split(":")[2].split("/")[0])
        connected(vinh_long, receiver)
    # The server is gone; the agency works on meanwhile.
    cases = others(vinh_long, time, 4)
    tries = 0
    for minute in range(0, 360, 5):
        if minute % 60 == 0 and cases:
            cases[minute // 60 % 4]._done(
                operations.receive(cases[minute // 60 % 4].step(vinh_long.staff, time.at), assignment=1)
            ) if minute < 240 else None
        assert worked(time) == 0
        time.forward(minutes=5)
    tries = sum(each.attempts for each in log(vinh_long))
    assert state(vinh_long).failing_since is not None
    changes = software(vinh_long).read("/changes?since=0&limit=100")["changes"]
    assert state(vinh_long).waiting == len(changes) >= 8
    assert tries < 40  # back-off
    with listening(receiver, port=port):
        time.forward(minutes=15)
        while worked(time):
            pass
    assert state(vinh_long).waiting == 0
    assert state(vinh_long).failing_since is None
    assert sorted(receiver.tried.values()) == [1] * len(changes)
    for case in cases:
        mine = [each["type"] for each in receiver.taken if each["data"]["case"] == str(case.id)]
        assert mine == [each["type"] for each in changes if each["case"] == str(case.id)]
        assert [each for each in mine if each != "case.deadline_near"] == ["case.dispatched", "case.received"]


def test_an_endpoint_that_answers_too_late_gets_the_same_identifier_again(
    vinh_long: TestProvince, time: Clock
) -> None:
    software(vinh_long)
    with listening(Receiver()) as receiver:
        connected(vinh_long, receiver)
        # It works the call off, and its answer is lost.
        receiver.answers = lambda message_id, body: 204 if receiver.tried[message_id] > 1 else 500
        vinh_long.sent(time.at).dispatched(time.at)
        assert worked(time) == 0
        time.forward(seconds=4)
        assert worked(time) == 0
        time.forward(seconds=1)
        assert worked(time) == 1
    assert list(receiver.tried.values()) == [2]
    assert len(receiver.taken) == 1


def test_a_refused_call_holds_back_its_own_case_alone(vinh_long: TestProvince, time: Clock) -> None:
    software(vinh_long)
    bad, good = others(vinh_long, time, 2)
    with listening(Receiver()) as receiver:
        connected(vinh_long, receiver)
        receiver.answers = lambda message_id, body: 422 if body["data"]["case"] == str(bad.id) else 204
        # What lay before the endpoint is pulled, not called.
        worked(time)
        for case in (bad, good):
            case._done(operations.receive(case.step(vinh_long.staff, time.at), assignment=1))
            case._done(operations.begin_handling(case.step(vinh_long.staff, time.at), assignment=1))
        worked(time)
        assert {each["data"]["case"] for each in receiver.taken} == {str(good.id)}
        assert [each.status for each in log(vinh_long) if each.status == 422]
        assert state(vinh_long).failing_since is None
        for _ in range(int(GIVEN_UP_AFTER / timedelta(hours=12)) + 1):
            time.forward(hours=12)
            worked(time)
    assert "given_up" in {each.state for each in log(vinh_long)}


def test_an_endpoint_without_success_for_three_days_is_switched_off_and_its_people_told(
    vinh_long: TestProvince, time: Clock
) -> None:
    software(vinh_long)
    with listening(Receiver()) as receiver:
        connected(vinh_long, receiver)
        receiver.answers = lambda message_id, body: 503
        vinh_long.sent(time.at).dispatched(time.at)
        worked(time)
        time.forward(seconds=DISABLED_AFTER.total_seconds() - 60)
        worked(time)
        assert state(vinh_long).state == "on"
        time.forward(hours=1)
        worked(time)
        assert state(vinh_long).state == "disabled"
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM messages_outbox WHERE recipient_id = %s AND template = 'exchange_disabled'",
                [vinh_long.roads.id],
            )
            assert cursor.fetchone() == (1,)
        tried = receiver.tried.total()
        time.forward(hours=5)
        assert worked(time) == 0
        assert receiver.tried.total() == tried
        receiver.answers = lambda message_id, body: 204
        endpoints.switch(
            jurisdiction_id=vinh_long.jurisdiction.id,
            agency_id=vinh_long.roads.id,
            on=True,
            by=uuid.UUID(vinh_long.leader.id),
            at=time.at,
        )
        assert worked(time) >= 1
    assert receiver.kinds[0] == "case.dispatched"


def test_retry_after_is_heeded(vinh_long: TestProvince, time: Clock) -> None:
    software(vinh_long)
    with listening(Receiver(headers={"Retry-After": "600"})) as receiver:
        connected(vinh_long, receiver)
        receiver.answers = lambda message_id, body: 429
        vinh_long.sent(time.at).dispatched(time.at)
        worked(time)
        assert state(vinh_long).try_at == time.at + timedelta(minutes=10)


def test_during_a_rotation_both_secrets_verify_and_a_day_later_the_new_one_alone(
    vinh_long: TestProvince, time: Clock
) -> None:
    software(vinh_long)
    with listening(Receiver()) as receiver:
        connected(vinh_long, receiver)
        new = endpoints.rotate(
            jurisdiction_id=vinh_long.jurisdiction.id,
            agency_id=vinh_long.roads.id,
            by=uuid.UUID(vinh_long.leader.id),
            at=time.at,
        )
        assert new is not None
        first, second = others(vinh_long, time, 2)
        worked(time)
        assert len(receiver.taken) == 2
        time.forward(hours=24)
        first._done(operations.receive(first.step(vinh_long.staff, time.at), assignment=1))
        worked(time)
        assert receiver.untrue == ["no signature is right"]
        receiver.secrets.append(endpoints.secret_of(new))
        time.forward(minutes=15)
        worked(time)
    assert "case.received" in receiver.kinds
    assert second.code


def test_a_term_that_ends_within_a_day_is_told_once(vinh_long: TestProvince, time: Clock) -> None:
    theirs = software(vinh_long)
    case = vinh_long.sent(time.at).received(time.at)
    due = min(
        d["due_at"] for d in theirs.read(f"/cases/{case.id}")["assignment"]["duties"] if not d["internal"]
    )
    from datetime import datetime

    time.at = datetime.fromisoformat(due) - timedelta(hours=23)
    worked(time)
    worked(time)
    near = [
        each for each in theirs.read("/changes?since=0")["changes"] if each["type"] == "case.deadline_near"
    ]
    assert [each["due_at"] for each in near if each["due_at"] == due] == [due]
    assert len({each["due_at"] for each in near}) == len(near)


def test_however_often_and_by_however_many_the_log_is_followed_each_change_is_numbered_once(
    vinh_long: TestProvince, time: Clock
) -> None:
    theirs = software(vinh_long)
    chance = random.Random(6)
    cases = others(vinh_long, time, 3)
    for case in cases:
        with as_worker():
            for _ in range(chance.randint(1, 3)):
                feed.follow(now=time.at)
        case._done(operations.receive(case.step(vinh_long.staff, time.at), assignment=1))
    worked(time)
    with as_worker(), connection.cursor() as cursor:
        cursor.execute("UPDATE exchange_horizon SET horizon = 0")  # as after a restored backup
    worked(time)
    changes = theirs.read("/changes?since=0&limit=100")["changes"]
    assert [each["number"] for each in changes] == list(range(1, 7))
    assert len({(each["case"], each["version"]) for each in changes}) == 6


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/x",
        "https://10.0.0.8/x",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://0.0.0.0/",
        "https://localhost/",
        "http://93.184.215.14/",
        "https://name:secret@93.184.215.14/",
        "ftp://93.184.215.14/",
        "https://93.184.215.14/#x",
        "https:///x",
        "",
    ],
)
def test_addresses_within_our_own_network_and_odd_ones_are_refused(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.delenv("PAHT_EXCHANGE_NETWORKS")
    made = endpoints.put(
        jurisdiction_id=vinh_long.jurisdiction.id,
        agency_id=vinh_long.roads.id,
        url=url,
        by=uuid.UUID(vinh_long.leader.id),
        at=time.at,
    )
    assert isinstance(made, str)


def test_the_call_goes_to_the_very_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    monkeypatch.setattr(
        outward.socket,
        "getaddrinfo",
        lambda *args, **more: [(2, 1, 6, "", (each, 443)) for each in next(answers)],
    )
    target = guard.checked("https://vidu.vn/paht?x=1")
    assert (str(target.address), target.host, target.path) == ("93.184.215.14", "vidu.vn", "/paht?x=1")


def test_the_webhooks_secret_is_nowhere_in_the_database(vinh_long: TestProvince, time: Clock) -> None:
    software(vinh_long)
    with listening(Receiver()) as receiver:
        made = connected(vinh_long, receiver)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(p::text, '') FROM exchange_endpoint p")
        rows = cursor.fetchone()[0]
    assert receiver.secrets[0].removeprefix("whsec_") not in rows
    assert made.keys(time.at)[0].hex() not in rows


def test_every_kind_follows_an_event_that_the_law_knows() -> None:
    own = {name for name, body in BODIES.items() if issubclass(body, AssignmentBody)}
    assert feed.OWN.keys() <= own
    assert feed.ALL.keys() <= BODIES.keys()


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_an_urging_and_a_result_sent_back_are_told(province: TestProvince, time: Clock) -> None:
    theirs, case = software(province), province.sent(time.at).dispatched(time.at)
    case._done(
        operations.urge(case.step(province.dispatcher, time.at), assignment=1, note="Đề nghị khẩn trương.")
    )
    worked(time)
    assert [each["type"] for each in theirs.read("/changes?since=1")["changes"]] == ["case.urged"]
    other = province.sent(time.at, personal={**PERSONAL, "phone": "0912000199"}).approved(time.at)
    worked(time)
    since = theirs.read("/me")["latest_change"]
    ground = province.jurisdiction.edition.result_grounds[0].key
    step = other.step(province.publisher, time.at)
    other._done(operations.return_result(step, assignment=1, ground=ground, note="Chưa đạt."))
    worked(time)
    (told,) = theirs.read(f"/changes?since={since}")["changes"]
    assert (told["type"], told["case"]) == ("case.returned", str(other.id))


def test_another_agencys_case_is_told_to_nobody_else(vinh_long: TestProvince, time: Clock) -> None:
    software(vinh_long)
    strangers = software(vinh_long, agency=vinh_long.waste)
    vinh_long.sent(time.at).published(time.at)
    worked(time)
    assert strangers.read("/changes?since=0")["changes"] == []


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_of_one_case_the_next_call_waits_for_the_one_before(vinh_long: TestProvince, time: Clock) -> None:
    software(vinh_long)
    case = vinh_long.sent(time.at).dispatched(time.at)
    worked(time)
    with listening(Receiver()) as receiver:
        connected(vinh_long, receiver)
        case._done(operations.receive(case.step(vinh_long.staff, time.at), assignment=1))
        case._done(
            operations.urge(case.step(vinh_long.dispatcher, time.at), assignment=1, note="Đề nghị khẩn.")
        )
        receiver.answers = lambda message_id, body: (
            422 if body["type"] == "case.received" and receiver.tried[message_id] < 3 else 204
        )
        worked(time)
        assert receiver.kinds == []
        for _ in range(4):
            time.forward(minutes=2)
            worked(time)
    assert receiver.kinds == ["case.received", "case.urged"]
    assert receiver.tried.total() == 4
