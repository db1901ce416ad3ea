"""The way from start to due, in steps that a reader can check."""

from typing import Any

import pytest
from tests.law.worktime.worktime_cases import ALL_HOURS, CALENDARS, OFFICE, STORMS, YEAR_2026, at

from paht.law.worktime import (
    CLOCK_HOUR,
    WORKING_DAY,
    WORKING_HOUR,
    Calendar,
    DayCount,
    Reason,
    due,
    due_sentences,
    duration_text,
    explain_add,
    explain_due,
    sentences,
)


def told(content: dict[str, Any], start: str, hours: int) -> list[tuple[str, str, Reason, int]]:
    steps = explain_add(Calendar.from_dict(content), at(start), hours * 3600)
    return [
        (f"{step.start:%d/%m %H:%M}", f"{step.end:%d/%m %H:%M}", step.reason, step.working_seconds)
        for step in steps
    ]


def test_a_lunch_break_a_night_and_a_weekend_are_steps_that_do_not_count() -> None:
    assert told(OFFICE, "2026-03-05 10:00", 6) == [
        ("05/03 10:00", "05/03 11:00", Reason.WORKING_HOURS, 3600),
        ("05/03 11:00", "05/03 13:00", Reason.LUNCH_BREAK, 0),
        ("05/03 13:00", "05/03 17:00", Reason.WORKING_HOURS, 14_400),
        ("05/03 17:00", "06/03 07:00", Reason.NIGHT, 0),
        ("06/03 07:00", "06/03 08:00", Reason.WORKING_HOURS, 3600),
    ]
    assert told(OFFICE, "2026-03-06 17:00", 1) == [
        ("06/03 17:00", "09/03 07:00", Reason.WEEKEND, 0),
        ("09/03 07:00", "09/03 08:00", Reason.WORKING_HOURS, 3600),
    ]


def test_tet_is_told_between_its_weekends_and_full_days_become_one_step() -> None:
    assert told(YEAR_2026, "2026-02-13 16:30", 48) == [
        ("13/02 16:30", "13/02 17:00", Reason.WORKING_HOURS, 1800),
        ("13/02 17:00", "16/02 00:00", Reason.WEEKEND, 0),
        ("16/02 00:00", "21/02 00:00", Reason.HOLIDAY, 0),
        ("21/02 00:00", "23/02 07:00", Reason.WEEKEND, 0),
        ("23/02 07:00", "27/02 17:00", Reason.WORKING_DAYS, 144_000),
        ("27/02 17:00", "02/03 07:00", Reason.WEEKEND, 0),
        ("02/03 07:00", "02/03 11:00", Reason.WORKING_HOURS, 14_400),
        ("02/03 11:00", "02/03 13:00", Reason.LUNCH_BREAK, 0),
        ("02/03 13:00", "02/03 16:30", Reason.WORKING_HOURS, 12_600),
    ]


def test_a_swapped_saturday_is_named_as_such() -> None:
    steps = told(YEAR_2026, "2026-01-09 16:00", 2)
    assert steps[-1] == ("10/01 07:00", "10/01 08:00", Reason.SWAPPED_DAY, 3600)
    over = told(YEAR_2026, "2026-01-09 16:00", 12)
    assert ("10/01 07:00", "10/01 17:00", Reason.SWAPPED_DAY, 28_800) in over


def test_a_closure_is_told_with_its_reason_from_its_own_moments() -> None:
    steps = explain_add(Calendar.from_dict(STORMS), at("2026-09-10 10:00"), 2 * 3600)
    closures = [step for step in steps if step.reason is Reason.CLOSURE]
    assert [step.note for step in closures] == ["Bão số 5", "Ngập sau bão", "Ngập sau bão"]
    assert closures[0].start == at("2026-09-10 12:00")
    assert sentences(closures)[0] == (
        "Từ 12:00 thứ Năm 10/09/2026 đến 17:00 thứ Sáu 11/09/2026: tạm ngừng làm việc (Bão số 5), không tính."
    )


@pytest.mark.parametrize("name", CALENDARS)
def test_400_working_days_are_told_in_fewer_than_a_hundred_steps(name: str) -> None:
    calendar = Calendar.from_dict(CALENDARS[name])
    steps = explain_due(calendar, at("2026-01-02 10:00"), 400 * WORKING_DAY)
    assert len(steps) < 100
    assert sum(step.working_seconds for step in steps) == 400 * calendar.day_seconds


def test_full_weeks_become_one_step() -> None:
    steps = explain_due(Calendar.from_dict(OFFICE), at("2026-03-06 10:00"), 62 * WORKING_DAY)
    assert [(step.reason, step.units) for step in steps if step.units] == [
        (Reason.WORKING_WEEKS, 12),
        (Reason.WORKING_DAYS, 1),
    ]
    assert len(explain_due(Calendar.from_dict(ALL_HOURS), at("2026-03-06 10:00"), 62 * WORKING_DAY)) < 8


def test_no_time_needs_no_step_and_clock_time_needs_one() -> None:
    calendar = Calendar.from_dict(OFFICE)
    assert explain_add(calendar, at("2026-03-06 10:00"), 0) == ()
    (step,) = explain_due(calendar, at("2026-03-06 22:00"), 4 * CLOCK_HOUR)
    assert (step.reason, step.end) == (Reason.CLOCK, at("2026-03-07 02:00"))


def test_the_due_and_the_violation_moment_are_both_explained() -> None:
    calendar, start = Calendar.from_dict(YEAR_2026), at("2026-02-13 16:30")

    def words(length: Any, count: DayCount = DayCount.WORKING_TIME) -> str:
        return " ".join(due_sentences(start, length, due(calendar, start, length, count=count), count=count))

    by_time = words(6 * WORKING_DAY)
    assert "đến hạn lúc 16:30 thứ Hai 02/03/2026" in by_time
    assert "vi phạm sau 17:00 thứ Hai 02/03/2026" in by_time
    assert "Điều 147, 148" in by_time
    assert "Điều 147, 148" in words(6 * WORKING_DAY, DayCount.CIVIL_CODE)
    assert "Điều 147" not in words(1 * WORKING_HOUR)


@pytest.mark.parametrize(
    ("seconds", "text"), [(1, "1 giây"), (5400, "1 giờ 30 phút"), (28_800, "8 giờ"), (3601, "1 giờ 1 giây")]
)
def test_durations_read_in_vietnamese(seconds: int, text: str) -> None:
    assert duration_text(seconds) == text
