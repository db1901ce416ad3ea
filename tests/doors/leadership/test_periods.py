"""A month of reports runs from the 15th of the month before to the 14th (Nghị định 09/2019, Điều 12)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from paht.figures.periods import month_at, month_of, read_month


@pytest.mark.clause("ST.11.8")
@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2026, 11, 14), "2026-11"),
        (date(2026, 11, 15), "2026-12"),
        (date(2026, 12, 14), "2026-12"),
        (date(2026, 12, 15), "2027-01"),
        (date(2027, 1, 14), "2027-01"),
    ],
)
def test_a_day_lies_in_the_month_that_ends_on_the_next_fourteenth(day: date, key: str) -> None:
    period = month_of(day)
    assert period.key == key
    assert period.starts_on <= day <= period.last_on


@pytest.mark.clause("ST.11.8")
def test_the_period_ends_at_midnight_in_vietnam_and_the_next_begins_there() -> None:
    midnight = datetime(2026, 11, 14, 17, 0, tzinfo=UTC)
    assert month_at(midnight).start == midnight == month_at(midnight - timedelta(seconds=1)).end
    period = month_at(midnight)
    assert period.before.after == period


def test_what_is_no_month_is_read_as_none() -> None:
    assert [read_month(text) for text in ("", "2026-13", "2026", "x")] == [None] * 4
