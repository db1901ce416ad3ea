"""What senders are told goes out through the vault: nobody else sees a number, nothing is lost or sent twice."""

import json
import os
import signal
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from django.conf import settings
from django.db import connections
from tests.conftest import Clock
from tests.messages.peer import Peer, gateway_peer
from tests.messages.test_sms import described
from tests.messages.waiting import by, order, send_waiting, state_of
from tests.province import PERSONAL, TestProvince
from tests.working import as_worker

from paht.installation.home import Home
from paht.installation.postgres import Server
from paht.installation.processes import AT_WORK, PYTHON_ENVIRONMENT, vault_program
from paht.installation.vault_folder import vault_account
from paht.law.telling import Quiet
from paht.messages import notices, orders, sms, undelivered
from paht.messages.asking_vault import CLAIMED, Send, through_vault
from paht.messages.delivering import NOTICES_A_DAY, PURPOSE, Delivery, read
from paht.messages.gateway import Answer, DemoPhone, Gateway, way_out
from paht.messages.ways import WayOut
from paht.messages.wording import TO_SENDER, text_to_sender
from paht.people.vault_keys import Keys
from paht.people.vault_process import Vault
from paht.people.vault_wire import hang_up
from paht.subjects import orders as subject_orders

GATEWAY = """
url = "{url}"
[headers]
Authorization = "Bearer ${{SMS_TOKEN}}"
[fields]
to = "{{phone_84}}"
text = "{{text}}"
"""


@pytest.fixture
def peer() -> Iterator[Peer]:
    with gateway_peer() as found:
        yield found


