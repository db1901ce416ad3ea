"""The rules of working time, each as a sentence, with the moments on both sides of every border."""

import sys
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import Any

import pytest
from tests.law.worktime.worktime_cases import (
    ALL_HOURS,
    OFFICE,
    OFFICE_HOURS,
    SATURDAY_MORNING,
    SEASONS,
    STORMS,
    YEAR_2026,
    at,
)

from paht.law.worktime import (
    CALENDAR_DAY,
    CALENDAR_MONTH,
    CLOCK_HOUR,
    CLOCK_MINUTE,
    WORKING_DAY,
    WORKING_HOUR,
    Calendar,
    DayCount,
    Length,
    due,
    working_seconds,
)

HOUR = 3600


def calendar_of(content: dict[str, Any]) -> Calendar:
    return Calendar.from_dict(content)


@pytest.mark.parametrize(
    ("content", "start", "hours", "expected"),
    [
        pytest.param(
            OFFICE, "2026-03-06 10:00", 1, "2026-03-06 11:00", id="ends with the morning, not after lunch"
        ),
        pytest.param(
            OFFICE, "2026-03-06 10:00:01", 1, "2026-03-06 13:00:01", id="one second more waits for lunch"
        ),
        pytest.param(OFFICE, "2026-03-06 11:00", 1, "2026-03-06 14:00", id="given at the start of lunch"),
        pytest.param(OFFICE, "2026-03-06 12:30", 1, "2026-03-06 14:00", id="given during lunch"),
        pytest.param(
            OFFICE, "2026-03-06 16:00", 1, "2026-03-06 17:00", id="the last moment of the day is in time"
        ),
        pytest.param(
            OFFICE, "2026-03-06 17:00", 1, "2026-03-09 08:00", id="Friday 17:00 runs from Monday 07:00"
        ),
        pytest.param(OFFICE, "2026-03-07 09:00", 1, "2026-03-09 08:00", id="Saturday"),
        pytest.param(OFFICE, "2026-03-09 03:00", 1, "2026-03-09 08:00", id="before the day begins"),
        pytest.param(OFFICE, "2026-03-06 16:59:59", 1, "2026-03-09 07:59:59", id="a single second counts"),
        pytest.param(YEAR_2026, "2026-02-13 16:30", 1, "2026-02-23 07:30", id="Tết 2026"),
        pytest.param(YEAR_2026, "2026-01-01 09:00", 4, "2026-01-05 11:00", id="2 January 2026 is a day off"),
        pytest.param(
            YEAR_2026, "2026-01-09 16:30", 1, "2026-01-10 07:30", id="the swapped Saturday is worked"
        ),
        pytest.param(YEAR_2026, "2026-08-21 17:00", 8, "2026-08-22 17:00", id="a whole swapped Saturday"),
        pytest.param(YEAR_2026, "2026-08-28 16:30", 1, "2026-09-03 07:30", id="31 August and National Day"),
        pytest.param(YEAR_2026, "2026-12-31 16:30", 1, "2027-01-04 07:30", id="year end"),
        pytest.param(SEASONS, "2026-04-29 16:00", 2, "2026-05-02 08:00", id="into the summer hours"),
        pytest.param(
            SEASONS, "2026-09-30 16:00", 1, "2026-10-01 07:30", id="the season's last day is inclusive"
        ),
        pytest.param(
            SEASONS, "2026-08-22 06:00", 8, "2026-08-22 16:30", id="swapped days use the season's Monday"
        ),
        pytest.param(STORMS, "2026-09-10 10:00", 2, "2026-09-14 09:20", id="a storm closes by the hour"),
        pytest.param(STORMS, "2026-03-04 08:00", 1, "2026-03-04 10:30", id="a closure within the morning"),
        pytest.param(
            ALL_HOURS, "2026-10-10 22:00", 2, "2026-10-11 02:30", id="24/7 with maintenance at night"
        ),
        pytest.param(SATURDAY_MORNING, "2026-03-07 10:00", 2, "2026-03-09 08:00", id="Saturday morning"),
        pytest.param(OFFICE, "2028-02-29 16:00", 2, "2028-03-01 08:00", id="leap day"),
    ],
)
def test_working_hours_end_at_the_earliest_moment_at_which_they_have_passed(
    content: dict[str, Any], start: str, hours: int, expected: str
) -> None:
    assert calendar_of(content).add(at(start), hours * HOUR) == at(expected)
    both = due(calendar_of(content), at(start), hours * WORKING_HOUR)
    assert both.due_at == both.violation_at == at(expected)


