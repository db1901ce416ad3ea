"""Reports proposed for commendation, and reports found false, for the leaders (VL.24.1, VL.24.2, ST.17.1)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from paht import clock
from paht.cases import relations
from paht.cases.queries import PAGE
from paht.doors.leadership.frame import OVERSIGHT, shell
from paht.doors.pages.dossier import list_row
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.law.casework import commands as c
from paht.people.actors import Official


@require_safe
@staff_only(OVERSIGHT)
def merits(request: HttpRequest, official: Official) -> HttpResponse:
    """The list, latest first; two statements."""
    jurisdiction, now = province_of(request), clock.now()
    knows_false = jurisdiction.edition.step(c.MarkFalse) is not None
    false = knows_false and request.GET.get("loai") == "sai"
    after = read_place(request.GET.get("after", ""))
    rows = relations.merits(official, false=false, after=after, limit=PAGE + 1)
    shown, more = rows[:PAGE], rows[PAGE:]
    commended, found_false = relations.merit_counts(official)
    here = "?loai=sai" if false else "?"
    listed = [
        {
            **list_row(
                row,
                jurisdiction=jurisdiction,
                now=now,
                href=reverse("leadership-case", kwargs={"case_id": row.id}),
            ),
            "recorded_at": at,
        }
        for at, row in shown
    ]
    context = {
        **shell(official, current="merits"),
        "rows": listed,
        "shows_false": false,
        "knows_false": knows_false,
        "commended": commended,
        "found_false": found_false,
        "next_href": f"{here}&after={write_place(shown[-1][0], shown[-1][1].id)}" if more else None,
        "first_href": here if after else None,
    }
    return render(request, "leadership/merits.html", context)
