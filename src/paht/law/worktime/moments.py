"""Moments as whole seconds of local time, so that everything above counts in integers.

Vietnam has kept UTC+07:00 without summer time since 13 June 1975; a fixed offset is therefore exact for every
date this product can meet, and needs no zone files, which a small machine may lack.
"""

from datetime import date, datetime, timedelta, timezone

ZONE_NAME = "Asia/Ho_Chi_Minh"
HO_CHI_MINH = timezone(timedelta(hours=7), ZONE_NAME)

MINUTE = 60
HOUR = 3600
DAY = 86_400
WEEK = 7 * DAY

# 1 January of the year 1 is a Monday: a day's number modulo 7 is its weekday, weeks begin at multiples of 7.
_ORIGIN = datetime(1, 1, 1, tzinfo=HO_CHI_MINH)
_ONE_SECOND = timedelta(seconds=1)


def whole_seconds(moment: datetime) -> int:
    """Return local seconds from the origin to ``moment``, a begun second counting as a whole one.

    Rounding up means that a term started within a second is never due early for its holder.
    Raises ``ValueError`` for a datetime without a zone.
    """
    passed = _since_origin(moment)
    return passed.days * DAY + passed.seconds + (1 if passed.microseconds else 0)


def begun_seconds(moment: datetime) -> int:
    """Return local seconds from the origin to the beginning of the second in which ``moment`` lies."""
    passed = _since_origin(moment)
    return passed.days * DAY + passed.seconds


def moment_at(seconds: int) -> datetime:
    """Return the local datetime ``seconds`` after the origin; ``ValueError`` outside the years 1–9999."""
    try:
        return _ORIGIN + seconds * _ONE_SECOND
    except OverflowError as error:
        raise ValueError("Thời điểm tính được nằm ngoài các năm 1–9999.") from error


def day_number(day: date) -> int:
    """Return the day's number; modulo 7 it is the weekday, Monday being 0."""
    return day.toordinal() - 1


def day_at(number: int) -> date:
    """Return the date with that day number."""
    return date.fromordinal(number + 1)


def local(moment: datetime) -> datetime:
    """Return the same moment in Asia/Ho_Chi_Minh."""
    return _ORIGIN + _since_origin(moment)


def _since_origin(moment: datetime) -> timedelta:
    try:
        return moment - _ORIGIN
    except TypeError:
        raise ValueError(f"Thời điểm {moment.isoformat()} thiếu múi giờ.") from None
