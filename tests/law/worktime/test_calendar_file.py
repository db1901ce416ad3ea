"""A wrong calendar file is refused with a sentence that begins with the wrong key or row."""

from typing import Any

import pytest
from tests.law.worktime.worktime_cases import OFFICE, OFFICE_HOURS, SEASONS, STORMS, at

from paht.law.worktime import Calendar, CalendarError


def season(first: str, last: str, hours: Any = OFFICE_HOURS) -> dict[str, Any]:
    return {"from": first, "to": last, "hours": hours}


@pytest.mark.parametrize(
    ("changes", "beginning"),
    [
        ({"holliday": []}, "holliday:"),
        ({"timezone": "Asia/Bangkok"}, "timezone:"),
        ({"version": 3}, "version:"),
        ({"hours": []}, "hours:"),
        ({"hours": {}}, "hours:"),
        ({"hours": {"monday": []}}, "hours.monday:"),
        ({"hours": {"mon": "07:00"}}, "hours.mon:"),
        ({"hours": {"mon": [["07:00"]]}}, "hours.mon[0]:"),
        ({"hours": {"mon": [["07:00", "11:00"], ["10:59", "12:00"]]}}, "hours.mon[1]:"),
        ({"hours": {"mon": [["11:00", "07:00"]]}}, "hours.mon[0]:"),
        ({"hours": {"mon": [["07:00", "07:00"]]}}, "hours.mon[0]:"),
        ({"hours": {"mon": [["7:00", "11:00"]]}}, "hours.mon[0]:"),
        ({"hours": {"mon": [["07:60", "11:00"]]}}, "hours.mon[0]:"),
        ({"hours": {"mon": [["07:00", "24:01"]]}}, "hours.mon[0]:"),
        ({"hours": {"mon": [[7, 11]]}}, "hours.mon[0]:"),
        ({"holidays": "2026-02-16"}, "holidays:"),
        ({"holidays": ["2026-02-16", "2026-02-30"]}, "holidays[1]:"),
        ({"holidays": [20260216]}, "holidays[0]:"),
        ({"holidays": ["0026-02-16"]}, "holidays[0]:"),
        ({"worked": ["10/01/2026"]}, "worked[0]:"),
        ({"seasons": [season("2026-09-30", "2026-05-01")]}, "seasons[0]:"),
        (
            {"seasons": [season("2026-05-01", "2026-09-30"), season("2026-09-30", "2026-10-31")]},
            "seasons[1]:",
        ),
        ({"seasons": [season("2026-05-01", "2026-09-30", {"mo": []})]}, "seasons[0].hours.mo:"),
        ({"seasons": [{"from": "2026-05-01", "to": "2026-09-30"}]}, "seasons[0].hours:"),
        ({"seasons": ["2026-05-01"]}, "seasons[0]:"),
        ({"closures": [{"from": "2026-09-10T12:00"}]}, "closures[0].to:"),
        ({"closures": [{"from": "2026-09-10T12:00", "to": "noon"}]}, "closures[0].to:"),
        ({"closures": [{"from": "2026-09-10T12:00", "to": "2026-09-10T12:00"}]}, "closures[0]:"),
        ({"closures": [{"from": "2026-09-10T12:00", "to": "2026-09-11", "why": ""}]}, "closures[0].why:"),
        (
            {"closures": [{"from": "2026-09-10T12:00", "to": "2026-09-11", "reason": 5}]},
            "closures[0].reason:",
        ),
    ],
)
def test_the_error_names_the_wrong_key_or_row(changes: dict[str, Any], beginning: str) -> None:
    with pytest.raises(CalendarError) as caught:
        Calendar.from_dict(OFFICE | changes)
    assert str(caught.value).startswith(beginning)


@pytest.mark.parametrize("content", [[], "hours", {"holidays": []}])
def test_a_file_without_hours_is_refused(content: Any) -> None:
    with pytest.raises(CalendarError, match="hours"):
        Calendar.from_dict(content)


def test_all_keys_but_hours_are_optional_and_no_holiday_is_derived() -> None:
    calendar = Calendar.from_dict({"hours": OFFICE_HOURS})
    assert calendar.is_working(at("2026-02-17 09:00")), "Tết is a holiday only where the file says so"
    assert not calendar.is_working(at("2026-03-07 09:00")), "an absent weekday is closed"


def test_a_worked_day_beats_a_holiday() -> None:
    calendar = Calendar.from_dict(OFFICE | {"holidays": ["2026-01-10"], "worked": ["2026-01-10"]})
    assert calendar.is_working(at("2026-01-10 09:00"))


def test_a_closure_may_end_at_midnight_and_may_carry_a_zone() -> None:
    rows = [
        {"from": "2026-03-04T00:00", "to": "2026-03-04T24:00", "reason": "Mất điện"},
        {"from": "2026-03-05T01:00Z", "to": "2026-03-05T09:00+07:00"},
    ]
    calendar = Calendar.from_dict(OFFICE | {"closures": rows})
    assert calendar.next_working_moment(at("2026-03-04 07:00")) == at("2026-03-05 07:00")
    assert calendar.next_working_moment(at("2026-03-05 08:00")) == at("2026-03-05 09:00")


def test_the_order_of_rows_does_not_matter_but_the_content_does() -> None:
    turned = {key: rows[::-1] if isinstance(rows, list) else rows for key, rows in STORMS.items()}
    assert Calendar.from_dict(turned) == Calendar.from_dict(STORMS)
    assert Calendar.from_dict(turned).fingerprint == Calendar.from_dict(STORMS).fingerprint
    assert Calendar.from_dict(SEASONS).fingerprint != Calendar.from_dict(STORMS).fingerprint
    assert len({Calendar.from_dict(turned), Calendar.from_dict(STORMS), Calendar.from_dict(SEASONS)}) == 2


def test_an_agencys_wrong_row_is_named_too() -> None:
    with pytest.raises(CalendarError, match=r"^worked\[0\]:"):
        Calendar.from_dict(OFFICE).overlaid({"worked": ["2026-13-01"]})
