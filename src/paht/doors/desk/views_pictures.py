"""Published results whose pictures wait for an officer, so that the public pages get them (VL.7.5, ST.4.5)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from paht.cases import queries
from paht.doors.desk.frame import MAY_ENTER, frame
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.words import FIELD_NAMES
from paht.evidence import copies
from paht.law.casework import commands as c
from paht.people.actors import Official


@require_safe
@staff_only(MAY_ENTER)
def waiting(request: HttpRequest, official: Official) -> HttpResponse:
    """By the moment of publication, the earliest first: its page has been without pictures longest."""
    after = read_place(request.GET.get("after", ""))
    found = queries.undecided_results(official, after=after, limit=queries.PAGE + 1)
    shown, more = found[: queries.PAGE], found[queries.PAGE :]
    last = write_place(shown[-1].published_at, shown[-1].id) if more else ""
    home = reverse("desk-pictures")
    step = province_of(request).edition.step(c.ReleasePictures)
    context = {
        **frame(request, official, current="pictures"),
        "rows": [_row(row, official) for row in shown],
        "may_decide": bool(step and official.roles & step.by),
        "next_href": f"{home}?{urlencode({'after': last})}" if last else None,
        "first_href": home if after else None,
    }
    return render(request, "desk/pictures.html", context)


def _row(row: queries.Undecided, official: Official) -> dict[str, Any]:
    """What was erased, or is not copied yet, cannot be looked at and so not be decided about now."""
    seen = sum(
        copies.are_made(copies.Bytes(official.jurisdiction_id, file.sha256, file.media_type))
        for file in row.pictures
    )
    return {
        "href": f"{reverse('desk-case', args=[row.id])}#lenh-release-pictures",
        "public_href": reverse("citizen-result", args=[row.id]),
        "code": row.code,
        "excerpt": row.excerpt,
        "field": FIELD_NAMES.get(row.field, row.field),
        "published_at": row.published_at,
        "pictures": len(row.pictures),
        "unseen": len(row.pictures) - seen,
    }
