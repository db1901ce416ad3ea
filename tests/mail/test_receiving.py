"""What becomes of a message: once, whatever way and however often it came; nothing answered that no person wrote."""

import random
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connections
from tests.conftest import Clock
from tests.mail.letters import OUR_ADDRESS, bounce, letter, mutated
from tests.province import PERSONAL, TestCase, TestProvince
from tests.working import as_worker

from paht.cases import operations, queries
from paht.doors.email import chores
from paht.mail import operations as drafts
from paht.mail import queries as mail
from paht.mail import raws, replying
from paht.mail.mailboxes import Mailbox
from paht.mail.reading.letter import read as read_letter
from paht.mail.receiving import MOST_A_DAY, MOST_OF_A_DOMAIN, counted
from paht.mail.sources import Fetched
from paht.messages import inbox
from paht.messages.gateway import Accepted, Again, Answer
from paht.people import vault
from paht.walls.here import within

OPEN = ("open", "asked")


@pytest.fixture
def comes(time: Clock) -> Callable[..., None]:
    """A message comes and is dealt with: ``comes(province, raw)``."""

    def come(province: TestProvince, *raws_: bytes, trusted: str = "", reads: bool = True) -> None:
        mailbox = Mailbox(province.jurisdiction.id, "test", OUR_ADDRESS, trusted=trusted)
        with as_worker():
            for raw in raws_:
                with within(province.jurisdiction.id):
                    raws.keep(mailbox, Fetched(uuid.uuid4().hex, raw), now=time.at)
            while reads and chores.read_mail(now=lambda: time.at):
                pass

    return come


def drafts_of(province: TestProvince, *states: str) -> list[mail.Draft]:
    return mail.drafts(jurisdiction_id=province.jurisdiction.id, states=states or OPEN)


def apart(province: TestProvince) -> list[str]:
    return [each.became for each in mail.letters_apart(jurisdiction_id=province.jurisdiction.id)]


def words_of(province: TestProvince, draft: mail.Draft) -> list[dict[str, str]]:
    letters = mail.letters_of(jurisdiction_id=province.jurisdiction.id, draft_id=draft.id)
    fields = frozenset({"email", "name", "subject", "description", "quoted"})
    opened = vault.look(
        jurisdiction_id=province.jurisdiction.id,
        record_ids=[each.record for each in letters],
        fields=fields,
        actor_id="system",
        purpose="thử",
    )
    return [opened[each.record] for each in letters]


