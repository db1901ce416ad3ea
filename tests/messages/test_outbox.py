"""One outbox: each notice by one way after the other, by the channel it came by first, never twice, never at night."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from tests.conftest import Clock
from tests.law.worktime.worktime_cases import at
from tests.messages.mail_server import MailServer, mail_server, way
from tests.messages.peer import Peer, gateway_peer
from tests.messages.test_notices import connected, tell
from tests.messages.test_sms import described
from tests.province import PERSONAL, TestProvince
from tests.working import as_worker

from paht.installation.postgres import Server
from paht.law.casework.states import Channel
from paht.law.telling import HELD_BACK, HELD_BACK_IN_ALL, Quiet
from paht.messages import notices, told_elsewhere, undelivered, windows
from paht.messages.asking_vault import CLAIMED
from paht.messages.gateway import Accepted, Again, Answer, Declined
from paht.messages.ways import Message
from paht.walls import within

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CHAT = {**PERSONAL, "zalo": "oa-1:nguoi-7"}


@dataclass
class Noted:
    """A way out that notes what it is given and answers as it is told, ``Accepted`` where it is told nothing."""

    field: str
    answers: list[Answer] = field(default_factory=list)  # type: ignore[misc]
    given: list[tuple[str, uuid.UUID]] = field(default_factory=list)  # type: ignore[misc]

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        self.given.append((message.to, message_id))
        return self.answers.pop(0) if self.answers else Accepted()


@pytest.fixture
def peer() -> Iterator[Peer]:
    with gateway_peer() as found:
        yield found


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


def wrote(province: TestProvince, case: Any, until: datetime) -> None:
    with as_worker(), within(province.jurisdiction.id):
        windows.heard(
            jurisdiction_id=province.jurisdiction.id,
            sender_id=uuid.UUID(case.sender.id),
            channel=Channel.ZALO,
            until=until,
        )


def orders(province: TestProvince) -> list[tuple[Any, ...]]:
    """Template, by which way, whether delivered, whether given up."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT template, via, delivered_at IS NOT NULL, given_up_at IS NOT NULL FROM messages_outbox "
            "WHERE jurisdiction_id = %s AND recipient_kind = 'sender' ORDER BY made_at, id",
            [province.jurisdiction.id],
        )
        return cursor.fetchall()


