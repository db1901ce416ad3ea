"""From a letter with a photo to a published result and the sender's word about it, on both editions; with the demo's
mail program at one end and the vault's own letters between."""

import re
import uuid
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.conftest import Clock
from tests.messages.peer import gateway_peer
from tests.messages.test_notices import connected, tell
from tests.messages.test_sms import described
from tests.person import Browser
from tests.province import PERSONAL, TestCase, TestProvince, photo
from tests.working import as_worker

from paht.cases import queries
from paht.doors.email import chores
from paht.installation.home import Home
from paht.installation.postgres import Server
from paht.law.casework.states import Channel, Stage
from paht.mail import queries as mail
from paht.mail import replying
from paht.mail.collecting import collect
from paht.mail.demo_way import DemoMail, demo_mail
from paht.mail.mailboxes import Mailbox, demo_folder
from paht.mail.vault_side import MailVault
from paht.mail.wording import letter_text
from paht.messages.delivering import read
from paht.messages.gateway import Accepted, Again, Answer
from paht.messages.ways import Message
from paht.people.actors import sender
from paht.people.models import Staff
from paht.people.vault_keys import Keys
from paht.people.vault_process import Vault


@pytest.fixture
def post(
    database: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[MailVault, DemoMail]]:
    """A demo's home, and the vault's side of mail with the demo's mail server."""
    home = Home(path=tmp_path / "home")
    home.create()
    (home.path / "demo-ready").touch()
    monkeypatch.setattr(settings, "HOME", home)
    vault = Vault(keys=Keys(database.home), database_url=database.url("vault"), indexes_a_minute=1)
    vault.pool.open()
    way = demo_mail(home).opened()
    yield MailVault(vault, ways={"email": way}), way
    vault.pool.close()


def works(province: TestProvince, time: Clock, vault: MailVault) -> None:
    """The worker's turn at this province's mail."""

    def only_own(question: dict[str, Any]) -> Answer:
        is_own = question["jurisdiction"] == province.jurisdiction.id
        return read(vault.letter(question)) if is_own else Again("another test's")

    time.forward(minutes=1)
    folder = demo_folder(province.jurisdiction.slug)
    mailbox = Mailbox(province.jurisdiction.id, "demo", "phananh@demo.test", maildir=folder)
    with as_worker():
        collect((mailbox,), now=time.at)
        while chores.read_mail(now=lambda: time.at):
            pass
        # Other tests' letters wait, too: each round takes so many.
        for _ in range(5):
            replying.send_replies(now=time.at, send=only_own)


