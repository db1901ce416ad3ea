"""The page on which an agency's leader settles its internal procedure, own shorter terms and own working hours."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from paht import clock
from paht.agencies import settings
from paht.cases import queries
from paht.doors.agency.tabs import shell
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.wording import VIETNAM
from paht.law.casework.case import Refused
from paht.law.casework.settings import own_terms
from paht.law.casework.states import AGENCY_ROLES, Procedure, Role
from paht.law.editions.rows import Edition
from paht.law.worktime import Length, Unit
from paht.people.actors import Official
from paht.people.queries import staff_names

READERS = AGENCY_ROLES | {Role.ADMINISTRATOR}
KEEPERS = frozenset({Role.AGENCY_LEADER, Role.ADMINISTRATOR})
UNITS = ((Unit.WORKING_DAY.name.lower(), "ngày làm việc"), (Unit.WORKING_HOUR.name.lower(), "giờ làm việc"))


@staff_only(READERS)
def show(request: HttpRequest, official: Official) -> HttpResponse:
    """What the agency settled; a POST by its leader settles anew from a moment on."""
    if official.agency_id is None:
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, official, {}, ())
    if not official.roles & KEEPERS:
        raise PermissionDenied
    now, typed = clock.now(), request.POST.dict()
    own, problems = _own_terms(province_of(request).edition, typed)
    calendar, unreadable = _calendar(typed.get("calendar", ""))
    refused = (*problems, *unreadable) or settings.settle(
        jurisdiction=province_of(request),
        agency_id=official.agency_id,
        procedure=typed.get("procedure", ""),
        own_terms=own,
        calendar=calendar,
        note=typed.get("note", ""),
        valid_from=_moment(typed.get("valid_from", ""), now),
        by=official.id,
        now=now,
    )
    if refused:
        return _page(request, official, typed, refused)
    return HttpResponseRedirect(f"{reverse('agency-procedure')}?done=1")


def _page(
    request: HttpRequest, official: Official, typed: Mapping[str, str], refused: tuple[Refused, ...]
) -> HttpResponse:
    assert official.agency_id is not None
    edition, now = province_of(request).edition, clock.now()
    rows = settings.settlements(agency_id=official.agency_id)
    ruling = next((row for row in rows if row.valid_from <= now), None)
    names = staff_names(jurisdiction_id=official.jurisdiction_id, ids={str(row.settled_by) for row in rows})
    messages = []
    if request.GET.get("done"):
        messages = [{"tone": "ok", "text": "Đã ghi nhận. Phản ánh nhận trước ngày áp dụng giữ quy trình cũ."}]
    return render(
        request,
        "agency/procedure.html",
        {
            **shell(official, load=queries.agency_load(official, now=now), current="procedure"),
            "messages": messages,
            "may_change": bool(official.roles & KEEPERS) and bool(edition.procedures),
            "procedures": [
                {"value": row.key, "label": row.name, "hint": row.guidance} for row in edition.procedures
            ],
            "ruling": _told(ruling, edition) if ruling else None,
            "history": [
                {
                    **_told(row, edition),
                    "by": names.get(str(row.settled_by), ""),
                    "is_coming": row.valid_from > now,
                }
                for row in rows
            ],
            "terms": _terms(edition, typed, ruling),
            "units": UNITS,
            "clause": clause_words(edition.procedures[0].clause) if edition.procedures else "",
            "typed": {
                "procedure": ruling.procedure if ruling else Procedure.STAFF_LEADER,
                "note": "",
                "valid_from": "",
                "calendar": json.dumps(ruling.calendar, ensure_ascii=False)
                if ruling and ruling.calendar
                else "",
                **typed,
            },
            "errors": {one.field or "": _words(one) for one in refused},
        },
        status=422 if refused else 200,
    )


def _words(refused: Refused) -> str:
    return f"{refused.reason} Căn cứ: {clause_words(refused.clause)}." if refused.clause else refused.reason


def _told(row: settings.Settled, edition: Edition) -> dict[str, Any]:
    names = {known.key: known.name for known in edition.procedures}
    return {
        "procedure": names.get(row.procedure, "Chuyên viên tham mưu, thủ trưởng phê duyệt"),
        "terms": [
            (edition.term(key).name, str(length), edition.term(key).length_text)
            for key, length in row.own_terms
        ],
        "has_calendar": row.calendar is not None,
        "note": row.note,
        "valid_from": row.valid_from,
    }


def _terms(
    edition: Edition, typed: Mapping[str, str], ruling: settings.Settled | None
) -> list[dict[str, Any]]:
    """The terms that may be shortened, as typed or as they rule."""
    own = dict(ruling.own_terms) if ruling else {}
    return [
        {
            "key": term.key,
            "name": term.name,
            "most": str(term.length),
            "clause": clause_words(term.clause),
            "amount": typed.get(f"amount-{term.key}", str(own[term.key].amount) if term.key in own else ""),
            "unit": typed.get(f"unit-{term.key}", (own.get(term.key) or term.length).unit.name.lower()),
        }
        for term in own_terms(edition)
    ]


def _own_terms(edition: Edition, typed: Mapping[str, str]) -> tuple[dict[str, Length], tuple[Refused, ...]]:
    """The lengths typed; an empty one leaves the regulation's."""
    own, problems = {}, []
    units = dict(UNITS)
    for term in own_terms(edition):
        amount, unit = typed.get(f"amount-{term.key}", "").strip(), typed.get(f"unit-{term.key}", "")
        if not amount:
            continue
        if not amount.isdecimal() or not 1 <= int(amount[:9]) <= 1000 or unit not in units:
            clause = edition.own_terms_clause or edition.own_clause
            problems.append(Refused(clause, "Xin ghi số nguyên dương và đơn vị.", field=term.key))
            continue
        own[term.key] = Length(int(amount), Unit[unit.upper()])
    return own, tuple(problems)


def _calendar(text: str) -> tuple[object | None, tuple[Refused, ...]]:
    if not text.strip():
        return None, ()
    try:
        return json.loads(text), ()
    except ValueError:
        return None, (Refused("", "Lịch làm việc phải là nội dung JSON hợp lệ.", field="calendar"),)


def _moment(text: str, now: datetime) -> datetime | None:
    """The moment typed, or at once where none is."""
    if not text.strip():
        return now
    try:
        return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
    except ValueError:
        return None