@pytest.mark.parametrize(
    ("content", "start", "days", "due_at", "violation_at"),
    [
        pytest.param(
            OFFICE, "2026-03-03 15:00", 1, "2026-03-04 15:00", "2026-03-04 17:00", id="15:00 to 15:00"
        ),
        pytest.param(
            OFFICE, "2026-03-06 15:00", 1, "2026-03-09 15:00", "2026-03-09 17:00", id="over the weekend"
        ),
        pytest.param(
            OFFICE, "2026-03-06 18:00", 1, "2026-03-09 17:00", "2026-03-09 17:00", id="in the evening"
        ),
        pytest.param(
            OFFICE, "2026-03-06 06:00", 1, "2026-03-06 17:00", "2026-03-09 17:00", id="before the day"
        ),
        pytest.param(
            OFFICE, "2026-03-07 12:00", 1, "2026-03-09 17:00", "2026-03-09 17:00", id="on a Saturday"
        ),
        pytest.param(
            YEAR_2026, "2026-02-13 16:30", 6, "2026-03-02 16:30", "2026-03-02 17:00", id="over Tết 2026"
        ),
        pytest.param(
            YEAR_2026, "2026-01-09 15:00", 1, "2026-01-10 15:00", "2026-01-10 17:00", id="swapped Saturday"
        ),
        pytest.param(
            STORMS, "2026-09-09 10:00", 1, "2026-09-10 10:00", "2026-09-10 11:00", id="closed at noon"
        ),
        pytest.param(
            STORMS, "2026-09-10 10:00", 1, "2026-09-15 07:20", "2026-09-15 07:20", id="due after civil end"
        ),
        pytest.param(
            SATURDAY_MORNING, "2026-03-06 15:00", 1, "2026-03-09 09:30", "2026-03-09 09:30", id="short days"
        ),
        pytest.param(SEASONS, "2026-06-01 15:00", 1, "2026-06-02 15:00", "2026-06-02 16:30", id="summer"),
        pytest.param(ALL_HOURS, "2026-03-03 15:00", 1, "2026-03-04 15:00", "2026-03-05 00:00", id="24/7"),
        pytest.param(YEAR_2026, "2026-12-31 09:00", 1, "2027-01-04 09:00", "2027-01-04 17:00", id="year end"),
    ],
)
@pytest.mark.clause("VL.15.2.a", "ST.8.5")
def test_a_working_day_is_due_by_working_time_and_a_violation_only_after_the_civil_codes_end(
    content: dict[str, Any], start: str, days: int, due_at: str, violation_at: str
) -> None:
    both = due(calendar_of(content), at(start), days * WORKING_DAY)
    assert (both.due_at, both.violation_at) == (at(due_at), at(violation_at))


def test_an_edition_may_choose_the_civil_count_for_the_due_moment_too() -> None:
    both = due(calendar_of(OFFICE), at("2026-03-06 06:00"), 1 * WORKING_DAY, count=DayCount.CIVIL_CODE)
    assert both.due_at == both.violation_at == at("2026-03-09 17:00")


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        ("2026-03-02 07:00", 1, "2026-03-03 17:00"),
        ("2026-03-02 23:59:59", 1, "2026-03-03 17:00"),
        ("2026-03-03 00:00", 1, "2026-03-04 17:00"),
        ("2026-02-12 09:00", 1, "2026-02-13 17:00"),
        ("2026-02-12 09:00", 2, "2026-02-23 17:00"),
        ("2026-01-09 09:00", 1, "2026-01-10 17:00"),
    ],
)
def test_the_civil_code_leaves_the_first_day_out_and_ends_with_the_last_working_moment(
    start: str, days: int, expected: str
) -> None:
    assert calendar_of(YEAR_2026).add_civil_days(at(start), days) == at(expected)


def test_a_day_that_a_storm_closes_entirely_is_no_day_of_the_civil_count() -> None:
    assert calendar_of(STORMS).add_civil_days(at("2026-09-10 09:00"), 1) == at("2026-09-14 17:00")


