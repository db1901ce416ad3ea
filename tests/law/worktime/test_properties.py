"""Algebra that holds for every calendar, moment and term, whatever the calendar looks like."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.worktime.worktime_cases import WEEKDAYS, at

from paht.law.worktime import WORKING_DAY, Calendar, due, explain_add

FIRST = date(2025, 11, 1)
DAYS = st.integers(0, 500).map(lambda number: FIRST + timedelta(days=number))
SECONDS = st.integers(1, 4_000_000)
MOMENTS = st.integers(-(10**8), 10**8).map(lambda seconds: at("2026-06-01") + timedelta(seconds=seconds))


@st.composite
def weeks(draw: st.DrawFn) -> dict[str, Any]:
    def clock(minutes: int) -> str:
        return f"{minutes // 60:02}:{minutes % 60:02}"

    week = {}
    for weekday in draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1)) | {"mon"}:
        edges = sorted(draw(st.sets(st.integers(0, 1440), min_size=2, max_size=6)))
        pairs = zip(edges[::2], edges[1::2], strict=False)
        week[weekday] = [[clock(start), clock(end)] for start, end in pairs]
    return week


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    edges = sorted(draw(st.sets(DAYS, max_size=4)))
    seasons = [
        {"from": first.isoformat(), "to": (end - timedelta(days=1)).isoformat(), "hours": draw(weeks())}
        for first, end in zip(edges[::2], edges[1::2], strict=False)
    ]
    closures = []
    for day in draw(st.lists(DAYS, max_size=3)):
        hour, hours = draw(st.integers(0, 23)), draw(st.integers(1, 100))
        start = at(f"{day} {hour:02}:15").replace(tzinfo=None)
        closures.append(
            {"from": start.isoformat(), "to": (start + timedelta(hours=hours)).isoformat(), "reason": "r"}
        )
    days = st.sets(DAYS.map(date.isoformat), max_size=12).map(sorted)
    content = {"hours": draw(weeks()), "seasons": seasons, "closures": closures}
    return Calendar.from_dict(content | {"holidays": draw(days), "worked": draw(days)})


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(calendar=calendars(), start=MOMENTS, first=SECONDS, second=SECONDS)
def test_counting_forth_and_back_agrees_with_itself(
    calendar: Calendar, start: Any, first: int, second: int
) -> None:
    reached = calendar.add(start, first)
    assert reached > start
    assert calendar.elapsed(start, reached) == first, "add and elapsed are inverse"
    assert calendar.elapsed(start, reached - timedelta(seconds=1)) == first - 1, (
        "and no earlier moment will do"
    )
    assert calendar.add(reached, second) == calendar.add(start, first + second), "additive"
    assert calendar.add(start, first + 1) > reached, "longer terms are due later"
    assert calendar.add(start + timedelta(hours=7), first) >= reached, "later starts are not due earlier"
    assert calendar.subtract(reached, first) == calendar.next_working_moment(start), "subtract is inverse"
    assert calendar.add(calendar.subtract(reached, second), second) == reached
    assert calendar.elapsed(start, reached) == -calendar.elapsed(reached, start)


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(calendar=calendars(), start=MOMENTS, days=st.integers(1, 30))
def test_a_violation_is_never_before_the_due_moment_and_ends_working_time(
    calendar: Calendar, start: Any, days: int
) -> None:
    both = due(calendar, start, days * WORKING_DAY)
    assert both.violation_at >= both.due_at
    civil = calendar.add_civil_days(start, days)
    assert calendar.is_working(civil - timedelta(seconds=1))
    midnight = (civil - timedelta(seconds=1)).replace(hour=0, minute=0, second=0) + timedelta(days=1)
    assert calendar.elapsed(civil, midnight) == 0, "nothing of the last day is left"
    assert civil.date() > start.date()


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(calendar=calendars(), start=MOMENTS, seconds=SECONDS)
def test_the_steps_lead_from_start_to_due_without_a_gap_and_each_counts_rightly(
    calendar: Calendar, start: Any, seconds: int
) -> None:
    steps = explain_add(calendar, start, seconds)
    assert (steps[0].start, steps[-1].end) == (start, calendar.add(start, seconds))
    for before, after in pairwise(steps):
        assert before.end == after.start
    for step in steps:
        assert step.start < step.end
        assert step.working_seconds == calendar.elapsed(step.start, step.end)


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(calendar=calendars())
def test_a_calendar_survives_being_written_and_read_again(calendar: Calendar) -> None:
    again = Calendar.from_dict(calendar.to_dict())
    assert again == calendar
    assert hash(again) == hash(calendar)
    assert again.fingerprint == calendar.fingerprint
