"""Recordings are fetched from where they may lie, sealed, and heard by those who may, with the look on record."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import urllib3
from django.conf import settings
from django.db import connections
from tests.calls.conftest import Connect
from tests.calls.peers import rows
from tests.calls.ringing_peers import Ari, asterisk, wav
from tests.calls.test_desk import address
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk
from tests.province import TestProvince
from tests.working import as_worker

from paht import outward
from paht.calls import recordings
from paht.calls.exchanges import Exchange, exchange_of
from paht.calls.recordings import Later, Unusable, fetched


@pytest.fixture
def ari() -> Iterator[Ari]:
    with asterisk() as peer:
        yield peer


def fetch(time: Clock) -> int:
    with as_worker():
        return recordings.fetch_recordings(now=time.at)


def host(ari: Ari) -> str:
    return ari.url.removeprefix("http://").removesuffix("/ari")


def recorded(province: TestProvince, time: Clock, connect: Connect, ari: Ari, name: str = "1.wav") -> None:
    teller = connect(province, more=f'recordings = ["{host(ari)}"]')
    teller.tell("c-1", "ended", at=time.at.isoformat(), number="0912345678")
    teller.tell("c-1", "recorded", at=time.at.isoformat(), recording=f"http://{host(ari)}/ghi/{name}")


@pytest.mark.clause("ST.7.2.calls", "VL.13.2.c")
def test_a_recording_is_fetched_sealed_and_heard_with_the_look_on_record(
    soc_trang: TestProvince, time: Clock, connect: Connect, ari: Ari
) -> None:
    ari.recorded["/ghi/1.wav"] = content = wav()
    recorded(soc_trang, time, connect, ari)
    assert fetch(time) == 1
    assert fetch(time) == 0
    ((file,),) = rows(soc_trang, "file_id")
    assert rows(soc_trang, "state", "calls_recording") == [("kept",)]
    folder = Path(settings.HOME.files)
    clear = [path for path in folder.rglob("*") if path.is_file() and content[1000:1100] in path.read_bytes()]
    assert clear == [], "nothing of it lies in the clear"
    assert rows(soc_trang, "count(*)", "evidence_waiting") == [(0,)], "no copy is made"
    desk = Desk(soc_trang, "tiepnhan")
    heard = desk.client.get(f"{address(soc_trang)}ghi-am/")
    assert heard.status_code == 200
    assert b"".join(heard.streaming_content) == content  # type: ignore[attr-defined]
    assert "no-store" in heard["Cache-Control"]
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT actor_id::text, purpose FROM people_look WHERE record_id = %s", [file])
        ((actor, purpose),) = cursor.fetchall()
    assert (actor, "nghe lại ghi âm" in purpose) == (soc_trang.intake.id, True)
    assert Desk(soc_trang, "kiemtra").client.get(f"{address(soc_trang)}ghi-am/").status_code == 403


def test_whoever_has_not_confirmed_lately_hears_nothing(
    soc_trang: TestProvince, time: Clock, connect: Connect, ari: Ari
) -> None:
    ari.recorded["/ghi/1.wav"] = wav()
    recorded(soc_trang, time, connect, ari)
    fetch(time)
    desk = Desk(soc_trang, "tiepnhan")
    desk.page(address(soc_trang))
    desk.client.signs_in_again_after = timedelta(hours=1)
    time.forward(minutes=16)
    answer = desk.client.get(f"{address(soc_trang)}ghi-am/")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/tai-khoan/xac-nhan/")


@pytest.mark.clause("ST.7.2.calls")
def test_an_exchange_that_is_away_for_six_hours_gives_its_recordings_afterwards(
    soc_trang: TestProvince, time: Clock, connect: Connect, ari: Ari
) -> None:
    ari.broken = True
    recorded(soc_trang, time, connect, ari)
    for _ in range(24):
        assert fetch(time) == 0
        time.forward(minutes=15)
    ((state, problem),) = rows(soc_trang, "state, problem", "calls_recording")
    assert (state, problem) == ("waiting", "http 503")
    assert "http 503" in Desk(soc_trang, "tiepnhan").page(address(soc_trang)), "the officer sees it"
    ari.broken, ari.recorded["/ghi/1.wav"] = False, wav()
    time.forward(minutes=31)
    assert fetch(time) == 1
    assert rows(soc_trang, "file_id IS NOT NULL") == [(True,)]


def test_what_is_no_recording_fails_for_good_with_its_reason(
    soc_trang: TestProvince, time: Clock, connect: Connect, ari: Ari
) -> None:
    ari.recorded["/ghi/1.wav"] = b"<html>dang nhap</html>"
    recorded(soc_trang, time, connect, ari)
    fetch(time)
    assert rows(soc_trang, "state, problem", "calls_recording") == [
        ("failed", "it is no recording that can be read")
    ]
    assert "Không lấy được bản ghi âm" in Desk(soc_trang, "tiepnhan").page(address(soc_trang))


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/1.wav",
        "http://public.example/1.wav",
        "https://user@files.example/1.wav",
        "https://files.example:8443/1.wav",
        "http://files.example/1.wav",
        "file:///etc/passwd",
        "demo:../../keys",
        "",
    ],
)
def test_nothing_is_fetched_from_where_no_recording_may_lie(address: str) -> None:
    row: dict[str, Any] = {"name": "x", "product": "omicall", "jurisdiction": "t", "secret": "s"}
    exchange = exchange_of({**row, "recordings": ["files.example"]})
    with pytest.raises(Unusable):
        fetched(exchange, address)


def test_what_is_too_large_is_not_kept_and_what_is_not_there_yet_is_asked_for_again(
    ari: Ari, monkeypatch: pytest.MonkeyPatch
) -> None:
    row: dict[str, Any] = {"name": "x", "product": "omicall", "jurisdiction": "t", "secret": "s"}
    exchange = exchange_of({**row, "recordings": [host(ari)]})
    with pytest.raises(Later, match="404"):
        fetched(exchange, f"http://{host(ari)}/none.wav")
    ari.recorded["/large.wav"] = b"x" * 200_000
    monkeypatch.setattr(recordings, "LARGEST", 100_000)
    with pytest.raises(Unusable, match="large"):
        fetched(exchange, f"http://{host(ari)}/large.wav")


def _asked_for(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Names lead to these addresses, one look-up after the other; what was looked up."""
    asked: list[str] = []

    def answer(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", (addresses[len(asked) - 1], port))]

    monkeypatch.setattr(outward.socket, "getaddrinfo", answer)
    return asked


def _named(**more: Any) -> Exchange:
    row = {"name": "x", "product": "omicall", "jurisdiction": "t", "secret": "s"}
    return exchange_of({**row, "recordings": ["ghi-am.vidu.vn"], **more})


def test_a_host_of_recordings_that_leads_into_the_house_is_not_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = _asked_for(monkeypatch, "169.254.169.254")
    with pytest.raises(Unusable, match="inner network"):
        fetched(_named(), "https://ghi-am.vidu.vn/1.wav")
    assert asked == ["ghi-am.vidu.vn"]


def test_a_recording_is_fetched_from_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    # The name leads elsewhere a moment later: it is not asked again.
    asked = _asked_for(monkeypatch, "127.0.0.1", "10.0.0.1")
    called: list[tuple[str, str]] = []

    def pool(address: Any, *, scheme: str, host: str, **_: Any) -> Any:
        called.append((str(address), host))
        raise urllib3.exceptions.HTTPError

    monkeypatch.setattr(recordings, "pool_to", pool)
    with pytest.raises(Later):
        fetched(_named(inner=["127.0.0.0/8"]), "https://ghi-am.vidu.vn/1.wav")
    assert called == [("127.0.0.1", "ghi-am.vidu.vn")]
    assert asked == ["ghi-am.vidu.vn"]
