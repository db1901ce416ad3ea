"""A chat and an account are joined by whoever holds both, on a button; the chat learns nothing of the account."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.conversations.chats import Citizen, Platform, platform_peer, rounds, said_to
from tests.conversations.test_chats import account_of, case_of
from tests.people.citizens import PHONE, session_of
from tests.people.citizens import citizen as signed_in
from tests.person import Browser
from tests.province import TestProvince

from paht.cases.beside import Whose, held_beside
from paht.people import citizens

OTHER = "0987654321"


@pytest.fixture
def peer() -> Iterator[Platform]:
    with platform_peer() as platform:
        yield platform


def sends(person: Citizen, province: TestProvince, number: int, time: Clock) -> str:
    """A report by chat; its code."""
    person.at = time.at
    for event in person.whole(province, number):
        assert person.posts(event) == 200
    rounds(time.at)
    rounds(time.forward(seconds=3))
    return case_of(province, said_to(province)[-1]["text"]).code


def link_of(person: Citizen, province: TestProvince, time: Clock) -> str:
    """The path of the link that the chat gives when asked for it."""
    person.at = time.at
    assert person.posts(person.tap("account")) == 200
    rounds(time.at)
    rounds(time.forward(seconds=3))
    link: str = said_to(province)[-1]["link"]
    assert link.startswith("https://vidu.test/toi/tai-khoan/tro-chuyen/")
    return link.removeprefix("https://vidu.test")


def browser(province: TestProvince, phone: str, time: Clock) -> Client:
    found = Browser(headers={"host": province.host})
    found.cookies["citizen"] = session_of(province, phone, time.at)
    return found


@pytest.mark.parametrize("platform", ["zalo", "facebook"])
def test_a_chat_is_joined_by_its_link_and_what_was_and_will_be_sent_in_it_is_the_persons(
    vinh_long: TestProvince, time: Clock, peer: Platform, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    person = Citizen(account_of(platform, vinh_long, peer, monkeypatch), "77001", time.at, peer.url)
    first = sends(person, vinh_long, 1, time)
    assert "account" in [code for code, _ in said_to(vinh_long)[-1]["choices"]]
    path = link_of(person, vinh_long, time)
    own = browser(vinh_long, PHONE, time)
    shown = own.get(path).content.decode()
    assert "Phản ánh đã gửi và sẽ gửi trong cuộc trò chuyện" in shown
    assert first not in own.get("/toi/").content.decode(), "opening a link joins nothing"
    assert own.post(path)["Location"] == "/toi/tai-khoan/?xong=tro-chuyen"
    assert own.post(path).status_code == 303, "again it is the same"
    assert first in own.get("/toi/").content.decode()
    time.forward(hours=30)
    assert sends(person, vinh_long, 2, time) in own.get("/toi/").content.decode()
    who = signed_in(vinh_long, PHONE, time.at)
    (identity,) = citizens.identities_of(jurisdiction_id=vinh_long.jurisdiction.id, person_id=who.person_id)
    account = own.get("/toi/tai-khoan/").content.decode()
    assert {"zalo": "Zalo", "facebook": "Messenger"}[platform] in account
    (held,) = held_beside(Whose(vinh_long.jurisdiction.id, [], person=who.person_id))
    assert len(held.cases) == 2, "their extract has the conversation"
    (phone,) = citizens.phones_of(jurisdiction_id=vinh_long.jurisdiction.id, person_id=who.person_id)
    with pytest.raises(citizens.Last):
        citizens.leave_phone(
            jurisdiction_id=vinh_long.jurisdiction.id,
            person_id=who.person_id,
            phone_id=phone.id,
            at=time.at,
        )
    assert own.post("/toi/bo", {"identity": str(identity.id), "chat": "1"}).status_code == 303
    time.forward(hours=30)
    assert sends(person, vinh_long, 3, time) not in own.get("/toi/").content.decode()


def test_a_chat_of_another_account_is_not_taken_and_the_two_are_not_made_one(
    vinh_long: TestProvince, time: Clock, peer: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Citizen(account_of("zalo", vinh_long, peer, monkeypatch), "77002", time.at, peer.url)
    sends(person, vinh_long, 1, time)
    path = link_of(person, vinh_long, time)
    own, other = browser(vinh_long, PHONE, time), browser(vinh_long, OTHER, time)
    assert own.post(path).status_code == 303
    refused = other.post(path)
    assert (refused.status_code, "đã gắn với một tài khoản khác" in refused.content.decode()) == (409, True)
    here = vinh_long.jurisdiction.id
    assert signed_in(vinh_long, PHONE, time.at).person_id != signed_in(vinh_long, OTHER, time.at).person_id
    assert (
        citizens.identities_of(jurisdiction_id=here, person_id=signed_in(vinh_long, OTHER, time.at).person_id)
        == []
    )


def test_a_link_that_is_old_changed_or_of_another_province_joins_nothing_and_says_how_to_get_another(
    vinh_long: TestProvince,
    soc_trang: TestProvince,
    time: Clock,
    peer: Platform,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = Citizen(account_of("zalo", vinh_long, peer, monkeypatch), "77003", time.at, peer.url)
    sends(person, vinh_long, 1, time)
    path = link_of(person, vinh_long, time)
    own, elsewhere = browser(vinh_long, PHONE, time), browser(soc_trang, PHONE, time)
    stranger = Browser(headers={"host": vinh_long.host})
    assert re.match(r"/toi/dang-nhap/\?next=", stranger.get(path)["Location"]), "signed in first"
    for answer in (own.post(f"{path[:-2]}x/"), elsewhere.post(path)):
        assert answer.status_code == 404
        assert "nhận liên kết mới" in answer.content.decode()
    monkeypatch.setattr("paht.conversations.links.GOOD_FOR_SECONDS", -1)
    assert own.post(path).status_code == 404
