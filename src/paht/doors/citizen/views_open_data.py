"""Open data: the page, the files, the catalogue for machines (VL.20.3)."""

import csv
import io
from typing import Any

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
from paht.doors.pages.words import FIELD_NAMES, KIND_NAMES
from paht.law.editions.rows import Edition
from paht.transfer import opendata

_MEANT_FOR = {
    opendata.CSV: "Bảng tính",
    opendata.GEOJSON: "Bản đồ",
    opendata.PARQUET: "Phân tích dữ liệu",
}


WORDS = "tu-dien.csv"
"""Every column and every code, as a table: what the page says, for those who load the data."""


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What there is, how fresh, under which licence, and what each column means."""
    edition = opendata.newest(province_of(request).id)
    context = {
        "words": WORDS,
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
    if name == WORDS:
        return _words(province_of(request).edition)
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
    content = _described(
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


def _described(
    edition: opendata.Edition, *, title: str, publisher: str, home: str, licence: str
) -> dict[str, Any]:
    """The catalogue in DCAT (JSON-LD); ``home`` is the address of the page."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "spdx": "http://spdx.org/rdf/terms#",
        },
        "@type": "dcat:Dataset",
        "@id": home,
        "dct:title": title,
        "dct:publisher": publisher,
        "dct:language": "vi",
        "dct:license": {"@id": licence},
        "dct:modified": edition.made_at.isoformat(),
        "dct:accrualPeriodicity": {"@id": "http://purl.org/cld/freq/daily"},
        "dcat:landingPage": {"@id": home},
        "dct:conformsTo": {"@id": f"{home}{WORDS}"},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": file.name,
                "dcat:downloadURL": {"@id": f"{home}{file.name}"},
                "dcat:mediaType": opendata.TYPES[file.name].partition(";")[0],
                "dcat:byteSize": file.size_bytes,
                "spdx:checksum": {"spdx:algorithm": "sha256", "spdx:checksumValue": file.sha256},
            }
            for file in edition.files
        ],
    }


def _words(edition: Edition) -> HttpResponse:
    """The dictionary: the columns with their types, then the codes of each column that has some."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["column", "code", "type", "meaning"])
    table.writerows([name, "", kind, meaning] for name, (kind, meaning) in opendata.DICTIONARY.items())
    codes = {
        "kind": {str(kind): name for kind, name in KIND_NAMES.items()},
        "field": {str(field): name for field, name in FIELD_NAMES.items()},
        "rating": {level.key: level.name for level in edition.levels},
    }
    table.writerows(
        [column, code, "", name] for column, names in codes.items() for code, name in names.items()
    )
    response = HttpResponse("\ufeff" + out.getvalue(), content_type=opendata.TYPES[opendata.CSV])
    response["Content-Disposition"] = f'attachment; filename="{WORDS}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