@pytest.mark.parametrize(
    ("length", "start", "expected"),
    [
        (5 * CLOCK_MINUTE, "2026-02-14 23:58", "2026-02-15 00:03"),
        (4 * CLOCK_HOUR, "2026-02-14 22:00", "2026-02-15 02:00"),
        (3 * CALENDAR_DAY, "2026-02-14 22:00", "2026-02-17 22:00"),
        (1 * CALENDAR_MONTH, "2026-01-31 08:00", "2026-02-28 08:00"),
        (1 * CALENDAR_MONTH, "2028-01-31 08:00", "2028-02-29 08:00"),
        (1 * CALENDAR_MONTH, "2026-12-15 08:00", "2027-01-15 08:00"),
        (12 * CALENDAR_MONTH, "2028-02-29 08:00", "2029-02-28 08:00"),
    ],
)
def test_clock_and_calendar_units_take_no_notice_of_working_time(
    length: Length, start: str, expected: str
) -> None:
    both = due(calendar_of(YEAR_2026), at(start), length)
    assert both.due_at == both.violation_at == at(expected)


def test_a_length_is_a_whole_positive_number_of_units_and_reads_in_vietnamese() -> None:
    assert Length(2, WORKING_DAY) == 2 * WORKING_DAY
    assert str(6 * WORKING_DAY) == "6 ngày làm việc"
    for wrong in (0, -1, True, 1.5):
        with pytest.raises(ValueError, match="số nguyên dương"):
            Length(wrong, WORKING_DAY)  # type: ignore[arg-type]


def test_one_working_day_is_as_long_as_the_calendars_own_monday_outside_seasons() -> None:
    assert calendar_of(OFFICE).day_seconds == 8 * HOUR
    assert calendar_of(SATURDAY_MORNING | {"seasons": SEASONS["seasons"]}).day_seconds == 8 * HOUR
    assert calendar_of(ALL_HOURS).day_seconds == 24 * HOUR
    assert working_seconds(calendar_of({"hours": {"mon": [["08:00", "11:30"]]}}), 2 * WORKING_DAY) == 7 * HOUR


def test_a_calendar_closed_on_mondays_counts_hours_but_refuses_working_days() -> None:
    calendar = calendar_of({"hours": {"tue": [["08:00", "12:00"]]}})
    assert due(calendar, at("2026-03-02 08:00"), 1 * WORKING_HOUR).due_at == at("2026-03-03 09:00")
    with pytest.raises(ValueError, match=r"hours\.mon"):
        due(calendar, at("2026-03-02 08:00"), 1 * WORKING_DAY)


def test_every_zone_is_understood_and_the_answer_is_in_vietnamese_time() -> None:
    answer = calendar_of(OFFICE).add(datetime(2026, 3, 6, 10, 0, tzinfo=UTC), HOUR)
    assert answer == at("2026-03-09 08:00")
    assert answer.isoformat() == "2026-03-09T08:00:00+07:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="thiếu múi giờ"):
        calendar_of(OFFICE).add(datetime(2026, 3, 6, 10, 0), HOUR)  # noqa: DTZ001


def test_a_begun_second_counts_as_whole_so_that_nothing_is_due_early() -> None:
    calendar, start = calendar_of(OFFICE), at("2026-03-06 10:00") + timedelta(microseconds=1)
    assert calendar.add(start, HOUR - 1) == at("2026-03-06 11:00")
    assert calendar.add(start, HOUR) == at("2026-03-06 13:00:01")
    assert calendar.elapsed(start, calendar.add(start, HOUR)) == HOUR


def test_the_end_of_an_interval_is_no_longer_working_time() -> None:
    calendar = calendar_of(OFFICE)
    assert calendar.is_working(at("2026-03-06 07:00"))
    assert calendar.is_working(at("2026-03-06 10:59:59") + timedelta(microseconds=999_999))
    assert not calendar.is_working(at("2026-03-06 11:00"))
    assert not calendar.is_working(at("2026-03-06 06:59:59"))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-06 10:30:15", "2026-03-06 10:30:15"),
        ("2026-03-06 11:00", "2026-03-06 13:00"),
        ("2026-03-06 17:00", "2026-03-09 07:00"),
        ("2026-02-13 17:00", "2026-02-23 07:00"),
        ("2026-01-09 20:00", "2026-01-10 07:00"),
    ],
)
def test_the_next_working_moment_is_now_or_the_next_beginning(moment: str, expected: str) -> None:
    assert calendar_of(YEAR_2026).next_working_moment(at(moment)) == at(expected)


def test_elapsed_is_negative_backwards_and_a_negative_term_is_refused() -> None:
    calendar = calendar_of(OFFICE)
    assert calendar.elapsed(at("2026-03-09 08:00"), at("2026-03-06 16:00")) == -2 * HOUR
    for count in (calendar.add, calendar.subtract):
        with pytest.raises(ValueError, match="âm"):
            count(at("2026-03-09 08:00"), -1)


