"""How somebody reports through each channel, from its door on: signed webhooks, a letter fetched by IMAP, a call that
an exchange tells of, the app's requests, the web form in a browser. Each gives the report's code."""

import re
import uuid
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.calls.ringing_peers import asterisk
from tests.calls.test_desk import address
from tests.calls.test_listening import event, exchange
from tests.channels.peers import Outside
from tests.conversations.chats import Citizen, connect, said_to
from tests.doors.api.phone import App
from tests.doors.citizen.pages import Citizen as Visitor
from tests.doors.citizen.pages import code_of, picture, text
from tests.doors.desk.desk_pages import Desk
from tests.mail.letters import letter
from tests.people.citizens import PHONE, session_of
from tests.province import PERSONAL

from paht.calls.listening import Listener
from paht.doors.citizen.signed import SESSION
from paht.mail import queries as mail
from paht.people import app_sessions, citizen_sessions, wishes
from paht.people.wishes import Wishes

WORDS = "Ổ gà lớn giữa đường, xe máy té ngã nhiều lần."
CODE = re.compile(r"[A-Z]{2}(?:-[0-9A-Z]{4}){3}")


class Doors:
    """Somebody who reports in a province, with everything outside of it."""

    def __init__(self, outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
        self.outside, self.province, self.time = outside, outside.province, outside.time
        connect(monkeypatch, outside.zalo, outside.page)
        self.ways: dict[str, Callable[[], str]] = {
            "web": self.web,
            "app": self.app,
            "zalo": lambda: self.chat("zalo"),
            "facebook": lambda: self.chat("facebook"),
            "email": self.letter,
            "hotline": self.call,
            "desk": self.desk,
        }

    def web(self) -> str:
        """The web form, by somebody signed in whose browser takes notices and who wants no text messages."""
        visitor = Visitor(
            Client(enforce_csrf_checks=True, headers={"host": self.province.host}), self.province
        )
        token = session_of(self.province, PHONE, self.time.at)
        visitor.browser.cookies[SESSION] = token
        here = self.province.jurisdiction.id
        person = citizen_sessions.citizen_of(token, jurisdiction_id=here, at=self.time.at)
        assert person is not None
        endpoint = f"http://127.0.0.1:{self.outside.push_port}/p"
        # The form takes https alone; the loopback service has none.
        kept = self.outside.browser.subscribed(endpoint)
        app_sessions.keep_push(person, kind="webpush", token=kept, at=self.time.at)
        wishes.keep(
            jurisdiction_id=here,
            senders=wishes.senders_of_person(here, person.person_id),
            wishes=Wishes(unwanted=frozenset({"sms"})),
            has_open=False,
            at=self.time.at,
        )
        return visitor.sent_code()

    def app(self) -> str:
        """The app's requests: signed in, its pushes' token told, the photo sent in pieces."""
        app = App(self.province)
        app.signs_in()
        assert (
            app.ask("put", "/me/push", {"kind": "fcm", "token": "dGhpcyBpcyBubyB0b2tlbg:APA91b"}).status_code
            == 200
        )
        return str(app.sent()["code"])

    def chat(self, platform: str) -> str:
        """Signed events of the platform, from the photo to the declaration; where the regulation takes no report by
        chat, the web form that the conversation fills in."""
        account = self.outside.zalo if platform == "zalo" else self.outside.page
        citizen = Citizen(account, "9007199254740993", self.time.at, self.outside.platform.url)
        for each in citizen.whole(self.province, 1):
            assert citizen.posts(each) == 200
        self.outside.round()
        self.outside.round(seconds=3)
        said = said_to(self.province)[-1]
        if account_takes(self, platform):
            return _code(said["text"])
        path = said["link"].removeprefix("https://vidu.test")
        return self._handed(path, "0001", phone="0912 000 001")

    def letter(self, **headers: str) -> str:
        """A letter with a photo, fetched by IMAP; an officer enters it, or asks its sender to fill in the form."""
        self.outside.inward.put(letter(text=f"{WORDS} Số tôi 0912 345 678.", photos=1, **headers))
        self.outside.round(minutes=1)
        (draft,) = mail.drafts(jurisdiction_id=self.province.jurisdiction.id, states=["open"])
        desk = Desk(self.province, "tiepnhan")
        shown = desk.page(f"/desk/thu/{draft.id}/")
        if "email" in self.province.jurisdiction.edition.channels:
            kept = re.findall(r'name="photo_kept" value="([^"]+)"', shown)
            return self._entered(desk, f"/desk/thu/{draft.id}/gui", photo_kept=kept)
        asked = desk.client.post(f"/desk/thu/{draft.id}/hoi", {"missing": ["channel", "place"]})
        assert asked.status_code == 302
        self.outside.round(minutes=1)
        found = re.search(r"https?://[^/\s]+(/thu/\S+)", self.outside.outward.letters[-1].get_content())
        assert found
        return self._handed(found[1], "5678", phone=PERSONAL["phone"])

    def call(self) -> str:
        """A call of which the exchange tells (Asterisk, its interface on loopback), entered by the officer."""
        with asterisk() as ari:
            ari.channels.add("a-1")
            listener = Listener(exchange(self.province, ari))
            listener.heard(event("StasisStart", args=["queue=1022"]))
            listener.heard(event("ChannelStateChange"))
        return self._entered(Desk(self.province, "tiepnhan"), address(self.province, "a-1"), photo=picture())

    def desk(self) -> str:
        """Somebody stands at the desk; or, where nobody's report is entered, the Centre finds a matter itself."""
        if "desk" in self.province.jurisdiction.edition.entered_channels:
            desk = Desk(self.province, "tiepnhan")
            return self._entered(desk, "/desk/new/caller/", channel="desk", photo=picture())
        found = {"source_kind": "camera", "source_verified": "1", "source_note": "Camera ngã tư, 9 giờ 40."}
        return self._entered(Desk(self.province, "dieuphoi"), "/desk/new/source/", photo=picture(), **found)

    def _typed(self, **more: Any) -> dict[str, Any]:
        commune = self.province.jurisdiction.province.communes[0].code
        given = {"kind": "report", "field": "road", "description": WORDS, "commune": commune, "declared": "1"}
        return {**PERSONAL, **given, "command_id": str(uuid.uuid4()), **more}

    def _entered(self, desk: Desk, path: str, **more: Any) -> str:
        """What the officer enters at that page; the code stands on the page of the case."""
        answer = desk.client.post(path, self._typed(**more))
        assert answer.status_code == 302, unescape(answer.content.decode())[:3000]
        return _code(desk.page(answer["Location"]))

    def _handed(self, path: str, digits: str, *, phone: str) -> str:
        """The form behind a signed link, filled in by what is known, completed by the person."""
        client = Client(headers={"host": self.province.host})
        gate = client.post(path, {"digits": digits})
        assert gate.status_code == 303
        shown = client.get(gate["Location"]).content.decode()
        fields = r'name="(command_id|photo_kept|lat|lon|source|commune)"[^>]*value="([^"]*)"'
        target = gate["Location"] if path.startswith("/thu/") else "/gui/"
        client.get("/gui/")
        typed = self._typed(phone=phone, **dict(re.findall(fields, shown)))
        answer = client.post(target, typed)
        assert answer.status_code == 303, text(answer)
        return code_of(answer)


def account_takes(doors: Doors, platform: str) -> bool:
    """Whether the regulation takes reports by that chat."""
    return platform in doors.province.jurisdiction.edition.channels


def _code(words: str) -> str:
    found = CODE.search(words)
    assert found, words
    return found[0]
