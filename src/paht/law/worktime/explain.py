"""Why a due moment is what it is: the way from start to end, in steps that follow one another without a gap.

The first and the last day are told interval by interval; between them, days of full work become one step and
full weeks another, so that a long term stays readable. An ordinary week is multiplied, never walked through.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from paht.law.worktime.calendar import Calendar
from paht.law.worktime.calendar_file import Closure
from paht.law.worktime.length import DayCount, Length, due
from paht.law.worktime.moments import DAY, day_at, moment_at, whole_seconds


class Reason(Enum):
    """What a step is; working time counts, everything else does not."""

    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    WORKING_WEEKS = "working_weeks"
    SWAPPED_DAY = "swapped_day"
    LUNCH_BREAK = "lunch_break"
    NIGHT = "night"
    WEEKEND = "weekend"
    REST_DAY = "rest_day"
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    CLOCK = "clock"


@dataclass(frozen=True)
class Step:
    """A stretch of the way; ``units`` counts its full days or weeks, ``note`` is a closure's reason."""

    start: datetime
    end: datetime
    working_seconds: int
    reason: Reason
    note: str = ""
    units: int = 0


@dataclass(frozen=True)
class _Run:
    """A step under construction, in seconds since the origin."""

    start: int
    end: int
    reason: Reason
    worked: int = 0
    note: str = ""
    units: int = 0


_FREE_DAYS = frozenset({Reason.WEEKEND, Reason.REST_DAY, Reason.HOLIDAY})
_WORK = frozenset({Reason.WORKING_HOURS, Reason.SWAPPED_DAY})


def explain_add(calendar: Calendar, start: datetime, seconds: int) -> tuple[Step, ...]:
    """Return the steps from ``start`` to ``calendar.add(start, seconds)``; they sum to ``seconds``."""
    return explain_between(calendar, start, calendar.add(start, seconds))


