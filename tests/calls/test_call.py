"""A call is what its facts say, in whatever order and however often they come."""

import itertools
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paht.calls.adapters import PRODUCTS
from paht.calls.call import Call, Direction, Fact, Happened, State, evolved, read, written

T = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


def fact(what: Happened, seconds: int = 0, **more: Any) -> Fact:
    return Fact(call="c-1", what=what, at=T + timedelta(seconds=seconds), **more)


def together(facts: list[Fact]) -> Call:
    call = Call()
    for each in facts:
        call = evolved(call, each)
    return call


FACTS = [
    fact(Happened.RINGING, 0, number="0912345678", queue="1022", extension="101"),
    fact(Happened.RINGING, 5, number="0912345678", queue="1022", extension="102"),
    fact(Happened.ANSWERED, 9, extension="102"),
    fact(Happened.KEY, 12, key="1"),
    fact(Happened.ENDED, 60),
    fact(Happened.RECORDED, 60, recording="https://x/1.wav"),
]


def test_every_order_of_the_same_facts_gives_the_same_call() -> None:
    assert {together(list(order)) for order in itertools.permutations(FACTS)} == {together(FACTS)}
    call = together(FACTS)
    assert (call.state, call.extension, call.queue) == (State.RECORDED, "102", "1022")
    assert (call.answered_at, call.ended_at) == (T + timedelta(seconds=9), T + timedelta(seconds=60))
    assert call.pressed("1")
    assert not call.pressed("2")


@given(st.lists(st.sampled_from(FACTS), max_size=30), st.integers())
def test_repeats_and_shuffling_change_nothing(facts: list[Fact], seed: int) -> None:
    shuffled = [*facts, *facts]
    random.Random(seed).shuffle(shuffled)
    assert together(shuffled) == together(facts)
    assert read(written(together(facts))) == together(facts)


def test_a_call_is_as_far_as_the_farthest_thing_known() -> None:
    for count, state in ((1, State.RINGING), (3, State.ANSWERED), (5, State.ENDED), (6, State.RECORDED)):
        assert together(FACTS[:count]).state is state


def test_who_took_the_call_has_it_and_not_whose_telephone_rang_later() -> None:
    call = together([FACTS[2], fact(Happened.RINGING, 30, extension="999")])
    assert call.extension == "102"
    assert together([FACTS[2], fact(Happened.TRANSFERRED, 30, extension="9")]).extension == "9"


OMICALL = {
    "call_uuid": "o-1",
    "state": "answered",
    "direction": "inbound",
    "from_number": "+84912345678",
    "to_number": "101",
    "date_time": 1763434800000,
}
OMICALL_RECORD = {
    "transaction_id": "o-1",
    "state": "cdr",
    "direction": "inbound",
    "phone_number": "0912345678",
    "sip_user": "101",
    "bill_sec": 6,
    "record_seconds": 5,
    "time_start_call": 1763434795,
    "time_start_to_answer": 1763434800,
    "time_end_call": 1763434806,
    "recording_file_url": "https://public-v1.omicrm.com/uc?id=1",
    "ivr": "none",
}


def told(product: str, body: dict[str, Any]) -> tuple[Fact, ...]:
    return PRODUCTS[product](body, T)


@pytest.mark.clause("ST.6.1.a")
def test_omicall_tells_of_a_call_while_it_goes_on_and_when_it_is_over() -> None:
    (live,) = told("omicall", OMICALL)
    assert (live.call, live.what, live.number, live.extension) == (
        "o-1",
        Happened.ANSWERED,
        "0912345678",
        "101",
    )
    over = told("omicall", OMICALL_RECORD)
    assert {each.what for each in over} == {*Happened} - {Happened.KEY, Happened.TRANSFERRED}
    assert {each.call for each in over} == {"o-1"}
    assert next(each for each in over if each.recording).recording == OMICALL_RECORD["recording_file_url"]
    assert told("omicall", {**OMICALL, "direction": "local"}) == ()
    unanswered = told("omicall", {**OMICALL_RECORD, "bill_sec": 0, "record_seconds": 0})
    assert {each.what for each in unanswered} == {Happened.RINGING, Happened.ENDED}


