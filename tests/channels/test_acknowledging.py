"""What stands between a message and its acknowledgement: so many statements, questions to the vault, and nothing else.

How long that takes is measured by ``./paht bench webhooks``; a test by the clock would tell of the machine.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.calls.conftest import Connect, connect
from tests.calls.peers import Teller, rows
from tests.candidates.telling import event as finding
from tests.candidates.telling import registered, tell
from tests.conftest import Clock
from tests.conversations.chats import Citizen, facebook_signed, page_account, post, zalo_account
from tests.conversations.chats import connect as known
from tests.province import TestProvince
from tests.working import as_worker

from paht.calls import taking as calls
from paht.messages import inbox
from paht.people import vault_wire

__all__ = ["connect"]


@dataclass
class Stood:
    """What was asked before the answer went out."""

    statements: int
    questions: int


@dataclass
class Watch:
    """Counts what a request asks of the database and of the vault."""

    asked: list[str] = field(default_factory=list)

    def of(self, post: Callable[[], int]) -> Stood:
        self.asked.clear()
        with CaptureQueriesContext(connection) as seen:
            assert 200 <= post() < 300
        return Stood(len(seen), len(self.asked))


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    found, real = Watch(), vault_wire.Question.__init__

    def counted(self: Any, call: str, **given: Any) -> None:
        found.asked.append(call)
        real(self, call, **given)

    monkeypatch.setattr(vault_wire.Question, "__init__", counted)
    return found


@pytest.mark.parametrize("platform", ["zalo", "facebook"])
def test_a_platforms_message_is_one_statement_before_it_is_acknowledged(
    vinh_long: TestProvince, time: Clock, watch: Watch, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    account = (zalo_account if platform == "zalo" else page_account)(vinh_long)
    known(monkeypatch, account)
    citizen = Citizen(account, "9007199254740993", time.at)
    citizen.posts(citizen.text("Xin chào"))
    event = citizen.text("Đèn đường hỏng")
    for _ in range(2):
        assert watch.of(lambda: citizen.posts(event)) == Stood(1, 0)


def test_a_hundred_messages_in_one_body_are_one_statement_too_and_each_is_kept_once(
    vinh_long: TestProvince, time: Clock, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_account(vinh_long)
    known(monkeypatch, page)
    Citizen(page, "1", time.at).posts(Citizen(page, "1", time.at).text("Xin chào"))
    at = int(time.at.timestamp() * 1000)
    messaging = [
        {
            "sender": {"id": str(7 + number % 9)},
            "recipient": {"id": page.page_id},
            "timestamp": at + number,
            "message": {"mid": f"m-{number}", "text": f"Tin {number}"},
        }
        for number in range(100)
    ]

    def posted(part: list[dict[str, Any]]) -> int:
        entry = {"id": page.page_id, "time": at, "messaging": part}
        return post("/webhooks/facebook", *facebook_signed(page, {"object": "page", "entry": [entry]}))

    assert watch.of(lambda: posted(messaging)) == Stood(1, 0)

    def several(number: int) -> set[int]:
        try:
            part = messaging[number * 10 : number * 10 + 30]
            return {posted(part[:: -1 if number % 2 else 1]) for _ in range(5)}
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert set().union(*threads.map(several, range(8))) == {200}, (
            "some of the same in other orders, at once"
        )
    assert posted([*messaging, *messaging]) == 200, "twice in one body"
    assert rows(vinh_long, "count(*)", "messages_inbox") == [(101,)]
    assert rows(vinh_long, "count(*)", "people_vault_record") == [(101,)]


def test_a_finding_is_three_statements_before_it_is_acknowledged(
    vinh_long: TestProvince, time: Clock, watch: Watch
) -> None:
    camera, client = registered(vinh_long, time), Client(headers={"host": vinh_long.host})
    tell(client, vinh_long, time, camera, finding(time))
    given = finding(time)
    for _ in range(2):
        post = lambda: tell(client, vinh_long, time, camera, given, picture=b"").status_code  # noqa: E731
        assert watch.of(post) == Stood(3, 0), "the device, its limit, the event"


def test_a_call_is_stored_and_laid_over_what_is_known_before_it_is_acknowledged_and_a_repeat_is_one_statement(
    soc_trang: TestProvince, time: Clock, watch: Watch, connect: Connect
) -> None:
    teller: Teller = connect(soc_trang)
    teller.tell("c-0", "ringing", number="0912345678", queue="1022")
    body = {
        "call": "c-1",
        "what": "ringing",
        "number": "0912345679",
        "queue": "1022",
        "at": time.at.isoformat(),
    }
    assert watch.of(lambda: teller.post(body)) == Stood(10, 1)
    assert watch.of(lambda: teller.post(body)) == Stood(1, 0)


def test_a_vault_that_does_not_answer_holds_no_exchange_up_and_the_caller_is_recognised_later(
    soc_trang: TestProvince, time: Clock, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    teller: Teller = connect(soc_trang)
    waited: list[float] = []

    def hangs(call: str, *, patience: float, **given: Any) -> Any:
        del call, given
        waited.append(patience)
        raise vault_wire.VaultClosed("no answer in time")

    with monkeypatch.context() as patch:
        patch.setattr("paht.people.senders.ask", hangs)
        teller.tell("c-1", "ringing", number="0912345678", queue="1022")
    assert waited == [calls.AT_THE_DOOR_SECONDS]
    assert calls.AT_THE_DOOR_SECONDS <= 0.1, "of two hundred milliseconds"
    assert rows(soc_trang, "state, caller IS NULL") == [("ringing", True)]
    time.forward(seconds=10)
    with as_worker():
        while inbox.work(calls.HANDLERS, now=lambda: time.at):
            pass
    assert rows(soc_trang, "state, caller IS NULL") == [("ringing", False)]
