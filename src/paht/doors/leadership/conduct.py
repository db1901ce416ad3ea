"""The failings of agencies within a period, for the report to the People's Committee, and their ranking (VL.15.2,
VL.24.3, ST.12). The centre draws the list up; leaders read it, an agency's leader the own body's part."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from paht import clock
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import asking
from paht.doors.leadership.frame import LEADERSHIP, result_terms, sees_province, shell
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.wording import vi_number
from paht.figures.failings import Conduct, conduct, ranked
from paht.figures.periods import month_at, read_month
from paht.law.casework.failings import Found
from paht.law.casework.ranking import OFF_FOR_EACH
from paht.law.casework.states import DESK_ROLES
from paht.people.actors import Official
from paht.people.masking import mask

MOST_CASES = 50
"""So many cases are named behind one failing; the count says how many there are."""


@require_safe
@staff_only(LEADERSHIP | DESK_ROLES)
def failings(request: HttpRequest, official: Official) -> HttpResponse:
    """The list of a period with the cases behind each failing, and the ranking with its formula: seven statements."""
    jurisdiction, now = province_of(request), clock.now()
    period = read_month(request.GET.get("ky", "")) or month_at(now)
    everywhere = sees_province(official) or bool(official.roles & DESK_ROLES)
    if not everywhere and official.agency_id is None:
        raise Http404
    rows = conduct(
        jurisdiction=jurisdiction,
        period=period,
        now=now,
        result_terms=result_terms(jurisdiction.edition),
        only=None if everywhere else official.agency_id,
    )
    edition = jurisdiction.edition
    return render(
        request,
        "leadership/failings.html",
        {
            **shell(official, current="failings"),
            "edition": edition,
            "period": period,
            "has_later": period.end <= now,
            "province_wide": everywhere,
            "kinds": [
                {"name": failing.name, "clause": clause_words(failing.clause)} for failing in edition.failings
            ],
            "agencies": _agencies(rows, jurisdiction, official),
            "ranking": _ranking(rows, jurisdiction),
            "criteria": edition.criteria,
            "off_for_each": vi_number(OFF_FOR_EACH),
            "ranking_clause": clause_words(edition.ranking_clause),
        },
    )


def _agencies(
    rows: Sequence[Conduct], jurisdiction: Jurisdiction, official: Official
) -> list[dict[str, Any]]:
    """The agencies with a failing, each failing with the codes of its cases."""
    failed = [row for row in rows if row.found]
    ids = {uuid.UUID(case) for row in failed for found in row.found for case in found.cases[:MOST_CASES]}
    names = asking.named(jurisdiction_id=jurisdiction.id, ids=ids) if ids else {}
    address = "desk-case" if official.roles & DESK_ROLES else "leadership-case"
    return [
        {
            "name": row.name,
            "found": [_found(found, row, names, address) for found in row.found],
        }
        for row in failed
    ]


def _found(found: Found, row: Conduct, names: dict[uuid.UUID, asking.Named], address: str) -> dict[str, Any]:
    keys = [uuid.UUID(case) for case in found.cases[:MOST_CASES]]
    percent = (
        f"{vi_number(found.percent, 1)}% hài lòng trên {vi_number(row.rated)} đánh giá"
        if found.percent is not None
        else ""
    )
    return {
        "name": found.failing.name,
        "clause": clause_words(found.failing.clause),
        "count": found.count,
        "percent": percent,
        "cases": [
            {
                "code": names[key].code,
                "excerpt": mask(names[key].excerpt),
                "href": reverse(address, kwargs={"case_id": key}),
            }
            for key in keys
            if key in names
        ],
        "more": len(found.cases) - len(keys),
    }


def _ranking(rows: Sequence[Conduct], jurisdiction: Jurisdiction) -> list[dict[str, Any]]:
    told = []
    for place, row in enumerate(ranked(rows), start=1):
        assert row.score is not None
        parts = row.score.parts
        told.append(
            {
                "place": place,
                "name": row.name,
                "total": vi_number(row.score.total, 1),
                "done": row.done,
                "parts": [
                    "–" if parts[criterion.key] is None else vi_number(parts[criterion.key], 1)
                    for criterion in jurisdiction.edition.criteria
                ],
            }
        )
    return told
