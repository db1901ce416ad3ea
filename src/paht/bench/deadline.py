"""Terms in working time: how many can be reckoned in a CPU second, beside plain additions of datetimes."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from paht.agencies.holidays_default import default_calendar
from paht.bench.results import Comparison, Effort, Sample, compare, interleave
from paht.law.worktime import WORKING_DAY, WORKING_HOUR, Calendar, due

CALLS = 50_000
_START = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
_STARTS = [_START + timedelta(minutes=17 * number) for number in range(1000)]


def comparisons(*, effort: Effort) -> list[Comparison]:
    """The shortest term there is and a very long one, each by the calendar and as a term with both its moments."""
    calendar = Calendar.from_dict(default_calendar([2026, 2027, 2028]))
    hour, days = 3600, 400 * calendar.day_seconds
    return [
        _compared("deadline: add 1 working hour", lambda start: calendar.add(start, hour), effort),
        _compared("deadline: add 400 working days", lambda start: calendar.add(start, days), effort),
        _compared(
            "deadline: due 1 working hour", lambda start: due(calendar, start, 1 * WORKING_HOUR), effort
        ),
        _compared(
            "deadline: due 400 working days", lambda start: due(calendar, start, 400 * WORKING_DAY), effort
        ),
    ]


def _compared(name: str, reckon: Callable[[datetime], object], effort: Effort) -> Comparison:
    step = timedelta(hours=1)
    reckon(_START)
    samples, others = interleave(
        lambda: _timed(reckon), lambda: _timed(lambda start: start + step), effort=effort
    )
    return compare(
        samples,
        others,
        name=name,
        measured="one term from one of 1,000 starts, one thread",
        baseline="one addition of a timedelta to a datetime, in the same loop",
    )


def _timed(act: Callable[[datetime], object]) -> Sample:
    began, spent = time.monotonic(), time.process_time()
    for number in range(CALLS):
        act(_STARTS[number % 1000])
    return Sample(calls=CALLS, wall=time.monotonic() - began, program=time.process_time() - spent)
