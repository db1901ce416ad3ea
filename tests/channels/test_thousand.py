"""Events by the hundred through each channel, every one delivered several times, shuffled, at once, and worked off by
several workers at once: exactly the right reports, letters, calls and findings, none lost and none doubled.

``PAHT_EVENTS=1000`` makes it a thousand of each.
"""

import os
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from tests.calls.conftest import Connect, connect
from tests.candidates.telling import event, registered, tell
from tests.conftest import Clock
from tests.conversations.chats import (
    HANDLERS,
    Citizen,
    by,
    page_account,
    platform_peer,
    reports_of,
    zalo_account,
)
from tests.conversations.chats import connect as known
from tests.conversations.test_ways_out import home_in
from tests.mail.imap_server import ImapServer
from tests.mail.letters import letter
from tests.province import TestProvince
from tests.working import as_worker

from paht.calls import taking as calls
from paht.candidates import taking as findings
from paht.conversations import replies
from paht.conversations.telling import tell_reports
from paht.conversations.turns import take_turns
from paht.doors.email import chores
from paht.mail.collecting import collect
from paht.messages import inbox
from paht.messages.messenger import Messenger
from paht.messages.platforms import ZaloAccount
from paht.messages.ways import WayOut
from paht.messages.zalo import Zalo
from paht.messages.zalo_tokens import Tokens
from paht.people import vault_wire

__all__ = ["connect"]
EVENTS = int(os.environ.get("PAHT_EVENTS", "100"))
COPIES, POSTERS, WORKERS = 10, 4, 4
Posts = Sequence[Callable[[], int]]


def delivered(posts: Posts, wanted: int, *, seed: int = 6) -> None:
    """Make every post ten times, in a shuffled order, several at once; all are acknowledged."""
    order = [post for post in posts for _ in range(COPIES)]
    random.Random(seed).shuffle(order)

    def part(number: int) -> set[int]:
        try:
            return {post() for post in order[number::POSTERS]}
        finally:
            connection.close()

    with ThreadPoolExecutor(POSTERS) as threads:
        assert set().union(*threads.map(part, range(POSTERS))) == {wanted}


def worked_off(turn: Callable[[], int]) -> None:
    """Several workers at once, each for as long as there is something to do."""

    def worker(_: int) -> None:
        try:
            while turn():
                pass
        finally:
            connection.close()

    with as_worker(), ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(worker, range(WORKERS)))


def rows(province: TestProvince, statement: str) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, [province.jurisdiction.id])
        return cursor.fetchall()


def unsettled(province: TestProvince) -> list[tuple[Any, ...]]:
    return rows(
        province,
        "SELECT state, problem, count(*) FROM messages_inbox WHERE jurisdiction_id = %s AND state <> 'done' "
        "GROUP BY 1, 2",
    )


