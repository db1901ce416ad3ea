"""What everybody may read: results, the map, the procedure, the directory. Only what publicity() allows is shown."""

import gzip
import hashlib
import uuid
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from paht.agencies import queries as agencies
from paht.agencies.geography import Province, load, without_diacritics
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.cases.queries import Detail, Row
from paht.doors.citizen import pictures
from paht.doors.citizen.process import course_of
from paht.doors.citizen.views_send import commune_options
from paht.doors.pages.exchanges import exchanges
from paht.doors.pages.letters import given_at, given_letter
from paht.doors.pages.province import province_of
from paht.doors.pages.record import receipt_shown
from paht.doors.pages.rendering import render
from paht.doors.pages.terms import internal_targets, legal_terms
from paht.doors.pages.words import FIELD_NAMES, KIND_NAMES, field_options
from paht.law.casework.commands import InteractWithPublic
from paht.law.casework.publicity import publicity
from paht.law.casework.results import result_files
from paht.law.editions import get
from paht.people import vault
from paht.people.actors import SYSTEM

PAGE = 20
MOST_POINTS = 1200
CELLS_SECONDS = 86_400


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the way to send, the look-up, and what was put right lately."""
    jurisdiction = province_of(request)
    rows = queries.public_results(jurisdiction_id=jurisdiction.id, limit=5)
    context = {
        "current": "",
        "results": [listed(row, jurisdiction.province) for row in rows],
        "course": course_of(jurisdiction.edition),
    }
    return render(request, "citizen/home.html", context)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Published results, latest first, by kind, field and commune (VL.3.1, VL.3.2): one statement."""
    jurisdiction = province_of(request)
    kind = request.GET.get("loai", "")
    field = request.GET.get("linh_vuc", "")
    commune = request.GET.get("xa", "")
    after = cursor_of(request.GET.get("sau", ""))
    rows = queries.public_results(
        jurisdiction_id=jurisdiction.id,
        kind=kind if kind in KIND_NAMES else "",
        field=field if field in FIELD_NAMES else "",
        commune=commune,
        after=after,
        limit=PAGE + 1,
    )
    chosen = {key: value for key, value in (("loai", kind), ("linh_vuc", field), ("xa", commune)) if value}
    next_href = ""
    if len(rows) > PAGE:
        rows = rows[:PAGE]
        assert rows[-1].published_at is not None
        seen = f"{rows[-1].published_at.isoformat()}_{rows[-1].id}"
        next_href = f"?{urlencode({**chosen, 'sau': seen})}"
    context = {
        "current": "results",
        "results": [listed(row, jurisdiction.province) for row in rows],
        "fields": field_options(),
        "communes": commune_options(jurisdiction),
        "kinds": list(KIND_NAMES.items()),
        "kind": kind,
        "field": field,
        "commune": commune,
        "is_filtered": bool(chosen),
        "next_href": next_href,
        "first_href": f"?{urlencode(chosen)}" if after else "",
    }
    return render(request, "citizen/results.html", context)


@require_safe
def result(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """One published result; anything else does not exist here."""
    jurisdiction = province_of(request)
    return result_page(request, published(jurisdiction, case_id))


def published(jurisdiction: Jurisdiction, case_id: uuid.UUID) -> Detail:
    """The case whose content anybody may see; Http404 for any other, whether it exists or not."""
    detail = queries.public_detail(jurisdiction_id=jurisdiction.id, case_id=case_id)
    if detail is None or not publicity(detail.case).content:
        raise Http404
    return detail


def result_page(
    request: HttpRequest,
    detail: Detail,
    *,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a result that may be public, with what was asked about it and, where known, the form to ask."""
    jurisdiction = province_of(request)
    case, edition = detail.case, get(detail.case.edition)
    context = {
        "current": "results",
        "edition": edition,
        "code": detail.code,
        "case": case,
        "text": detail.text(case.text) if publicity(case).text else "",
        "kind_name": KIND_NAMES[case.kind],
        "field_name": FIELD_NAMES[case.field],
        "place_name": place_name(jurisdiction.province, case.place.commune) if case.place else "",
        "sender_name": sender_name(detail, jurisdiction.id) if publicity(case).sender_name else "",
        "before": pictures.public(case, case.files, caption="Trước xử lý"),
        "after": pictures.public(case, result_files(case), caption="Sau xử lý"),
        "unseen": pictures.unseen(case, (*case.files, *result_files(case))),
        "letter": given_letter(detail, edition=edition),
        "given_at": given_at(detail),
        "rating": next((level for level in edition.levels if level.key == case.rating), None),
        "exchanges": (asked := exchanges(detail, edition=edition)),
        "exchange_photos": {
            one.number: pictures.public(case, one.files, caption="Cập nhật") for one in asked
        },
        "receipt": receipt_shown(
            jurisdiction_id=jurisdiction.id,
            case_id=detail.id,
            href=reverse("citizen-result-receipt", args=[detail.id]),
        ),
        "may_interact": edition.step(InteractWithPublic) is not None,
        "was_sent": request.GET.get("da-gui") == "1",
        "command_id": uuid.uuid4(),
        "errors": errors or {},
        "typed": {"text": "", "name": "", "phone": "", **(typed or {})},
    }
    return render(request, "citizen/result.html", context, status=status)


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The map of public results, with the list of the same beside it."""
    jurisdiction = province_of(request)
    rows = queries.public_results(jurisdiction_id=jurisdiction.id, limit=PAGE)
    west, south, east, north = jurisdiction.province.bounds()
    context = {
        "current": "map",
        "results": [listed(row, jurisdiction.province) for row in rows],
        "map_center": ((south + north) / 2, (west + east) / 2),
    }
    return render(request, "citizen/map.html", context)


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """Public results within ``bbox=west,south,east,north`` as GeoJSON, at most 1,200."""
    found = queries.public_points(
        jurisdiction_id=province_of(request).id, box=_box(request.GET.get("bbox", "")), limit=MOST_POINTS
    )
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]},
            "properties": {
                "title": point.excerpt,
                "status": FIELD_NAMES.get(point.field, ""),
                "href": reverse("citizen-result", args=[point.id]),
            },
        }
        for point in found
    ]
    response = JsonResponse(
        {"type": "FeatureCollection", "features": features}, json_dumps_params={"ensure_ascii": False}
    )
    response["Content-Type"] = "application/geo+json"
    response["Cache-Control"] = "public, max-age=60"
    return response


