"""Calendars for the tests, and a counter that shares nothing with the product: it looks at every minute."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

OFFICE_DAY = [["07:00", "11:00"], ["13:00", "17:00"]]
OFFICE_HOURS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE_DAY)
TET_2026 = ["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"]
SPRING_2026 = ["2026-01-01", "2026-01-02", *TET_2026, "2026-04-27", "2026-04-30", "2026-05-01"]
AUTUMN_2026 = ["2026-08-31", "2026-09-01", "2026-09-02", "2027-01-01"]

OFFICE: dict[str, Any] = {"timezone": "Asia/Ho_Chi_Minh", "hours": OFFICE_HOURS}
YEAR_2026: dict[str, Any] = OFFICE | {
    "holidays": SPRING_2026 + AUTUMN_2026,
    "worked": ["2026-01-10", "2026-08-22"],
}
SUMMER_DAY = [["06:30", "11:30"], ["13:30", "16:30"]]
SEASONS: dict[str, Any] = YEAR_2026 | {
    "seasons": [
        {
            "from": "2026-05-01",
            "to": "2026-09-30",
            "hours": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), SUMMER_DAY)
            | {"sat": [["07:00", "09:15"]]},
        },
        {"from": "2026-12-15", "to": "2027-01-15", "hours": {"mon": [["08:00", "16:00"]], "wed": OFFICE_DAY}},
    ],
}
STORMS: dict[str, Any] = YEAR_2026 | {
    "closures": [
        {"from": "2026-09-10T12:00", "to": "2026-09-11T17:00", "reason": "Bão số 5"},
        {"from": "2026-09-11T16:00", "to": "2026-09-14T08:20", "reason": "Ngập sau bão"},
        {"from": "2026-03-04T08:10", "to": "2026-03-04T09:40", "reason": "Mất điện"},
        {"from": "2026-03-04T14:00", "to": "2026-03-04T15:00", "reason": "Mất điện"},
        {"from": "2026-01-10T13:00", "to": "2026-01-10T17:00", "reason": "Họp toàn thể"},
    ],
}
ALL_HOURS: dict[str, Any] = {
    "hours": {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
    "closures": [{"from": "2026-10-10T23:00", "to": "2026-10-11T01:30", "reason": "Bảo trì"}],
}
SATURDAY_MORNING: dict[str, Any] = YEAR_2026 | {
    "hours": OFFICE_HOURS | {"sat": [["07:30", "11:00"]], "mon": [["07:00", "11:30"], ["13:30", "17:00"]]},
    "holidays": [*SPRING_2026, *AUTUMN_2026, "2026-02-14"],
}
CALENDARS = {
    "office": OFFICE,
    "tết and swapped Saturdays": YEAR_2026,
    "seasons": SEASONS,
    "storms": STORMS,
    "24/7": ALL_HOURS,
    "Saturday morning": SATURDAY_MORNING,
}

LOCAL = timezone(timedelta(hours=7))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def at(text: str) -> datetime:
    """Read a local moment such as ``2026-02-13 16:30``."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


class MinuteCounter:
    """Says for every minute from 2026 to February 2027 whether it is worked, and counts by walking."""

    FIRST = date(2026, 1, 1)
    LAST = date(2027, 2, 28)

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content
        self.worked: list[bool] = []
        day = self.FIRST
        while day <= self.LAST:
            self.worked += self._minutes_of(day)
            day += timedelta(days=1)

    def _minutes_of(self, day: date) -> list[bool]:
        text, weekday, hours = day.isoformat(), WEEKDAYS[day.weekday()], self.content["hours"]
        for season in self.content.get("seasons", []):
            if season["from"] <= text <= season["to"]:
                hours = season["hours"]
        if text in self.content.get("worked", []):
            intervals = hours.get("mon", [])
        elif text in self.content.get("holidays", []):
            intervals = []
        else:
            intervals = hours.get(weekday, [])
        closures = [
            (row["from"], row["to"])
            for row in self.content.get("closures", [])
            if row["from"][:10] <= text <= row["to"][:10]
        ]
        minutes = []
        for minute in range(24 * 60):
            clock = f"{minute // 60:02}:{minute % 60:02}"
            worked = any(start <= clock < end for start, end in intervals)
            if worked and closures:
                worked = not any(start <= f"{text}T{clock}" < end for start, end in closures)
            minutes.append(worked)
        return minutes

    def due(self, start: datetime, seconds: int) -> datetime:
        """Walk from ``start`` until ``seconds`` (> 0) of worked minutes have gone by."""
        minute, second = self._place(start)
        while True:
            if self.worked[minute]:
                if seconds <= 60 - second:
                    return self._moment(minute, second + seconds)
                seconds -= 60 - second
            minute, second = minute + 1, 0

    def elapsed(self, start: datetime, end: datetime) -> int:
        """Count the worked seconds between two moments, the first not the later."""
        (first, first_second), (last, last_second) = self._place(start), self._place(end)
        whole = 60 * sum(self.worked[first:last])
        return whole - self.worked[first] * first_second + self.worked[last] * last_second

    def _place(self, moment: datetime) -> tuple[int, int]:
        passed = moment.astimezone(LOCAL) - datetime(2026, 1, 1, tzinfo=LOCAL)
        return divmod(int(passed.total_seconds()), 60)

    def _moment(self, minute: int, second: int) -> datetime:
        return datetime(2026, 1, 1, tzinfo=LOCAL) + timedelta(minutes=minute, seconds=second)
