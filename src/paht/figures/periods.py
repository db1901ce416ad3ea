"""Reporting periods, half-open: a month of reports runs from the 15th to the 14th (Nghị định 09/2019, Điều 12)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from paht.law.worktime import HO_CHI_MINH

FIRST_DAY = 15


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting month: ``key`` is its year and month; from ``starts_on`` to the day before ``ends_on``."""

    key: str
    name: str
    starts_on: date
    ends_on: date

    @property
    def start(self) -> datetime:
        """The first moment of the period."""
        return _midnight(self.starts_on)

    @property
    def end(self) -> datetime:
        """The first moment after the period."""
        return _midnight(self.ends_on)

    @property
    def before(self) -> "Period":
        """The period before this one."""
        return month_of(date(self.starts_on.year, self.starts_on.month, FIRST_DAY - 1))

    @property
    def after(self) -> "Period":
        """The period after this one."""
        return month_of(self.ends_on)


def month_of(day: date) -> Period:
    """The reporting month in which the day lies: 15 November belongs to December."""
    year, month = _next(day.year, day.month) if day.day >= FIRST_DAY else (day.year, day.month)
    return reporting_month(year=year, month=month)


def month_at(moment: datetime) -> Period:
    """The reporting month of a moment, by the day in Vietnam."""
    return month_of(moment.astimezone(HO_CHI_MINH).date())


def read_month(text: str) -> Period | None:
    """The reporting month written as ``2026-12``; ``None`` for anything else."""
    match = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", text)
    return reporting_month(year=int(match[1]), month=int(match[2])) if match else None


def reporting_month(*, year: int, month: int) -> Period:
    """The reporting month of that name."""
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    return Period(
        key=f"{year:04}-{month:02}",
        name=f"Kỳ báo cáo tháng {month}/{year}",
        starts_on=date(*before, FIRST_DAY),
        ends_on=date(year, month, FIRST_DAY),
    )


def _next(year: int, month: int) -> tuple[int, int]:
    return (year, month + 1) if month < 12 else (year + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HO_CHI_MINH)