@pytest.mark.parametrize("platform", ["zalo", "facebook"])
def test_messages_of_a_platform_give_one_report_and_one_receipt_a_person(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str
) -> None:
    with platform_peer() as peer:
        account = (zalo_account if platform == "zalo" else page_account)(vinh_long, peer)
        known(monkeypatch, account)
        ways: dict[str, WayOut] = {"messenger": Messenger({getattr(account, "page_id", ""): account})}  # type: ignore[dict-item]
        if isinstance(account, ZaloAccount):
            ways = {"zalo": Zalo({account.oa_id: (account, Tokens(home_in(tmp_path), account))})}
        people = [Citizen(account, str(10**18 + n), time.at, peer.url) for n in range(EVENTS // 5)]
        said = [(each, one) for n, each in enumerate(people, 1) for one in each.whole(vinh_long, n)]
        assert len(said) == EVENTS
        posts = [lambda each=each, one=one: each.posts(one) for each, one in said]  # type: ignore[misc]
        with by(ways) as send:

            def turn() -> int:
                done = inbox.work(HANDLERS, now=lambda: time.at)
                done += take_turns(now=time.at, origin=lambda _: "https://vidu.test")
                done += tell_reports(now=time.at, origin=lambda _: "https://vidu.test")
                return done + replies.send_replies(now=time.at, send=send)

            for seed in range(2):
                delivered(posts, 200, seed=seed)
                worked_off(turn)
                time.forward(seconds=3)
                worked_off(turn)
        assert reports_of(vinh_long) == [(platform, "sent")] * len(people)
        assert unsettled(vinh_long) == []
        assert rows(vinh_long, "SELECT count(*) FROM messages_inbox WHERE jurisdiction_id = %s") == [
            (EVENTS,)
        ]
        told = [
            each["recipient"].get("user_id") or each["recipient"]["id"]
            for each in peer.messages
            if "Đã nhận phản ánh" in str(each)
        ]
        assert sorted(told) == sorted(each.user for each in people), "each is answered, once"


def test_letters_are_fetched_and_read_once_though_the_line_breaks_and_the_mailbox_is_numbered_anew(
    soc_trang: TestProvince, time: Clock
) -> None:
    with ImapServer() as server:
        letters = [
            letter(
                sender=f"Dân <dan{n}@mien{n // 20}.vn>",
                message_id=f"<{n}@mien{n // 20}.vn>",
                text=f"Ổ gà số {n}",
            )
            for n in range(EVENTS)
        ]
        for content in random.Random(1).sample(letters * 3, 3 * EVENTS):
            server.put(content)
        server.cut_after = EVENTS // 2
        mailbox = server.mailbox(soc_trang.jurisdiction.id)

        def turn() -> int:
            return collect((mailbox,), now=time.at) + chores.read_mail(now=lambda: time.at)

        def all_is_fetched() -> None:
            for _ in range(EVENTS):
                if len(server.seen) == 3 * EVENTS:
                    break
                time.forward(minutes=2)
                worked_off(turn)

        all_is_fetched()
        assert server.cut_after is None, "the line broke"
        server.number_anew()
        all_is_fetched()
        assert len(server.seen) == 3 * EVENTS
    assert unsettled(soc_trang) == []
    counted = "SELECT count(*), count(DISTINCT id) FROM mail_draft WHERE jurisdiction_id = %s"
    assert rows(soc_trang, counted) == [(EVENTS, EVENTS)]
    states = "SELECT became, count(*) FROM mail_letter WHERE jurisdiction_id = %s GROUP BY 1"
    assert [count for _, count in rows(soc_trang, states)] == [EVENTS]


def test_what_exchanges_tell_while_the_vault_is_away_and_back_gives_each_call_once(
    soc_trang: TestProvince, time: Clock, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    teller, number_of_calls = connect(soc_trang), EVENTS // 4
    posts: list[Callable[[], int]] = []
    for number in range(number_of_calls):
        call, at = f"c-{number}", time.at.timestamp() + number
        for told in (
            {"what": "ringing", "number": f"09{number:08}", "queue": "1022"},
            {"what": "answered", "extension": "101"},
            {"what": "ended"},
            {"what": "recorded", "recording": f"https://x/{call}.wav"},
        ):
            posts.append(lambda body={"call": call, "at": at, **told}: teller.post(body))

    def closed(*_: Any, **__: Any) -> Any:
        raise vault_wire.VaultClosed

    with monkeypatch.context() as patch:
        patch.setattr("paht.people.senders.ask", closed)
        delivered(posts, 204)
    ((waiting,),) = rows(
        soc_trang, "SELECT count(*) FROM messages_inbox WHERE jurisdiction_id = %s AND state = 'waiting'"
    )
    assert waiting == number_of_calls, "whose number nobody knows yet"
    for _ in range(3):
        worked_off(lambda: inbox.work(calls.HANDLERS, now=lambda: time.at))
        delivered(posts, 204, seed=7)
        time.forward(minutes=2)
    found = (
        "SELECT state, caller IS NOT NULL, count(*) FROM calls_call WHERE jurisdiction_id = %s GROUP BY 1, 2"
    )
    assert rows(soc_trang, found) == [("recorded", True, number_of_calls)]
    counted = "SELECT count(*) FROM calls_recording WHERE jurisdiction_id = %s"
    assert rows(soc_trang, counted) == [(number_of_calls,)]
    assert unsettled(soc_trang) == []


@pytest.mark.clause("VL.8.3")
def test_findings_give_each_candidate_once(vinh_long: TestProvince, time: Clock) -> None:
    cameras = [registered(vinh_long, time) for _ in range(10)]
    clients = [Client(headers={"host": vinh_long.host}) for _ in cameras]
    posts: list[Callable[[], int]] = []
    for number in range(EVENTS):
        place = {"latitude": vinh_long.place.latitude + number / 500, "longitude": vinh_long.place.longitude}
        given, which = event(time, **place), number % 10
        posts.append(
            lambda given=given, which=which: (
                tell(  # type: ignore[misc]
                    clients[which], vinh_long, time, cameras[which], given
                ).status_code
            )
        )
    for seed in range(2):
        delivered(posts, 202, seed=seed)
        worked_off(lambda: inbox.work({findings.CHANNEL: findings.handle}, now=lambda: time.at))
        time.forward(minutes=1)
    counted = "SELECT count(*), count(DISTINCT event) FROM candidates_candidate WHERE jurisdiction_id = %s"
    assert rows(vinh_long, counted) == [(EVENTS, EVENTS)]
    assert unsettled(vinh_long) == []