class Post:
    """Takes our letters as the vault would hand them over."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.is_away = False

    def __call__(self, question: dict[str, Any]) -> Answer:
        if self.is_away:
            return Again("ConnectionRefusedError")
        self.sent.append(question)
        return Accepted()

    def goes_out(self, time: Clock) -> int:
        with as_worker():
            # Other tests' letters wait, too: each round takes so many.
            return sum(replying.send_replies(now=time.at, send=self) for _ in range(5))


def asked(province: TestProvince, time: Clock, draft: mail.Draft) -> dict[str, Any]:
    """The question to the vault for the letter that asks for what is missing."""
    assert (
        drafts.ask(
            jurisdiction=province.jurisdiction,
            draft_id=draft.id,
            missing=["phone", "place"],
            by=uuid.UUID(province.intake.id),
            now=time.at,
        )
        is None
    )
    post = Post()
    post.goes_out(time)
    return next(each for each in post.sent if each["jurisdiction"] == province.jurisdiction.id)


@pytest.mark.clause("ST.7.2.email")
def test_a_letter_with_photos_is_a_draft_with_its_words_in_the_vault_and_its_files_kept(
    soc_trang: TestProvince, comes: Callable[..., None]
) -> None:
    comes(soc_trang, letter(photos=2))
    (draft,) = drafts_of(soc_trang)
    assert (draft.kind, draft.state, draft.files) == ("report", "open", 2)
    (words,) = words_of(soc_trang, draft)
    assert (words["email"], words["name"], words["subject"]) == (
        "buoi@vidu.vn",
        "Nguyễn Thị Bưởi",
        "Ổ gà trên đường Lê Lợi",
    )
    assert "ổ gà rất sâu" in words["description"]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT string_agg(d::text, '') FROM mail_draft d WHERE jurisdiction_id = %(j)s) || "
            "(SELECT string_agg(l::text, '') FROM mail_letter l WHERE jurisdiction_id = %(j)s)",
            {"j": soc_trang.jurisdiction.id},
        )
        ((rows,),) = cursor.fetchall()
    assert not any(each in rows for each in ("buoi", "Bưởi", "Lê Lợi", "ổ gà"))


def test_the_same_message_under_other_numbers_and_with_other_headers_above_is_one_draft(
    soc_trang: TestProvince, comes: Callable[..., None]
) -> None:
    raw = letter()
    again = [raw, b"Received: from elsewhere\r\n" + raw, raw.replace(b"\n", b"\r\n")] * 3
    random.Random(6).shuffle(again)
    comes(soc_trang, *again)
    assert len(drafts_of(soc_trang)) == 1
    comes(
        soc_trang,
        letter(message_id="", text="Không có mã thư."),
        letter(message_id="", text="Không có mã thư."),
    )
    comes(soc_trang, letter(text="Cùng mã thư, nội dung khác."))
    assert len(drafts_of(soc_trang)) == 3


def test_a_crash_after_the_letter_was_written_makes_no_second_draft(
    soc_trang: TestProvince, comes: Callable[..., None], time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled = inbox._settle
    with monkeypatch.context() as patch:
        patch.setattr(inbox, "_settle", lambda *_, **__: None)
        comes(soc_trang, letter())
    assert inbox._settle is settled
    time.forward(minutes=2)
    comes(soc_trang)
    assert len(drafts_of(soc_trang)) == 1


@pytest.mark.parametrize(
    ("raw", "became"),
    [
        (bounce("<1@tinh.test>"), "bounce"),
        (letter(Auto_Submitted="auto-replied"), "automatic"),
        (letter(List_Id="<tin.vidu.vn>"), "bulk"),
        (letter(sender="x"), "nobody"),
        (letter(sender=OUR_ADDRESS), "own"),
    ],
)
def test_what_no_person_wrote_is_named_and_neither_a_draft_nor_answered(
    soc_trang: TestProvince, comes: Callable[..., None], raw: bytes, became: str
) -> None:
    comes(soc_trang, raw)
    assert (apart(soc_trang), drafts_of(soc_trang)) == ([became], [])


def test_one_address_opens_so_many_drafts_a_day_and_further_letters_are_refused_by_name(
    soc_trang: TestProvince, comes: Callable[..., None]
) -> None:
    comes(soc_trang, *(letter(message_id=f"<{n}@vidu.vn>", text=f"Việc {n}") for n in range(MOST_A_DAY + 2)))
    comes(soc_trang, letter(sender="khac@vidu.vn", message_id="<k@vidu.vn>"))
    assert len(drafts_of(soc_trang)) == MOST_A_DAY + 1
    assert apart(soc_trang) == ["too_often"] * 2


def forged(n: int, *, network: str = "203.0.113.7", **more: str) -> bytes:
    """A letter under somebody else's address, as our own server passed it on."""
    headers = {
        "Received": f"from [198.51.100.{n}] (mail.xau.test [{network}]) by mx.tinh.vn with ESMTP id {n}",
        "Authentication_Results": "mx.tinh.vn; spf=pass smtp.mailfrom=ke@xau.test; dkim=none",
    }
    return letter(message_id=f"<gia-{n}@xau.test>", text=f"Việc giả {n}", **(headers | more))


def own(n: int, results: str) -> bytes:
    return letter(
        message_id=f"<that-{n}@vidu.vn>",
        text=f"Việc thật {n}",
        Authentication_Results=f"mx.tinh.vn; {results}",
    )