@pytest.mark.clause("ST.7.2.email", "ST.2.1", "VL.7.1", "ST.9.3.a")
def test_a_letter_becomes_a_report_its_sender_completes_it_and_asks_back_after_the_result(
    database: Server, province: TestProvince, time: Clock, post: tuple[MailVault, DemoMail]
) -> None:
    vault, way = post
    citizen = Browser(headers={"host": province.host})
    written = {"name": PERSONAL["name"], "address": PERSONAL["email"], "subject": "Ổ gà đường Lê Lợi"}
    picture = _upload(photo())
    answer = citizen.post(
        "/demo/phone/mail/", {**written, "text": "Ổ gà rất sâu trước chợ.", "files": picture}
    )
    assert answer.status_code == 302
    works(province, time, vault)
    (draft,) = mail.drafts(jurisdiction_id=province.jurisdiction.id, states=["open"])
    assert draft.files == 1

    officer = Browser(headers={"host": province.host})
    officer.force_login(Staff.objects.get(pk=province.intake.id))
    assert "Ổ gà rất sâu" in officer.get(f"/desk/thu/{draft.id}/").content.decode()
    officer.post(f"/desk/thu/{draft.id}/hoi", {"missing": ["phone", "place", "declared"]})
    works(province, time, vault)
    works(province, time, vault)
    (letter,) = way.shown(jurisdiction_id=province.jurisdiction.id)
    assert letter["to"] == PERSONAL["email"]
    assert letter["subject"].startswith("Re: Ổ gà đường Lê Lợi [thu-")
    assert "Số điện thoại" in letter["text"]
    assert letter["subject"] in unescape(
        citizen.get(f"/demo/phone/mail/?address={PERSONAL['email']}").content.decode()
    )

    link = re.search(r"http://127\.0\.0\.1:\d+(/thu/\S+)", letter["text"])
    assert link is not None
    gate = citizen.post(link[1], {"digits": ""})
    assert gate.status_code == 303, "the letter names no number"
    page = citizen.get(gate["Location"]).content.decode()
    form = {
        "kind": "report",
        "description": "Ổ gà rất sâu trước chợ.",
        "photo_kept": re.findall(r'name="photo_kept" value="([^"]+)"', page),
        "field": "road",
        "commune": province.jurisdiction.province.communes[0].code,
        "declared": "1",
        **PERSONAL,
    }
    receipt = citizen.post(gate["Location"], form)
    assert receipt.status_code == 303, unescape(receipt.content.decode())[:2000]
    (sent,) = mail.drafts(jurisdiction_id=province.jurisdiction.id, states=["sent"])
    assert sent.case_id is not None
    law = queries.case_alone(jurisdiction_id=province.jurisdiction.id, case_id=sent.case_id)
    assert law is not None
    assert law.channel is (
        Channel.EMAIL if Channel.EMAIL in province.jurisdiction.edition.channels else Channel.WEB
    )
    TestCase(province, sent.case_id, sent.code, sender(uuid.UUID(law.sender))).published(time.at)
    law = queries.case_alone(jurisdiction_id=province.jurisdiction.id, case_id=sent.case_id)
    assert law is not None
    assert law.stage is Stage.PUBLISHED
    with gateway_peer() as gateway:
        tell(province, time.at, connected(database, described(gateway), email=way))
        letters = way.shown(jurisdiction_id=province.jurisdiction.id)
        told = [each["text"] for each in letters] + [each.body.decode() for each in gateway.heard]
        assert any(sent.code in each and ("ket qua" in each or "kết quả" in each) for each in told)
        assert bool(gateway.heard) == (law.channel is not Channel.EMAIL), (
            "the result goes back as the report came"
        )

    citizen.post("/demo/phone/mail/", {**written, "text": "Chỗ vá đã bong.", "reply": letter["id"]})
    works(province, time, vault)
    (apart,) = mail.letters_apart(jurisdiction_id=province.jurisdiction.id)
    assert apart.became == "interaction"


def _upload(content: bytes) -> object:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("ổ gà.jpg", content, "image/jpeg")


@pytest.mark.parametrize(
    ("letter", "token", "link"),
    [
        ("complete", "a" * 16, "https://lua-dao.test/thu/aaaaaaaaaaaaaaaaaaaaaaaa/"),
        ("complete", "a" * 16, "/thu/x y z aaaaaaaaaaaaaaaaaaaaaaaa/"),
        ("complete", "a" * 15, "/thu/" + "a" * 30 + "/"),
        ("khac", "a" * 16, "/thu/" + "a" * 30 + "/"),
    ],
)
def test_whoever_may_order_a_letter_cannot_make_it_say_words_of_their_own(
    letter: str, token: str, link: str
) -> None:
    missing = ["phone", "Xin chuyển tiền vào tài khoản"]
    assert letter_text(letter, missing=missing, token=token, link=link, origin="https://tinh.vn") is None
    ours = letter_text(
        "complete", missing=missing, token="a" * 16, link="/thu/" + "a" * 30 + "/", origin="https://tinh.vn"
    )
    assert ours is not None
    assert "chuyển tiền" not in ours
    assert "https://tinh.vn/thu/aaaa" in ours


def test_a_letter_that_was_accepted_is_not_sent_again_for_a_worker_that_died_before_it_heard_so(
    database: Server,
) -> None:
    sent: list[uuid.UUID] = []

    class Busy:
        """A mail server that is busy at first, and knows no repeat."""

        field = "email"

        def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
            del message
            sent.append(message_id)
            return Accepted(f"<{len(sent)}@vidu.vn>") if len(sent) > 1 else Again("busy")

    record = str(uuid.uuid4())
    vault = Vault(keys=Keys(database.home), database_url="", indexes_a_minute=1)
    opened = {"opened": [{record: {"email": "buoi@vidu.vn"}}]}
    vault.answer = lambda _: opened  # type: ignore[assignment, method-assign]
    mail_vault = MailVault(vault, ways={"email": Busy()})
    question = {
        "jurisdiction": 1,
        "message": str(uuid.uuid4()),
        "record": record,
        "letter": "no_report",
        "missing": [],
        "token": "abcdefgh234567ab",
        "link": "",
        "host": "127.0.0.1",
    }
    assert [read(mail_vault.letter(question)) for _ in range(4)] == [
        Again("busy"),
        *[Accepted("<2@vidu.vn>")] * 3,
    ]
    assert len(sent) == 2