@pytest.mark.parametrize("year", [1990, 2025, 2026, 2027, 2060, 2100])
def test_any_year_is_answered_within_the_listed_days_and_far_outside_them(year: int) -> None:
    calendar = calendar_of(YEAR_2026)
    start = at(f"{year}-03-15 12:00")
    forty_years = 40 * 2087 * 8 * HOUR
    assert calendar.elapsed(start, calendar.add(start, forty_years)) == forty_years
    assert calendar.subtract(calendar.add(start, forty_years), forty_years) == calendar.next_working_moment(
        start
    )


def test_a_term_beyond_the_year_9999_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="1–9999"):
        calendar_of(OFFICE).add(at("2026-03-06 10:00"), 10**12)


def test_400_working_days_cost_no_more_steps_of_the_program_than_one_working_hour() -> None:
    calendar, start = calendar_of(STORMS), at("2026-02-13 16:30")
    due(calendar, start, 1 * WORKING_DAY)  # builds the sums, once for a calendar

    def lines(length: Length) -> int:
        counted = 0

        def count(frame: FrameType, event: str, argument: object) -> Any:
            nonlocal counted
            counted += event == "line"
            return count

        before = sys.gettrace()
        sys.settrace(count)
        try:
            calendar.add(start, working_seconds(calendar, length))
            calendar.add_civil_days(start, length.amount)
        finally:
            sys.settrace(before)
        return counted

    hour, day = lines(1 * WORKING_HOUR), lines(1 * WORKING_DAY)
    for longer in (400 * WORKING_DAY, 100_000 * WORKING_DAY):
        assert lines(longer) <= max(hour, day) + 12, "a loop over days would run hundreds of lines more"


def test_an_agencys_calendar_narrows_the_jurisdictions() -> None:
    base = calendar_of(SEASONS)
    own = base.overlaid(
        {
            "holidays": ["2026-01-10", "2026-03-09"],
            "worked": ["2026-02-20"],
            "closures": [{"from": "2026-03-10T07:00", "to": "2026-03-10T11:00", "reason": "Họp cơ quan"}],
        }
    )
    assert own.next_working_moment(at("2026-01-10 08:00")) == at("2026-01-12 07:00"), (
        "a day taken back from worked"
    )
    assert own.is_working(at("2026-02-20 08:00")), "a day taken back from holidays"
    assert own.next_working_moment(at("2026-03-06 17:00")) == at("2026-03-10 13:00")
    assert own.seasons == base.seasons
    assert base.is_working(at("2026-03-09 08:00")), "the jurisdiction's calendar stays as it was"


def test_an_agencys_own_hours_replace_the_seasons_unless_it_names_some() -> None:
    base = calendar_of(SEASONS)
    own = base.overlaid({"hours": OFFICE_HOURS})
    assert own.next_working_moment(at("2026-06-02 06:00")) == at("2026-06-02 07:00")
    assert base.next_working_moment(at("2026-06-02 06:00")) == at("2026-06-02 06:30")
    assert base.overlaid({"seasons": []}).holidays == base.holidays
    assert base.overlaid({}) == base


@pytest.mark.parametrize(
    ("holiday", "start", "expected"),
    [
        ("2026-03-02", "2026-02-27 16:00", "2026-02-27 17:00"),
        ("2026-03-02", "2026-02-27 16:00:01", "2026-03-03 07:00:01"),
        ("2026-03-06", "2026-03-05 16:00", "2026-03-05 17:00"),
        ("2026-03-06", "2026-03-05 16:00:01", "2026-03-09 07:00:01"),
    ],
)
def test_the_borders_of_the_listed_week_are_seamless(holiday: str, start: str, expected: str) -> None:
    calendar = calendar_of(OFFICE | {"holidays": [holiday]})
    assert calendar.add(at(start), HOUR) == at(expected)
    assert calendar.subtract(at(expected), HOUR) == at(start)


@pytest.mark.parametrize(
    ("holidays", "moment", "expected"),
    [
        ("2026-03-02", "2026-02-27 17:00", "2026-03-03 07:00"),
        ("2026-03-06", "2026-03-05 17:00", "2026-03-09 07:00"),
        ("2026-03-02", "2026-03-06 17:00", "2026-03-09 07:00"),
        ("2026-03-02 2026-03-11", "2026-02-27 17:00", "2026-03-03 07:00"),
    ],
)
def test_work_resumes_rightly_at_the_borders_of_the_listed_week(
    holidays: str, moment: str, expected: str
) -> None:
    assert calendar_of(OFFICE | {"holidays": holidays.split()}).next_working_moment(at(moment)) == at(
        expected
    )
