"""What exchanges tell becomes calls: once however often delivered, in any order, by many at once, and nothing lost."""

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from tests.calls.conftest import Connect
from tests.calls.peers import SECRET, rows
from tests.conftest import Clock
from tests.province import TestProvince
from tests.working import as_worker

from paht.calls.taking import HANDLERS
from paht.messages import inbox
from paht.people import vault_wire


def worked(time: Clock) -> int:
    """What the worker still had to do."""
    with as_worker():
        return inbox.work(HANDLERS, now=lambda: time.at, limit=500)


def messages_of(number: int) -> list[dict[str, Any]]:
    """What is told of a call: rung, answered where its number is even, over, recorded where a third."""
    call, phone, at = f"c-{number}", f"09{number:08}", 1_795_000_000 + number * 10
    told: list[dict[str, Any]] = [
        {"call": call, "what": "ringing", "at": at, "number": phone, "queue": "1022"}
    ]
    if number % 2 == 0:
        told.append({"call": call, "what": "answered", "at": at + 3, "number": phone, "extension": "101"})
    told.append({"call": call, "what": "ended", "at": at + 60})
    if number % 3 == 0:
        told.append({"call": call, "what": "recorded", "at": at + 61, "recording": f"https://x/{call}.wav"})
    return told


@pytest.mark.clause("ST.6.1.a")
def test_a_thousand_calls_told_in_any_order_and_repeated_by_many_at_once_give_a_thousand_rows(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    teller = connect(soc_trang)
    told = [message for number in range(1000) for message in messages_of(number)]
    told += random.Random(1).sample(told, 300)
    random.Random(2).shuffle(told)

    def post(part: list[dict[str, Any]]) -> list[int]:
        try:
            return [teller.post(message) for message in part]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = [each for part in threads.map(post, [told[n::4] for n in range(4)]) for each in part]
    assert set(answers) == {204}
    # The vault takes 1,200 numbers a minute: what it refused waits, and nobody is lost.
    while worked(time):
        pass
    found = rows(
        soc_trang, "reference, answered_at IS NOT NULL, ended_at IS NOT NULL, state = 'recorded', extension"
    )
    assert len(found) == 1000
    for reference, answered, ended, recorded, extension in found:
        number = int(reference.removeprefix("c-"))
        assert (answered, recorded, extension) == (
            number % 2 == 0,
            number % 3 == 0,
            "101" if number % 2 == 0 else "",
        )
        assert ended
    assert rows(soc_trang, "count(*)", "calls_recording") == [(334,)]


def test_one_call_told_ten_times_shuffled_and_at_once_is_one_call(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    teller = connect(soc_trang)
    told = messages_of(6) * 10
    random.Random(3).shuffle(told)

    def post(message: dict[str, Any]) -> int:
        try:
            return teller.post(message)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(post, told)) == {204}
    worked(time)
    assert rows(soc_trang, "state, extension") == [("recorded", "101")]
    assert rows(soc_trang, "count(*)", "messages_inbox") == [(4,)]
    assert rows(soc_trang, "count(*)", "calls_recording") == [(1,)]


@pytest.mark.clause("VL.7.5")
def test_of_a_number_nothing_lies_in_the_database_in_the_clear(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    connect(soc_trang).tell("c-1", "ringing", number="0987654321", recording="https://x/0987654321.wav")
    connect(soc_trang).tell("c-1", "recorded", recording="https://x/0987654321.wav")
    for table in ("calls_call", "calls_recording", "messages_inbox", "people_vault_record"):
        for (row,) in rows(soc_trang, "t::text", f"{table} t"):
            assert "0987654321" not in row
    ((record, caller),) = rows(soc_trang, "number_record_id IS NOT NULL, octet_length(caller)")
    assert (record, caller) == (True, 32)


def test_whoever_is_not_the_exchange_is_not_believed(
    soc_trang: TestProvince, vinh_long: TestProvince, connect: Connect
) -> None:
    teller = connect(soc_trang)
    body = {"call": "c-1", "what": "ringing", "number": "0912345678"}
    assert teller.post(body, secret="sai") == 403
    assert teller.post(body, secret="") == 403
    assert rows(soc_trang, "count(*)") == [(0,)]
    teller.client.defaults["HTTP_HOST"] = vinh_long.host
    answer = teller.client.post(
        "/webhooks/calls/tong-dai", body, headers={"X-Call-Secret": SECRET, "host": vinh_long.host}
    )
    assert answer.status_code == 404, "another province's exchange"


def test_an_exchange_may_sign_its_messages_or_come_from_its_networks_alone(
    soc_trang: TestProvince, connect: Connect
) -> None:
    import hashlib
    import hmac
    import json

    teller = connect(soc_trang, more="signed = true")
    body = json.dumps({"call": "c-1", "what": "ringing"})
    mac = hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
    assert teller.post({"call": "c-1", "what": "ringing"}, secret=mac[::-1]) == 403
    assert teller.post({"call": "c-1", "what": "ringing"}, secret=f"sha256={mac}") == 204
    teller = connect(soc_trang, more='networks = ["203.0.113.0/24"]')
    assert teller.post({"call": "c-2", "what": "ringing"}) == 403, "the right secret from a wrong address"
    answer = teller.client.get(
        "/webhooks/calls/tong-dai?call=c-2&what=ringing",
        headers={"X-Call-Secret": SECRET},
        REMOTE_ADDR="203.0.113.9",
    )
    assert answer.status_code == 204


def test_what_is_no_message_is_refused_and_what_tells_nothing_is_taken_in_peace(
    soc_trang: TestProvince, connect: Connect
) -> None:
    teller = connect(soc_trang)
    given = {"content_type": "application/json", "headers": {"X-Call-Secret": SECRET}}
    assert teller.client.post("/webhooks/calls/tong-dai", "[1]", **given).status_code == 400  # type: ignore[arg-type]
    assert teller.client.post("/webhooks/calls/tong-dai", "{", **given).status_code == 400  # type: ignore[arg-type]
    assert teller.client.post("/webhooks/calls/tong-dai", "x" * 70_000, **given).status_code == 413  # type: ignore[arg-type]
    assert teller.post({"hello": "world"}) == 204
    assert rows(soc_trang, "count(*)") == [(0,)]


def test_without_the_vault_a_call_is_kept_and_recognised_when_it_is_back(
    soc_trang: TestProvince, time: Clock, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    teller = connect(soc_trang)

    def closed(*_: Any, **__: Any) -> Any:
        raise vault_wire.VaultClosed

    with monkeypatch.context() as patch:
        patch.setattr("paht.people.senders.ask", closed)
        teller.tell("c-1", "ringing", number="0912345678")
        assert rows(soc_trang, "state, caller IS NULL") == [("ringing", True)]
    for _ in range(12):
        time.forward(minutes=30)
    worked(time)
    assert rows(soc_trang, "state, caller IS NULL") == [("ringing", False)]


@pytest.mark.clause("ST.7.2.voicemail")
def test_a_voice_message_of_the_night_waits_for_office_hours(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    teller = connect(soc_trang)
    # Saturday 21 November 2026, 22:00 in Vietnam.
    teller.tell("v-1", "ringing", at="2026-11-21T22:00:00+07:00", number="0912345678", queue="loi-nhan")
    teller.tell("v-1", "ended", at="2026-11-21T22:01:00+07:00")
    ((is_voice, due),) = rows(soc_trang, "is_voice_message, due_at")
    assert is_voice
    assert due.isoformat() == "2026-11-23T02:00:00+00:00", "Monday 09:00: two working hours"
    teller.tell("o-1", "ringing", at="2026-11-21T22:00:00+07:00", number="0912345678", queue="1022")
    assert rows(soc_trang, "count(*)", "calls_call", "1")[0][0] == 2
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT due_at FROM calls_call WHERE reference = 'o-1'")
        assert cursor.fetchall()[-1] == (None,)


@pytest.mark.clause("ST.7.2.urgent", "VL.16.1")
def test_an_urgent_call_is_ordered_to_be_transferred_once(soc_trang: TestProvince, connect: Connect) -> None:
    teller = connect(soc_trang)
    teller.tell("u-1", "ringing", at="2026-11-21T22:00:00+07:00", number="0912345678", queue="khan-cap")
    teller.tell("u-1", "answered", at="2026-11-21T22:00:02+07:00", queue="khan-cap", extension="900")
    assert rows(soc_trang, "is_urgent, due_at") == [(True, None)]
    assert rows(soc_trang, "kind, state", "calls_order") == [("transfer", "waiting")]
