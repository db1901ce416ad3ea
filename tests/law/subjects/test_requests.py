"""Requests of data subjects: who may ask, when they are due, when they are put off, refused, fulfilled."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from paht.agencies.holidays_default import default_calendar
from paht.law.casework.case import Actor, Refused, Written
from paht.law.casework.states import Role
from paht.law.subjects import (
    CORRECTED,
    DECREE_13,
    LAW_91,
    NEW,
    AcknowledgeRequest,
    AskRight,
    ExtendRequest,
    FulfilRequest,
    Outcome,
    RefuseRequest,
    Right,
    SubjectCommand,
    SubjectFacts,
    SubjectRequest,
    TakeBackRequest,
    cited,
    decide,
    evolve,
    law_at,
    look_refusal,
    request_marks,
    request_reminder,
)
from paht.law.worktime import HO_CHI_MINH, Calendar

CALENDAR = Calendar.from_dict(default_calendar([2025, 2026, 2027]))
WORDS, BLANK = Written("t", "c", 20), Written("t", "c", 0)
SUBJECT = Actor(id="somebody", roles=frozenset({Role.SENDER}))
OFFICER = Actor(id="officer", roles=frozenset({Role.DATA_PROTECTION_OFFICER}))
PROVEN = SubjectFacts(is_proven=True)
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=HO_CHI_MINH)
IN_2025 = datetime(2025, 12, 31, 23, 59, tzinfo=HO_CHI_MINH)
HANDLED = ("correct", "delete", "restrict")


def asking(right: str, **more: object) -> AskRight:
    changes = ("name",) if right == "correct" else ()
    return replace(AskRight(right=right, note=BLANK, changes=changes), **more)  # type: ignore[arg-type]


def after(
    request: SubjectRequest,
    command: SubjectCommand,
    *,
    now: datetime = WEDNESDAY,
    actor: Actor = OFFICER,
    facts: SubjectFacts = PROVEN,
) -> SubjectRequest:
    events = decide(request, command, actor=actor, facts=facts, now=now, calendar=CALENDAR)
    assert not isinstance(events, Refused), events
    for event in events:
        request = evolve(request, event)
    return request


def refusal(
    request: SubjectRequest,
    command: SubjectCommand,
    *,
    now: datetime = WEDNESDAY,
    actor: Actor = OFFICER,
    facts: SubjectFacts = PROVEN,
) -> Refused:
    refused = decide(request, command, actor=actor, facts=facts, now=now, calendar=CALENDAR)
    assert isinstance(refused, Refused), refused
    return refused


def asked(right: str, *, now: datetime = WEDNESDAY) -> SubjectRequest:
    return after(NEW, asking(right), now=now, actor=SUBJECT)


def moment(day: int, month: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HO_CHI_MINH)


@pytest.mark.parametrize(
    ("right", "days"), [("see", 10), ("correct", 10), ("delete", 20), ("restrict", 15), ("withdraw", 15)]
)
def test_each_right_has_its_term_of_days_and_two_working_days_for_the_reply(right: str, days: int) -> None:
    request = asked(right)
    assert request.law == "91/2025/QH15"
    assert request.fulfil is not None
    assert request.fulfil.due_at == WEDNESDAY + timedelta(days=days)
    assert request.fulfil.clause == "356/2025/NĐ-CP.5"
    assert request.acknowledge is not None
    assert request.acknowledge.due_at == moment(20, 11, 10)
    assert request.acknowledge.violation_at == moment(20, 11, 17), (
        "working days end with the hours of the day"
    )


@pytest.mark.parametrize(
    ("at", "due", "violated_after"),
    [
        # Ten days from Wednesday end on a Saturday: violated only after the Monday.
        (moment(18, 11, 10), moment(28, 11, 10), moment(30, 11, 17)),
        # From Monday they end on a Thursday, at 24:00.
        (moment(16, 11, 10), moment(26, 11, 10), moment(27, 11, 0)),
        # From 22 August 2026 they end on 1 September, a holiday of two days: after the Thursday.
        (moment(22, 8, 9), moment(1, 9, 9), moment(3, 9, 17)),
    ],
)
def test_a_term_of_days_is_violated_only_after_the_civil_codes_end(
    at: datetime, due: datetime, violated_after: datetime
) -> None:
    duty = asked("correct", now=at).fulfil
    assert duty is not None
    assert (duty.due_at, duty.violation_at) == (due, violated_after)
    assert not duty.is_violated(violated_after)
    assert duty.is_violated(violated_after + timedelta(seconds=1))


def test_before_2026_the_older_decree_binds_with_its_72_hours_and_no_extension() -> None:
    assert (law_at(IN_2025), law_at(IN_2025 + timedelta(minutes=1))) == (DECREE_13, LAW_91)
    request = asked("delete", now=IN_2025)
    assert (request.law, request.acknowledge) == ("13/2023/NĐ-CP", None)
    assert request.fulfil is not None
    assert request.fulfil.due_at == IN_2025 + timedelta(hours=72)
    # A request keeps the law that it was made under.
    later = IN_2025 + timedelta(hours=10)
    refused = refusal(request, ExtendRequest(days=1, reason=WORDS), now=later)
    assert (refused.clause, "không cho gia hạn" in refused.reason) == ("13/2023/NĐ-CP.16.5", True)
    assert "không yêu cầu phản hồi riêng" in refusal(request, AcknowledgeRequest(), now=later).reason


@pytest.mark.parametrize("right", list(Right))
def test_whoever_has_not_proven_who_they_are_by_a_code_is_refused(right: Right) -> None:
    refused = refusal(NEW, asking(right), actor=SUBJECT, facts=SubjectFacts(is_proven=False))
    assert (refused.clause, refused.field) == ("91/2025/QH15.4.1", "otp")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SENDER])
def test_nobody_asks_in_the_place_of_the_data_subject(role: Role) -> None:
    refusal(NEW, asking("see"), actor=Actor(id="x", roles=frozenset({role})))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DATA_PROTECTION_OFFICER])
def test_nobody_but_the_data_protection_officer_handles_a_request(role: Role) -> None:
    actor = Actor(id="x", roles=frozenset({role}))
    for command in (
        AcknowledgeRequest(),
        ExtendRequest(days=1, reason=WORDS),
        RefuseRequest(ground="others", reason=WORDS),
        FulfilRequest(note=BLANK),
    ):
        refusal(asked("restrict"), command, actor=actor)


@pytest.mark.parametrize("right", ["see", "withdraw"])
def test_seeing_and_withdrawing_take_effect_at_once(right: str) -> None:
    request = asked(right)
    assert (request.outcome, request.closed_at, request.owed) == (Outcome.FULFILLED, WEDNESDAY, None)


@pytest.mark.parametrize("right", HANDLED)
def test_the_reply_is_owed_first_then_the_fulfilment_then_nothing(right: str) -> None:
    request = asked(right)
    assert request.owed == request.acknowledge
    replied = after(request, AcknowledgeRequest())
    assert replied.owed == replied.fulfil
    assert "Đã phản hồi" in refusal(replied, AcknowledgeRequest()).reason
    done = after(replied, FulfilRequest(note=BLANK), facts=SubjectFacts(erasable=1))
    assert (done.owed, done.outcome) == (None, Outcome.FULFILLED)
    assert "đã kết thúc" in refusal(done, FulfilRequest(note=BLANK)).reason


def test_one_request_of_a_right_is_open_at_a_time() -> None:
    facts = SubjectFacts(is_proven=True, open_rights=frozenset({Right.DELETE}))
    assert "cùng loại" in refusal(NEW, asking("delete"), actor=SUBJECT, facts=facts).reason
    assert after(NEW, asking("restrict"), actor=SUBJECT, facts=facts).is_open


def test_without_anything_held_only_seeing_and_withdrawing_can_be_asked_for() -> None:
    facts = SubjectFacts(is_proven=True, has_data=False)
    for right in HANDLED:
        assert refusal(NEW, asking(right), actor=SUBJECT, facts=facts).field == "right"
    for right in ("see", "withdraw"):
        after(NEW, asking(right), actor=SUBJECT, facts=facts)


@pytest.mark.parametrize("right", ["", "everything"])
def test_a_right_that_nobody_has_is_asked_for_in_vain(right: str) -> None:
    assert refusal(NEW, asking(right), actor=SUBJECT).field == "right"


def test_a_correction_says_what_is_right_and_a_number_must_be_confirmed() -> None:
    assert refusal(NEW, asking("correct", changes=()), actor=SUBJECT).field == "name"
    assert refusal(NEW, asking("correct", changes=("description",)), actor=SUBJECT).field == "name"
    assert after(NEW, asking("correct", changes=CORRECTED), actor=SUBJECT).changes == CORRECTED, "all at once"
    theirs = asking("correct", changes=("phone",))
    facts = SubjectFacts(is_proven=True, is_number_theirs=False)
    assert refusal(NEW, theirs, actor=SUBJECT, facts=facts).field == "phone"
    assert after(NEW, theirs, actor=SUBJECT).changes == ("phone",)


def test_a_text_that_is_too_long_is_refused_with_the_length() -> None:
    long = Written("t", "c", 2001)
    assert "2000" in refusal(NEW, asking("delete", note=long), actor=SUBJECT).reason
    assert "2000" in refusal(asked("restrict"), FulfilRequest(note=long)).reason
    assert "2000" in refusal(asked("restrict"), RefuseRequest(ground="task", reason=long)).reason
    longest = Written("t", "c", 2000)
    assert after(NEW, asking("delete", note=longest), actor=SUBJECT).is_open
    assert not after(asked("restrict"), FulfilRequest(note=longest)).is_open
    assert not after(asked("restrict"), RefuseRequest(ground="task", reason=longest)).is_open


@pytest.mark.parametrize(("right", "most"), [("correct", 10), ("delete", 20), ("restrict", 15)])
def test_a_term_is_put_off_once_within_it_with_a_reason_and_not_for_longer(right: str, most: int) -> None:
    request = asked(right)
    assert request.fulfil is not None
    for days in (0, most + 1):
        assert refusal(request, ExtendRequest(days=days, reason=WORDS)).field == "days"
    assert refusal(request, ExtendRequest(days=1, reason=BLANK)).field == "reason"
    end = request.fulfil.due_at
    late = refusal(request, ExtendRequest(days=1, reason=WORDS), now=end + timedelta(seconds=1))
    assert "quá thời hạn" in late.reason
    moved = after(request, ExtendRequest(days=most, reason=WORDS), now=end)
    assert moved.fulfil is not None
    assert moved.fulfil.due_at == end + timedelta(days=most)
    assert "một lần" in refusal(moved, ExtendRequest(days=1, reason=WORDS)).reason


@pytest.mark.parametrize(
    ("right", "ground", "clause"),
    [
        ("delete", "kept", "91/2025/QH15.14"),
        ("delete", "not_own", "91/2025/QH15.4.3"),
        ("correct", "accurate", "91/2025/QH15.13"),
        ("restrict", "task", "91/2025/QH15.19"),
        ("restrict", "others", "91/2025/QH15.4.3"),
    ],
)
def test_a_request_is_refused_on_a_ground_of_the_law_with_a_reason(
    right: str, ground: str, clause: str
) -> None:
    request = asked(right)
    refused = refusal(request, RefuseRequest(ground=ground, reason=BLANK))
    assert (refused.clause, refused.field) == (clause, "reason")
    done = after(request, RefuseRequest(ground=ground, reason=WORDS))
    assert (done.outcome, done.ground, done.owed) == (Outcome.REFUSED, ground, None)


@pytest.mark.parametrize(
    ("right", "ground"), [("delete", "task"), ("restrict", "kept"), ("correct", "kept"), ("delete", "")]
)
def test_a_ground_that_is_not_of_this_right_refuses_nothing(right: str, ground: str) -> None:
    assert refusal(asked(right), RefuseRequest(ground=ground, reason=WORDS)).field == "ground"


@pytest.mark.clause("VL.22.1")
def test_an_erasure_is_refused_with_the_clause_while_everything_must_be_kept() -> None:
    kept = (Refused("VL.22.1", "Đang giải quyết."), Refused("VL.19.1", "Còn lưu trữ."))
    refused = refusal(asked("delete"), FulfilRequest(note=BLANK), facts=SubjectFacts(kept=kept))
    assert [each.clause for each in refused.all] == ["VL.22.1", "VL.19.1"]
    done = after(asked("delete"), FulfilRequest(note=BLANK), facts=SubjectFacts(erasable=1, kept=kept))
    assert (done.outcome, done.kept) == (Outcome.FULFILLED, 2)


def test_who_asked_takes_it_back_and_lifts_a_restriction_by_it() -> None:
    request = after(asked("delete"), TakeBackRequest(), actor=SUBJECT)
    assert request.outcome is Outcome.TAKEN_BACK
    assert "đã kết thúc" in refusal(request, TakeBackRequest(), actor=SUBJECT).reason
    restricted = after(asked("restrict"), FulfilRequest(note=BLANK))
    assert restricted.is_restricting
    refusal(restricted, TakeBackRequest(), actor=SUBJECT, facts=SubjectFacts())
    lifted = after(restricted, TakeBackRequest(), actor=SUBJECT)
    assert (lifted.is_restricting, lifted.outcome) == (False, Outcome.FULFILLED)


def test_restricted_data_are_looked_at_only_where_a_law_is_named() -> None:
    def refused(fields: set[str], *, restricted: bool = True, basis: str = "") -> bool:
        return bool(look_refusal(fields=fields, is_restricted=restricted, basis=basis, law=LAW_91))

    assert refused({"name", "description"})
    assert refused({"phone"}, basis="  ")
    assert not refused({"phone"}, basis="Điều 88 Bộ luật Tố tụng hình sự")
    assert not refused({"description"})
    assert not refused({"phone"}, restricted=False)


def test_the_officer_is_reminded_in_working_hours_and_the_department_hears_of_what_is_long_late() -> None:
    duty = after(asked("correct"), AcknowledgeRequest()).fulfil
    assert duty is not None
    names = [mark.name for mark in request_marks(duty, calendar=CALENDAR)]
    assert names[-2:] == ["due", "escalation"]
    saturday = moment(28, 11, 10)
    assert request_reminder(duty, done=frozenset(), now=saturday, calendar=CALENDAR).mark is None
    told = request_reminder(duty, done=frozenset(), now=moment(30, 11, 8), calendar=CALENDAR)
    assert told.mark is not None
    assert told.mark.name == "due"


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("91/2025/QH15.4.3", "khoản 3 Điều 4 Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15"),
        ("356/2025/NĐ-CP.5", "Điều 5 Nghị định số 356/2025/NĐ-CP"),
        ("13/2023/NĐ-CP.16.5", "khoản 5 Điều 16 Nghị định số 13/2023/NĐ-CP"),
        ("VL.19.1", None),
    ],
)
def test_a_clause_is_cited_as_an_official_text_does(clause: str, words: str | None) -> None:
    assert cited(clause) == words
