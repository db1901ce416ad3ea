"""When somebody is reminded of a term: in working hours, each mark once, nothing after the duty is done."""

from datetime import datetime, timedelta

import pytest
from tests.law.courses import CALENDAR, Course
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.case import Duty
from paht.law.reminding import DUE, ESCALATION, HALFWAY, Reminding, marks, reminder
from paht.law.worktime import WORKING_HOUR, Calendar

USUAL = Reminding()
AFTERNOONS = Calendar.from_dict(
    {"hours": {day: [["13:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
)


def handling(received: str = "2026-03-10 09:00") -> Duty:
    """Six working days of an agency, given on a Tuesday."""
    return Course("vinh-long-2025").until(c.Receive, at(received)).duty("handling")


def verification() -> Duty:
    """An internal target of one working hour."""
    return Course("vinh-long-2025").do(c.Send, at("2026-03-10 09:00")).duty("verification")


def told(duty: Duty, reminding: Reminding = USUAL, own: Calendar | None = None) -> dict[str, datetime]:
    return {mark.name: mark.at for mark in marks(duty, reminding=reminding, legal=CALENDAR, own=own)}


@pytest.mark.clause("ST.16.4", "VL.20.1.đ")
def test_a_long_term_is_reminded_of_before_at_and_after_its_end() -> None:
    assert told(handling()) == {
        HALFWAY: at("2026-03-13 09:00"),
        "before 1 ngày làm việc": at("2026-03-17 09:00"),
        "before 1 giờ làm việc": at("2026-03-18 08:00"),
        DUE: at("2026-03-18 09:00"),
        ESCALATION: at("2026-03-18 15:00"),
    }


@pytest.mark.clause("ST.16.4")
def test_a_mark_longer_than_the_term_is_left_out_and_an_internal_target_is_not_escalated() -> None:
    assert told(verification()) == {HALFWAY: at("2026-03-10 09:30"), DUE: at("2026-03-10 10:00")}


@pytest.mark.clause("ST.16.4")
def test_a_term_that_ends_at_the_close_of_friday_is_told_of_on_monday_morning() -> None:
    late = handling("2026-03-05 17:00")
    assert late.due_at == at("2026-03-13 17:00")
    assert told(late)[DUE] == at("2026-03-16 07:00")


@pytest.mark.clause("ST.16.4")
def test_an_agencys_own_calendar_moves_its_reminders_and_not_its_term() -> None:
    duty = handling()
    own = told(duty, own=AFTERNOONS)
    assert own[HALFWAY] == at("2026-03-13 13:00")
    assert own[DUE] == at("2026-03-18 13:00")
    assert "before 1 giờ làm việc" not in own, "it would come after the term"
    assert duty.due_at == at("2026-03-18 09:00")


def test_nobody_is_reminded_who_does_not_want_to_be() -> None:
    assert told(handling(), Reminding(before=(), halfway=False, at_due=False, escalate_after=None)) == {}


def follow(duty: Duty, moments: list[str], own: Calendar | None = None) -> list[tuple[str, str]]:
    """What is sent when the sweep comes round at these moments."""
    done: frozenset[str] = frozenset()
    sent = []
    for moment in moments:
        for _ in range(3):
            found = reminder(duty, done=done, now=at(moment), reminding=USUAL, legal=CALENDAR, own=own)
            done = found.done
            if found.mark:
                sent.append((moment, found.mark.name))
            if found.next_at is None or found.next_at > at(moment):
                break
    return sent


@pytest.mark.clause("ST.16.4")
def test_each_mark_is_sent_once_however_often_the_sweep_comes_round() -> None:
    rounds = [
        "2026-03-10 10:00",
        "2026-03-13 09:00",
        "2026-03-13 09:00",
        "2026-03-17 09:00",
        "2026-03-18 08:59",
    ]
    assert [name for _, name in follow(handling(), rounds)] == [
        HALFWAY,
        "before 1 ngày làm việc",
        "before 1 giờ làm việc",
    ]


@pytest.mark.clause("ST.16.4")
def test_nothing_is_sent_at_midnight_nor_at_noon_break() -> None:
    assert follow(handling(), ["2026-03-14 00:00", "2026-03-13 11:30"]) == []
    assert follow(handling(), ["2026-03-14 00:00", "2026-03-16 07:00"]) == [("2026-03-16 07:00", HALFWAY)]


@pytest.mark.clause("VL.20.1.đ")
def test_after_a_standstill_the_last_reminder_alone_is_sent_and_the_escalation_besides() -> None:
    assert follow(handling(), ["2026-03-20 09:00"]) == [
        ("2026-03-20 09:00", DUE),
        ("2026-03-20 09:00", ESCALATION),
    ]


def test_the_sweep_is_told_when_to_look_again() -> None:
    found = reminder(
        handling(), done=frozenset(), now=at("2026-03-10 09:00"), reminding=USUAL, legal=CALENDAR
    )
    assert found.next_at == at("2026-03-13 09:00")
    over = reminder(
        handling(),
        done=frozenset(told(handling())),
        now=at("2026-03-20 09:00"),
        reminding=USUAL,
        legal=CALENDAR,
    )
    assert over.next_at is None


def test_the_last_second_before_a_mark_is_too_early() -> None:
    before = at("2026-03-13 09:00") - timedelta(seconds=1)
    found = reminder(handling(), done=frozenset(), now=before, reminding=USUAL, legal=CALENDAR)
    assert found.mark is None
    assert found.next_at == at("2026-03-13 09:00")


def test_an_escalation_may_come_later_by_choice() -> None:
    later = told(handling(), Reminding(escalate_after=8 * WORKING_HOUR))
    assert later[ESCALATION] == at("2026-03-19 09:00")
