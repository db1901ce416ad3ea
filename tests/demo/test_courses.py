"""Which simulated courses the demo tells."""

from datetime import datetime, timedelta

import pytest

from paht.agencies.holidays_default import default_calendar
from paht.demo.courses import STOPS, chosen, states
from paht.demo.telling import TELLING
from paht.law import editions
from paht.law.casework.commands import Withdraw
from paht.law.worktime import HO_CHI_MINH, Calendar

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=HO_CHI_MINH)


@pytest.mark.parametrize("edition_id", ["vinh-long-2025", "soc-trang-2024"])
def test_the_courses_end_before_now_and_one_stands_still_in_each_state(edition_id: str) -> None:
    edition = editions.get(edition_id)
    calendar = Calendar.from_dict(default_calendar(range(2026, 2028)))
    told = chosen(
        slug=edition_id,
        edition=edition,
        calendar=calendar,
        reports=30,
        now=NOW,
        span=timedelta(days=40),
    )
    assert len(told) == 30
    assert all(step.at < NOW for course in told for step in course)
    assert all(course[0].at > NOW - timedelta(days=42) for course in told)
    assert all(type(step.command) in TELLING for course in told for step in course[1:])
    last = [states(course[-1].after[-1]) for course in told]
    wanted = set(STOPS) - ({"withdrawn"} if edition.step(Withdraw) is None else set())
    assert wanted <= set().union(*last[: len(STOPS)])
    assert any("published" in state for state in last)
