"""What staff pages show of a case: its duties with the reason of every moment, its photos, its place."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries import Detail, Row
from paht.doors.pages.course import Line, staff_events
from paht.doors.pages.duties import due_state
from paht.doors.pages.wording import vi_date, vi_duration
from paht.doors.pages.words import FIELD_NAMES, PLACE_SOURCES, term_name
from paht.evidence import queries as evidence
from paht.law.casework import events as e
from paht.law.casework.case import Case, FileRef
from paht.law.casework.states import Stage
from paht.law.editions.rows import Edition
from paht.people.masking import mask
from paht.people.queries import staff_names


@dataclass(frozen=True, slots=True)
class Paper:
    """A written document that came with a step: what it is called, when it came, and its file."""

    name: str
    at: datetime
    file: FileRef


def papers(detail: Detail) -> list[Paper]:
    """The documents of the case, in the order in which they came."""
    return [
        Paper(f"Văn bản số {document.number} ngày {vi_date(document.dated_on)}", event.at, document.file)
        for event in detail.events
        if (document := getattr(event.body, "document", None)) and document.file and document.dated_on
    ]


def photos(
    *,
    files: Iterable[FileRef],
    jurisdiction_id: int,
    href: Callable[[str, int], str],
    alt: str,
) -> list[dict[str, Any]]:
    """The pictures among the files for the macro ``facts.photos``: one statement, none for no files. A file
    whose bytes were never kept here is told by its caption alone."""
    refs = [file for file in files if file.is_picture]
    kept = evidence.files(jurisdiction_id=jurisdiction_id, ids=[uuid.UUID(file.id) for file in refs])
    items = []
    for number, ref in enumerate(refs, start=1):
        stored = kept.get(uuid.UUID(ref.id))
        if stored is None or stored.is_video:
            continue
        taken = stored.taken_at
        items.append(
            {
                "src": href(ref.id, 320),
                "href": href(ref.id, 1280),
                "alt": f"{alt} {number}",
                "taken_at": taken,
            }
        )
    return items


def form_record(detail: Detail) -> uuid.UUID:
    """The vault record of the sender's form: the one that came with the first event."""
    body = detail.events[0].body
    assert isinstance(body, e.Sent)
    return uuid.UUID(body.original.id)


def timeline(
    *, detail: Detail, edition: Edition, jurisdiction_id: int, clean: Callable[[str], str]
) -> list[Line]:
    """The whole course, latest first, with people of staff named; ``clean`` takes personal data out of what was
    written. One statement for the names."""
    actors = {event.actor.id: event.actor for event in detail.events}
    found = staff_names(jurisdiction_id=jurisdiction_id, ids=actors.keys())
    names = {
        key: ", ".join(part for part in (name, detail.agencies.get(actors[key].body or "", "")) if part)
        for key, name in found.items()
    }
    lines = staff_events(detail, edition, names=names, outside=True)
    return [replace(line, note=clean(line.note)) for line in reversed(lines)]


def place_facts(case: Case, jurisdiction: Jurisdiction) -> dict[str, Any]:
    """The place in words: commune, coordinates as text, how it was found, and where a map opens."""
    place = case.place
    if place is None:
        return {"commune": "Chưa xác định", "point": "", "source": "", "map_href": ""}
    point = f"{place.latitude:.5f}, {place.longitude:.5f}"
    return {
        "commune": commune_name(place.commune, jurisdiction),
        "point": point,
        "source": PLACE_SOURCES.get(place.source, place.source),
        "map_href": f"geo:{place.latitude:.6f},{place.longitude:.6f}",
    }


def commune_name(code: str, jurisdiction: Jurisdiction) -> str:
    """The full name of a commune; the code itself where the province no longer has it."""
    try:
        return jurisdiction.province.full_name(jurisdiction.province.commune(code=code))
    except KeyError:
        return code or "Chưa xác định"


def list_row(row: Row, *, jurisdiction: Jurisdiction, now: datetime, href: str) -> dict[str, Any]:
    """A row of a list of cases for the macro ``table``; the excerpt is the released text, cut (VL.7.5)."""
    internal = not row.due_clause
    state = due_state(due_at=row.due_at, violation_at=row.violation_at, internal=internal, now=now)
    return {
        "href": href,
        "code": row.code,
        "excerpt": mask(row.excerpt) or "(Nội dung chưa được Trung tâm duyệt)",
        "field": FIELD_NAMES.get(row.field, row.field),
        "commune": commune_name(row.commune, jurisdiction),
        "stage": row.stage,
        "sent_at": row.sent_at,
        "agency_name": row.agency_name,
        "assignment_state": row.assignment_state,
        "due_at": row.due_at,
        "due": state,
        "internal": internal,
        "violated": row.violation_at is not None and now > row.violation_at,
        "is_over": Stage(row.stage).is_end,
        "term": term_name(jurisdiction.edition, row.due_term),
        "edge": {"overdue": "row-bad", "violation": "row-bad", "due_soon": "row-warn"}.get(state, "")
        if row.due_at
        else "",
        "dispatched_at": row.dispatched_at,
        "urgent_for": vi_duration(now - row.urgent_since)
        if row.urgent_since and not Stage(row.stage).is_end
        else "",
    }