@pytest.mark.clause("ST.6.1.a")
def test_voicecloud_tells_by_queries() -> None:
    ring = {
        "phone": "0938363739",
        "queue": "999",
        "extension": "101",
        "callid": "v-1",
        "event": "ANSWER",
        "did": "1022",
    }
    (answered,) = told("voicecloud", ring)
    assert (answered.what, answered.queue, answered.extension) == (Happened.ANSWERED, "999", "101")
    (over,) = told("voicecloud", {"callid": "v-1"})
    assert over.what is Happened.ENDED
    record = {
        "callid": "v-1",
        "calldate": "2026-11-18 10:00:00",
        "duration": "50",
        "billsec": "37",
        "status": "ANSWER",
        "extension": "101",
        "phone": "0938363739",
        "direction": "Inbound",
        "recordingfile": "https://portal.voicecloud.vn/play_audio/data/v-1",
    }
    found = {each.what: each for each in told("voicecloud", record)}
    assert found[Happened.ANSWERED].at == T + timedelta(seconds=13)
    assert found[Happened.ENDED].at == T + timedelta(seconds=50)
    assert found[Happened.RECORDED].recording == record["recordingfile"]
    missed = told("voicecloud", {**record, "status": "ABANDON", "recordingfile": ""})
    assert {each.what for each in missed} == {Happened.RINGING, Happened.ENDED}


@pytest.mark.clause("ST.6.1.a")
def test_asterisk_tells_by_events_of_its_channels() -> None:
    channel = {"id": "a-1", "state": "Ring", "caller": {"number": "0912345678"}, "connected": {"number": ""}}
    stamp = "2026-11-18T10:00:00.000+0700"
    (rings,) = told(
        "ari", {"type": "StasisStart", "timestamp": stamp, "args": ["queue=1022"], "channel": channel}
    )
    assert (rings.what, rings.queue, rings.number, rings.at) == (Happened.RINGING, "1022", "0912345678", T)
    (key,) = told("ari", {"type": "ChannelDtmfReceived", "digit": "1", "channel": channel})
    assert (key.what, key.key) == (Happened.KEY, "1")
    (up,) = told("ari", {"type": "ChannelStateChange", "channel": {**channel, "state": "Up"}})
    assert up.what is Happened.ANSWERED
    (over,) = told("ari", {"type": "ChannelDestroyed", "cause": 16, "channel": channel})
    assert over.what is Happened.ENDED
    recording = {"name": "vm 1", "target_uri": "channel:a-1", "state": "done"}
    (kept,) = told("ari", {"type": "RecordingFinished", "recording": recording})
    assert (kept.call, kept.recording) == ("a-1", "recordings/stored/vm%201/file")
    out = {**channel, "connected": {"number": "0277"}}
    (ours,) = told("ari", {"type": "StasisStart", "args": ["order=x-1"], "channel": out})
    assert (ours.direction, ours.order, ours.number) == (Direction.OUT, "x-1", "0277")
    assert told("ari", {"type": "PlaybackFinished", "playback": {}}) == ()


VALUES: list[Any] = [
    None,
    "",
    "x",
    "-1",
    "9" * 40,
    0,
    -5,
    10**30,
    float("nan"),
    float("inf"),
    True,
    [],
    ["a=b"],
    {},
]
NAMES = [
    *OMICALL,
    *OMICALL_RECORD,
    "callid",
    "status",
    "calldate",
    "duration",
    "type",
    "channel",
    "args",
    "call",
    "what",
]


@given(st.sampled_from(sorted(PRODUCTS)), st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES)))
def test_whatever_an_exchange_says_nothing_breaks(product: str, body: dict[str, Any]) -> None:
    together(list(told(product, body)))
