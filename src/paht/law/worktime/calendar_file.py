"""The calendar file (DESIGN.md §4): reading it with errors that name the row, and writing it again."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from paht.law.worktime.moments import DAY, HO_CHI_MINH, HOUR, MINUTE, ZONE_NAME, moment_at, whole_seconds

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Interval = tuple[int, int]
Week = tuple[tuple[Interval, ...], ...]

_KEYS = ("timezone", "version", "hours", "seasons", "holidays", "worked", "closures")
_TIME = re.compile(r"(\d{2}):(\d{2})(?::(\d{2}))?", re.ASCII)
# Every listed day lies in the table of sums; these bounds keep a slip of the pen from making it endless.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class CalendarError(ValueError):
    """A calendar file cannot be used; the message begins with the key or row that is wrong."""


@dataclass(frozen=True)
class Season:
    """Other weekly hours from ``first`` to ``last``, both inclusive."""

    first: date
    last: date
    hours: Week


@dataclass(frozen=True, order=True)
class Closure:
    """No work from ``start`` to before ``end`` (local seconds since the origin), and why."""

    start: int
    end: int
    reason: str


def parse(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of ``Calendar``; ``CalendarError`` on the first thing that does not fit."""
    if not isinstance(content, Mapping):
        raise CalendarError("lịch: phải là một đối tượng JSON có khóa hours.")
    for key in content:
        if key not in _KEYS:
            raise CalendarError(f"{key}: khóa không dùng trong lịch; các khóa: {', '.join(_KEYS)}.")
    zone = content.get("timezone", ZONE_NAME)
    if zone != ZONE_NAME:
        raise CalendarError(f"timezone: chỉ dùng {ZONE_NAME}, không dùng {_quoted(zone)}.")
    version = content.get("version", "")
    if not isinstance(version, str):
        raise CalendarError("version: phải là chuỗi ký tự.")
    if "hours" not in content:
        raise CalendarError("hours: thiếu giờ làm việc trong tuần.")
    hours = _week(content["hours"], "hours")
    if not any(hours):
        raise CalendarError("hours: cả tuần không có giờ làm việc nào.")
    return {
        "timezone": zone,
        "version": version,
        "hours": hours,
        "seasons": _seasons(content),
        "holidays": frozenset(_each(content, "holidays", _day)),
        "worked": frozenset(_each(content, "worked", _day)),
        "closures": tuple(sorted(_each(content, "closures", _closure))),
    }


def render(
    *,
    hours: Week,
    seasons: Iterable[Season],
    holidays: Iterable[date],
    worked: Iterable[date],
    closures: Iterable[Closure],
    timezone: str,
    version: str,
) -> dict[str, Any]:
    """Return the calendar file's content; ``version`` appears only where there is one."""
    content: dict[str, Any] = {"timezone": timezone}
    if version:
        content["version"] = version
    return content | {
        "hours": _rendered_week(hours),
        "seasons": [
            {
                "from": season.first.isoformat(),
                "to": season.last.isoformat(),
                "hours": _rendered_week(season.hours),
            }
            for season in seasons
        ],
        "holidays": [day.isoformat() for day in sorted(holidays)],
        "worked": [day.isoformat() for day in sorted(worked)],
        "closures": [
            {"from": _rendered_moment(row.start), "to": _rendered_moment(row.end), "reason": row.reason}
            for row in closures
        ],
    }


def _rows(content: Mapping[str, Any], key: str, within: str = "") -> list[Any]:
    rows = content.get(key, [])
    if not isinstance(rows, list | tuple):
        raise CalendarError(f"{within}{'.' if within else ''}{key}: phải là một danh sách.")
    return list(rows)


def _each[Row](content: Mapping[str, Any], key: str, read: Callable[[Any, str], Row]) -> list[Row]:
    return [read(row, f"{key}[{number}]") for number, row in enumerate(_rows(content, key))]


def _week(content: Any, where: str) -> Week:
    if not isinstance(content, Mapping):
        raise CalendarError(f"{where}: phải là một đối tượng với các khóa {', '.join(WEEKDAYS)}.")
    for key in content:
        if key not in WEEKDAYS:
            raise CalendarError(f"{where}.{key}: không phải thứ trong tuần; các khóa: {', '.join(WEEKDAYS)}.")
    return tuple(_intervals(content, where, weekday) for weekday in WEEKDAYS)