@contextmanager
def vault_at(place: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """The real vault process of this home, on a socket of its own."""
    given = {**os.environ, **PYTHON_ENVIRONMENT, "PAHT_SUPERVISED": "1", "PAHT_VAULT_SOCKET": str(place)}
    with subprocess.Popen(
        vault_program().command, env={**given, **environment}, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        assert AT_WORK in running.stderr.readline()
        hang_up()
        yield running
        hang_up()
        if running.poll() is None:
            running.send_signal(signal.SIGTERM)


def tell(province: TestProvince, now: datetime, send: Send, *, quiet: Quiet | None = None) -> int:
    """The worker tells the senders of this province what waits for them; by the ways of :func:`connected`, or by those
    of the vault that runs."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE messages_outbox SET given_up_at = made_at WHERE jurisdiction_id <> %s",
            [province.jurisdiction.id],
        )
    with as_worker():
        available = getattr(send, "available", notices.ways_of_vault)
        return notices.tell_senders(now=now, send=send, available=available, quiet=quiet)


def told(database: Server, province: TestProvince) -> list[tuple[Any, ...]]:
    """Of the orders to senders: template, whether delivered, whether given up, and the problem."""
    with psycopg.connect(database.url("super")) as connection:
        return connection.execute(
            "SELECT template, delivered_at IS NOT NULL, given_up_at IS NOT NULL, problem FROM messages_outbox "
            "WHERE jurisdiction_id = %s AND recipient_kind = 'sender' ORDER BY made_at, id",
            [province.jurisdiction.id],
        ).fetchall()


def looks(database: Server, province: TestProvince) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.url("super")) as connection:
        return connection.execute(
            "SELECT actor_id, purpose, fields FROM people_look WHERE jurisdiction_id = %s",
            [province.jurisdiction.id],
        ).fetchall()


@pytest.mark.clause("VL.7.5")
def test_the_process_of_the_vault_sends_and_survives_its_death_without_a_second_message(
    database: Server,
    vinh_long: TestProvince,
    time: Clock,
    peer: Peer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path / "vault.sock"
    monkeypatch.setattr(settings, "VAULT_SOCKET", place)
    file = tmp_path / "sms.toml"
    file.write_text(GATEWAY.format(url=peer.url))
    file.chmod(0o600)
    secrets = {"PAHT_SMS_GATEWAY": str(file), "SMS_TOKEN": "bi-mat"}
    message = order(vinh_long, phone="0987654321", text="Ma 493817", at=time.at)
    with vault_at(place, **secrets) as running:
        status = Path(f"/proc/{running.pid}/status").read_text()
        assert f"Uid:\t{vault_account(database.home).uid}\t" in status
        peer.will_say((200, None), (200, {}))

        def killed(question: dict[str, Any]) -> Any:
            import threading

            def kill() -> None:
                while not peer.heard:
                    running.poll()
                running.kill()

            killer = threading.Thread(target=kill)
            killer.start()
            try:
                return through_vault(question)
            finally:
                killer.join()

        with as_worker():
            assert sms.send_waiting(now=time.at, send=killed) == 0
        assert state_of(message) == ("waiting", "", "the vault does not answer", False)
    with as_worker():
        assert sms.send_waiting(now=time.at + timedelta(seconds=5)) == 0, "nobody is there"
    case = vinh_long.sent(time.at)
    with vault_at(place, **secrets):
        with as_worker():
            assert sms.send_waiting(now=time.at + timedelta(seconds=30)) == 1
        assert tell(vinh_long, time.at, through_vault) == 1
    assert [each.headers["Idempotency-Key"] for each in peer.heard[:2]] == [str(message)] * 2
    notice = json.loads(peer.heard[-1].body)
    assert notice == {"to": "84912345678", "text": text_to_sender("receipt", code=case.code)}
    assert peer.heard[-1].headers["Authorization"] == "Bearer bi-mat"
    assert told(database, vinh_long) == [("receipt", True, False, "")]
    assert (uuid.UUID(int=0), PURPOSE, ["phone"]) in looks(database, vinh_long)


@dataclass(frozen=True)
class Connected:
    """A vault that can read records, asked without a socket."""

    delivery: Delivery

    def __call__(self, question: dict[str, Any]) -> Answer:
        return read(self.delivery.answer(question))

    def available(self) -> frozenset[str]:
        return frozenset(self.delivery.ways({})["ways"])


def connected(database: Server, gateway: Gateway | None, **ways: WayOut) -> Connected:
    """A vault with this gateway and these ways beside it."""
    vault = Vault(keys=Keys(database.home), database_url=database.url("vault"), indexes_a_minute=1)
    vault.pool.open()
    return Connected(Delivery(vault, gateway, ways=ways))


def test_a_worker_that_died_before_it_heard_of_a_sending_has_it_told_not_repeated(
    vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    message = order(vinh_long, phone="0912345678", text="Ma 493817", at=time.at)
    send = by(described(peer))

    def dies(question: dict[str, Any]) -> Any:
        send(question)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), as_worker():
        sms.send_waiting(now=time.at, send=dies)
    with as_worker():
        assert sms.send_waiting(now=time.at + CLAIMED, send=send) == 1
    assert len(peer.heard) == 1
    assert state_of(message)[0] == "sent"


def test_a_number_is_told_so_much_a_day_however_many_reports_name_it(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    for _ in range(NOTICES_A_DAY + 1):
        vinh_long.sent(time.at)
    send = connected(database, described(peer))
    assert tell(vinh_long, time.at, send) + tell(vinh_long, time.at, send) == NOTICES_A_DAY
    assert [each for each in told(database, vinh_long) if not each[1]] == [
        ("receipt", False, False, "this address was told often enough for a day")
    ]
    other = vinh_long.sent(time.at, personal={**PERSONAL, "phone": "0987 654 321"})
    assert tell(vinh_long, time.at, send) == 1
    assert other.code in peer.heard[-1].body.decode()


def test_what_nobody_could_deliver_for_days_is_given_up(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    vinh_long.sent(time.at)
    assert tell(vinh_long, time.at, connected(database, None)) == 0
    assert told(database, vinh_long) == [("receipt", False, False, "")]
    assert tell(vinh_long, time.at + notices.WANTED, connected(database, described(peer))) == 0
    assert told(database, vinh_long) == [("receipt", False, True, "")]
    assert peer.heard == []


def test_no_notice_goes_to_what_is_no_mobile_number(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    vinh_long.sent(time.at, personal={**PERSONAL, "phone": "0270 3822 123"})
    assert tell(vinh_long, time.at, connected(database, described(peer))) == 0
    assert told(database, vinh_long) == [("receipt", False, True, "no mobile number")]
    assert peer.heard == []


def test_a_call_rings_on_a_telephone_and_a_gateway_of_messages_makes_none(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer, tmp_path: Path
) -> None:
    vinh_long.sent(time.at)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE messages_outbox SET way = 'call' WHERE jurisdiction_id = %s", [vinh_long.jurisdiction.id]
        )
    assert tell(vinh_long, time.at, connected(database, described(peer))) == 0
    assert peer.heard == []
    [given_up] = undelivered.given_up(jurisdiction_id=vinh_long.jurisdiction.id, limit=5)
    undelivered.order_anew(
        jurisdiction_id=vinh_long.jurisdiction.id, orders=[given_up.id], by=uuid.uuid4(), at=time.at
    )
    phone = DemoPhone(tmp_path / "sms")
    assert tell(vinh_long, time.at + timedelta(minutes=2), connected(database, phone)) == 1
    assert [(each["phone"], each["way"]) for each in phone.shown()] == [("0912345678", "call")]


def test_whoever_orders_a_notice_chooses_neither_words_nor_what_else_is_told(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    send = connected(database, described(peer))
    asked = {
        "jurisdiction": vinh_long.jurisdiction.id,
        "way": "sms",
        "message": str(uuid.uuid4()),
        "record": str(uuid.uuid4()),
    }
    for template, code in (("Xin chuyen tien", "VL-1"), ("receipt", "VL-1. Xin chuyen tien vao tai khoan")):
        answer = send({**asked, "template": template, "code": code})
        assert getattr(answer, "problem", None) == "no words for this"
    assert peer.heard == []


def test_every_notice_to_a_sender_has_words_that_are_one_message() -> None:
    ordered = {*orders._TO_SENDER.values(), *orders._TO_ASKER.values(), "due_soon", "overdue"}
    ordered |= {"consent_asked", "consent_recalled", "data_demanded", *subject_orders._TO_SUBJECT.values()}
    assert ordered <= TO_SENDER.keys()
    for template in TO_SENDER:
        text = text_to_sender(template, code="VL-ABCDE-FGHJK-M")
        assert text is not None
        assert text.isascii()
        assert len(text) <= 160, template


def test_a_message_that_an_older_program_sealed_is_sent(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    former = X25519PrivateKey.generate()
    message = order(vinh_long, phone="0912345678", text="Ma 493817", at=time.at)
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    info = f"paht sms {vinh_long.jurisdiction.id} {message}".encode()
    sealed = suite.encrypt(json.dumps(["0912345678", "Ma 493817"]).encode(), former.public_key(), info=info)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE messages_sms SET sealed = %s WHERE id = %s", [sealed, message])
    file = database.home.vault / "messages-1"
    file.write_bytes(former.private_bytes_raw())
    try:
        assert send_waiting(now=time.at, gateway=described(peer)) == 1
    finally:
        file.unlink()


def test_the_demos_telephone_shows_a_message_once_after_the_vault_was_started_anew(tmp_path: Path) -> None:
    home = Home(path=tmp_path)
    (tmp_path / "demo-ready").touch()
    message = uuid.uuid4()
    for _ in range(2):
        phone = way_out(home)
        assert isinstance(phone, DemoPhone)
        phone.send(sms_of("Ma 493817"), message_id=message)
    assert [each["text"] for each in DemoPhone(tmp_path / "demo-sms.jsonl").shown()] == ["Ma 493817"]


def test_the_demos_telephone_shows_each_province_its_own_messages(tmp_path: Path) -> None:
    phone = DemoPhone(tmp_path / "demo-sms.jsonl").opened()
    for number in (1, 2, 2):
        phone.send(replace(sms_of(f"Tinh {number}"), jurisdiction=number), message_id=uuid.uuid4())
    assert [each["text"] for each in phone.shown(jurisdiction_id=2)] == ["Tinh 2", "Tinh 2"]
    assert [each["text"] for each in phone.shown(jurisdiction_id=2, most=1)] == ["Tinh 2"]
    assert [each["text"] for each in phone.shown(jurisdiction_id=1)] == ["Tinh 1"]


def sms_of(text: str) -> Any:
    from paht.messages.sealing import Sms

    return Sms("0912345678", text)
