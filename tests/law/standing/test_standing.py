"""A sender's standing: what is counted, when it locks, when it opens (VL.5.3, VL.15.1)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.law.courses import BLANK, DISPATCHER, EDITIONS, FACTS, INTAKE, Course, actor, command, written
from tests.law.worktime.worktime_cases import at

from paht.law import editions, standing
from paht.law.casework import commands as c
from paht.law.casework.case import Actor, Refused
from paht.law.casework.states import Role
from paht.law.standing import LiftLock, Locked, RecordViolation, Standing, StandingEvent
from paht.law.standing.locks import months_after

VL, ST = EDITIONS
NOW = at("2026-03-10 09:00")


def ask(
    before: Standing, said: standing.StandingCommand, now: datetime, *, by: Actor = INTAKE, edition: str = VL
) -> tuple[StandingEvent, ...] | Refused:
    return standing.decide(before, said, actor=by, now=now, edition=editions.get(edition))


def after(
    before: Standing, said: standing.StandingCommand, now: datetime, *, by: Actor = INTAKE
) -> tuple[Standing, tuple[StandingEvent, ...]]:
    events = ask(before, said, now, by=by)
    assert not isinstance(events, Refused), events
    for event in events:
        before = standing.evolve(before, event)
    return before, events


def found(ground: str, number: int = 1) -> RecordViolation:
    return RecordViolation(ground=ground, case=f"case-{number}", finding=written())


def with_violations(ground: str, moments: list[datetime]) -> Standing:
    now = standing.NEW
    for number, moment in enumerate(moments):
        now, _ = after(now, found(ground, number), moment)
    return now


@pytest.mark.clause("VL.15.1.a", "VL.5.3")
@pytest.mark.parametrize("ground", ["improper", "false_report"])
def test_the_account_is_locked_from_the_fourth_content_violation_on(ground: str) -> None:
    three = with_violations(ground, [NOW + timedelta(days=400 * n) for n in range(3)])
    assert (three.count("account"), three.may_send()) == (3, True)
    four, events = after(three, found(ground, 9), NOW + timedelta(days=2000))
    assert not four.may_send()
    assert isinstance(events[-1].body, Locked)
    assert (events[-1].body.clause, events[-1].body.until) == ("VL.15.1.a", None)
    five, events = after(four, found(ground, 10), NOW + timedelta(days=2001))
    assert len(events) == 1
    assert five.count("account") == 5


@pytest.mark.clause("VL.15.1.a")
def test_only_the_ioc_opens_a_locked_account_and_the_next_violation_locks_it_again() -> None:
    locked = with_violations("improper", [NOW] * 4)
    lift = LiftLock(reason=written())
    assert isinstance(ask(locked, lift, NOW, by=INTAKE), Refused)
    assert isinstance(ask(locked, LiftLock(reason=BLANK), NOW, by=DISPATCHER), Refused)
    opened, _ = after(locked, lift, NOW, by=DISPATCHER)
    assert opened.may_send()
    assert isinstance(ask(opened, lift, NOW, by=DISPATCHER), Refused)
    again, _ = after(opened, found("improper", 77), NOW)
    assert not again.may_send()


# The first and the fourth interaction violation, and whether the fourth locks: a calendar month, not thirty days.
MONTHS = [
    pytest.param("2026-03-10 09:00", "2026-04-10 08:59", True, id="a minute within the month"),
    pytest.param("2026-03-10 09:00", "2026-04-10 09:00", False, id="the month is over"),
    pytest.param("2026-02-10 09:00", "2026-03-10 08:59", True, id="over February"),
    pytest.param(
        "2026-02-10 09:00", "2026-03-11 09:00", False, id="29 days in February are more than a month"
    ),
]


@pytest.mark.clause("VL.15.1.b")
@pytest.mark.parametrize(("first", "fourth", "locks"), MONTHS)
def test_interaction_is_locked_by_the_fourth_violation_within_a_calendar_month(
    first: str, fourth: str, locks: bool
) -> None:
    moment = at(fourth)
    three = with_violations("improper_interaction", [at(first), moment, moment])
    assert three.may_interact(moment)
    four, _ = after(three, found("improper_interaction", 9), moment)
    assert four.may_interact(moment) is not locks
    assert four.may_send()


OPENS = [
    pytest.param("2026-03-10 09:00", "2026-04-10 09:00"),
    pytest.param("2026-01-31 10:00", "2026-02-28 10:00", id="a month without such a day ends with its last"),
    pytest.param("2026-12-15 10:00", "2027-01-15 10:00", id="over the new year"),
]


@pytest.mark.clause("VL.15.1.b")
@pytest.mark.parametrize(("start", "end"), OPENS)
def test_the_lock_of_interaction_opens_by_itself_after_one_calendar_month(start: str, end: str) -> None:
    locked = with_violations("improper_interaction", [at(start)] * 4)
    edition = editions.get(VL)
    last = at(end) - timedelta(seconds=1)
    refused = standing.interaction_problem(standing=locked, edition=edition, now=last)
    assert refused is not None
    assert (refused.clause, "tự mở lại" in refused.reason) == ("VL.15.1.b", True)
    assert standing.interaction_problem(standing=locked, edition=edition, now=at(end)) is None
    assert months_after(at(start), 1) == at(end)


@pytest.mark.clause("VL.15.1.a")
def test_a_locked_sender_is_told_by_which_clause_and_what_to_do_but_never_for_an_urgent_report() -> None:
    locked, edition = with_violations("improper", [NOW] * 4), editions.get(VL)
    course = Course(VL)
    answer = course.ask(command(c.Send, edition), NOW, facts=replace(FACTS, standing=locked))
    assert isinstance(answer, Refused)
    assert answer.clause == "VL.15.1.a"
    assert edition.ioc in answer.reason
    assert "113" in answer.reason
    assert standing.sending_problem(standing=locked, edition=edition, urgent=True) is None
    soc_trang = editions.get(ST)
    assert standing.sending_problem(standing=locked, edition=soc_trang, urgent=False) is None


@pytest.mark.clause("VL.15.1.a", "VL.5.3")
def test_nothing_counts_without_an_officers_written_finding() -> None:
    for role in set(Role) - {Role.INTAKE, Role.DISPATCHER, Role.PUBLISHER}:
        assert isinstance(ask(standing.NEW, found("improper"), NOW, by=actor(role)), Refused)
    blank = RecordViolation(ground="improper", case="case-1", finding=BLANK)
    assert isinstance(ask(standing.NEW, blank, NOW), Refused)
    unknown = ask(standing.NEW, found("ugly"), NOW)
    assert isinstance(unknown, Refused)
    assert unknown.field == "ground"


def test_one_content_violation_of_a_case_counts_once() -> None:
    once, _ = after(standing.NEW, found("improper"), NOW)
    assert isinstance(ask(once, found("improper"), NOW), Refused)
    twice, _ = after(once, found("false_report"), NOW)
    assert twice.count("account") == 2


def test_soc_trang_knows_no_violations_of_senders() -> None:
    refused = ask(standing.NEW, found("improper"), NOW, edition=ST)
    assert isinstance(refused, Refused)
    assert refused.clause.startswith("ST.")


@pytest.mark.clause("VL.15.1.a")
def test_a_violation_under_a_number_that_nobody_confirmed_is_on_record_and_counts_for_no_lock() -> None:
    now = standing.NEW
    for number in range(6):
        said = replace(found("improper", number), confirmed=False)
        now, events = after(now, said, NOW)
        assert len(events) == 1
    assert (len(now.violations), now.uncounted, now.count("account"), now.may_send()) == (6, 6, 0, True)


@pytest.mark.clause("VL.15.1.a")
@pytest.mark.parametrize(("elsewhere", "locks"), [(2, False), (3, True)])
def test_violations_under_all_phones_of_one_person_count_together(elsewhere: int, locks: bool) -> None:
    others = (with_violations("improper", [NOW] * elsewhere),)
    events = standing.decide(
        standing.NEW, found("improper", 9), actor=INTAKE, now=NOW, edition=editions.get(VL), others=others
    )
    assert not isinstance(events, Refused)
    assert isinstance(events[-1].body, Locked) is locks


@pytest.mark.clause("VL.15.1.a", "VL.15.1.b")
def test_a_person_has_every_lock_of_their_phones_and_the_later_end() -> None:
    locked = with_violations("improper", [NOW] * 4)
    silent = with_violations("improper_interaction", [NOW] * 4)
    later = with_violations("improper_interaction", [NOW + timedelta(days=3)] * 4)
    one = standing.together([silent, locked, later])
    assert not one.may_send()
    assert one.interaction_locked_until == later.interaction_locked_until
    assert (one.count("account"), one.count("interaction")) == (4, 8)
    assert [v.at for v in one.violations] == sorted(v.at for v in one.violations)
    assert standing.together([]) == standing.NEW
    assert standing.together([locked]) == locked
