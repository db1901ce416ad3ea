"""Several officers at the same conversation: each sees what the other said, and a citizen gets no two answers that knew
nothing of each other."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from tests.conftest import Clock
from tests.conversations.chats import Citizen, Platform, connect, platform_peer, rounds, zalo_account
from tests.conversations.test_ways_out import home_in
from tests.doors.desk.desk_pages import Desk, words_of
from tests.province import TestProvince

from paht.messages.zalo import Zalo
from paht.messages.zalo_tokens import Tokens

OVERTAKEN = "Cán bộ khác vừa trả lời cuộc trò chuyện này"


@dataclass
class Chat:
    """A conversation at the desk, and the platform that it is had on."""

    address: str
    peer: Platform
    citizen: Citizen
    rounds: Callable[[], None]

    def said(self) -> list[str]:
        return [each["message"]["text"] for each in self.peer.messages]


@dataclass
class Officer:
    """An officer who has the page open; ``fields`` are what its form hides."""

    desk: Desk
    address: str
    fields: dict[str, str]

    def posts(self, text: str) -> HttpResponse:
        answer: HttpResponse = self.desk.client.post(self.address, {**self.fields, "text": text})
        if answer.status_code == 409:
            self.fields = hidden(answer.content.decode())
        return answer


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(command_id|seen)" value="([^"]*)"', page))


@pytest.fixture
def chat(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> Iterator[Chat]:
    with platform_peer() as peer:
        account = zalo_account(vinh_long, peer)
        connect(monkeypatch, account)
        ways = {"zalo": Zalo({account.oa_id: (account, Tokens(home_in(tmp_path), account))})}  # type: ignore[arg-type]
        citizen = Citizen(account, "9007199254740993", time.at, peer.url)
        citizen.posts(citizen.text("Xin chào, tôi hỏi về đèn đường"))
        rounds(time.at)
        rounds(time.forward(seconds=3), ways=ways)
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT id FROM conversations_conversation WHERE jurisdiction_id = %s",
                [vinh_long.jurisdiction.id],
            )
            address = f"/desk/chats/{cursor.fetchone()[0]}/"
        peer.messages.clear()
        yield Chat(address, peer, citizen, lambda: rounds(time.forward(seconds=3), ways=ways))


@pytest.fixture
def sits(vinh_long: TestProvince, chat: Chat) -> Callable[[str], Officer]:
    def sit(login: str) -> Officer:
        desk = Desk(vinh_long, login)
        return Officer(desk, chat.address, hidden(desk.page(chat.address)))

    return sit


def test_whoever_answers_second_reads_what_the_first_said_before_their_own_words_go_out(
    chat: Chat, sits: Callable[[str], Officer], time: Clock
) -> None:
    first, second = sits("tiepnhan"), sits("dieuphoi")
    assert first.posts("Đèn này do phường quản lý.").status_code == 303
    time.forward(seconds=20)
    held = second.posts("Xin cho biết số cột đèn.")
    page = unescape(held.content.decode())
    assert held.status_code == 409
    assert OVERTAKEN in page
    assert "Đèn này do phường quản lý." in page, "the other's words"
    assert "Lê Thị Tiếp" in page, "and whose they are"
    assert "Xin cho biết số cột đèn.</textarea>" in page, "what was typed is kept"
    chat.rounds()
    assert chat.said() == ["Đèn này do phường quản lý."]
    assert second.posts("Xin cho biết số cột đèn.").status_code == 303
    assert second.posts("Xin cho biết số cột đèn.").status_code == 303, "sent twice, said once"
    chat.rounds()
    assert chat.said() == ["Đèn này do phường quản lý.", "Xin cho biết số cột đèn."]
    seen = words_of(sits("tiepnhan").desk.page(chat.address))
    assert seen.index("Lê Thị Tiếp") < seen.index("Trần Văn Phối")


def test_ones_own_answers_and_the_citizens_words_hold_nobody_back(
    chat: Chat, sits: Callable[[str], Officer], time: Clock
) -> None:
    officer = sits("tiepnhan")
    assert officer.posts("Xin chờ.").status_code == 303
    chat.citizen.at = time.forward(seconds=5)
    chat.citizen.posts(chat.citizen.text("Vâng ạ"))
    chat.rounds()
    officer.fields["command_id"] = str(uuid.uuid4())
    assert officer.posts("Đã chuyển đơn vị.").status_code == 303


def test_of_officers_who_press_at_the_same_moment_one_is_first_and_the_others_are_told(
    chat: Chat, sits: Callable[[str], Officer]
) -> None:
    officers = [sits("tiepnhan"), sits("dieuphoi"), sits("bientap")]

    def press(number: int) -> int:
        try:
            return officers[number].posts(f"Trả lời của cán bộ {number}.").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        statuses = list(threads.map(press, range(3)))
    assert sorted(statuses) == [303, 409, 409]
    chat.rounds()
    (said,) = chat.said()
    assert said == f"Trả lời của cán bộ {statuses.index(303)}."


def test_the_last_reply_that_the_platform_lets_through_is_one_officers(
    chat: Chat, sits: Callable[[str], Officer], vinh_long: TestProvince
) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE conversations_conversation SET replies = 7 WHERE jurisdiction_id = %s",
            [vinh_long.jurisdiction.id],
        )
    first, second = sits("tiepnhan"), sits("dieuphoi")
    assert first.posts("Một.").status_code == 303
    late = second.posts("Hai.")
    assert late.status_code == 409
    assert "Đã hết thời gian hoặc số tin trả lời" in unescape(late.content.decode())
    chat.rounds()
    assert chat.said() == ["Một."]


def test_what_officers_say_while_the_platform_is_away_comes_in_the_order_in_which_they_said_it(
    chat: Chat, sits: Callable[[str], Officer], time: Clock
) -> None:
    officer = sits("tiepnhan")
    chat.peer.is_down = True
    # Names that sort the other way round: the page makes them at random.
    for number, first in enumerate("fb731"):
        officer.fields["command_id"] = first + str(uuid.uuid4())[1:]
        assert officer.posts(f"Tin {number}").status_code == 303
        time.forward(seconds=1)
    chat.rounds()
    assert chat.said() == []
    chat.peer.is_down = False
    for _ in range(4):
        time.forward(minutes=10)
        chat.rounds()
    assert chat.said() == [f"Tin {number}" for number in range(5)], json.dumps(chat.said())
