"""The queue, ordered by due moment, and the way to the next case."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from paht import clock
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.doors.desk.frame import MAY_ENTER, OVERDUE, QUEUES, WAITING, frame, own_stages
from paht.doors.pages.asked import asked_list
from paht.doors.pages.duties import due_state
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.wording import vi_duration
from paht.doors.pages.words import CHANNEL_NAMES, FIELD_NAMES, clause_text, term_name
from paht.people.actors import Official

_TITLES = {
    OVERDUE: "Trễ hạn",
    WAITING: "Chờ người gửi bổ sung, xác minh",
    queries.ASKED: "Đề nghị của cơ quan chờ Trung tâm quyết định",
}
"""Lists of their own kind, beside those of a stage."""


@require_safe
@staff_only(MAY_ENTER)
def queue(request: HttpRequest, official: Official) -> HttpResponse:
    """What the IOC holds, the most urgent first; HTMX asks for the list alone."""
    stage = request.GET.get("stage", "")
    stage = stage if stage in QUEUES or stage in _TITLES else ""
    after = request.GET.get("after", "")
    now = clock.now()
    rows = queries.desk_queue(
        official,
        holder="sender" if stage == WAITING else "ioc",
        stage="" if stage in _TITLES else stage,
        overdue_at=now if stage == OVERDUE else None,
        asked=stage == queries.ASKED,
        after=read_place(after),
        limit=queries.PAGE + 1,
    )
    shown, more = rows[: queries.PAGE], rows[queries.PAGE :]
    home = reverse("desk")
    last = write_place(shown[-1].due_at, shown[-1].id) if more else ""
    listed = {
        "rows": queue_rows(shown, province_of(request), now),
        "here": home + _query(stage, after),
        "first_href": home + _query(stage, "") if after else None,
        "next_href": home + _query(stage, last) if last else None,
    }
    if request.headers.get("HX-Request"):
        return render(request, "desk/_queue.html", listed)
    title = _TITLES.get(stage) or (QUEUES[stage][0] if stage else "Phản ánh tại Trung tâm")
    has_own = bool(own_stages(official, province_of(request).edition))
    context = {**frame(request, official, current=stage), **listed, "title": title, "has_own": has_own}
    return render(request, "desk/queue.html", context)


@require_safe
@staff_only(MAY_ENTER)
def next_case(request: HttpRequest, official: Official) -> HttpResponse:
    """The next case that this official moves on; the queue when there is none."""
    stages = own_stages(official, province_of(request).edition)
    found = queries.next_of_desk(official, stages=stages, after=read_place(request.GET.get("after", "")))
    target = reverse("desk-case", args=[found]) if found else reverse("desk")
    return HttpResponseRedirect(target)


@require_safe
@staff_only(MAY_ENTER)
def asked(request: HttpRequest, official: Official) -> HttpResponse:
    """What is asked about answered cases and waits for the centre."""
    listed = asked_list(request, official, province_of(request), case_address="desk-case")
    return render(request, "desk/asked.html", {**frame(request, official, current="asked"), **listed})


def queue_rows(rows: list[queries.Row], jurisdiction: Jurisdiction, now: datetime) -> list[dict[str, Any]]:
    """The rows as the table shows them."""
    return [
        {
            "id": row.id,
            "href": reverse("desk-case", args=[row.id]),
            "code": row.code,
            "field": FIELD_NAMES.get(row.field, row.field),
            "commune": commune_name(jurisdiction, row.commune),
            "channel": CHANNEL_NAMES.get(row.channel, row.channel),
            "sent_at": row.sent_at,
            "excerpt": row.excerpt,
            "stage": row.stage,
            "agency": row.agency_name,
            "failed": row.failed,
            "urgent_for": vi_duration(now - row.urgent_since) if row.urgent_since else "",
            "due_at": row.due_at,
            "duty": due_state(due_at=row.due_at, now=now),
            "owed": term_name(jurisdiction.edition, row.due_term),
            "clause": clause_text(row.due_clause),
            "edge": {"overdue": "row-bad", "due_soon": "row-warn"}.get(
                due_state(due_at=row.due_at, now=now), ""
            ),
        }
        for row in rows
    ]


def commune_name(jurisdiction: Jurisdiction, code: str) -> str:
    """The commune with its district; words that say so where the place is not known."""
    try:
        return jurisdiction.province.full_name(jurisdiction.province.commune(code=code))
    except KeyError:
        return "Chưa rõ xã, phường"


def _query(stage: str, after: str) -> str:
    given = {name: value for name, value in (("stage", stage), ("after", after)) if value}
    return f"?{urlencode(given)}" if given else ""
