"""Open data: the page, the files, the catalogue for machines (VL.20.3)."""

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.views.decorators.http import require_safe

from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.transfer import opendata

_MEANT_FOR = {
    opendata.CSV: "Bảng tính",
    opendata.GEOJSON: "Bản đồ",
    opendata.PARQUET: "Phân tích dữ liệu",
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What there is, how fresh, under which licence, and what each column means."""
    edition = opendata.newest(province_of(request).id)
    context = {
        "current": "open-data",
        "edition_of_data": edition,
        "meant_for": _MEANT_FOR,
        "dictionary": opendata.DICTIONARY,
        "licence": settings.OPEN_DATA_LICENCE,
    }
    return render(request, "citizen/open_data.html", context)


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the newest edition; its checksum is its version."""
    edition = opendata.newest(province_of(request).id)
    found = edition.file(name) if edition else None
    if edition is None or found is None:
        raise Http404
    etag = f'"{found.sha256}"'
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = StreamingHttpResponse(
            opendata.pieces(edition, found), content_type=opendata.TYPES[found.name]
        )
        response["Content-Length"] = str(found.size_bytes)
        response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue in DCAT."""
    jurisdiction = province_of(request)
    edition = opendata.newest(jurisdiction.id)
    if edition is None:
        raise Http404
    content = opendata.catalogue(
        edition,
        title=f"Phản ánh hiện trường đã công khai kết quả, tỉnh {jurisdiction.edition.province}",
        publisher=jurisdiction.edition.ioc,
        home=request.build_absolute_uri(reverse("citizen-open-data")),
        licence=settings.OPEN_DATA_LICENCE,
    )
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/ld+json"
    response["Access-Control-Allow-Origin"] = "*"
    return response
