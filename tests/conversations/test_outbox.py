"""A report by chat, told by the outbox and by the conversation together: each thing once."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connections
from tests.conftest import Clock
from tests.conversations.chats import Citizen, Platform, connect, platform_peer, rounds, said_to, zalo_account
from tests.conversations.test_chats import case_of
from tests.conversations.test_ways_out import home_in
from tests.messages.peer import Peer, gateway_peer
from tests.messages.test_notices import connected, tell
from tests.messages.test_sms import described
from tests.province import TestCase, TestProvince

from paht.installation.postgres import Server
from paht.law.telling import HELD_BACK_IN_ALL
from paht.messages.zalo import Zalo
from paht.messages.zalo_tokens import Tokens
from paht.walls import within


@pytest.fixture
def peer() -> Iterator[Platform]:
    with platform_peer() as platform:
        yield platform


@pytest.fixture
def gateway() -> Iterator[Peer]:
    with gateway_peer() as found:
        yield found


def said(peer: Platform) -> list[str]:
    return [json.dumps(each, ensure_ascii=False) for each in peer.messages]


def ways_of(province: TestProvince) -> dict[str, str]:
    """By which way each delivered notice went."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT template, via FROM messages_outbox WHERE jurisdiction_id = %s AND recipient_kind = 'sender' "
            "AND delivered_at IS NOT NULL",
            [province.jurisdiction.id],
        )
        return dict(cursor.fetchall())


class Chatting:
    """A citizen with an account of Zalo, the worker's rounds, and a vault with Zalo and a gateway."""

    def __init__(
        self,
        database: Server,
        province: TestProvince,
        time: Clock,
        peers: tuple[Platform, Peer],
        monkeypatch: pytest.MonkeyPatch,
        folder: Path,
    ) -> None:
        platform, gateway = peers
        account = zalo_account(province, platform)
        connect(monkeypatch, account)
        self.province, self.time = province, time
        self.ways = {"zalo": Zalo({account.oa_id: (account, Tokens(home_in(folder), account))})}
        self.send = connected(database, described(gateway), **self.ways)
        self.citizen = Citizen(account, "9007199254740993", time.at, platform.url)

    def round(self, at: datetime) -> None:
        rounds(at, ways=self.ways)
        with within(self.province.jurisdiction.id):
            tell(self.province, at, self.send)

    def reported(self) -> TestCase:
        """A report of theirs, and what it was answered."""
        for event in self.citizen.whole(self.province, 1):
            assert self.citizen.posts(event) == 200
        self.round(self.time.at)
        self.round(self.time.forward(seconds=3))
        return case_of(self.province, said_to(self.province)[-1]["text"])


@pytest.fixture
def chatting(
    database: Server,
    vinh_long: TestProvince,
    time: Clock,
    peer: Platform,
    gateway: Peer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Chatting:
    return Chatting(database, vinh_long, time, (peer, gateway), monkeypatch, tmp_path)


@pytest.mark.clause("VL.13.1.a")
def test_the_result_comes_in_the_conversation_once_and_no_text_message_repeats_it(
    chatting: Chatting, peer: Platform, gateway: Peer, time: Clock
) -> None:
    case = chatting.reported()
    case.published(time.forward(hours=1))
    for _ in range(4):
        chatting.round(time.forward(minutes=4))
    assert sum("Đã vá mặt đường" in each for each in said(peer)) == 1
    assert gateway.heard == [], "everything went by the chat"
    assert ways_of(chatting.province)["answered"] == "zalo"
    assert not [each for each in said(peer) if "da co ket qua" in each], (
        "nor a short message beside the full one"
    )


@pytest.mark.clause("VL.13.1.a")
def test_where_the_platform_refuses_the_result_a_text_message_carries_it(
    chatting: Chatting, peer: Platform, gateway: Peer, time: Clock
) -> None:
    case = chatting.reported()
    case.published(time.forward(hours=1))
    peer.says[:] = [(200, {"error": -230, "message": "user has not interacted"})] * 50
    for _ in range(4):
        chatting.round(time.forward(minutes=4))
    assert not [each for each in said(peer) if "Đã vá mặt đường" in each]
    assert ways_of(chatting.province)["answered"] == "sms"
    assert [case.code in each.body.decode() for each in gateway.heard].count(True) >= 1


@pytest.mark.clause("VL.13.1.a")
def test_once_the_window_has_closed_the_result_comes_by_text_message_at_once(
    chatting: Chatting, peer: Platform, gateway: Peer, time: Clock
) -> None:
    case = chatting.reported()
    case.published(time.forward(hours=49))
    before = len(said(peer))
    chatting.round(time.forward(seconds=3))
    assert len(said(peer)) == before
    assert ways_of(chatting.province)["answered"] == "sms"
    assert any(case.code in each.body.decode() for each in gateway.heard)


def test_six_hours_without_the_platform_delay_the_result_and_double_nothing(
    chatting: Chatting, peer: Platform, gateway: Peer, time: Clock
) -> None:
    case = chatting.reported()
    case.published(time.forward(hours=1))
    peer.is_down = True
    for _ in range(12):
        chatting.round(time.forward(minutes=30))
    peer.is_down = False
    for _ in range(4):
        chatting.round(time.forward(minutes=2))
    chatting.round(time.forward(minutes=HELD_BACK_IN_ALL // timedelta(minutes=1)))
    assert sum("Đã vá mặt đường" in each for each in said(peer)) == 1
    assert gateway.heard == []
    assert ways_of(chatting.province)["answered"] == "zalo"