def test_letters_under_a_forged_address_use_up_nothing_of_the_real_senders_day(
    soc_trang: TestProvince, comes: Callable[..., None]
) -> None:
    comes(soc_trang, *(forged(n) for n in range(MOST_A_DAY + 3)), trusted="mx.tinh.vn")
    assert apart(soc_trang) == ["too_often"] * 3, "the network has its own measure"
    real = ["dkim=pass header.d=vidu.vn", "spf=pass smtp.mailfrom=buoi@vidu.vn", "dmarc=pass"]
    comes(soc_trang, *(own(n, each) for n, each in enumerate(real)), trusted="mx.tinh.vn")
    assert len(drafts_of(soc_trang)) == MOST_A_DAY + 3
    comes(soc_trang, forged(90, network="2001:db8::1"), trusted="mx.tinh.vn")
    assert len(apart(soc_trang)) == 3, "another network"


@pytest.mark.parametrize(
    "results",
    [
        "dkim=pass header.d=xau.test",
        "dkim=pass header.d=xau.vidu.vn",
        "dkim=pass header.d=vn",
        "dkim=fail header.d=vidu.vn",
        "dkim=pass header.d=vidu.vn; dmarc=fail",
        "spf=pass smtp.mailfrom=vidu.vn.xau.test",
        'spf=pass smtp.mailfrom="a; dkim=pass header.d=vidu.vn; x"@xau.test',
    ],
)
def test_a_pass_of_another_domain_does_not_prove_the_address(results: str) -> None:
    found = read_letter(own(1, results), trusted="mx.tinh.vn")
    assert not found.is_senders
    assert counted(found, trusted="mx.tinh.vn") == ("domain vidu.vn", MOST_OF_A_DOMAIN)
    assert counted(read_letter(own(1, "dmarc=pass")), trusted="") == ("buoi@vidu.vn", MOST_A_DAY)


@pytest.mark.parametrize(
    ("received", "network"),
    [
        ("from x (a.test [203.0.113.7]) by mx.tinh.vn (Postfix) with ESMTP", "203.0.113.7"),
        ("from [9.9.9.9] (a.test [203.0.113.7]) by mx.tinh.vn with ESMTP", "203.0.113.7"),
        ("from [203.0.113.7] (helo=[9.9.9.9]) by mx.tinh.vn with esmtp (Exim)", "203.0.113.7"),
        ("from x (a.test [IPv6:2001:db8:1:2::7])\n by mx.tinh.vn with ESMTP", "2001:db8:1:2::/64"),
        ("from x (a.test [203.0.113.7]) by mx.xau.test with ESMTP", ""),
        ("from x by mx.tinh.vn with ESMTP", ""),
    ],
)
def test_the_network_is_the_one_that_our_own_server_saw(received: str, network: str) -> None:
    raw = f"Received: {received}\nReceived: from y ([1.2.3.4]) by mx.xau.test\n".encode() + letter()
    assert read_letter(raw, trusted="mx.tinh.vn").network == network


def test_the_sender_is_asked_at_most_so_often_and_a_reply_comes_to_the_draft(
    soc_trang: TestProvince, comes: Callable[..., None], time: Clock
) -> None:
    comes(soc_trang, letter())
    (draft,) = drafts_of(soc_trang)
    question = asked(soc_trang, time, draft)
    assert question["missing"] == ["phone", "place"]
    assert drafts_of(soc_trang)[0].state == "asked"

    def again() -> object:
        return drafts.ask(
            jurisdiction=soc_trang.jurisdiction,
            draft_id=draft.id,
            missing=["phone"],
            by=uuid.UUID(soc_trang.intake.id),
            now=time.at,
        )

    assert again() is not None, "asked just now"
    time.forward(hours=1)
    by_header = letter(
        message_id="<2@vidu.vn>", text="Số tôi 0912 345 678", In_Reply_To=f"<{question['message']}@tinh.vn>"
    )
    by_subject = letter(
        message_id="<3@vidu.vn>", text="Ở xã A", subject=f"Re: x [thu-{question['token'].upper()}]"
    )
    comes(soc_trang, by_header, by_subject)
    (draft,) = drafts_of(soc_trang)
    assert (draft.state, draft.letters) == ("open", 3)
    for _ in range(drafts.MOST_ASKS - 1):
        time.forward(hours=5)
        assert again() is None
    time.forward(hours=5)
    assert again() is not None, "often enough"


