"""The working calendar: which moments are working time, and arithmetic in it.

Every moment handed in must carry a zone; every moment handed out is in Asia/Ho_Chi_Minh. Sums are exact to
the second; a moment inside a second counts as the end of that second, so that a due moment is never early for
its holder.
"""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from paht.law.worktime import calendar_file
from paht.law.worktime.calendar_file import Closure, Season, Week
from paht.law.worktime.moments import (
    DAY,
    ZONE_NAME,
    begun_seconds,
    day_at,
    day_number,
    local,
    moment_at,
    whole_seconds,
)
from paht.law.worktime.timeline import Piece, Stretch, Timeline


@dataclass(frozen=True)
class Calendar:
    """A complete calendar: nothing is a holiday that it does not list. Equal content is an equal calendar."""

    hours: Week
    seasons: tuple[Season, ...] = ()
    holidays: frozenset[date] = field(default_factory=frozenset)
    worked: frozenset[date] = field(default_factory=frozenset)
    closures: tuple[Closure, ...] = ()
    timezone: str = ZONE_NAME
    version: str = ""

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Self:
        """Return the calendar that a calendar file describes; ``CalendarError`` names the wrong row."""
        return cls(**calendar_file.parse(content))

    def to_dict(self) -> dict[str, Any]:
        """Return the calendar file's content; ``from_dict`` of it gives an equal calendar."""
        return calendar_file.render(
            hours=self.hours,
            seasons=self.seasons,
            holidays=self.holidays,
            worked=self.worked,
            closures=self.closures,
            timezone=self.timezone,
            version=self.version,
        )

    def overlaid(self, changes: Mapping[str, Any]) -> Self:
        """Return this calendar with an agency's own ``changes``, given as a partial calendar file.

        ``holidays``, ``worked`` and ``closures`` are added, the agency winning on a day that both name;
        ``hours`` replaces the hours and the seasons (seasonal hours are hours too), ``seasons`` the seasons
        alone. ``CalendarError`` names the wrong row of ``changes``.
        """
        own = self.from_dict({"hours": self.to_dict()["hours"]} | dict(changes))
        seasons = own.seasons if {"hours", "seasons"} & set(changes) else self.seasons
        return replace(
            self,
            hours=own.hours,
            seasons=seasons,
            holidays=(self.holidays - own.worked) | own.holidays,
            worked=(self.worked - (own.holidays - own.worked)) | own.worked,
            closures=tuple(sorted({*self.closures, *own.closures})),
            version=own.version or self.version,
        )

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.fingerprint)

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that name the content: the calendar version a duty was counted by."""
        text = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    # Arithmetic

    @property
    def day_seconds(self) -> int:
        """The length of one working day: the working seconds of Monday outside seasons (DESIGN.md §4)."""
        return sum(end - start for start, end in self.hours[0])

    def add(self, start: datetime, seconds: int) -> datetime:
        """Return the earliest moment at which ``seconds`` of working time have passed since ``start``.

        With 0 seconds that is ``start`` itself. ``ValueError`` for negative seconds.
        """
        at = whole_seconds(start)
        if _checked(seconds) == 0:
            return moment_at(at)
        return moment_at(self._timeline.earliest(self._timeline.counted(at) + seconds))

    def subtract(self, end: datetime, seconds: int) -> datetime:
        """Return the latest moment from which ``seconds`` of working time pass until ``end``.

        ``add`` leads back to ``end`` wherever ``end`` closes a working second. ``ValueError`` as in ``add``.
        """
        at = whole_seconds(end)
        if _checked(seconds) == 0:
            return moment_at(at)
        return moment_at(self._timeline.latest(self._timeline.counted(at) - seconds))

    def elapsed(self, start: datetime, end: datetime) -> int:
        """Return the working seconds from ``start`` to ``end``; negative where ``end`` is the earlier one."""
        return self._timeline.counted(whole_seconds(end)) - self._timeline.counted(whole_seconds(start))

    def is_working(self, at: datetime) -> bool:
        """Tell whether ``at`` is working time; the first moment of an interval is, its end is not."""
        second = begun_seconds(at)
        return self._timeline.counted(second + 1) > self._timeline.counted(second)

    def next_working_moment(self, at: datetime) -> datetime:
        """Return ``at`` itself where it is working time, else the beginning of the next working interval."""
        if self.is_working(at):
            return local(at)
        return moment_at(self._timeline.latest(self._timeline.counted(begun_seconds(at))))

    def add_civil_days(self, start: datetime, days: int) -> datetime:
        """Return the end of ``days`` (≥ 1) working days counted as the Civil Code counts (Điều 147, 148).

        The first day is not counted; the term ends with the last working moment of the last day. A day on
        which a closure leaves no working time is not a working day.
        """
        if days < 1:
            raise ValueError("Số ngày làm việc phải từ 1 trở lên.")
        next_midnight = (begun_seconds(start) // DAY + 1) * DAY
        return moment_at(self._working_days.earliest(self._working_days.counted(next_midnight) + days))

    # What a day is

    def planned(self, day: int) -> tuple[Stretch, ...]:
        """Return the working intervals of a day number, in seconds from its midnight, before any closure."""
        on = day_at(day)
        week = self.week_of(day)
        if on in self.worked:
            return week[0]
        return () if on in self.holidays else week[day % 7]

    def week_of(self, day: int) -> Week:
        """Return the weekly hours that hold on a day number: its season's, else the calendar's own."""
        place = bisect_right(self._season_starts, day) - 1
        if place >= 0 and day <= day_number(self.seasons[place].last):
            return self.seasons[place].hours
        return self.hours

    @cached_property
    def _season_starts(self) -> list[int]:
        return [day_number(season.first) for season in self.seasons]

    @cached_property
    def exceptions(self) -> tuple[int, ...]:
        """The day numbers, in order, that may differ from the same weekday a week earlier."""
        days = {day_number(day) for day in self.holidays | self.worked}
        for season in self.seasons:
            days |= {day_number(season.first), day_number(season.last) + 1}
        for closure in self.closures:
            days |= set(range(closure.start // DAY, (closure.end - 1) // DAY + 1))
        return tuple(sorted(days))

    @cached_property
    def _window(self) -> tuple[int, int]:
        # Whole weeks around everything listed: outside, the plain week repeats and needs no table.
        if not self.exceptions:
            return 0, 0
        return self.exceptions[0] // 7 * 7, self.exceptions[-1] // 7 * 7 + 7

    @cached_property
    def _timeline(self) -> Timeline:
        window = {day: list(self._worked_stretches(day)) for day in range(*self._window)}
        return self._line(window, self._plain_week())

    @cached_property
    def _working_days(self) -> Timeline:
        # A working day counts as one "second", the one that its last working moment closes.
        def closing(stretches: list[Stretch]) -> list[Stretch]:
            return [(stretches[-1][1] - 1, stretches[-1][1])] if stretches else []

        window = {day: closing(list(self._worked_stretches(day))) for day in range(*self._window)}
        return self._line(window, {day: closing(stretches) for day, stretches in self._plain_week().items()})

    def _line(self, window: dict[int, list[Stretch]], week: dict[int, list[Stretch]]) -> Timeline:
        first, end = self._window
        return Timeline(
            week=Piece(stretch for day in range(7) for stretch in week[day]),
            window=Piece(stretch for stretches in window.values() for stretch in stretches),
            window_from=first * DAY,
            window_to=end * DAY,
        )

    def _plain_week(self) -> dict[int, list[Stretch]]:
        return {day: [(day * DAY + a, day * DAY + b) for a, b in self.hours[day]] for day in range(7)}

    def _worked_stretches(self, day: int) -> Iterator[Stretch]:
        for start, end in self.planned(day):
            yield from self._left_open(day * DAY + start, day * DAY + end)

    def _left_open(self, start: int, end: int) -> Iterator[Stretch]:
        first = bisect_right(self._closed_ends, start)
        for closed_from, closed_to in self._closed_stretches[first:]:
            if closed_from >= end:
                break
            if start < closed_from:
                yield start, closed_from
            start = min(end, closed_to)
        if start < end:
            yield start, end

    @cached_property
    def _closed_stretches(self) -> tuple[Stretch, ...]:
        # In order and apart: closures that touch or overlap are made one.
        merged: list[Stretch] = []
        for closure in self.closures:
            if merged and closure.start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], closure.end))
            else:
                merged.append((closure.start, closure.end))
        return tuple(merged)

    @cached_property
    def _closed_ends(self) -> list[int]:
        return [end for _, end in self._closed_stretches]


def _checked(seconds: int) -> int:
    if seconds < 0:
        raise ValueError("Thời lượng không được âm; dùng subtract để tính lùi.")
    return seconds
