"""The demo's reports of today: each channel brings a photo and hears of the published result by the way it came; feeds
that are followed; an agency whose own software takes up its cases."""

import json
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from tests.conftest import Clock
from tests.conversations.chats import picture, rounds
from tests.evidence.copying import copies_are_made
from tests.messages.test_notices import connected, tell
from tests.province import TestProvince
from tests.working import as_worker

from paht.cases import operations
from paht.demo import names, roundtrips, software
from paht.demo.followed import follow
from paht.demo.pictures import Pictures
from paht.doors.exchange import demo as played
from paht.exchange import delivering, feed
from paht.installation.home import Home
from paht.installation.postgres import Server
from paht.law.casework.states import Channel
from paht.mail.demo_way import demo_mail
from paht.messages.demo_chats import DemoChat
from paht.messages.gateway import DemoPhone

EDITIONS = {"vinh-long-2025": "vinh-long", "soc-trang-2024": "soc-trang"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, province: TestProvince) -> Home:
    """A demo's home for the province of the test, its pictures drawn in no time."""
    home = Home(path=tmp_path / "home")
    home.create()
    (home.path / "demo-ready").touch()
    monkeypatch.setattr(settings, "HOME", home)
    monkeypatch.setattr("paht.messages.platforms.DEMO_PROVINCES", (province.jurisdiction.slug,))
    slug, person = EDITIONS[province.jurisdiction.edition.id], names.person

    def somebody(*, chance: random.Random, **_: Any) -> names.Person:
        return person(province=slug, chance=chance)

    monkeypatch.setattr(names, "person", somebody)
    monkeypatch.setattr(Pictures, "photograph", lambda *_, after, **__: picture(1 + after))
    monkeypatch.setattr(software, "AGENCY", province.waste.code)
    monkeypatch.setattr(software, "ADMINISTRATOR", next(iter(province.logins)))
    monkeypatch.setitem(software.HOSTS, province.jurisdiction.slug, ("127.0.0.1",))
    monkeypatch.setenv("PAHT_EXCHANGE_NETWORKS", "127.0.0.0/8")
    return home