@pytest.mark.clause("VL.8.2.4")
def test_a_draft_ends_when_the_term_for_a_supplement_has_passed_and_not_before(
    vinh_long: TestProvince, comes: Callable[..., None], time: Clock
) -> None:
    comes(vinh_long, letter())
    (draft,) = drafts_of(vinh_long)
    asked(vinh_long, time, draft)
    (draft,) = drafts_of(vinh_long)
    assert draft.due_at is not None
    # Two working days from Wednesday 10:00.
    assert draft.due_at.isoformat() == "2026-11-20T03:00:00+00:00"
    time.at = draft.due_at
    time.forward(seconds=-1)
    with as_worker():
        drafts.lapse(now=time.at)
        assert drafts_of(vinh_long)[0].state == "asked"
        drafts.lapse(now=time.forward(seconds=1))
    assert [each.state for each in drafts_of(vinh_long, "lapsed")] == ["lapsed"]


def test_a_mail_server_away_for_six_hours_delays_a_letter_and_neither_loses_nor_doubles_it(
    soc_trang: TestProvince, comes: Callable[..., None], time: Clock
) -> None:
    comes(soc_trang, letter())
    (draft,) = drafts_of(soc_trang)
    post = Post()
    post.is_away = True
    drafts.ask(
        jurisdiction=soc_trang.jurisdiction,
        draft_id=draft.id,
        missing=["phone"],
        by=uuid.UUID(soc_trang.intake.id),
        now=time.at,
    )
    for _ in range(36):
        post.goes_out(time)
        time.forward(minutes=10)
    (reply,) = mail.replies_of(jurisdiction_id=soc_trang.jurisdiction.id, draft_id=draft.id)
    assert (reply.sent_at, reply.given_up_at, reply.problem) == (None, None, "ConnectionRefusedError")
    post.is_away = False
    time.forward(hours=1)
    post.goes_out(time)
    post.goes_out(time)
    assert [each["jurisdiction"] for each in post.sent].count(soc_trang.jurisdiction.id) == 1


def test_a_bounce_of_our_letter_is_seen_at_its_draft_and_answers_nothing(
    soc_trang: TestProvince, comes: Callable[..., None], time: Clock
) -> None:
    comes(soc_trang, letter())
    (draft,) = drafts_of(soc_trang)
    question = asked(soc_trang, time, draft)
    comes(soc_trang, bounce(f"<{question['message']}@tinh.vn>"))
    (reply,) = mail.replies_of(jurisdiction_id=soc_trang.jurisdiction.id, draft_id=draft.id)
    assert reply.bounced_at is not None
    assert drafts_of(soc_trang)[0].state == "asked"


def test_every_listener_hears_of_a_message_that_came_back_once_and_of_none_that_is_late(
    soc_trang: TestProvince, comes: Callable[..., None], monkeypatch: pytest.MonkeyPatch, time: Clock
) -> None:
    notice, heard = uuid.uuid4(), []

    def outbox(message_id: uuid.UUID, *, jurisdiction_id: int, at: datetime) -> None:
        heard.append((message_id, jurisdiction_id, at))

    monkeypatch.setattr(chores, "BOUNCED", (*chores.BOUNCED, outbox))
    comes(soc_trang, bounce(f"<{uuid.uuid4()}@tinh.vn>").replace(b"Action: failed", b"Action: delayed"))
    assert heard == []
    raw = bounce(f"<{notice}@tinh.vn>").replace(b"<dsn-1@", b"<dsn-2@")
    comes(soc_trang, raw, raw)
    assert heard == [(notice, soc_trang.jurisdiction.id, time.at)]
    comes(soc_trang, bounce("<thu-cua-ai@vidu.vn>").replace(b"<dsn-1@", b"<dsn-3@"))
    assert len(heard) == 1, "not a message of ours"
    assert apart(soc_trang) == ["bounce"] * 3


def asks_supplement(case: TestCase, time: Clock) -> None:
    edition = case.province.jurisdiction.edition
    step = case.step(case.province.intake, time.at)
    ground = edition.supplement_grounds[0].key
    done = operations.request_supplement(step, grounds=[ground], guidance="Xin bổ sung ảnh rõ hơn.")
    assert isinstance(done, operations.Done), done


