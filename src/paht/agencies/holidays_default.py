"""The default calendar: Vietnamese public holidays and swapped days, until an operator confirms a year's own.

The ``holidays`` package gives the days; what it is known to have wrong is put right here. A province's own
decisions (swapped days are announced year by year, working hours by each province) go into the operator's calendar.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

import holidays

from paht.law.worktime import HO_CHI_MINH

_OFFICE_DAY = (("07:00", "11:00"), ("13:00", "17:00"))
_OFFICE_WEEK = ("mon", "tue", "wed", "thu", "fri")

# (day off, Saturday worked for it), as announced for public servants; holidays 0.109 misses the first.
_SWAPS = (
    (date(2026, 1, 2), date(2026, 1, 10)),
    (date(2026, 8, 31), date(2026, 8, 22)),
)
# The package lists 24 November from 2026 on; the decision is known, an enactment as a day off is not.
_CULTURE_DAY = "Ngày Văn hóa Việt Nam"


def default_calendar(years: Iterable[int], *, culture_day: bool = False) -> dict[str, Any]:
    """Return a calendar file's content for ``years``: 07:00–11:00 and 13:00–17:00, Monday to Friday.

    ``culture_day`` makes 24 November (and the day off in lieu of it) a holiday. Days outside ``years`` are
    left out, among them the working weekends of other years that the package lists for every year.
    """
    wanted = set(years)
    if not wanted:
        raise ValueError("Cần ít nhất một năm để lập lịch.")
    listed = holidays.country_holidays("VN", years=wanted, language="vi")
    off = {day for day, name in listed.items() if culture_day or _CULTURE_DAY not in name}
    worked = set(listed.weekend_workdays)
    for day_off, day_worked in _SWAPS:
        off.add(day_off)
        worked.add(day_worked)
    return {
        "timezone": "Asia/Ho_Chi_Minh",
        "version": f"mặc định {_years_text(wanted)}",
        "hours": {weekday: [list(interval) for interval in _OFFICE_DAY] for weekday in _OFFICE_WEEK},
        "holidays": [day.isoformat() for day in sorted(off) if day.year in wanted],
        "worked": [day.isoformat() for day in sorted(worked) if day.year in wanted],
    }


def missing_year(now: datetime, confirmed_years: Collection[int]) -> int | None:
    """Return the year whose calendar an operator must confirm by now, None where there is none.

    The current year is due at once; the next one from 1 December on, local time.
    """
    today = now.astimezone(HO_CHI_MINH).date()
    if today.year not in confirmed_years:
        return today.year
    return today.year + 1 if today.month == 12 and today.year + 1 not in confirmed_years else None


def calendar_gap(now: datetime, confirmed_years: Collection[int]) -> bool:
    """Tell whether a warning is due because ``missing_year`` names a year."""
    return missing_year(now, confirmed_years) is not None


def _years_text(years: Collection[int]) -> str:
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"
