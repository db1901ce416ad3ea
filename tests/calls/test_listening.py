"""Asterisk's events over its WebSocket: taken, answered, and listened for again after the line broke."""

import base64
import json
import threading
import time as wall
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from tests.calls.peers import rows
from tests.calls.ringing_peers import Ari, asterisk
from tests.conftest import Clock
from tests.province import TestProvince
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from paht.calls import listening
from paht.calls.exchanges import exchange_of
from paht.calls.listening import Listener
from paht.calls.taking import take
from paht.calls.waiting import Waiting


@pytest.fixture
def ari() -> Iterator[Ari]:
    with asterisk() as peer:
        yield peer


def exchange(province: TestProvince, ari: Ari, url: str = "") -> Any:
    given = {**ari.settings, "url": url or ari.url}
    row = {
        "name": "ari",
        "product": "ari",
        "jurisdiction": province.jurisdiction.slug,
        "voice_queues": ["loi-nhan"],
    }
    return exchange_of({**row, "ari": given})


def event(kind: str, call: str = "a-1", **more: Any) -> str:
    channel = {"id": call, "state": "Ring", "caller": {"number": "0912345678"}, "connected": {}}
    return json.dumps({"type": kind, "application": "paht", "channel": channel, **more})


def asked(ari: Ari) -> list[str]:
    return [each.path.removeprefix("/ari/channels/") for each in ari.asked]


@pytest.mark.clause("ST.6.1.a")
def test_a_call_is_kept_and_left_to_the_dialplan_a_message_is_recorded_and_words_are_played(
    soc_trang: TestProvince, time: Clock, ari: Ari
) -> None:
    listener = Listener(exchange(soc_trang, ari))
    ari.channels |= {"a-1", "v-1", "o-1"}
    listener.heard(event("StasisStart", args=["queue=1022"]))
    listener.heard(event("StasisStart", "v-1", args=["queue=loi-nhan"]))
    listener.heard(event("StasisStart", "o-1", args=["order=x", "play=urgent_dispatch"]))
    recording = {"name": "loi-nhan-v-1", "target_uri": "channel:v-1", "state": "done"}
    listener.heard(json.dumps({"type": "RecordingFinished", "recording": recording}))
    listener.heard("{")
    listener.heard("[]")
    assert asked(ari) == ["a-1/continue", "v-1/answer", "v-1/record", "o-1/play", "v-1/continue"]
    assert ari.asked[3].query["media"] == "sound:paht/urgent_dispatch"
    assert rows(soc_trang, "reference, is_voice_message, direction", order="reference") == [
        ("a-1", False, "in"),
        ("o-1", False, "out"),
        ("v-1", True, "in"),
    ]
    assert rows(soc_trang, "state", "calls_recording") == [("waiting",)]