def notice_of(case: TestCase) -> str:
    """The identifier of a notice that the sender of the case had from us."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM messages_outbox WHERE jurisdiction_id = %s AND case_id = %s AND recipient_kind = 'sender' "
            "LIMIT 1",
            [case.province.jurisdiction.id, case.id],
        )
        ((found,),) = cursor.fetchall()
    return f"<{found}@tinh.vn>"


def stage(case: TestCase) -> Any:
    return queries.case_alone(jurisdiction_id=case.province.jurisdiction.id, case_id=case.id)


def test_the_senders_reply_supplements_while_a_supplement_is_asked(
    province: TestProvince, comes: Callable[..., None], time: Clock
) -> None:
    case = province.sent(time.at)
    asks_supplement(case, time)
    raw = letter(
        text="Tôi gửi thêm ảnh.", photos=1, In_Reply_To=notice_of(case), sender=PERSONAL["email"].upper()
    )
    comes(province, raw, raw)
    assert apart(province) == ["supplement"]
    assert len(stage(case).files) == 2
    assert drafts_of(province) == []


def test_the_senders_reply_to_an_answer_is_an_interaction(
    province: TestProvince, comes: Callable[..., None], time: Clock
) -> None:
    case = province.sent(time.at).published(time.at)
    comes(province, letter(text="Chỗ này vẫn còn hư.", In_Reply_To=notice_of(case)))
    assert apart(province) == ["interaction"]


@pytest.mark.parametrize(
    ("who", "how"),
    [("la@vidu.vn", "reply"), ("buoi@vidu.vn", "code"), ("buoi@vidu.vn", "failed")],
)
def test_a_stranger_or_whoever_knows_the_code_alone_adds_nothing_by_themselves(
    soc_trang: TestProvince, comes: Callable[..., None], time: Clock, who: str, how: str
) -> None:
    case = soc_trang.sent(time.at)
    asks_supplement(case, time)
    more = {"subject": f"Bổ sung {case.code}"} if how == "code" else {"In_Reply_To": notice_of(case)}
    if how == "failed":
        more["Authentication_Results"] = "mx.tinh.vn; dmarc=fail"
    comes(soc_trang, letter(sender=who, text="Tôi gửi thêm.", **more), trusted="mx.tinh.vn")
    (draft,) = drafts_of(soc_trang)
    assert (draft.kind, draft.case_id, draft.code) == ("note", case.id, case.code)
    assert len(stage(case).files) == 1


def test_a_letter_to_a_case_in_hand_waits_for_an_officer(
    soc_trang: TestProvince, comes: Callable[..., None], time: Clock
) -> None:
    case = soc_trang.sent(time.at)
    comes(soc_trang, letter(text="Bao giờ xong?", In_Reply_To=notice_of(case)))
    (draft,) = drafts_of(soc_trang)
    assert draft.kind == "note"
    by = uuid.UUID(soc_trang.intake.id)
    assert drafts.done(
        jurisdiction_id=soc_trang.jurisdiction.id, draft_id=draft.id, note=" ", by=by, now=time.at
    )
    kept = "Đã gọi lại 0912345678."
    drafts.done(jurisdiction_id=soc_trang.jurisdiction.id, draft_id=draft.id, note=kept, by=by, now=time.at)
    assert drafts_of(soc_trang, "done")[0].reason == "Đã gọi lại [đã ẩn số điện thoại]."


def test_two_hundred_broken_letters_are_each_a_draft_or_a_named_refusal(
    soc_trang: TestProvince, comes: Callable[..., None]
) -> None:
    chance = random.Random(2026)
    whole = [letter(), bounce("<1@tinh.test>"), letter(text="On x wrote:\n> y", sender="ai@vidu.vn")]
    comes(soc_trang, *(mutated(chance.choice(whole), chance) for _ in range(200)))
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT state, count(*) FROM messages_inbox WHERE jurisdiction_id = %s GROUP BY state",
            [soc_trang.jurisdiction.id],
        )
        assert dict(cursor.fetchall()) == {"done": 200}
