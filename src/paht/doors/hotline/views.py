"""The calls of the hotline: those that go on, voice messages that wait, those that nobody took, and the last ones; and
at which telephone somebody sits."""

import re
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from paht import clock
from paht.calls import extensions, queries
from paht.calls.queries import Row
from paht.doors.desk.frame import MAY_ENTER, frame
from paht.doors.pages import staff
from paht.doors.pages.duties import due_state
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import EVERYBODY, UNATTENDED, home_of, staff_only
from paht.law.casework.admission import phone_number
from paht.people.actors import Official
from paht.people.codes import mobile

POPS_FOR = timedelta(seconds=5)
"""For so long after somebody took a call their list leads to it by itself."""

MOST_SHOWN = 3
"""So many calls the bar of the desk's pages names."""

STATES: dict[str, tuple[str, str, str]] = {
    "ringing": ("Đang đổ chuông", "phone", "warn"),
    "answered": ("Đang nói chuyện", "phone-call", "info"),
    "ended": ("Đã kết thúc", "circle-check", ""),
    "recorded": ("Đã kết thúc", "circle-check", ""),
}
TRANSFERS = {
    "waiting": "đang chuyển đến người trực",
    "placed": "đã chuyển đến người trực",
    "answered": "người trực đã nghe máy",
    "confirmed": "người trực đã nghe máy",
    "unanswered": "người trực chưa nghe máy",
    "failed": "chưa chuyển được, xin gọi ngay cho người trực",
}


@require_safe
@staff_only(MAY_ENTER)
def listed(request: HttpRequest, official: Official) -> HttpResponse:
    """The page of all calls."""
    now = clock.now()
    after = read_place(request.GET.get("after", ""))
    found = queries.latest(official, after=after)
    shown, more = found[: queries.PAGE], found[queries.PAGE :]
    last = write_place(shown[-1].rung_at, shown[-1].id) if more else ""
    home = reverse("hotline")
    context = {
        **frame(request, official, current="hotline"),
        "live": [told(row) for row in queries.live(official, at=now)],
        "voices": [told(row, now=now) for row in queries.voice_messages(official)],
        "missed": [told(row) for row in queries.missed(official, at=now)],
        "rows": [told(row) for row in shown],
        "line": queries.line_of(official),
        "is_first": after is None,
        "next_href": f"{home}?{urlencode({'after': last})}" if last else None,
        "first_href": home if after else None,
    }
    return render(request, "hotline/calls.html", context)


@require_safe
@staff_only(MAY_ENTER)
def going_on(request: HttpRequest, official: Official) -> HttpResponse:
    """The calls that go on, asked for twice a second: whoever has just taken one is led to its page."""
    now = clock.now()
    if UNATTENDED in request.headers and (taken := queries.just_taken(official, since=now - POPS_FOR)):
        return HttpResponse(headers={"HX-Redirect": reverse("hotline-call", args=[taken])})
    rows = [told(row) for row in queries.live(official, at=now)]
    return render(request, "hotline/_live.html", {"live": rows})


@require_safe
@staff_only(MAY_ENTER)
def ringing(request: HttpRequest, official: Official) -> HttpResponse:
    """What rings, and the call that the officer has taken: a quiet bar on every page of the desk. Nothing is answered
    while it is what the page shows already, so that no focus is lost and nothing is read out twice."""
    now = clock.now()
    rows = [
        row for row in queries.live(official, at=now) if row.direction == "in" and _concerns(row, official)
    ]
    shown = "-".join(f"{row.code}{row.state[0]}" for row in rows)
    if request.GET.get("shown") == shown:
        return HttpResponse(status=204)
    context = {"calls": [told(row) for row in rows[:MOST_SHOWN]], "more": rows[MOST_SHOWN:], "shown": shown}
    return render(request, "hotline/_ringing.html", context)


def _concerns(row: Row, official: Official) -> bool:
    return row.state == "ringing" or row.staff_id == official.id


def told(row: Row, *, now: Any = None) -> dict[str, Any]:
    """The call as a table shows it."""
    label, icon, tone = STATES[row.state]
    if row.is_missed:
        label, icon, tone = "Không ai nghe máy", "circle-x", "bad"
    elif row.is_voice_message:
        label, icon, tone = "Lời nhắn thoại", "volume", "warn" if row.heard_at is None else ""
    lasted = row.ended_at - row.answered_at if row.ended_at and row.answered_at else None
    return {
        "id": row.id,
        "href": reverse("hotline-call", args=[row.id]),
        "code": row.code,
        "label": label,
        "icon": icon,
        "tone": tone,
        "at": row.rung_at,
        "who": "Gọi đến" if row.direction == "in" else "Gọi đi",
        "queue": row.queue,
        "staff": row.staff or (f"Máy {row.extension}" if row.extension else ""),
        "is_known": row.sender_id is not None,
        "is_urgent": row.is_urgent,
        "transfer": TRANSFERS.get(row.transfer, "") if row.is_urgent else "",
        "lasted": int(lasted.total_seconds()) if lasted and lasted > timedelta() else 0,
        "cases": [{"code": code, "href": reverse("desk-case", args=[key])} for code, key in row.cases],
        "due_at": row.due_at,
        "duty": due_state(due_at=row.due_at, now=now) if row.due_at and now else "",
        "heard_by": row.heard_by,
        "edge": "row-bad" if row.is_urgent or row.is_missed else "row-warn" if row.state == "ringing" else "",
    }


@staff_only(EVERYBODY)
def line(request: HttpRequest, official: Official) -> HttpResponse:
    """At which telephone a member of staff is reached: the extension at work, a number of their own on duty."""
    known = queries.line_of(official)
    extension, number, errors, is_done = known.extension, "", {}, False
    if request.method == "POST":
        extension, number = request.POST.get("extension", "").strip(), request.POST.get("number", "").strip()
        if not re.fullmatch(r"[0-9]{0,8}", extension):
            errors["extension"] = "Số máy lẻ gồm không quá 8 chữ số."
        if number and mobile(number) is None:
            errors["number"] = "Số di động gồm 10 số, bắt đầu bằng 0."
        if not errors:
            given = phone_number(number) if number else ("" if request.POST.get("forget") == "1" else None)
            problem = extensions.sit_at(official, extension=extension, number=given, at=clock.now())
            errors, is_done = ({"extension": problem}, False) if problem else ({}, True)
    home = home_of(official)
    context = {
        **staff.frame(
            official,
            area="Tài khoản của tôi",
            area_href=home,
            nav=[{"items": [{"label": "Trang làm việc", "href": home, "icon": "inbox"}]}],
        ),
        "extension": extension,
        "own": [(each, each) for each in extensions.own(official)],
        "has_number": queries.line_of(official).has_number,
        "errors": errors,
        "is_done": is_done,
        "province_name": province_of(request).edition.province,
    }
    return render(request, "hotline/line.html", context, status=422 if errors else 200)
