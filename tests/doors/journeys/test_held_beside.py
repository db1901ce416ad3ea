"""What is held of a sender beside their report (chats, letters, calls, an account): shown, closed, erased with it."""

import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from tests.calls import test_recordings as recording
from tests.calls.conftest import Connect, connect
from tests.calls.ringing_peers import Ari, asterisk, wav
from tests.conftest import Clock
from tests.conversations import chats
from tests.conversations.test_chats import account_of, case_of
from tests.doors.citizen.pages import Citizen
from tests.doors.journeys.data_subjects import (
    OWN,
    YEARS,
    CitizenOf,
    Sits,
    act,
    address,
    asks,
    installed,
    officer,
    page,
    proves,
    words,
)
from tests.mail.letters import letter
from tests.mail.test_receiving import comes, drafts_of, notice_of
from tests.people.citizens import PHONE, claimed, session_of
from tests.people.citizens import citizen as signed_in
from tests.person import code
from tests.province import PERSONAL, TestCase, TestProvince
from tests.working import as_worker

from paht.calls import operations as calls
from paht.cases.beside import Whose, held_beside
from paht.cases.erasing import goes_with, waits_beside
from paht.cases.queries import Detail, followed
from paht.doors.pages import erasures
from paht.installation.postgres import Server
from paht.mail import operations as drafts
from paht.people import app_sessions, citizen_sessions, citizens, forgetting, reaching, wishes
from paht.people.actors import Official
from paht.people.erasures import replay, replay_is_due
from paht.people.vault import look

__all__ = ["comes", "connect"]
FIELDS = frozenset(
    {"name", "phone", "email", "address", "identity_number", "description", "content", "state", "to", "said"}
)


@pytest.fixture(autouse=True)
def installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A gateway is connected, reports are kept for five years, and the ledger of erasures is this test's own."""
    installed(monkeypatch, tmp_path)


@pytest.fixture
def peer() -> Iterator[chats.Platform]:
    with chats.platform_peer() as platform:
        yield platform


@pytest.fixture
def ari() -> Iterator[Ari]:
    with asterisk() as found:
        yield found


