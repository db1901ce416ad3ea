"""The default calendar: what the package gives, with its known mistakes put right, until an operator decides."""

from datetime import UTC, datetime

import pytest

from paht.agencies.holidays_default import calendar_gap, default_calendar, missing_year
from paht.law.worktime import HO_CHI_MINH, WORKING_HOUR, Calendar, due


def test_the_swapped_days_of_2026_are_complete() -> None:
    content = default_calendar([2026])
    assert content["worked"] == ["2026-01-10", "2026-08-22"]
    assert {"2026-01-02", "2026-08-31"} <= set(content["holidays"])


def test_tet_and_the_other_holidays_of_2026_are_there() -> None:
    holidays = set(default_calendar([2026])["holidays"])
    assert {f"2026-02-{day}" for day in (16, 17, 18, 19, 20)} <= holidays
    assert {"2026-01-01", "2026-04-27", "2026-04-30", "2026-05-01", "2026-09-01", "2026-09-02"} <= holidays


@pytest.mark.parametrize("year", range(2024, 2031))
def test_no_day_of_another_year_strays_in(year: int) -> None:
    content = default_calendar([year])
    assert all(day.startswith(str(year)) for day in content["holidays"] + content["worked"])


def test_culture_day_is_a_holiday_only_where_it_is_switched_on() -> None:
    assert "2026-11-24" not in default_calendar([2026])["holidays"]
    assert "2026-11-24" in default_calendar([2026], culture_day=True)["holidays"]


def test_the_default_is_a_valid_calendar_file_across_years() -> None:
    calendar = Calendar.from_dict(default_calendar(range(2025, 2029)))
    start = datetime(2026, 1, 9, 17, 0, tzinfo=HO_CHI_MINH)
    assert due(calendar, start, 1 * WORKING_HOUR).due_at == datetime(2026, 1, 10, 8, 0, tzinfo=HO_CHI_MINH)
    with pytest.raises(ValueError, match="năm"):
        default_calendar([])


@pytest.mark.parametrize(
    ("now", "confirmed", "missing"),
    [
        (datetime(2026, 11, 30, 16, 59, 59, tzinfo=UTC), {2026}, None),
        (datetime(2026, 11, 30, 17, 0, tzinfo=UTC), {2026}, 2027),
        (datetime(2026, 12, 31, 10, 0, tzinfo=UTC), {2026, 2027}, None),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), {2026}, 2027),
        (datetime(2026, 6, 1, 10, 0, tzinfo=UTC), set(), 2026),
    ],
)
def test_from_december_on_a_next_year_without_a_confirmed_calendar_is_a_gap(
    now: datetime, confirmed: set[int], missing: int | None
) -> None:
    assert missing_year(now, confirmed) == missing
    assert calendar_gap(now, confirmed) == (missing is not None)