def stages(province: TestProvince) -> list[tuple[str, str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT channel, stage FROM cases_case WHERE jurisdiction_id = %s ORDER BY channel, stage",
            [province.jurisdiction.id],
        )
        return cursor.fetchall()


@pytest.mark.clause("VL.13.1.a", "ST.9.3.a", "VL.7.1", "ST.2.1")
def test_every_channel_brings_a_photo_and_shows_the_published_result_on_its_own_page(
    database: Server, province: TestProvince, home: Home, time: Clock
) -> None:
    for _ in range(2):
        roundtrips.play(
            home=home, jurisdiction=province.jurisdiction, now=time.at, pictures=Pictures(home.path)
        )
    channels, found = province.jurisdiction.edition.channels, stages(province)
    assert [stage for _, stage in found].count("published") == 5, "each once, however often it is prepared"
    published = {channel for channel, stage in found if stage == "published"}
    assert published <= {
        channel.value for channel in channels | province.jurisdiction.edition.entered_channels
    }
    assert {"zalo", "facebook"} <= published or Channel.ZALO not in channels
    copies_are_made(province, time.at)

    ways = {
        "zalo": DemoChat.opened(home, "zalo", field="zalo"),
        "messenger": DemoChat.opened(home, "messenger", field="facebook"),
    }
    for _ in range(3):
        rounds(time.forward(seconds=3), ways=ways)
    phone, letters = DemoPhone(home.path / "phones.jsonl").opened(), demo_mail(home).opened()
    tell(province, time.at, connected(database, phone, email=letters, **ways))
    browser = Client(headers={"host": province.host})
    for platform in ways:
        html = browser.get(f"/demo/phone/{platform}/").content.decode()
        assert html.count('class="bubble-picture"') == 2, "theirs and ours"
        assert html.count("đã có kết quả, đã công khai") == 1
        assert "đã có kết quả trả lời. Kính mời" not in html, "no short notice beside the result"
        rows = [json.loads(line) for line in (home.path / f"demo-{platform}.jsonl").read_text().splitlines()]
        (shown,) = [row["picture"] for row in rows if row["picture"]]
        assert browser.get(shown).status_code == 200, "everybody sees it"
    jurisdiction_id = province.jurisdiction.id
    by_mail = [each for each in letters.shown(jurisdiction_id=jurisdiction_id) if "kết quả" in each["text"]]
    assert len(by_mail) == (Channel.EMAIL in channels)
    assert all(each["answers"] and each["subject"].startswith("Re: ") for each in by_mail)
    assert sum("ket qua" in each["text"] for each in phone.shown(jurisdiction_id=jurisdiction_id)) == 3 - len(
        by_mail
    )


@pytest.mark.clause("VL.8.3")
def test_press_and_social_feeds_bring_candidates_once_and_are_asked_for_no_more(
    province: TestProvince, home: Home, time: Clock
) -> None:
    for _ in range(2):
        follow(jurisdiction=province.jurisdiction, now=time.at)
        time.forward(minutes=30)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT source, count(*) FROM candidates_candidate WHERE jurisdiction_id = %s GROUP BY 1 ORDER BY 1",
            [province.jurisdiction.id],
        )
        assert cursor.fetchall() == [("press", 2), ("social", 2)], "the football is none"
        cursor.execute(
            "SELECT bool_and(due_at > %s), bool_and(problem = '') FROM candidates_feed WHERE jurisdiction_id = %s",
            [time.forward(days=365), province.jurisdiction.id],
        )
        assert cursor.fetchone() == (True, True)


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_an_agencys_own_software_hears_of_its_case_reads_it_and_receives_it(
    province: TestProvince, home: Home, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, slug = Client(headers={"host": province.host}), province.jurisdiction.slug
    assert browser.get("/demo/phan-mem/").status_code == 404
    for _ in range(2):
        software.connect(home=home, jurisdiction=province.jurisdiction, now=time.at)
    case = province.sent(time.at).accepted(time.at)
    step = case.step(province.dispatcher, time.at)
    case._done(operations.dispatch(step, agency=str(province.waste.id), note="Đề nghị xử lý."))
    called: list[Any] = []

    def post(target: Any, body: bytes, headers: dict[str, str]) -> tuple[int, None]:
        del target
        if json.loads(body)["data"]["case"] == str(case.id):
            called.append((headers, body))  # other tests' calls wait, too
        return 204, None

    def ask(method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, Any]:
        kind = headers.pop("Content-Type", "application/json")
        answer = browser.generic(method, path, body or b"", content_type=kind, headers=headers)
        return answer.status_code, answer.json()

    class AtOnce:
        def __init__(self, *, target: Any, args: Any, daemon: bool) -> None:
            self.start = lambda: target(*args)

    monkeypatch.setattr("paht.exchange.delivering.guard.post", post)
    monkeypatch.setattr(played, "by_http", lambda _: ask)
    monkeypatch.setattr(played, "threading", SimpleNamespace(Thread=AtOnce))
    with as_worker():
        feed.follow(now=time.forward(seconds=5))
        delivering.deliver(now=time.at)
    for headers, body in called * 2:
        answer = browser.post("/demo/phan-mem/", body, content_type="application/json", headers=headers)
        assert answer.status_code == 204
    html = browser.get("/demo/phan-mem/").content.decode()
    for words in ("Nhận báo: case.dispatched", "Đọc vụ việc: 200", "Gửi lệnh tiếp nhận: 200"):
        assert html.count(words) == 1, words
    assert ("web", "handling") in stages(province)
    headers, body = called[0]
    forged = {**headers, "webhook-signature": "v1,AAAA"}
    assert browser.post("/demo/phan-mem/", body, "application/json", headers=forged).status_code == 401
    own = json.loads((home.path / f"demo-software-{slug}.json").read_text())
    assert own["token"] not in html
    assert (home.path / f"demo-software-{slug}.json").stat().st_mode & 0o077 == 0
