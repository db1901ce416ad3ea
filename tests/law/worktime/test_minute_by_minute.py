"""The calendar agrees with a counter that walks over every minute, on a thousand random cases a calendar."""

import random
from datetime import timedelta
from typing import Any

import pytest
from tests.law.worktime.worktime_cases import CALENDARS, MinuteCounter, at

from paht.law.worktime import Calendar

CASES = 1200


@pytest.mark.parametrize(("name", "content"), CALENDARS.items(), ids=list(CALENDARS))
def test_add_elapsed_and_the_rest_agree_with_every_minute_counted(name: str, content: dict[str, Any]) -> None:
    chance = random.Random(f"worktime {name}")
    calendar, counter = Calendar.from_dict(content), MinuteCounter(content)
    for _ in range(CASES):
        start = at("2026-01-01") + timedelta(seconds=chance.randrange(365 * 86_400))
        seconds = chance.choice(
            [3600, 4 * 3600, 28_800, chance.randrange(1, 7200), chance.randrange(1, 200_000)]
        )
        expected = counter.due(start, seconds)
        assert calendar.add(start, seconds) == expected, (start, seconds)
        assert calendar.elapsed(start, expected) == seconds == counter.elapsed(start, expected)
        end = start + timedelta(seconds=chance.randrange(30 * 86_400))
        assert calendar.elapsed(start, end) == counter.elapsed(start, end), (start, end)
        assert calendar.is_working(start) == (counter.elapsed(start, start + timedelta(seconds=1)) == 1)
        next_moment = calendar.next_working_moment(start)
        assert next_moment == counter.due(start, 1) - timedelta(seconds=1)
        earlier = calendar.subtract(expected, seconds)
        assert counter.elapsed(earlier, expected) == seconds
        assert calendar.is_working(earlier), "the latest such moment is the beginning of working time"


def test_the_counter_itself_notices_a_calendar_that_is_one_minute_off() -> None:
    counter = MinuteCounter(CALENDARS["office"])
    shifted = {day: [["07:00", "11:00"], ["13:00", "17:01"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    start = at("2026-03-02 16:30")
    assert Calendar.from_dict({"hours": shifted}).add(start, 7200) != counter.due(start, 7200)
