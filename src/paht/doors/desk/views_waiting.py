"""The reports that are out of the centre's hands because somebody else must say how they go on: a coordinator, the
supervising department, the People's Committee (VL.17.2, VL.11.5, VL.4.8, ST.7.3.3, ST.3.8)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from paht import clock
from paht.cases import queries
from paht.doors.desk.frame import MAY_ENTER, frame
from paht.doors.pages.duties import due_state
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.words import party_name, term_name
from paht.law.casework.states import Party, RequestKind
from paht.law.editions.rows import Edition
from paht.people.actors import Official


@require_safe
@staff_only(MAY_ENTER)
def waiting(request: HttpRequest, official: Official) -> HttpResponse:
    """By due moment; where a body is invited, which one and whether the letter has been sent."""
    after = read_place(request.GET.get("after", ""))
    edition, now = province_of(request).edition, clock.now()
    found = queries.waiting_elsewhere(official, after=after, limit=queries.PAGE + 1)
    shown, more = found[: queries.PAGE], found[queries.PAGE :]
    last = write_place(shown[-1].due_at, shown[-1].id) if more else ""
    home = reverse("desk-waiting")
    context = {
        **frame(request, official, current="elsewhere"),
        "rows": [
            {
                "href": reverse("desk-case", args=[row.id]),
                "code": row.code,
                "excerpt": row.excerpt,
                "holder": party_name(Party(row.holder), edition=edition, agency=_coordinator(row)),
                "waits_for": _waits_for(row, edition),
                "due_at": row.due_at,
                "duty": due_state(due_at=row.due_at, now=now),
                "internal": not row.due_clause,
            }
            for row in shown
        ],
        "next_href": f"{home}?{urlencode({'after': last})}" if last else None,
        "first_href": home if after else None,
    }
    return render(request, "desk/waiting.html", context)


def _coordinator(row: queries.Elsewhere) -> str:
    return row.agency if row.holder == Party.COORDINATOR else ""


def _waits_for(row: queries.Elsewhere, edition: Edition) -> dict[str, Any]:
    if row.kind == RequestKind.INVITATION:
        sent = row.forwarded_at is not None
        return {
            "what": f"Mời tham gia hệ thống: {row.agency}",
            "sub": "Đã gửi công văn, chờ tham gia" if sent else "Chờ gửi công văn mời",
        }
    if row.kind == RequestKind.DIRECTION:
        reported = row.forwarded_at is not None
        return {
            "what": "Xin ý kiến chỉ đạo",
            "sub": "Đã báo cáo UBND tỉnh" if reported else "Chờ tổng hợp, báo cáo",
        }
    return {"what": term_name(edition, row.due_term), "sub": ""}
