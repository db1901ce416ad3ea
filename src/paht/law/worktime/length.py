"""Lengths of terms in the units of the regulations, and the two moments that a term has.

``2 * WORKING_DAY`` is a length; ``due`` gives its due moment and the moment after which it is violated.
"""

import calendar as gregorian
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from paht.law.worktime.calendar import Calendar
from paht.law.worktime.moments import HOUR, moment_at, whole_seconds


class Unit(Enum):
    """A unit of terms; an integer times a unit is a ``Length``."""

    WORKING_HOUR = "giờ làm việc"
    WORKING_DAY = "ngày làm việc"
    CLOCK_MINUTE = "phút"
    CLOCK_HOUR = "giờ"
    CALENDAR_DAY = "ngày"
    CALENDAR_MONTH = "tháng"

    def __rmul__(self, amount: int) -> "Length":
        return Length(amount, self)

    @property
    def is_working_time(self) -> bool:
        """Whether the unit is counted in working time by a calendar."""
        return self in (Unit.WORKING_HOUR, Unit.WORKING_DAY)


WORKING_HOUR = Unit.WORKING_HOUR
WORKING_DAY = Unit.WORKING_DAY
CLOCK_MINUTE = Unit.CLOCK_MINUTE
CLOCK_HOUR = Unit.CLOCK_HOUR
CALENDAR_DAY = Unit.CALENDAR_DAY
CALENDAR_MONTH = Unit.CALENDAR_MONTH


class DayCount(Enum):
    """How an edition counts the due moment of terms in working days."""

    WORKING_TIME = "working_time"
    CIVIL_CODE = "civil_code"


@dataclass(frozen=True)
class Length:
    """A whole, positive number of units; its text is Vietnamese."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if type(self.amount) is not int or self.amount < 1:
            raise ValueError(f"Độ dài thời hạn phải là số nguyên dương, không phải {self.amount!r}.")

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.value}"


@dataclass(frozen=True)
class Due:
    """When a term is due (reminders, "trễ hạn"), and when missing it becomes a violation: never before."""

    due_at: datetime
    violation_at: datetime


def working_seconds(calendar: Calendar, length: Length) -> int:
    """Return the working seconds of a length in working hours or days; ``ValueError`` for other units."""
    if length.unit is WORKING_HOUR:
        return length.amount * HOUR
    if length.unit is not WORKING_DAY:
        raise ValueError(f"Thời hạn {length} không tính bằng thời giờ làm việc.")
    if calendar.day_seconds == 0:
        raise ValueError(
            "hours.mon: lịch không có giờ làm việc thứ Hai nên không định được một ngày làm việc."
        )
    return length.amount * calendar.day_seconds


def due(
    calendar: Calendar, start: datetime, length: Length, *, count: DayCount = DayCount.WORKING_TIME
) -> Due:
    """Return the due and the violation moment of a term of ``length`` given at ``start``.

    Working days: due when their working time has passed, a violation only after the Civil Code's end (Điều
    147, 148), or after the due moment where that is later. ``count`` lets an edition choose the Civil Code's
    end for the due moment too; it bears on working days alone. In every other unit both moments are the same.
    """
    if length.unit is WORKING_DAY:
        civil_end = calendar.add_civil_days(start, length.amount)
        if count is DayCount.CIVIL_CODE:
            return Due(civil_end, civil_end)
        due_at = calendar.add(start, working_seconds(calendar, length))
        return Due(due_at, max(due_at, civil_end))
    if length.unit is WORKING_HOUR:
        due_at = calendar.add(start, working_seconds(calendar, length))
    else:
        due_at = _by_the_clock(moment_at(whole_seconds(start)), length)
    return Due(due_at, due_at)


def _by_the_clock(start: datetime, length: Length) -> datetime:
    if length.unit is CLOCK_MINUTE:
        return start + timedelta(minutes=length.amount)
    if length.unit is CLOCK_HOUR:
        return start + timedelta(hours=length.amount)
    if length.unit is CALENDAR_DAY:
        return start + timedelta(days=length.amount)
    # Civil Code Điều 148: the corresponding day of the last month, or its last day where there is none.
    years, month = divmod(start.year * 12 + start.month - 1 + length.amount, 12)
    last_day = gregorian.monthrange(years, month + 1)[1]
    return start.replace(year=years, month=month + 1, day=min(start.day, last_day))