def tries(province: TestProvince) -> list[tuple[str, str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT way, outcome FROM messages_try WHERE jurisdiction_id = %s ORDER BY id",
            [province.jurisdiction.id],
        )
        return cursor.fetchall()


@pytest.mark.clause("VL.13.1.a", "ST.9.3.a")
def test_a_notice_goes_by_the_chat_while_it_is_open_and_then_by_text_message(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    zalo = Noted("zalo")
    send = connected(database, described(peer), zalo=zalo)
    first = vinh_long.sent(time.at, channel=Channel.ZALO, personal=CHAT)
    wrote(vinh_long, first, time.at + HOUR)
    assert tell(vinh_long, time.at, send) == 1
    assert ([to for to, _ in zalo.given], peer.heard) == (["oa-1:nguoi-7"], [])
    first.accepted(time.at + 2 * HOUR)
    assert tell(vinh_long, time.at + 2 * HOUR, send) == 1
    assert (len(zalo.given), len(peer.heard)) == (1, 1)
    assert orders(vinh_long) == [("receipt", "zalo", True, False), ("accepted", "sms", True, False)]


@pytest.mark.clause("VL.13.1.a", "ST.9.3.a")
def test_what_came_by_mail_is_answered_by_mail(
    database: Server, soc_trang: TestProvince, time: Clock, peer: Peer, server: MailServer
) -> None:
    soc_trang.sent(time.at, channel=Channel.EMAIL)
    send = connected(database, described(peer), email=way(server.port))
    assert tell(soc_trang, time.at, send) == 1
    assert (len(server.letters), peer.heard) == (1, [])
    assert orders(soc_trang) == [("receipt", "email", True, False)]


def test_a_way_that_declines_is_followed_by_the_next_and_the_last_leaves_it_with_the_desk(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    zalo, email = Noted("zalo", [Declined("blocked")]), Noted("email", [Declined("smtp 550")])
    send = connected(database, described(peer), zalo=zalo, email=email)
    case = vinh_long.sent(time.at, channel=Channel.ZALO, personal=CHAT)
    wrote(vinh_long, case, time.at + HOUR)
    peer.will_say((400, {}), (200, {"code": "0"}))
    assert tell(vinh_long, time.at, send) == 0
    assert tries(vinh_long) == [("zalo", "declined"), ("sms", "declined"), ("email", "declined")]
    assert orders(vinh_long) == [("receipt", "", False, True)]
    [lost] = undelivered.given_up(jurisdiction_id=vinh_long.jurisdiction.id)
    assert (lost.code, lost.problem, [each.why for each in lost.tries]) == (
        case.code,
        "smtp 550",
        ["blocked", "http 400", "smtp 550"],
    )
    assert tell(vinh_long, time.at + HOUR, send) == 0, "what was given up is not tried by itself"
    given: dict[str, Any] = {"jurisdiction_id": vinh_long.jurisdiction.id, "orders": [lost.id]}
    assert undelivered.order_anew(**given, by=uuid.uuid4(), at=time.at + HOUR) == 1
    assert undelivered.order_anew(**given, by=uuid.uuid4(), at=time.at + HOUR) == 0, "it is under way"
    assert tell(vinh_long, time.at + HOUR, send) == 1
    assert tries(vinh_long)[3:] == [("", "ordered_anew"), ("sms", "accepted")]


def test_no_second_way_is_taken_while_nobody_knows_the_outcome_of_the_first(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    """The platform took it, or did not; its window closes meanwhile; the worker dies between the two."""
    zalo = Noted("zalo", [Again("timeout")])
    send = connected(database, described(peer), zalo=zalo)
    case = vinh_long.sent(time.at, channel=Channel.ZALO, personal=CHAT)
    wrote(vinh_long, case, time.at + HOUR)
    assert tell(vinh_long, time.at, send) == 0

    class Died(BaseException):
        pass

    def dies(question: dict[str, Any]) -> Answer:
        raise Died

    dies.available = send.available  # type: ignore[attr-defined]
    with pytest.raises(Died):
        tell(vinh_long, time.at + 2 * HOUR, dies)
    assert tell(vinh_long, time.at + 2 * HOUR + CLAIMED, send) == 1
    assert len({message for _, message in zalo.given}) == 1, "one message, whatever was asked twice"
    assert (len(zalo.given), peer.heard) == (2, [])


def test_a_worker_that_died_with_a_fresh_notice_in_hand_has_it_sent_by_the_same_way(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    zalo = Noted("zalo")
    send = connected(database, described(peer), zalo=zalo)
    case = vinh_long.sent(time.at, channel=Channel.ZALO, personal=CHAT)
    wrote(vinh_long, case, time.at + MINUTE)

    class Died(BaseException):
        pass

    def dies(question: dict[str, Any]) -> Answer:
        send(question)
        raise Died

    dies.available = send.available  # type: ignore[attr-defined]
    with pytest.raises(Died):
        tell(vinh_long, time.at, dies)
    assert tell(vinh_long, time.at + CLAIMED + MINUTE, send) == 1, "the chat has closed meanwhile"
    assert (len(zalo.given), peer.heard) == (1, []), "the vault remembers that it was handed over"


def test_at_night_nothing_goes_out_but_what_is_urgent_and_waiting_costs_no_try(
    database: Server, vinh_long: TestProvince, peer: Peer
) -> None:
    evening, night, morning = at("2026-03-10 20:30"), at("2026-03-10 22:00"), at("2026-03-11 06:30")
    quiet, send = Quiet.read("21:00-06:30"), connected(database, described(peer))
    case = vinh_long.sent(evening)
    assert tell(vinh_long, night, send, quiet=quiet) == 0
    assert tell(vinh_long, morning - MINUTE, send, quiet=quiet) == 0
    assert (peer.heard, tries(vinh_long)) == ([], [])
    urgent = vinh_long.sent(evening)
    alarm(urgent, night)
    assert tell(vinh_long, night, send, quiet=quiet) >= 1
    assert all(urgent.code in each.body.decode() for each in peer.heard)
    assert tell(vinh_long, morning, send, quiet=quiet) == 1
    assert case.code in peer.heard[-1].body.decode()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT max(attempts) FROM messages_outbox WHERE case_id = %s", [case.id])
        assert cursor.fetchone() == (1,)


def test_the_vault_is_told_which_notices_are_urgent(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    send, asked = connected(database, described(peer)), {}

    def noting(question: dict[str, Any]) -> Answer:
        asked[question["code"]] = question["urgent"]
        return send(question)

    noting.available = send.available  # type: ignore[attr-defined]
    calm, urgent = vinh_long.sent(time.at), vinh_long.sent(time.at)
    alarm(urgent, time.at)
    tell(vinh_long, time.at, noting)
    assert asked == {calm.code: False, urgent.code: True}


def alarm(case: Any, moment: datetime) -> None:
    """The report is found to be urgent, and nobody has found otherwise."""
    with connections["owner"].cursor() as cursor:
        given = {"kind": "fire", "source": "officer", "raised_at": moment.isoformat(), "lowered_at": None}
        cursor.execute(
            "UPDATE cases_case SET state = jsonb_set(state, '{alarm}', %s::jsonb) WHERE id = %s",
            [json.dumps(given), case.id],
        )


def test_a_notice_that_a_conversation_tells_in_full_is_left_to_it_and_comes_back_if_it_fails(
    database: Server, vinh_long: TestProvince, time: Clock, peer: Peer
) -> None:
    zalo, where = Noted("zalo"), vinh_long.jurisdiction.id
    send = connected(database, described(peer), zalo=zalo)
    case = vinh_long.sent(time.at, channel=Channel.ZALO, personal=CHAT)
    wrote(vinh_long, case, time.at + 40 * HOUR)
    tell(vinh_long, time.at, send)
    for number, outcome in enumerate(("told", "failed", "never heard of")):
        moment = time.at + (1 + number) * HOUR
        order_of(vinh_long, case, "answered", moment)
        assert tell(vinh_long, moment, send) == 0, "held back"
        by = uuid.uuid4()
        with as_worker(), within(where):
            if outcome != "never heard of":
                told_elsewhere.take_over(
                    jurisdiction_id=where,
                    case_id=case.id,
                    templates=["answered"],
                    by=by,
                    until=moment + 30 * HOUR,
                )
            assert tell(vinh_long, moment + HELD_BACK, send) == 0
            if outcome == "told":
                told_elsewhere.told(jurisdiction_id=where, by=by, way="zalo", at=moment)
            elif outcome == "failed":
                told_elsewhere.hand_back(
                    jurisdiction_id=where, by=by, way="zalo", why="error -230", at=moment
                )
        assert tell(vinh_long, moment + HELD_BACK_IN_ALL, send) == (0 if outcome == "told" else 1)
    assert [way for _, way, *_ in orders(vinh_long)] == ["zalo", "zalo", "sms", "zalo"]
    assert (len(zalo.given), len(peer.heard)) == (2, 1)


def order_of(province: TestProvince, case: Any, template: str, moment: datetime) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO messages_outbox (jurisdiction_id, id, case_id, recipient_kind, recipient_id, template, "
            "context, made_at, due_at) VALUES (%s, %s, %s, 'sender', %s, %s, '{}', %s, %s)",
            [province.jurisdiction.id, uuid.uuid4(), case.id, case.sender.id, template, moment, moment],
        )


def test_a_letter_that_came_back_is_followed_by_the_next_way(
    database: Server, soc_trang: TestProvince, time: Clock, peer: Peer, server: MailServer
) -> None:
    soc_trang.sent(time.at, channel=Channel.EMAIL)
    send = connected(database, described(peer), email=way(server.port))
    assert tell(soc_trang, time.at, send) == 1
    [letter] = server.letters
    order_id = uuid.UUID(letter["Message-ID"].strip("<>").partition("@")[0])
    with as_worker():
        for message_id in (order_id, order_id, uuid.uuid4()):  # told twice, and of what is none of ours
            undelivered.bounced(message_id, jurisdiction_id=soc_trang.jurisdiction.id, at=time.at + HOUR)
    assert tell(soc_trang, time.at + HOUR, send) == 1
    assert (len(server.letters), len(peer.heard)) == (1, 1)


def test_six_hours_without_mail_server_and_gateway_lose_nothing_and_double_nothing_and_the_desk_sees_it(
    database: Server, soc_trang: TestProvince, time: Clock, peer: Peer, server: MailServer
) -> None:
    """Reports keep coming; the way to the app goes on all the while; afterwards everything flows."""
    where, push = soc_trang.jurisdiction.id, Noted("name")
    by_mail, by_text = way(server.port), described(peer)
    send = connected(database, by_text, email=by_mail, push=push)
    server.stop()
    works = peer.says[:]
    peer.will_say((503, {}))
    for minute in range(0, 360, 30):
        moment = time.at + timedelta(minutes=minute)
        for number, channel in enumerate((Channel.EMAIL, Channel.WEB, Channel.APP)):
            phone = f"09{minute:04}{number}123"
            soc_trang.sent(moment, channel=channel, personal={**PERSONAL, "phone": phone})
        for second in range(4):
            tell(soc_trang, moment + timedelta(seconds=second), send)
        shown = {each.way for each in undelivered.silent(jurisdiction_id=where, at=moment)}
        assert shown == ({"email", "sms"} if minute else set()), f"after {minute} minutes"
    assert len(push.given) == 12, "what has another way is not held up"
    assert undelivered.waiting(jurisdiction_id=where) == 24
    server.start()
    peer.says[:] = works
    told_before, moment = len(peer.heard), time.at + 6 * HOUR
    for _ in range(6):
        moment += notices.SHUNNED
        tell(soc_trang, moment, send)
    assert undelivered.waiting(jurisdiction_id=where) == 0
    assert undelivered.silent(jurisdiction_id=where, at=moment) == []
    assert all(delivered and not lost for *_, delivered, lost in orders(soc_trang))
    taken = [each.headers["Idempotency-Key"] for each in peer.heard[told_before:]]
    assert (len(taken), len(set(taken))) == (12, 12)
    letters = [letter["Message-ID"] for letter in server.letters]
    assert (len(letters), len(set(letters))) == (12, 12)


def test_finding_the_next_notice_and_the_lost_ones_reads_no_delivered_one(
    vinh_long: TestProvince, time: Clock
) -> None:
    """Years of delivered notices lie in the table; the plans read the indexes of what waits and of what was lost."""
    where = vinh_long.jurisdiction.id
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO messages_outbox (jurisdiction_id, id, recipient_kind, template, context, made_at, due_at, "
            "delivered_at) SELECT %s, gen_random_uuid(), 'sender', 'accepted', '{}', %s, %s, %s "
            "FROM generate_series(1, 20000)",
            [where, time.at, time.at, time.at],
        )
        try:
            cursor.execute("ANALYZE messages_outbox")
            claim = {"at": time.at, "wanted": notices.WANTED, "claimed": CLAIMED, "most": 500}
            lost = {"jurisdiction": where, "at": None, "id": None, "limit": undelivered.PAGE}
            for statement, given, index in (
                (notices._CLAIM, claim, "messages_outbox_waiting"),
                (notices._GIVE_UP, claim, "messages_outbox_waiting"),
                (undelivered._GIVEN_UP, lost, "messages_outbox_given_up"),
                (undelivered._SILENT, {"jurisdiction": where, "since": time.at}, "messages_outbox_waiting"),
            ):
                cursor.execute("EXPLAIN " + statement, given)
                plan = "\n".join(row[0] for row in cursor.fetchall())
                assert index in plan, plan
                assert "Seq Scan on messages_outbox" not in plan, plan
        finally:
            cursor.execute(
                "DELETE FROM messages_outbox WHERE jurisdiction_id = %s AND case_id IS NULL", [where]
            )
