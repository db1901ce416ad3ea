"""Moments, numbers and durations in official Vietnamese, for people to read; always in Asia/Ho_Chi_Minh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from rapidfuzz.distance import Levenshtein

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
MINUTE, HOUR, DAY = 60, 3600, 86400


def _local(moment: datetime) -> datetime:
    """Return the moment in Vietnam; ValueError for a naive one, because its zone would be a guess."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown")
    return moment.astimezone(VIETNAM)


def iso(moment: datetime) -> str:
    """Return the moment for a `datetime` attribute, with Vietnam's offset, to the second."""
    return _local(moment).isoformat(timespec="seconds")


def vi_datetime(moment: datetime | None) -> str:
    """Return for example "16:30 thứ Sáu, 13/02/2026"; a dash for None."""
    if moment is None:
        return "–"
    local = _local(moment)
    return f"{local:%H:%M} {WEEKDAYS[local.weekday()]}, {local:%d/%m/%Y}"


def vi_short(moment: datetime | None) -> str:
    """Return for example "16:30, 13/02/2026", for dense tables; a dash for None."""
    return "–" if moment is None else f"{_local(moment):%H:%M, %d/%m/%Y}"


def vi_date(day: date | None) -> str:
    """Return for example "13/02/2026"; a moment is first taken to Vietnam; a dash for None."""
    if day is None:
        return "–"
    return f"{_local(day) if isinstance(day, datetime) else day:%d/%m/%Y}"


def vi_number(number: int | float | Decimal | None, decimals: int | None = None) -> str:
    """Return for example "1.234,5"; `decimals` fixes the places, otherwise trailing zeros are dropped."""
    if number is None:
        return "–"
    if decimals is not None:
        text = f"{number:,.{decimals}f}"
    elif isinstance(number, int):
        text = f"{number:,}"
    else:
        text = f"{number:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def vi_duration(duration: timedelta | float) -> str:
    """Return a duration (seconds, or a timedelta) in its two largest units: "2 ngày 3 giờ", "35 phút".

    Days are days of 24 hours; the sign is dropped; less than a minute is "dưới 1 phút".
    """
    seconds = abs(int(duration.total_seconds() if isinstance(duration, timedelta) else duration))
    days, rest = divmod(seconds, DAY)
    hours, rest = divmod(rest, HOUR)
    minutes = rest // MINUTE
    units = [(days, "ngày"), (hours, "giờ"), (minutes, "phút")]
    first = next((place for place, (count, _) in enumerate(units) if count), None)
    if first is None:
        return "dưới 1 phút"
    return " ".join(f"{count} {unit}" for count, unit in units[first : first + 2] if count)


def relative_due(due_at: datetime | None, now: datetime) -> str:
    """Return how far a due moment is, in calendar time: "còn 35 phút", "trễ 2 ngày 4 giờ"; "" for None.

    The due moment itself is still in time.
    """
    if due_at is None:
        return ""
    left = due_at - now
    return f"còn {vi_duration(left)}" if left >= timedelta(0) else f"trễ {vi_duration(left)}"


def word_changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield ("same" | "removed" | "added", text) that turns `before` into `after`, word by word.

    The correction of a report is shown beside its original with every difference visible (VL.10.1).
    """
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    for step in Levenshtein.opcodes(old, new):
        removed = "".join(old[step.src_start : step.src_end])
        if step.tag == "equal":
            yield "same", removed
            continue
        if removed:
            yield "removed", removed
        if step.dest_end > step.dest_start:
            yield "added", "".join(new[step.dest_start : step.dest_end])