def still_opens(province: TestProvince, *wanted: str) -> list[str]:
    """What of these words is still in a record of the province that the vault can open."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM people_vault_record WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        records = [row[0] for row in cursor.fetchall()]
    opened = look(
        jurisdiction_id=province.jurisdiction.id,
        record_ids=records,
        fields=FIELDS,
        actor_id="system",
        purpose="thử",
    )
    held = "\n".join(value for fields in opened.values() for value in fields.values())
    return [each for each in wanted if each in held or each.replace(" ", "") in held]


def erases(
    province: TestProvince, citizen: Citizen, case: TestCase, sits: Sits, time: Clock, *, phone: str = PHONE
) -> None:
    """The sender asks for it when the years are over, and the officer does it."""
    boss = officer(province, time)
    time.forward(days=YEARS * 365 + 3)
    assert proves(citizen, case, phone=phone).status_code == 303
    asks(citizen, "see")
    assert asks(citizen, "delete", note="Xin xóa.").status_code == 303
    desk = sits(province, boss)
    answer = act(desk, address(desk), "xoa", otp=code(), note="Đã xóa.")
    assert answer.status_code == 302, words(answer)


def chatted(
    province: TestProvince,
    time: Clock,
    peer: chats.Platform,
    monkeypatch: pytest.MonkeyPatch,
    *,
    many: int = 1,
) -> tuple[chats.Citizen, list[TestCase]]:
    """Somebody who sends reports on Zalo, each of which is published but the last."""
    account = account_of("zalo", province, peer, monkeypatch)
    person, cases = chats.Citizen(account, "9007199254740993", time.at, peer.url), []
    for number in range(1, many + 1):
        person.at = time.at
        # The same number each time, so that both are one sender's.
        for event in [*person.whole(province, number)[:3], *person.whole(province, 1)[3:]]:
            assert person.posts(event) == 200
        chats.rounds(time.at)
        chats.rounds(time.forward(seconds=3))
        cases.append(case_of(province, chats.said_to(province)[-1]["text"]))
        time.forward(hours=30)
    return person, cases


def details_of(*cases: TestCase) -> list[Detail]:
    found = [followed(jurisdiction_id=each.province.jurisdiction.id, code=each.code) for each in cases]
    return [detail for detail in found if detail is not None]


CHAT_PHONE = "0912000001"


@pytest.mark.clause("VL.19.1", "VL.22.1")
def test_a_conversation_is_in_the_extract_of_its_report_and_goes_with_its_erasure_in_every_version(
    vinh_long: TestProvince,
    citizen_of: CitizenOf,
    sits: Sits,
    time: Clock,
    peer: chats.Platform,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, (case,) = chatted(vinh_long, time, peer, monkeypatch)
    case.published(time.at)
    chats.rounds(time.at)
    citizen = citizen_of(vinh_long)
    assert set(still_opens(vinh_long, CHAT_PHONE, "9007199254740993")) == {CHAT_PHONE, "9007199254740993"}
    assert proves(citizen, case, phone=CHAT_PHONE).status_code == 303
    asks(citizen, "see")
    shown = page(citizen, f"{OWN}ban-trich")
    assert f"Phản ánh liên quan {case.code}" in shown
    assert "ông/bà: Ổ gà lớn số 1 giữa đường" in shown
    assert "hệ thống:" in shown
    erases(vinh_long, citizen, case, sits, time, phone=CHAT_PHONE)
    assert still_opens(vinh_long, CHAT_PHONE, "9007199254740993", "Ổ gà lớn số 1") == []
    shown = page(citizen, f"{OWN}ban-trich")
    assert "Ổ gà lớn số 1" not in shown
    assert shown.count("không ai mở được nữa") == 2, "the report and the conversation"
    (held,) = held_beside(Whose(vinh_long.jurisdiction.id, [case.id]))
    noted = {record for each in erasures.ledger().read() for record in each.record_ids}
    assert held.records <= noted, "and after a restore they are erased again"


@pytest.mark.clause("VL.19.1", "VL.22.1")
def test_a_conversation_about_two_reports_goes_with_the_last_of_them(
    vinh_long: TestProvince, time: Clock, peer: chats.Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (first, second) = chatted(vinh_long, time, peer, monkeypatch, many=2)
    here = vinh_long.jurisdiction.id
    assert goes_with(here, details_of(first)) == []
    assert len(goes_with(here, details_of(first, second))) == 1


def test_who_erased_their_conversation_begins_another_by_writing_again(
    vinh_long: TestProvince,
    citizen_of: CitizenOf,
    sits: Sits,
    time: Clock,
    peer: chats.Platform,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person, (case,) = chatted(vinh_long, time, peer, monkeypatch)
    case.published(time.at)
    erases(vinh_long, citizen_of(vinh_long), case, sits, time, phone=CHAT_PHONE)
    person.at = time.at
    before = len(chats.reports_of(vinh_long))
    for event in person.whole(vinh_long, 1):
        assert person.posts(event) == 200
    chats.rounds(time.at)
    chats.rounds(time.forward(seconds=3))
    for word in ("new", "declare"):
        assert person.posts(person.tap(word)) == 200
        chats.rounds(time.at)
        chats.rounds(time.forward(seconds=3))
    assert len(chats.reports_of(vinh_long)) == before + 1


@pytest.mark.clause("ST.5.1", "VL.22.1")
def test_a_call_is_in_the_extract_and_its_number_recording_and_messages_go_with_the_report(
    province: TestProvince, citizen_of: CitizenOf, sits: Sits, time: Clock, connect: Connect, ari: Ari
) -> None:
    ari.recorded["/ghi/1.wav"] = wav()
    recording.recorded(province, time, connect, ari)
    assert recording.fetch(time) == 1
    case = province.sent(time.at).published(time.at)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT id, file_id FROM calls_call WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        ((call, file),) = cursor.fetchall()
    staff = Official(
        uuid.UUID(province.intake.id), province.jurisdiction.id, "Cán bộ", frozenset(), None, "Trung tâm"
    )
    calls.link(staff, call_id=call, case_id=case.id, at=time.at)
    calls.heard(staff, call_id=call, at=time.at)
    citizen = citizen_of(province)
    proves(citizen, case)
    asks(citizen, "see")
    shown = page(citizen, f"{OWN}ban-trich")
    assert "Cuộc gọi lúc" in shown
    assert "Bản ghi âm được lưu giữ 1" in shown
    erases(province, citizen, case, sits, time)
    assert still_opens(province, PERSONAL["phone"], "/ghi/1.wav") == []
    noted = {record for each in erasures.ledger().read() for record in each.record_ids}
    assert file in noted, "the recording's key"


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_a_strangers_call_about_a_report_and_a_chat_with_anothers_report_are_not_shown_to_its_sender(
    vinh_long: TestProvince,
    citizen_of: CitizenOf,
    time: Clock,
    connect: Connect,
    peer: chats.Platform,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = account_of("zalo", vinh_long, peer, monkeypatch)
    person = chats.Citizen(account, "9007199254740993", time.at, peer.url)
    cases = []
    for number in (1, 2):
        person.at = time.at
        for event in person.whole(vinh_long, number):
            assert person.posts(event) == 200
        chats.rounds(time.at)
        chats.rounds(time.forward(seconds=3))
        cases.append(case_of(vinh_long, chats.said_to(vinh_long)[-1]["text"]))
        time.forward(hours=30)
    connect(vinh_long).tell("c-1", "ended", at=time.at.isoformat(), number="0987654321")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT id FROM calls_call WHERE jurisdiction_id = %s", [vinh_long.jurisdiction.id])
        ((call,),) = cursor.fetchall()
    staff = Official(
        uuid.UUID(vinh_long.intake.id), vinh_long.jurisdiction.id, "Cán bộ", frozenset(), None, "Trung tâm"
    )
    calls.link(staff, call_id=call, case_id=cases[0].id, at=time.at)
    citizen = citizen_of(vinh_long)
    assert proves(citizen, cases[0], phone=CHAT_PHONE).status_code == 303
    asks(citizen, "see")
    shown = page(citizen, f"{OWN}ban-trich")
    assert "Ổ gà lớn số 1" in shown
    assert "0987654321" not in shown
    assert "Ổ gà lớn số 2" not in shown
    assert "0912000002" not in shown


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_a_letter_of_the_sender_is_in_the_extract_and_a_strangers_is_not(
    province: TestProvince, citizen_of: CitizenOf, time: Clock, comes: Callable[..., None]
) -> None:
    case = province.sent(time.at).published(time.at)
    comes(province, letter(text="Chỗ này vẫn còn hư.", In_Reply_To=notice_of(case)))
    comes(province, letter(sender="la@vidu.vn", text="Tôi ở cạnh đó.", subject=f"Bổ sung {case.code}"))
    citizen = citizen_of(province)
    proves(citizen, case)
    asks(citizen, "see")
    shown = page(citizen, f"{OWN}ban-trich")
    assert "Thư điện tử ngày" in shown
    assert "Chỗ này vẫn còn hư." in shown
    assert "la@vidu.vn" not in shown, "who wrote about somebody else's report is not theirs to see"
    assert "Tôi ở cạnh đó" not in shown


@pytest.mark.clause("ST.5.1", "VL.22.1")
def test_letters_go_with_the_report_they_were_about_once_an_officer_has_dealt_with_them(
    province: TestProvince,
    citizen_of: CitizenOf,
    sits: Sits,
    time: Clock,
    comes: Callable[..., None],
) -> None:
    case, here = province.sent(time.at).published(time.at), province.jurisdiction.id
    comes(province, letter(text="Tôi gửi thêm ảnh.", photos=1, In_Reply_To=notice_of(case)))
    (draft,) = drafts_of(province)
    (held,) = waits_beside(here, details_of(case))
    assert (held.kind, goes_with(here, details_of(case))) == ("letter", [])
    drafts.done(
        jurisdiction_id=here,
        draft_id=draft.id,
        note="Đã gọi lại.",
        by=uuid.UUID(province.intake.id),
        now=time.at,
    )
    erases(province, citizen_of(province), case, sits, time)
    assert still_opens(province, "Tôi gửi thêm ảnh", PERSONAL["email"]) == []
    noted = {record for each in erasures.ledger().read() for record in each.record_ids}
    assert held.files <= noted


def test_a_voice_message_that_nobody_has_heard_is_not_erased_under_the_officers_hands(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    teller = connect(soc_trang)
    teller.tell("c-1", "ringing", at=time.at.isoformat(), number="0912345678", queue="loi-nhan")
    case = soc_trang.sent(time.at).published(time.at)
    here, sender = soc_trang.jurisdiction.id, uuid.UUID(case.sender.id)
    (held,) = held_beside(Whose(here, [case.id], [sender]))
    assert (held.kind, held.is_open, held.cases) == ("call", True, frozenset())
    assert goes_with(here, details_of(case), senders=[sender]) == []


@pytest.mark.clause("VL.19.1")
def test_restricting_closes_the_number_of_a_call_and_the_writer_of_a_letter_but_not_what_was_reported(
    vinh_long: TestProvince, citizen_of: CitizenOf, sits: Sits, time: Clock, comes: Callable[..., None]
) -> None:
    case, citizen = vinh_long.sent(time.at), citizen_of(vinh_long)
    comes(vinh_long, letter(text="Bao giờ xong?", In_Reply_To=notice_of(case)))
    boss = officer(vinh_long, time)
    proves(citizen, case)
    assert asks(citizen, "restrict", note="Không cho ai xem.").status_code == 303
    desk = sits(vinh_long, boss)
    assert act(desk, address(desk), "thuc-hien", note="Đã hạn chế.").status_code == 302
    intake = sits(vinh_long, vinh_long.intake)
    (at,) = set(re.findall(r"/desk/thu/[0-9a-f-]{36}/", intake.text("/desk/thu/")))
    shown = intake.text(at)
    assert "Bao giờ xong?" in shown
    assert PERSONAL["email"] not in shown
    assert "hạn chế xử lý" in shown


@pytest.mark.clause("VL.22.1")
def test_with_everything_erased_the_account_is_closed_and_opens_anew_as_a_strangers(
    vinh_long: TestProvince, citizen_of: CitizenOf, sits: Sits, time: Clock
) -> None:
    here, boss = vinh_long.jurisdiction.id, officer(vinh_long, time)
    claimed(vinh_long.sent(time.at).published(time.at), time.at)
    time.forward(days=YEARS * 365 + 3)
    who, citizen = signed_in(vinh_long, PHONE, time.at), citizen_of(vinh_long)
    token = session_of(vinh_long, PHONE, time.at)
    citizen.browser.cookies["citizen"] = token
    assert proves(citizen, None).status_code == 303
    asks(citizen, "delete", note="Xin xóa.")
    desk = sits(vinh_long, boss)
    assert act(desk, address(desk), "xoa", otp=code(), note="Đã xóa.").status_code == 302
    assert still_opens(vinh_long, PHONE, PERSONAL["name"]) == []
    assert citizen_sessions.citizen_of(token, jurisdiction_id=here, at=time.at) is None
    assert signed_in(vinh_long, PHONE, time.at).person_id != who.person_id


@pytest.mark.clause("VL.22.1")
def test_while_a_report_is_kept_the_account_and_the_wishes_stay_and_pushes_go_even_after_a_restore(
    database: Server, vinh_long: TestProvince, citizen_of: CitizenOf, sits: Sits, time: Clock
) -> None:
    boss = officer(vinh_long, time)
    claimed(vinh_long.sent(time.at).published(time.at), time.at)
    time.forward(days=YEARS * 365 + 3)
    claimed(vinh_long.sent(time.at), time.at)
    who, citizen = signed_in(vinh_long, PHONE, time.at), citizen_of(vinh_long)
    here, senders = (
        vinh_long.jurisdiction.id,
        wishes.senders_of_person(vinh_long.jurisdiction.id, who.person_id),
    )
    wanted = wishes.Wishes("en", frozenset({"zalo"}))
    wishes.keep(jurisdiction_id=here, senders=senders, wishes=wanted, has_open=True, at=time.at)
    app_sessions.keep_push(who, kind="webpush", token="https://push.example/abc", at=time.at)
    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        dumped = raw.execute("SELECT * FROM people_push WHERE jurisdiction_id = %s", [here]).fetchall()
    citizen.browser.cookies["citizen"] = session_of(vinh_long, PHONE, time.at)
    assert proves(citizen, None).status_code == 303
    asks(citizen, "delete", note="Xin xóa.")
    desk = sits(vinh_long, boss)
    assert act(desk, address(desk), "xoa", otp=code(), note="Đã xóa.").status_code == 302
    assert signed_in(vinh_long, PHONE, time.at).person_id == who.person_id
    assert reaching.pushes_of(here, who.person_id) == [], "where pushes go is of no report"
    assert wishes.of(here, senders[0]) == wanted, "what they refused stays refused"
    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        raw.execute(f"INSERT INTO people_push VALUES ({', '.join(['%s'] * len(dumped[0]))})", dumped[0])
    assert replay_is_due(erasures.ledger()) == 1, "a restored backup has it again"
    with psycopg.connect(database.url("vault"), autocommit=True) as vault:
        assert replay(vault, erasures.ledger().read()) == 1
    assert reaching.pushes_of(here, who.person_id) == []
    assert replay_is_due(erasures.ledger()) == 0


def test_a_profile_that_was_replaced_and_a_number_that_was_given_up_are_forgotten_by_the_worker(
    vinh_long: TestProvince, time: Clock
) -> None:
    here, who = vinh_long.jurisdiction.id, signed_in(vinh_long, PHONE, time.at)
    phones = citizens.phones_of(jurisdiction_id=here, person_id=who.person_id)
    for name in ("Nguyễn Thị Cũ", "Nguyễn Thị Mới"):
        citizens.keep_profile(
            jurisdiction_id=here, person_id=who.person_id, fields={"name": name}, at=time.at
        )
    citizens.person_of_identity(jurisdiction_id=here, kind="thu", subject="1", assurance="", at=time.at)
    citizens.join_identity(
        jurisdiction_id=here, kind="thu", subject="1", assurance="", person_id=who.person_id, at=time.at
    )
    citizens.leave_phone(jurisdiction_id=here, person_id=who.person_id, phone_id=phones[0].id, at=time.at)
    with as_worker():
        forgets(time)
    assert still_opens(vinh_long, "Nguyễn Thị Cũ", "Nguyễn Thị Mới", PHONE) == ["Nguyễn Thị Mới"]
    with as_worker():
        assert forgets(time) == 0, "once"


def forgets(time: Clock) -> int:
    """The worker's turns, until nothing is left; other tests' people are served, too."""
    done = 0
    while found := forgetting.forget_unused(erasures.ledger(), now=time.at):
        done += found
    return done
