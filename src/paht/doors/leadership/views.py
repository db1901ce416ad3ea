"""The pages of those who oversee; they read, and change nothing."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from paht import clock
from paht.agencies import queries as agencies
from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import agency_key
from paht.cases import oversight, queries
from paht.cases.oversight import Filter
from paht.cases.queries import NEVER, PAGE
from paht.doors.leadership import board
from paht.doors.leadership.frame import LEADERSHIP, cases_href, result_terms, sees_province, shell
from paht.doors.pages.dossier import (
    commune_name,
    list_row,
)
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.photos import photo_response
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.terms import internal_targets, legal_terms
from paht.doors.pages.words import (
    FIELD_NAMES,
    FIELD_OPTIONS,
    PARTY_NAMES,
    STAGE_NAMES,
)
from paht.evidence import queries as evidence
from paht.figures.periods import Period, month_at, read_month
from paht.law.casework import events as e
from paht.people.actors import Official


@require_safe
@staff_only(LEADERSHIP)
def overview(request: HttpRequest, official: Official) -> HttpResponse:
    """The board: four statements for the province, three for one body."""
    jurisdiction, now = province_of(request), clock.now()
    period = _period(request)
    sort = request.GET.get("sort", "")
    sort = sort if sort in board.SORTS else "overdue"
    if sees_province(official):
        shown = board.of_province(jurisdiction, now=now, period=period, sort=sort)
    elif official.agency_id:
        shown = board.of_agency(official, jurisdiction, now=now, period=period)
    else:
        raise Http404
    return render(
        request,
        "leadership/overview.html",
        {
            **shell(official, current="overview"),
            **shown,
            "province_wide": sees_province(official),
            "period": period,
            "sort": sort,
            "sorts": [(key, label) for key, (label, _) in board.SORTS.items()],
            "has_later": period.end <= now,
        },
    )


@require_safe
@staff_only(LEADERSHIP)
def cases(request: HttpRequest, official: Official) -> HttpResponse:
    """The cases behind a figure, page by page; three statements at most."""
    jurisdiction, now = province_of(request), clock.now()
    period = _period(request)
    chosen = _filter(request, official, period)
    after = read_place(request.GET.get("after", ""))
    rows = oversight.cases(official, chosen=chosen, now=now, after=after, limit=PAGE + 1)
    shown, more = rows[:PAGE], rows[PAGE:]
    words = {key: value for key, value in request.GET.items() if key != "after" and value}
    place = write_place(shown[-1].due_at or NEVER, shown[-1].id) if shown else ""
    return render(
        request,
        "leadership/cases.html",
        {
            **shell(official, current=_current(request)),
            "title": _title(chosen, jurisdiction, period),
            "rows": [
                list_row(
                    row,
                    jurisdiction=jurisdiction,
                    now=now,
                    href=reverse("leadership-case", kwargs={"case_id": row.id}),
                )
                for row in shown
            ],
            "chosen": chosen,
            "others": {
                key: value for key, value in words.items() if key not in ("stage", "field", "commune")
            },
            "stages": [(str(key), name) for key, name in STAGE_NAMES.items() if key != "draft"],
            "fields": FIELD_OPTIONS,
            "communes": [
                (c.code, jurisdiction.province.full_name(c)) for c in jurisdiction.province.communes
            ],
            "next_href": cases_href(None, **{**words, "after": place}) if more else None,
            "first_href": cases_href(None, **words) if after else None,
        },
    )


@require_safe
@staff_only(LEADERSHIP)
def photo(
    request: HttpRequest, official: Official, case_id: uuid.UUID, file_id: uuid.UUID, size: int
) -> HttpResponse:
    """A copy of a picture of a case that the official may see."""
    detail = queries.detail(official, case_id=case_id)
    if detail is None or size not in (320, 1280):
        raise Http404
    recorded = (
        event.body.files
        for event in detail.events
        if isinstance(event.body, e.ResultRecorded | e.UpdateOffered)
    )
    if str(file_id) not in {file.id for files in (detail.case.files, *recorded) for file in files}:
        raise Http404
    stored = evidence.file(jurisdiction_id=official.jurisdiction_id, id=file_id)
    if stored is None:
        raise Http404
    return photo_response(request, stored, size=320 if size == 320 else 1280)


@require_safe
@staff_only(LEADERSHIP)
def edition(request: HttpRequest, official: Official) -> HttpResponse:
    """Every term of the edition in force."""
    in_force = province_of(request).edition
    context = {"legal": legal_terms(in_force), "internal": internal_targets(in_force)}
    return render(request, "leadership/edition.html", {**shell(official, current="edition"), **context})


def _period(request: HttpRequest) -> Period:
    return read_month(request.GET.get("ky", "")) or month_at(clock.now())


def _filter(request: HttpRequest, official: Official, period: Period) -> Filter:
    """The filter of the address; an agency's leader sees the own body's part whatever the address says."""
    asked = request.GET.get
    ended = asked("ended", "")
    return Filter(
        stage=ended if ended in STAGE_NAMES else asked("stage", ""),
        field=asked("field", ""),
        commune=asked("commune", ""),
        holder=asked("holder", ""),
        agency=agency_key(asked("agency", "")) if sees_province(official) else official.agency_id,
        assignment_state=asked("state", ""),
        is_open=bool(asked("open")),
        overdue=bool(asked("overdue")),
        violated=bool(asked("violated")),
        ended=bool(ended or asked("rated")),
        rating=asked("rating", ""),
        rated=bool(asked("rated")),
        done=bool(asked("done")),
        late=bool(asked("late")),
        start=period.start,
        end=period.end,
        result_terms=result_terms(province_of(request).edition),
    )


def _current(request: HttpRequest) -> str:
    only = {key for key, value in request.GET.items() if value and key != "after"}
    return next(iter(only)) if len(only) == 1 else ""


def _title(chosen: Filter, jurisdiction: Jurisdiction, period: Period) -> str:
    """The filter in words, so that a printed list says what it is."""
    edition_now = jurisdiction.edition
    level = next((level.name for level in edition_now.levels if level.key == chosen.rating), "")
    parts = [
        "Vi phạm thời hạn" if chosen.violated else "Quá hạn" if chosen.overdue else "",
        "Đang mở" if chosen.is_open and not (chosen.overdue or chosen.violated) else "",
        "Kết quả trễ hạn" if chosen.late else "Đã có kết quả" if chosen.done else "",
        STAGE_NAMES.get(chosen.stage, ""),
        f"Đánh giá: {level}" if level else "Đã được đánh giá" if chosen.rated else "",
        board.ASSIGNMENT_NAMES.get(chosen.assignment_state, ""),
        PARTY_NAMES.get(chosen.holder, ""),
        agencies.names(ids=[chosen.agency]).get(chosen.agency, "") if chosen.agency else "",
        FIELD_NAMES.get(chosen.field, ""),
        commune_name(chosen.commune, jurisdiction) if chosen.commune else "",
        period.name[0].lower() + period.name[1:] if chosen.ended or chosen.done or chosen.late else "",
    ]
    return " · ".join(part for part in parts if part) or "Tất cả phản ánh"
