"""Trying a mapping on the agency's own cases, and putting it in force."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from paht import clock
from paht.cases import queries
from paht.doors.exchange.managed import Place
from paht.doors.pages.province import province_of
from paht.doors.pages.words import FIELD_NAMES
from paht.exchange import mapping
from paht.exchange.mapping import LARGEST, Mapping

SHOWN = 10
"""Cases of a preview."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: problems, a preview, or that it is in force."""

    errors: dict[str, str] | None = None
    preview: list[dict[str, Any]] | None = None
    done: str = ""


def map_codes(request: HttpRequest, place: Place) -> Outcome:
    """Check the mapping that was typed; then show it on real cases, or put it in force."""
    text = request.POST.get("mapping", "")
    if len(text) > LARGEST:
        return Outcome(errors={"mapping": "Bảng mã quá dài."})
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return Outcome(errors={"mapping": "Bảng mã phải là nội dung JSON hợp lệ."})
    content, problems = mapping.validated(raw, province_of(request).edition)
    if problems:
        return Outcome(errors={"mapping": " ".join(problems[:8])})
    shown = preview(place, Mapping(0, content))
    if request.POST.get("do") == "preview":
        return Outcome(preview=shown)
    version = request.POST.get("mapping_version", "")
    is_new = mapping.put_in_force(
        jurisdiction_id=place.official.jurisdiction_id,
        agency_id=place.agency_id,
        content=content,
        after=int(version) if version.isdecimal() and len(version) < 9 else -1,
        by=place.official.id,
        at=clock.now(),
    )
    if not is_new:
        return Outcome(
            errors={"mapping": "Người khác vừa thay bảng mã; xin tải lại trang và sửa trên bản mới."}
        )
    return Outcome(done="mapping")


def preview(place: Place, candidate: Mapping) -> list[dict[str, Any]]:
    """The agency's open cases as the software would get them; the administrator sees no case, so none."""
    rows = [] if place.is_administrator else queries.agency_inbox(place.official, limit=SHOWN)
    return [
        {
            "code": row.code,
            "field": FIELD_NAMES.get(row.field, row.field),
            "field_code": row.field,
            "their_field": candidate.theirs("field", row.field),
            "state_code": row.assignment_state or "",
            "their_state": candidate.theirs("state", row.assignment_state or ""),
        }
        for row in rows
    ]