@require_safe
def cells(request: HttpRequest) -> HttpResponse:
    """The approximate cells of the communes as GeoJSON; they change with the installed version alone."""
    plain, packed, etag = _cells(province_of(request).province.key)
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(packed if takes_gzip else plain, content_type="application/geo+json")
        if takes_gzip:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = f"public, max-age={CELLS_SECONDS}"
    return response


@cache
def _cells(key: str) -> tuple[bytes, bytes, str]:
    plain = load(key).cells_bytes()
    return plain, gzip.compress(plain), f'W/"{hashlib.sha256(plain).hexdigest()[:20]}"'


@require_safe
def process(request: HttpRequest) -> HttpResponse:
    """The procedure, its terms, the demands on a report (VL.4.3, ST.3.3)."""
    edition = province_of(request).edition
    context = {
        "current": "process",
        "legal": legal_terms(edition),
        "internal": internal_targets(edition),
        "kinds": KIND_NAMES,
    }
    return render(request, "citizen/process.html", context)


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The public directory of bodies, searched with or without diacritics (VL.4.2)."""
    typed = request.GET.get("tim", "").strip()[:100]
    words = without_diacritics(typed).split()
    bodies = agencies.directory(jurisdiction_id=province_of(request).id)
    found = [body for body in bodies if has_words(body, words)]
    named = [body for body in found if words and has_words(body, words, by_name=True)]
    others = [body for body in found if body not in named]
    groups = [(name, list(rows)) for name, rows in groupby(others, key=lambda body: body.kind_name)]
    if named:
        groups.insert(0, ("Khớp theo tên", named))
    context = {
        "current": "contacts",
        "typed": typed,
        "groups": groups,
        "total": len(found),
        "field_names": FIELD_NAMES,
        "own_address": request.build_absolute_uri("/"),
    }
    return render(request, "citizen/directory.html", context)


def has_words(body: agencies.Body, words: list[str], *, by_name: bool = False) -> bool:
    if by_name:
        return all(word in without_diacritics(body.name) for word in words)
    fields = " ".join(FIELD_NAMES.get(field, "") for field in body.fields)
    text = without_diacritics(f"{body.name} {body.kind_name} {body.address} {fields}")
    return all(word in text for word in words)


def listed(row: Row, province: Province) -> dict[str, Any]:
    return {
        "href": reverse("citizen-result", args=[row.id]),
        "text": row.excerpt,
        "kind_name": KIND_NAMES.get(row.kind, ""),
        "field_name": FIELD_NAMES.get(row.field, ""),
        "place_name": place_name(province, row.commune),
        "agency": row.agency_name or "",
        "published_at": row.published_at,
        "rating": row.rating,
    }


def place_name(province: Province, commune: str) -> str:
    try:
        return province.full_name(province.commune(code=commune))
    except KeyError:
        return ""


def sender_name(detail: Detail, jurisdiction_id: int) -> str:
    """The name of a sender who chose to have it shown; this look is recorded like any other (VL.5.4, VL.7.5)."""
    first = next(_originals(detail), None)
    if first is None:
        return ""
    try:
        opened = vault.look(
            jurisdiction_id=jurisdiction_id,
            record_ids=[first],
            fields=frozenset({"name"}),
            actor_id=SYSTEM.id,
            purpose="published by the sender's choice",
        )
    except vault.VaultClosed:
        # The result matters to everybody; the name may wait.
        return ""
    return opened.get(first, {}).get("name", "")


def _originals(detail: Detail) -> Iterator[uuid.UUID]:
    """The vault's records of the case, the sending's own first: that one holds the person."""
    for event in detail.events:
        original = getattr(event.body, "original", None)
        if original is not None:
            yield uuid.UUID(original.id)


def cursor_of(word: str) -> tuple[datetime, uuid.UUID] | None:
    """(published_at, id) of the last row seen; ``None`` for nothing or nonsense: the first page."""
    moment, _, key = word.partition("_")
    try:
        at = datetime.fromisoformat(moment)
        return (at, uuid.UUID(key)) if at.tzinfo else None
    except ValueError:
        return None


def _box(word: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(part) for part in word.split(","))
    except ValueError:
        return None
    return west, south, east, north
