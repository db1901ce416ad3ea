"""Incidents: any member of staff reports, a leak owes its notice within 72 hours of the clock, closing waits for it."""

from datetime import datetime, timedelta

import pytest

from paht.law.casework.case import Actor, Refused, Written
from paht.law.casework.states import Role
from paht.law.editions import EDITIONS
from paht.law.incidents import (
    NEW,
    CloseIncident,
    Incident,
    IncidentCommand,
    IncidentKind,
    NoteIncident,
    ReclassifyIncident,
    RecordNotice,
    ReportIncident,
    decide,
    evolve,
    marks,
    reminder,
)
from paht.law.worktime import HO_CHI_MINH

EDITION = EDITIONS["vinh-long-2025"]
FRIDAY = datetime(2026, 2, 13, 16, 30, tzinfo=HO_CHI_MINH)
"""The last working hour before Tết: none of the 72 hours that follow is a working one."""
STAFF = [role for role in Role if role not in (Role.SENDER, Role.INTERACTOR, Role.SYSTEM)]
FOLLOWING = {
    Role.DISPATCHER,
    Role.SUPERVISING_DEPARTMENT,
    Role.DATA_PROTECTION_OFFICER,
    Role.ADMINISTRATOR,
}


def by(*roles: Role) -> Actor:
    return Actor(id="somebody", roles=frozenset(roles))


WORDS = Written("t", "c", 20)
BLANK = Written("t", "c", 0)
HEAD = by(Role.DISPATCHER)


def reporting(kind: str = "leak", *, found_at: datetime = FRIDAY, text: Written = WORDS) -> ReportIncident:
    return ReportIncident(kind=kind, found_at=found_at, description=text)


def after(
    incident: Incident, command: IncidentCommand, *, now: datetime = FRIDAY, actor: Actor = HEAD
) -> Incident:
    events = decide(incident, command, actor=actor, now=now, edition=EDITION)
    assert not isinstance(events, Refused), events
    for event in events:
        incident = evolve(incident, event)
    return incident


def refusal(
    incident: Incident, command: IncidentCommand, *, now: datetime = FRIDAY, actor: Actor = HEAD
) -> Refused:
    refused = decide(incident, command, actor=actor, now=now, edition=EDITION)
    assert isinstance(refused, Refused), refused
    return refused


LEAK = after(NEW, reporting())
FAULT = after(NEW, reporting("fault"))


@pytest.mark.clause("VL.21.8")
@pytest.mark.parametrize("role", STAFF)
def test_every_member_of_staff_may_report_an_incident(role: Role) -> None:
    assert after(NEW, reporting("security"), actor=by(role)).kind is IncidentKind.SECURITY


@pytest.mark.clause("VL.21.8")
@pytest.mark.parametrize("role", [Role.SENDER, Role.INTERACTOR, Role.SYSTEM])
def test_nobody_else_reports_one(role: Role) -> None:
    assert refusal(NEW, reporting(), actor=by(role)).clause == "VL.21.8"


@pytest.mark.parametrize("role", STAFF)
def test_those_who_run_the_system_follow_an_incident_and_nobody_else(role: Role) -> None:
    outcome = decide(FAULT, NoteIncident(note=WORDS), actor=by(role), now=FRIDAY, edition=EDITION)
    assert isinstance(outcome, Refused) == (role not in FOLLOWING)


def test_a_report_says_everything_that_is_wrong_at_once() -> None:
    refused = refusal(NEW, reporting("?", found_at=FRIDAY + timedelta(seconds=1), text=BLANK))
    assert [each.field for each in refused.all] == ["kind", "description", "found_at"]


def test_a_text_of_two_thousand_characters_is_taken_and_one_more_is_not() -> None:
    assert after(NEW, reporting(text=Written("t", "c", 2000))).kind is IncidentKind.LEAK
    assert refusal(NEW, reporting(text=Written("t", "c", 2001))).field == "description"


def test_a_leak_owes_its_notice_72_hours_of_the_clock_after_it_was_found_holidays_or_not() -> None:
    duty = LEAK.notice
    assert duty is not None
    assert duty.due_at == duty.violation_at == datetime(2026, 2, 16, 16, 30, tzinfo=HO_CHI_MINH)
    assert duty.clause == "91/2025/QH15.23.1"


def test_the_term_runs_from_the_finding_and_not_from_the_report() -> None:
    earlier = FRIDAY - timedelta(hours=10)
    duty = after(NEW, reporting(found_at=earlier)).notice
    assert duty is not None
    assert duty.due_at == earlier + timedelta(hours=72)


@pytest.mark.parametrize("kind", ["security", "fault", "other"])
def test_what_is_no_leak_owes_no_notice(kind: str) -> None:
    assert after(NEW, reporting(kind)).notice is None


def test_an_incident_found_to_be_a_leak_owes_its_notice_from_then_on() -> None:
    now = FRIDAY + timedelta(days=2)
    turned = after(FAULT, ReclassifyIncident(kind="leak", found_at=now, reason=WORDS), now=now)
    assert turned.notice is not None
    assert turned.notice.due_at == now + timedelta(hours=72)