def test_a_line_that_breaks_is_made_anew_and_a_repeated_event_changes_nothing(
    soc_trang: TestProvince, ari: Ari, database: Any
) -> None:
    del database
    came: list[str] = []

    def talk(line: ServerConnection) -> None:
        assert line.request is not None
        came.append(line.request.headers.get("Authorization", ""))
        line.send(event("StasisStart", args=["queue=1022"], timestamp="2026-11-18T10:00:00.000+0700"))
        if len(came) == 1:
            return  # it breaks
        line.send(event("ChannelDestroyed", timestamp="2026-11-18T10:01:00.000+0700"))
        try:
            for _ in line:
                pass
        except ConnectionClosed:
            pass

    with serve(talk, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.socket.getsockname()[1]
        listener = Listener(exchange(soc_trang, ari, f"http://127.0.0.1:{port}/ari")).start()
        ends = wall.monotonic() + 10
        while rows(soc_trang, "state") != [("ended",)] and wall.monotonic() < ends:
            threading.Event().wait(0.05)
        listener.stop()
        server.shutdown()
    assert rows(soc_trang, "state") == [("ended",)]
    assert len(came) == 2
    assert came[0].startswith("Basic ")


def test_while_the_database_is_away_callers_go_on_and_what_was_heard_is_kept_in_its_order_afterwards(
    soc_trang: TestProvince, time: Clock, ari: Ari, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener(exchange(soc_trang, ari))
    ari.channels |= {"a-1", "v-1"}
    order: list[str] = []

    def away(**_: Any) -> bool:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(listening, "take", away)
        listener.heard(event("StasisStart", args=["queue=1022"]))
        listener.heard(event("StasisStart", "v-1", args=["queue=loi-nhan"]))
        listener.heard(event("ChannelStateChange"))
        listener.heard(event("ChannelDestroyed"))
        listener.keep()
        assert asked(ari) == ["a-1/continue", "v-1/answer", "v-1/record"], "nobody waits on the line for us"
        assert rows(soc_trang, "count(*)") == [(0,)]
    heard_at = time.at
    time.forward(hours=6)

    def kept(**given: Any) -> bool:
        order.append(given["body"]["type"])
        return take(**given)

    monkeypatch.setattr(listening, "take", kept)
    listener.keep()
    listener.keep()
    assert order == ["StasisStart", "StasisStart", "ChannelStateChange", "ChannelDestroyed"], "each once"
    assert rows(soc_trang, "reference, state, rung_at", order="reference") == [
        ("a-1", "ended", heard_at),
        ("v-1", "ringing", heard_at),
    ]


def test_what_waits_for_the_database_outlives_the_worker_sealed_and_each_event_once(
    soc_trang: TestProvince, time: Clock, ari: Ari, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = exchange(soc_trang, ari)
    ari.channels |= {"a-1"}

    def away(**_: Any) -> bool:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(listening, "take", away)
        first = Listener(line)
        first.heard(event("StasisStart", args=["queue=1022"]))
        first.heard(event("ChannelStateChange"))
        # The worker is killed, and started anew while the database is still away.
        second = Listener(line)
        second.heard(event("ChannelDestroyed"))
    spool = Waiting(settings.HOME, jurisdiction=soc_trang.jurisdiction.slug, name="ari").path
    assert spool.stat().st_mode & 0o077 == 0
    assert b"a-1" not in b"".join(base64.urlsafe_b64decode(each) for each in spool.read_bytes().split())
    heard_at = time.at
    time.forward(hours=6)
    with spool.open("ab") as file:
        file.write(b"\ngAAAAAtorn")

    def dies(**given: Any) -> bool:
        take(**given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(listening, "take", dies)
        third = Listener(line)
        with pytest.raises(KeyboardInterrupt):
            third.keep()
    Listener(line).keep()
    assert rows(soc_trang, "reference, state, rung_at") == [("a-1", "ended", heard_at)]
    assert rows(soc_trang, "count(*)", "messages_inbox") == [(3,)], (
        "the one that was stored before, too, is there once"
    )
    assert not spool.exists()


def test_whatever_goes_wrong_with_one_event_the_next_call_is_heard(
    soc_trang: TestProvince, ari: Ari, monkeypatch: pytest.MonkeyPatch, database: Any
) -> None:
    del database
    monkeypatch.setattr(listening, "BACK_OFF_SECONDS", (0.01,))
    real, broken = Listener.heard, threading.Event()

    def breaks_once(self: Listener, said: str | bytes) -> None:
        if not broken.is_set():
            broken.set()
            raise RuntimeError
        real(self, said)

    monkeypatch.setattr(Listener, "heard", breaks_once)

    def talk(line: ServerConnection) -> None:
        line.send(event("StasisStart", args=["queue=1022"]))
        try:
            for _ in line:
                pass
        except ConnectionClosed:
            pass

    with serve(talk, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.socket.getsockname()[1]
        listener = Listener(exchange(soc_trang, ari, f"http://127.0.0.1:{port}/ari")).start()
        ends = wall.monotonic() + 10
        while rows(soc_trang, "count(*)") != [(1,)] and wall.monotonic() < ends:
            threading.Event().wait(0.05)
        listener.stop()
        server.shutdown()
    assert rows(soc_trang, "reference, state") == [("a-1", "ringing")]
