"""The link from a chat or a letter to a form: nothing for whoever merely has it, one browser for whoever it is for."""

import re
import uuid
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from tests.conftest import Clock
from tests.conversations.chats import (
    Citizen,
    Platform,
    connect,
    platform_peer,
    reports_of,
    rounds,
    said_to,
    zalo_account,
)
from tests.mail.letters import OUR_ADDRESS, letter
from tests.province import PERSONAL, TestProvince
from tests.working import as_worker

from paht.doors.citizen import handed
from paht.doors.email import chores
from paht.mail import links, raws
from paht.mail import queries as mail
from paht.mail.mailboxes import Mailbox
from paht.mail.sources import Fetched
from paht.walls.here import within

Link = Callable[..., str]
WORDS, NUMBER = "Ổ gà lớn số 1", "0912000001"


@pytest.fixture
def peer() -> Iterator[Platform]:
    with platform_peer() as platform:
        yield platform


@pytest.fixture(params=["chat", "mail"])
def link(
    request: pytest.FixtureRequest,
    soc_trang: TestProvince,
    time: Clock,
    peer: Platform,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The path of the link that somebody got who had said :data:`WORDS`, their name and :data:`NUMBER`."""
    if request.param == "mail":
        return of_letter(soc_trang, time, f"{WORDS} giữa đường. Số tôi {NUMBER}.")
    account = zalo_account(soc_trang, peer)
    connect(monkeypatch, account)
    citizen = Citizen(account, "9007199254740993", time.at, peer.url)
    for event in citizen.whole(soc_trang, 1):
        citizen.posts(event)
    rounds(time.at)
    rounds(time.forward(seconds=3))
    return said_to(soc_trang)[-1]["link"].removeprefix("https://vidu.test")


def of_letter(province: TestProvince, time: Clock, text: str) -> str:
    mailbox = Mailbox(province.jurisdiction.id, "test", OUR_ADDRESS)
    with as_worker():
        with within(province.jurisdiction.id):
            raws.keep(mailbox, Fetched(uuid.uuid4().hex, letter(text=text, photos=1)), now=time.at)
        while chores.read_mail(now=lambda: time.at):
            pass
    (draft,) = mail.drafts(jurisdiction_id=province.jurisdiction.id, states=["open"])
    return links.link(jurisdiction_id=province.jurisdiction.id, draft_id=draft.id, now=time.at)


def browser(province: TestProvince) -> Client:
    return Client(headers={"host": province.host}, enforce_csrf_checks=True)


def looks(province: TestProvince) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM people_look WHERE jurisdiction_id = %s AND purpose LIKE '%%mở biểu mẫu%%'",
            [province.jurisdiction.id],
        )
        return int(cursor.fetchone()[0])


def shown(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, unescape(answer.content.decode())[:2000]
    return unescape(answer.content.decode())


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_a_visit_opens_nothing_looks_at_nothing_and_uses_nothing_up(
    soc_trang: TestProvince, link: str
) -> None:
    before = looks(soc_trang)
    for _ in range(3):
        answer = browser(soc_trang).get(link)
        page = shown(answer)
        assert WORDS not in page
        assert PERSONAL["name"] not in page
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert not any(name.startswith("form-") for name in answer.cookies)
    assert looks(soc_trang) == before
    assert browser(soc_trang).post(link, {"digits": NUMBER[-4:]}).status_code == 303


def test_whoever_does_not_know_the_number_sees_nothing_and_tries_five_times(
    soc_trang: TestProvince, time: Clock, link: str
) -> None:
    stranger = browser(soc_trang)
    for digits in ("", "0002", "9", "abcd", "00010"):
        assert WORDS not in shown(stranger.post(link, {"digits": digits}), 422)
    assert WORDS not in shown(stranger.post(link, {"digits": NUMBER[-4:]}), 429), "right, but too late"
    time.forward(minutes=16)
    sender = browser(soc_trang)
    opened = sender.post(link, {"digits": NUMBER[-4:]})
    assert opened.status_code == 303, "the stranger did not use the link up"
    page = shown(sender.get(opened["Location"]))
    assert WORDS in page
    assert NUMBER in page.replace(" ", "")
    assert "no-store" in sender.get(opened["Location"])["Cache-Control"]


def test_the_form_stays_with_the_first_browser_and_its_address_is_no_key(
    soc_trang: TestProvince, link: str
) -> None:
    first, second = browser(soc_trang), browser(soc_trang)
    target = first.post(link, {"digits": NUMBER[-4:]})["Location"]
    assert link.rstrip("/").split("/")[-1] not in target
    assert WORDS in shown(first.get(target))
    assert first.get(link)["Location"] == target, "the link again, in the same browser"
    assert "ở nơi khác" in shown(second.post(link, {"digits": NUMBER[-4:]}), 409)
    other = second.get(target)
    assert other.status_code in (302, 404)
    assert WORDS not in other.content.decode()


def test_a_letter_without_a_number_opens_without_name_and_address_and_only_its_browser_sends(
    soc_trang: TestProvince, time: Clock
) -> None:
    path = of_letter(soc_trang, time, f"{WORDS} giữa đường.")
    sender, stranger = browser(soc_trang), browser(soc_trang)
    target = sender.post(path, {"digits": ""})["Location"]
    page = shown(sender.get(target))
    assert WORDS in page
    assert "buoi@vidu.vn" not in page
    assert "Nguyễn Thị Bưởi" not in page
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    commune = soc_trang.jurisdiction.province.communes[0].code
    form = {"kind": "question", "field": "road", "description": WORDS, "commune": commune, "declared": "1"}
    form |= {**PERSONAL, "csrfmiddlewaretoken": token[1]}
    strange = shown(stranger.post(target, form), 403)
    assert PERSONAL["address"] in strange, "what was typed is given back"
    assert reports_of(soc_trang) == []
    assert sender.post(target, form).status_code == 303
    assert len(reports_of(soc_trang)) == 1
    assert stranger.post(target, form).status_code == 403, "no receipt for a stranger, either"


def test_the_link_of_a_letter_is_over_after_a_week(soc_trang: TestProvince, time: Clock) -> None:
    path = of_letter(soc_trang, time, WORDS)
    time.forward(days=7, seconds=-1)
    assert browser(soc_trang).get(path).status_code == 200
    time.forward(seconds=1)
    assert browser(soc_trang).get(path).status_code == 410
    assert browser(soc_trang).post(path, {"digits": ""}).status_code == 410


def test_a_link_of_a_chat_that_is_none_opens_an_empty_form_and_its_button_says_so(
    soc_trang: TestProvince,
) -> None:
    client = browser(soc_trang)
    assert client.get("/gui/tu-chat/khong-co/")["Location"] == "/gui/"
    assert "hết hiệu lực" in shown(client.post("/gui/tu-chat/khong-co/", {"digits": "0001"}), 404)


def test_a_cookie_of_one_door_or_draft_opens_no_other(
    soc_trang: TestProvince, link: str, time: Clock
) -> None:
    client = browser(soc_trang)
    client.post(link, {"digits": NUMBER[-4:]})
    ((name, word),) = [(k, v.value) for k, v in client.cookies.items() if k.startswith("form-")]
    other = uuid.uuid4()
    client.cookies[f"form-{other.hex}"] = word
    for address in (f"/gui/tu-chat/bieu-mau/{other}/", f"/thu/bieu-mau/{other}/"):
        assert client.get(address).status_code in (302, 404)
    draft = uuid.UUID(hex=name.removeprefix("form-"))
    wrong = "thu/bieu-mau" if "tu-chat" in link else "gui/tu-chat/bieu-mau"
    assert client.get(f"/{wrong}/{draft}/").status_code in (302, 404)
    assert handed.TRIES == 5