def test_the_notice_is_taken_back_where_it_was_no_leak() -> None:
    turned = after(LEAK, ReclassifyIncident(kind="fault", found_at=FRIDAY, reason=WORDS))
    assert turned.notice is None
    assert after(turned, CloseIncident(conclusion=WORDS)).closed_at == FRIDAY


def test_another_kind_needs_a_reason_a_known_kind_and_a_change() -> None:
    change = ReclassifyIncident(kind="fault", found_at=FRIDAY, reason=WORDS)
    for command, field in (
        (ReclassifyIncident(kind="fault", found_at=FRIDAY, reason=BLANK), "reason"),
        (ReclassifyIncident(kind="?", found_at=FRIDAY, reason=WORDS), "kind"),
        (ReclassifyIncident(kind="leak", found_at=FRIDAY, reason=WORDS), "kind"),
    ):
        assert refusal(LEAK, command).field == field
    notified = after(LEAK, RecordNotice(given_at=FRIDAY, document="12/SKHCN"))
    assert refusal(notified, change).field == "kind"


@pytest.mark.parametrize(
    ("hours", "seconds", "violated"), [(72, 0, False), (72, 1, True), (0, 0, False), (100, 0, True)]
)
def test_a_notice_at_the_last_moment_is_in_term_and_a_second_later_is_not(
    hours: int, seconds: int, violated: bool
) -> None:
    given_at = FRIDAY + timedelta(hours=hours, seconds=seconds)
    done = after(LEAK, RecordNotice(given_at=given_at, document="12/SKHCN"), now=given_at)
    assert done.notice is not None
    assert not done.owes_notice
    assert done.notice.is_violated == violated


def test_a_notice_needs_a_document_and_a_moment_between_the_finding_and_now() -> None:
    early, late = FRIDAY - timedelta(seconds=1), FRIDAY + timedelta(seconds=1)
    for command, field in (
        (RecordNotice(given_at=early, document="12"), "given_at"),
        (RecordNotice(given_at=late, document="12"), "given_at"),
        (RecordNotice(given_at=FRIDAY, document="  "), "document"),
        (RecordNotice(given_at=FRIDAY, document="1" * 121), "document"),
    ):
        assert refusal(LEAK, command).field == field
    longest = after(LEAK, RecordNotice(given_at=FRIDAY, document="1" * 120))
    assert not longest.owes_notice
    assert refusal(FAULT, RecordNotice(given_at=FRIDAY, document="12")).clause == "91/2025/QH15.23.1"


def test_a_leak_is_not_closed_before_its_notice_was_given() -> None:
    assert refusal(LEAK, CloseIncident(conclusion=WORDS)).clause == "91/2025/QH15.23.1"
    notified = after(LEAK, RecordNotice(given_at=FRIDAY, document="12"))
    assert after(notified, CloseIncident(conclusion=WORDS)).closed_at == FRIDAY


def test_closing_and_noting_need_words_and_a_closed_incident_takes_nothing_more() -> None:
    assert refusal(FAULT, CloseIncident(conclusion=BLANK)).field == "conclusion"
    assert refusal(FAULT, NoteIncident(note=BLANK)).field == "note"
    closed = after(FAULT, CloseIncident(conclusion=WORDS))
    assert "đã kết thúc" in refusal(closed, NoteIncident(note=WORDS)).reason


def test_reminders_come_48_24_6_and_1_hours_before_the_term_at_it_and_daily_after() -> None:
    duty = LEAK.notice
    assert duty is not None
    hours = [(mark.at - duty.due_at) / timedelta(hours=1) for mark in marks(duty)]
    assert hours == [-48, -24, -6, -1, 0, 24, 48, 72]


def test_of_several_missed_marks_the_last_one_alone_is_sent_and_each_once() -> None:
    duty = LEAK.notice
    assert duty is not None
    now = duty.due_at - timedelta(hours=5)
    found = reminder(duty, done=frozenset(), now=now)
    assert found.mark is not None
    assert found.mark.name == "before 6 h"
    assert found.next_at == duty.due_at - timedelta(hours=1)
    assert reminder(duty, done=found.done, now=now).mark is None
    last = reminder(duty, done=found.done, now=duty.due_at + timedelta(days=9))
    assert (last.mark is not None, last.next_at) == (True, None)


def test_a_reminder_is_sent_at_its_very_moment_and_comes_from_then_on() -> None:
    duty = LEAK.notice
    assert duty is not None
    at = duty.due_at - timedelta(hours=6)
    before = frozenset({"before 48 h", "before 24 h"})
    early = reminder(duty, done=before, now=at - timedelta(seconds=1))
    assert (early.mark, early.next_at) == (None, at)
    found = reminder(duty, done=before, now=at)
    assert found.mark is not None
    assert (found.mark.name, found.next_at) == ("before 6 h", duty.due_at - timedelta(hours=1))


@pytest.mark.clause("ST.3.4")
def test_under_the_older_regulation_reporting_rests_on_its_duty_to_protect_the_data() -> None:
    refused = decide(NEW, reporting(), actor=by(Role.SENDER), now=FRIDAY, edition=EDITIONS["soc-trang-2024"])
    assert isinstance(refused, Refused)
    assert refused.clause == "ST.3.4"