def explain_between(calendar: Calendar, start: datetime, end: datetime) -> tuple[Step, ...]:
    """Return the steps from ``start`` to ``end``, none where ``end`` is not the later one."""
    first, last = whole_seconds(start), whole_seconds(end)
    if last <= first:
        return ()
    clipped = (_clip(run, first, last) for run in _runs(calendar, first // DAY, (last - 1) // DAY))
    return tuple(
        Step(moment_at(run.start), moment_at(run.end), run.worked, run.reason, run.note, run.units)
        for run in _merged(run for run in clipped if run.start < run.end)
    )


def explain_due(
    calendar: Calendar, start: datetime, length: Length, *, count: DayCount = DayCount.WORKING_TIME
) -> tuple[Step, ...]:
    """Return the steps from ``start`` to the due moment of ``length``; clock and calendar units make one."""
    due_at = due(calendar, start, length, count=count).due_at
    if length.unit.is_working_time:
        return explain_between(calendar, start, due_at)
    return (Step(moment_at(whole_seconds(start)), due_at, 0, Reason.CLOCK),)


def _runs(calendar: Calendar, first_day: int, last_day: int) -> Iterator[_Run]:
    yield from _told_in_full(calendar, first_day)
    day = first_day + 1
    while day < last_day:
        weeks = _ordinary_weeks(calendar, day, last_day)
        if weeks > 1:
            yield from _told_as_weeks(calendar, day, weeks)
            day += 7 * weeks
        else:
            yield from _told_briefly(calendar, day)
            day += 1
    if first_day < last_day:
        yield from _told_in_full(calendar, last_day)


def _ordinary_weeks(calendar: Calendar, day: int, last_day: int) -> int:
    if day % 7 or not any(calendar.week_of(day)):
        return 0
    place = bisect_left(calendar.exceptions, day)
    until = calendar.exceptions[place] if place < len(calendar.exceptions) else last_day
    return (min(until, last_day) - day) // 7


def _told_in_full(calendar: Calendar, day: int) -> Iterator[_Run]:
    midnight, planned = day * DAY, calendar.planned(day)
    if not planned:
        yield _free_day(calendar, day)
        return
    work = Reason.SWAPPED_DAY if day_at(day) in calendar.worked else Reason.WORKING_HOURS
    runs, reached = [], 0
    for number, (start, end) in enumerate(planned):
        runs.append(
            _Run(midnight + reached, midnight + start, Reason.LUNCH_BREAK if number else Reason.NIGHT)
        )
        runs.append(_Run(midnight + start, midnight + end, work, worked=end - start))
        reached = end
    runs.append(_Run(midnight + reached, midnight + DAY, Reason.NIGHT))
    for closure in calendar.closures:
        if closure.start < midnight + DAY and midnight < closure.end:
            runs = [piece for run in runs for piece in _cut(run, closure)]
    yield from runs


def _told_briefly(calendar: Calendar, day: int) -> Iterator[_Run]:
    midnight, planned = day * DAY, calendar.planned(day)
    closed = any(closure.start < midnight + DAY and midnight < closure.end for closure in calendar.closures)
    if closed or not planned:
        yield from _told_in_full(calendar, day)
        return
    reason = Reason.SWAPPED_DAY if day_at(day) in calendar.worked else Reason.WORKING_DAYS
    start, end = midnight + planned[0][0], midnight + planned[-1][1]
    yield _Run(midnight, start, Reason.NIGHT)
    yield _Run(start, end, reason, worked=sum(b - a for a, b in planned), units=1)
    yield _Run(end, midnight + DAY, Reason.NIGHT)


def _told_as_weeks(calendar: Calendar, day: int, weeks: int) -> Iterator[_Run]:
    week, end_day = calendar.week_of(day), day + 7 * weeks
    open_days = [number for number in range(7) if week[number]]
    for number in range(open_days[0]):
        yield _free_day(calendar, day + number)
    first = (day + open_days[0]) * DAY + week[open_days[0]][0][0]
    last = (end_day - 7 + open_days[-1]) * DAY + week[open_days[-1]][-1][1]
    worked = weeks * sum(end - start for intervals in week for start, end in intervals)
    yield _Run((day + open_days[0]) * DAY, first, Reason.NIGHT)
    yield _Run(first, last, Reason.WORKING_WEEKS, worked=worked, units=weeks)
    yield _Run(last, (end_day - 6 + open_days[-1]) * DAY, Reason.NIGHT)
    for number in range(open_days[-1] + 1, 7):
        yield _free_day(calendar, end_day - 7 + number)


def _free_day(calendar: Calendar, day: int) -> _Run:
    on = day_at(day)
    if on in calendar.holidays and on not in calendar.worked:
        reason = Reason.HOLIDAY
    else:
        reason = Reason.WEEKEND if day % 7 >= 5 else Reason.REST_DAY
    return _Run(day * DAY, (day + 1) * DAY, reason)


def _cut(run: _Run, closure: Closure) -> Iterator[_Run]:
    start, end = max(run.start, closure.start), min(run.end, closure.end)
    if run.reason is Reason.CLOSURE or start >= end:
        yield run
        return
    yield _clip(run, run.start, start)
    yield _Run(start, end, Reason.CLOSURE, note=closure.reason)
    yield _clip(run, end, run.end)


def _clip(run: _Run, first: int, last: int) -> _Run:
    start, end = max(run.start, first), min(run.end, last)
    if (start, end) == (run.start, run.end):
        return run
    # Only what is told in full is ever cut, and there all of a working run counts.
    return replace(run, start=start, end=end, worked=end - start if run.reason in _WORK else 0)


def _merged(runs: Iterable[_Run]) -> list[_Run]:
    told: list[_Run] = []
    for run in runs:
        told.append(run)
        while len(told) > 1 and (joined := _joined(told)):
            told[-joined[0] :] = [joined[1]]
    return told


def _joined(told: list[_Run]) -> tuple[int, _Run] | None:
    """Return how many of the last runs make one, and that one; None where each stands for itself."""
    before, last = told[-2], told[-1]
    if (before.reason, before.note) == (last.reason, last.note):
        return 2, _sum(before, last)
    if before.reason in _FREE_DAYS and last.reason is Reason.NIGHT:
        return 2, replace(before, end=last.end)
    if before.reason is Reason.NIGHT and last.reason in _FREE_DAYS:
        return 2, replace(last, start=before.start)
    if len(told) > 2 and before.reason is Reason.NIGHT and last.reason is Reason.WORKING_DAYS:
        earlier = told[-3]
        if earlier.reason is Reason.WORKING_DAYS:
            return 3, _sum(earlier, last)
    return None


def _sum(first: _Run, last: _Run) -> _Run:
    return replace(first, end=last.end, worked=first.worked + last.worked, units=first.units + last.units)
