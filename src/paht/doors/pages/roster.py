"""The page of a body's duty roster, for everybody who works in a body; those who lead it also change it."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from paht import clock
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, home_of, staff_only
from paht.law.casework.states import AGENCY_ROLES, DESK_ROLES, Role
from paht.law.worktime import HO_CHI_MINH
from paht.people import roster
from paht.people.actors import Official

READERS = DESK_ROLES | AGENCY_ROLES | {Role.SUPERVISING_DEPARTMENT, Role.ADMINISTRATOR}
KEEPERS = frozenset({Role.DISPATCHER, Role.AGENCY_LEADER, Role.ADMINISTRATOR})


def nav_items(official: Official, *, current: bool = False) -> list[dict[str, Any]]:
    """The roster's entry in a side navigation; none for those who have no roster to read."""
    if not official.roles & READERS or official.agency_id is None:
        return []
    return [{"label": "Lịch trực", "href": reverse("roster"), "icon": "calendar", "current": current}]


@staff_only(READERS)
def show(request: HttpRequest, official: Official) -> HttpResponse:
    """The roster; a POST adds an entry (or, with ``remove``, ends one)."""
    if official.agency_id is None:
        raise PermissionDenied
    at = clock.now()
    typed: dict[str, str] = {}
    problems: dict[str, str] = {}
    if request.method == "POST":
        if not official.roles & KEEPERS:
            raise PermissionDenied
        if remove := request.POST.get("remove", ""):
            roster.take_off_duty(agency_id=official.agency_id, entry_id=_number(remove), at=at)
            return HttpResponseRedirect(reverse("roster"))
        typed = {name: request.POST.get(name, "") for name in ("staff", "starts", "ends", "rank")}
        rejected = roster.put_on_duty(
            agency_id=official.agency_id,
            staff_id=_key(typed["staff"]),
            starts_at=typed_moment(typed["starts"]),
            ends_at=typed_moment(typed["ends"]),
            rank=_number(typed["rank"]),
            at=at,
        )
        if rejected is None:
            return HttpResponseRedirect(reverse("roster"))
        problems = rejected.problems
    return render(
        request, "roster.html", _context(official, at, typed, problems), status=422 if problems else 200
    )


def _context(
    official: Official, at: datetime, typed: dict[str, str], problems: dict[str, str]
) -> dict[str, Any]:
    assert official.agency_id is not None
    home = home_of(official)
    work = {"label": "Trang làm việc", "href": home, "icon": "inbox"}
    nav = [{"items": [work, *nav_items(official, current=True)]}]
    return {
        **frame(official, area="Lịch trực", area_href=home, nav=nav),
        "on_duty": roster.now_on_duty(agency_id=official.agency_id, at=at),
        "coming": [
            entry for entry in roster.coming(agency_id=official.agency_id, at=at) if entry.starts_at > at
        ],
        "may_change": bool(official.roles & KEEPERS),
        "colleagues": [
            (str(key), name) for key, name in roster.colleagues(agency_id=official.agency_id, at=at)
        ],
        "typed": typed,
        "errors": problems,
    }


def _key(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except ValueError:
        return None


def _number(value: str) -> int:
    """The number typed; 0, which is no entry and no rank, for anything else."""
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def typed_moment(value: str) -> datetime | None:
    """The moment of a ``datetime-local`` field, in Vietnam's time; ``None`` for none, or a year that is a slip."""
    try:
        typed = datetime.fromisoformat(value)
    except ValueError:
        return None
    if not 2000 <= typed.year < 2200:
        return None
    return typed.replace(tzinfo=HO_CHI_MINH) if typed.tzinfo is None else typed