def _intervals(content: Mapping[str, Any], where: str, weekday: str) -> tuple[Interval, ...]:
    intervals: list[Interval] = []
    for number, row in enumerate(_rows(content, weekday, where)):
        here = f"{where}.{weekday}[{number}]"
        if not isinstance(row, list | tuple) or len(row) != 2:
            raise CalendarError(f'{here}: phải là một cặp giờ, ví dụ ["07:00", "11:00"].')
        start, end = _time(row[0], here), _time(row[1], here)
        if start >= end:
            raise CalendarError(f"{here}: giờ bắt đầu {row[0]} không trước giờ kết thúc {row[1]}.")
        if intervals and start < intervals[-1][1]:
            raise CalendarError(f"{here}: chồng lên hoặc đứng trước khoảng giờ liền trên.")
        intervals.append((start, end))
    return tuple(intervals)


def _time(text: Any, where: str) -> int:
    match = _TIME.fullmatch(text) if isinstance(text, str) else None
    if match:
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        total = hours * HOUR + minutes * MINUTE + seconds
        if minutes < 60 and seconds < 60 and total <= DAY:
            return total
    raise CalendarError(f"{where}: {_quoted(text)} không phải giờ trong ngày (HH:MM, muộn nhất 24:00).")


def _day(text: Any, where: str) -> date:
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        raise CalendarError(f"{where}: {_quoted(text)} không phải ngày có thật (YYYY-MM-DD).") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise CalendarError(f"{where}: năm {day.year} nằm ngoài {_FIRST_YEAR}–{_LAST_YEAR}.")
    return day


def _row(
    content: Any, where: str, *, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Mapping[str, Any]:
    if not isinstance(content, Mapping):
        raise CalendarError(f"{where}: phải là một đối tượng với các khóa {', '.join(required + optional)}.")
    for key in content:
        if key not in required + optional:
            raise CalendarError(
                f"{where}.{key}: khóa không dùng; các khóa: {', '.join(required + optional)}."
            )
    for key in required:
        if key not in content:
            raise CalendarError(f"{where}.{key}: thiếu.")
    return content


def _seasons(content: Mapping[str, Any]) -> tuple[Season, ...]:
    rows = _each(content, "seasons", _season)
    named = sorted(enumerate(rows), key=lambda item: item[1].first)
    for (before, earlier), (number, later) in pairwise(named):
        if later.first <= earlier.last:
            raise CalendarError(f"seasons[{number}]: trùng ngày với seasons[{before}].")
    return tuple(season for _, season in named)


def _season(content: Any, where: str) -> Season:
    row = _row(content, where, required=("from", "to", "hours"))
    first, last = _day(row["from"], f"{where}.from"), _day(row["to"], f"{where}.to")
    if first > last:
        raise CalendarError(f"{where}: ngày đầu {first} sau ngày cuối {last}.")
    return Season(first, last, _week(row["hours"], f"{where}.hours"))


def _closure(content: Any, where: str) -> Closure:
    row = _row(content, where, required=("from", "to"), optional=("reason",))
    start, end = _closure_moment(row["from"], f"{where}.from"), _closure_moment(row["to"], f"{where}.to")
    if start >= end:
        raise CalendarError(f"{where}: thời điểm đầu {row['from']} không trước thời điểm cuối {row['to']}.")
    reason = row.get("reason", "")
    if not isinstance(reason, str):
        raise CalendarError(f"{where}.reason: phải là chuỗi ký tự.")
    return Closure(start, end, reason)


def _closure_moment(text: Any, where: str) -> int:
    # fromisoformat does not know the hour 24, which is the natural end of a day's closure.
    try:
        whole_day = isinstance(text, str) and text.endswith("T24:00")
        moment = datetime.fromisoformat(text.removesuffix("T24:00") if whole_day else text)
    except (TypeError, ValueError):
        raise CalendarError(f"{where}: {_quoted(text)} không phải thời điểm (YYYY-MM-DDTHH:MM).") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=HO_CHI_MINH)
    _day(moment.date().isoformat(), where)
    return whole_seconds(moment + timedelta(days=1) if whole_day else moment)


def _rendered_week(week: Week) -> dict[str, list[list[str]]]:
    return {
        weekday: [[_rendered_time(start), _rendered_time(end)] for start, end in intervals]
        for weekday, intervals in zip(WEEKDAYS, week, strict=True)
        if intervals
    }


def _rendered_time(seconds: int) -> str:
    hours, rest = divmod(seconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    return f"{hours:02}:{minutes:02}" + (f":{rest:02}" if rest else "")


def _rendered_moment(seconds: int) -> str:
    text = moment_at(seconds).replace(tzinfo=None).isoformat()
    return text.removesuffix(":00") if seconds % MINUTE == 0 else text


def _quoted(value: Any) -> str:
    return f"«{value}»"
