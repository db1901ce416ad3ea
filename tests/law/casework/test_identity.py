"""Verifying a sender's identity, or a content, by call, SMS or e-mail (VL.8.2.5, VL.8.2.6, ST.7.1)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.law.courses import BLANK, EDITIONS, FACTS, INTAKE, Course, command, written
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Refused
from paht.law.casework.evolve import evolve
from paht.law.casework.holding import Holding, holders
from paht.law.casework.publicity import NOTHING, publicity
from paht.law.casework.states import Party, RequestState, Stage

VL, ST = EDITIONS
NOW = at("2026-03-10 09:00")


def first_time(edition: str) -> Course:
    """A report of somebody who never sent one before."""
    course = Course(edition)
    sent = course.ask(command(c.Send, course.edition), NOW, facts=replace(FACTS, first_time=True))
    assert not isinstance(sent, Refused)
    course.events.extend(sent)
    course.case = evolve(course.case, sent[0])
    return course


def asked(edition: str, now: datetime = NOW) -> Course:
    return Course(edition).do(c.Send, now).do(c.RequestVerification, now)


# When the request comes, the last moment in time, and why it is that one.
TERMS = [
    pytest.param("2026-03-10 09:00", "2026-03-12 09:00", id="two plain working days"),
    pytest.param("2026-03-10 19:30", "2026-03-12 17:00", id="asked in the evening"),
    pytest.param("2026-03-13 15:00", "2026-03-17 15:00", id="over a weekend"),
]


@pytest.mark.clause("VL.8.2.5")
@pytest.mark.parametrize(("start", "last"), TERMS)
def test_a_verification_that_fails_for_two_working_days_closes_the_report(start: str, last: str) -> None:
    course = asked(VL, at(start))
    duty = course.duty("contact")
    assert (duty.clause, duty.due_at, duty.holder) == ("VL.8.2.5", at(last), Party.SENDER)
    assert course.refused(c.LapseVerification, at(last)).clause == "VL.8.2.5"
    course.do(c.LapseVerification, at(last) + timedelta(seconds=1))
    assert (course.case.stage, course.case.end_clause) == (Stage.REFUSED, "VL.8.2.5")
    assert publicity(course.case) == NOTHING


@pytest.mark.clause("VL.8.2.5")
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (c.AnswerVerification, {}),
        (c.RecordVerification, {"outcome": "verified"}),
        (c.RecordVerification, {"outcome": "wrong"}),
    ],
)
@pytest.mark.parametrize(("after", "outcome"), [(timedelta(0), "met"), (timedelta(seconds=1), "late")])
def test_whatever_a_verification_brings_is_in_time_until_its_last_moment(
    kind: type[c.Command], said: dict[str, str], after: timedelta, outcome: str
) -> None:
    course = asked(VL)
    duty = course.duty("contact")
    assert course.do(kind, duty.due_at + after, **said).outcome(duty) == outcome


@pytest.mark.clause("VL.8.2.5")
def test_only_a_first_time_senders_identity_is_verified_in_vinh_long() -> None:
    known = Course(VL).do(c.Send, NOW)
    refused = known.refused(c.RequestVerification, NOW, matter="identity")
    assert (refused.clause, refused.field) == ("VL.8.2.5", "matter")
    new = first_time(VL)
    assert new.case.first_time
    new.do(c.RequestVerification, NOW, matter="identity")
    assert new.case.requests[0].grounds == ("identity",)


@pytest.mark.clause("ST.7.1")
def test_soc_trang_verifies_every_senders_identity_and_closes_nothing_by_itself() -> None:
    course = Course(ST).do(c.Send, NOW).do(c.RequestVerification, NOW, matter="identity")
    assert course.duty("contact").internal
    assert course.refused(c.LapseVerification, NOW + timedelta(days=90)).clause == "ST.2.4"


WRONG = [
    pytest.param(VL, "identity", "VL.8.2.6", marks=pytest.mark.clause("VL.8.2.6")),
    pytest.param(VL, "content", "VL.8.1.a", marks=pytest.mark.clause("VL.8.1.a")),
    pytest.param(ST, "identity", "ST.4.2", marks=pytest.mark.clause("ST.4.2")),
    pytest.param(ST, "content", "ST.4.3", marks=pytest.mark.clause("ST.4.3")),
]


@pytest.mark.parametrize(("edition", "matter", "clause"), WRONG)
def test_wrong_information_refuses_the_report_by_its_own_clause(
    edition: str, matter: str, clause: str
) -> None:
    course = first_time(edition).do(c.RequestVerification, NOW, matter=matter)
    course.do(c.RecordVerification, NOW, outcome="wrong")
    assert (course.case.stage, course.case.end_clause) == (Stage.REFUSED, clause)
    assert not course.case.duties
    assert publicity(course.case) == NOTHING


@pytest.mark.clause("VL.8.2.5", "ST.7.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_who_was_not_reached_is_sought_again_within_the_same_term(edition: str) -> None:
    course = asked(edition)
    before = course.duty("contact")
    course.do(c.RecordVerification, NOW + timedelta(hours=1), outcome="not_reached")
    course.do(c.RecordVerification, NOW + timedelta(hours=2), outcome="not_reached", way="sms")
    assert course.case.requests[0].tries == 2
    assert course.duty("contact") == before
    assert holders(course.case) == (Holding(Party.SENDER),)


@pytest.mark.clause("VL.8.2.5", "ST.7.1", "ST.PL2.1")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", [c.RecordVerification, c.AnswerVerification])
def test_a_verified_or_answered_report_goes_back_to_the_desk(edition: str, kind: type[c.Command]) -> None:
    course = asked(edition)
    assert course.owed() == {"contact"}
    course.do(kind, NOW + timedelta(hours=1))
    assert course.case.requests[0].state is RequestState.ANSWERED
    assert holders(course.case) == (Holding(Party.IOC),)
    assert course.owed() == {"verification" if edition == VL else "intake"}
    course.do(c.Verify, NOW + timedelta(hours=1)).do(c.Accept, NOW + timedelta(hours=1))


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_officer_may_find_the_report_sound_before_the_sender_was_reached(edition: str) -> None:
    course = asked(edition).do(c.Verify, NOW)
    assert course.case.requests[0].state is RequestState.CANCELLED
    assert (
        course.refused(c.RecordVerification, NOW).clause
        == course.edition.by_command[c.RecordVerification].clause
    )


@pytest.mark.clause("VL.8.2.5", "ST.7.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sender_owes_one_thing_at_a_time(edition: str) -> None:
    verifying = asked(edition)
    verifying.refused(c.RequestVerification, NOW)
    verifying.refused(c.RequestSupplement, NOW)
    supplementing = Course(edition).do(c.Send, NOW).do(c.RequestSupplement, NOW)
    supplementing.refused(c.RequestVerification, NOW)
    assert supplementing.refused(c.RecordVerification, NOW).reason.startswith("Không tìm thấy")


@pytest.mark.clause("VL.4.4", "VL.8.2.5", "ST.7.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_asked_found_and_answered_is_said_in_words_and_known_ways(edition: str) -> None:
    course = Course(edition).do(c.Send, NOW)
    for field, changes in (("matter", {"matter": "?"}), ("way", {"way": "?"}), ("note", {"note": BLANK})):
        assert course.refused(c.RequestVerification, NOW, **changes).field == field
    course.do(c.RequestVerification, NOW)
    for field, changes in (("outcome", {"outcome": "?"}), ("way", {"way": "?"}), ("note", {"note": BLANK})):
        assert course.refused(c.RecordVerification, NOW, **changes).field == field
    assert course.refused(c.AnswerVerification, NOW, answer=BLANK).field == "answer"


def test_an_outcome_keeps_who_recorded_it_and_how_the_sender_was_reached() -> None:
    course = asked(VL).do(c.RecordVerification, NOW, way="email", note=written(12, id="said"))
    last = course.events[-1]
    assert isinstance(last.body, e.VerificationSucceeded)
    assert (last.actor, last.body.way, last.body.note.id) == (INTAKE, "email", "said")
