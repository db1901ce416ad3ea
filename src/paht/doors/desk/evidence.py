"""What the pictures of a case say of themselves, as hints beside the conditions: a person decides, not the hint."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from paht.agencies.geography.plane import great_circle_km
from paht.cases.queries import Detail
from paht.doors.pages import attachments
from paht.doors.pages.wording import vi_duration, vi_number, vi_short
from paht.doors.pages.words import PLACE_SOURCES
from paht.evidence import copies, playing
from paht.evidence import queries as evidence
from paht.evidence.records import StoredFile
from paht.law.casework import events as e
from paht.law.casework.case import FileRef, Place

ORIGINALS = "tep-goc"
"""Where on the page the sealed originals are asked for."""
_ABOUT_TIME = frozenset({"photo_age"})
_ABOUT_PLACE = frozenset({"gps", "place"})


def kept_files(detail: Detail, *, jurisdiction_id: int) -> dict[uuid.UUID, StoredFile]:
    """Every file of the case, before and after, by id: one statement."""
    case = detail.case
    refs = [*case.files, *(ref for assignment in case.assignments for ref in assignment.result_files)]
    refs += [ref for request in case.requests for ref in request.files]
    return evidence.files(jurisdiction_id=jurisdiction_id, ids=[uuid.UUID(ref.id) for ref in refs])


def pictures(
    detail: Detail, refs: tuple[FileRef, ...], files: Mapping[uuid.UUID, StoredFile], *, alt: str
) -> list[dict[str, Any]]:
    """The files for the page: addresses of copies, what is known of each, in the order in which they came."""
    shown = []
    moments = _arrivals(detail)
    for number, ref in enumerate(refs, start=1):
        file = files.get(uuid.UUID(ref.id))
        is_picture = ref.media_type.startswith("image/")
        large = reverse("desk-photo", args=[detail.id, ref.id, 1280])
        is_seen = file is not None and copies.has_picture(ref.media_type) and copies.are_made(file)
        said = _said(file, moments.get(ref.id), detail.case.place) if file else ["không tìm thấy tệp gốc"]
        if is_picture and file is not None and not is_seen:
            said = ["chưa có bản xem, hoặc tệp đã bị xóa", *said]
        shown.append(
            {
                "name": f"{attachments.name_of(ref.media_type)} {number}",
                "src": large if is_seen else None,
                # What is no picture is opened as it came: below, as a sealed original.
                "href": large if is_picture and is_seen else f"#{ORIGINALS}",
                "alt": f"{alt} {number}" if is_picture else f"{attachments.name_of(ref.media_type)} {number}",
                "plays": reverse("desk-played", args=[detail.id, ref.id])
                if file is not None and playing.found(file)
                else None,
                "is_sound": ref.media_type.startswith("audio/"),
                "opens": _opens(file) if file is not None and not is_picture else "",
                "said": said if ref.is_picture or file is None else [],
            }
        )
    return shown


def original_files(detail: Detail) -> list[tuple[str, str]]:
    """Identifier and name of every file of the case whose sealed original may be asked for."""
    case = detail.case
    groups = [("", case.files)]
    groups += [(" sau xử lý", assignment.result_files) for assignment in case.assignments]
    groups += [(" cập nhật", request.files) for request in case.requests]
    return [
        (ref.id, f"{attachments.name_of(ref.media_type)} {number}{group}")
        for group, refs in groups
        for number, ref in enumerate(refs, start=1)
    ]


def hints(condition: str, shown: list[dict[str, Any]], place: Place | None) -> list[str]:
    """What the evidence says about one condition; nothing where it says nothing."""
    if condition in _ABOUT_TIME:
        return [f"{item['name']}: {item['said'][0]}" for item in shown if item["said"]]
    if condition in _ABOUT_PLACE:
        said = [f"{item['name']}: {item['said'][1]}" for item in shown if len(item["said"]) > 1]
        source = PLACE_SOURCES.get(place.source, place.source) if place else ""
        return [*([f"Vị trí do người gửi cung cấp: {source}"] if source else []), *said]
    return []


def _opens(file: StoredFile) -> str:
    """What the link to a file that is no picture says: its type and how large it is."""
    size = vi_number(max(file.size_bytes / 1_048_576, 0.1), 1)
    kind = attachments.type_of(file.media_type) or "video"
    return f"{kind}, {size}\u00a0MB"


def _arrivals(detail: Detail) -> dict[str, datetime]:
    """When each of the sender's files came."""
    return {
        ref.id: event.at
        for event in detail.events
        if isinstance(event.body, e.Sent | e.Supplemented)
        for ref in event.body.files
    }


def _said(file: StoredFile, came_at: datetime | None, place: Place | None) -> list[str]:
    said = [_taken(file, came_at)]
    if came_at is None:
        return said
    if file.latitude is None or file.longitude is None:
        return [*said, "ảnh không ghi tọa độ"]
    if place is None:
        return said
    km = great_circle_km(file.latitude, file.longitude, place.latitude, place.longitude)
    far = f"{vi_number(km, 1)}\u00a0km" if km >= 1 else f"{vi_number(round(km * 1000))}\u00a0m"
    return [*said, f"tọa độ trong ảnh cách vị trí đã gửi {far}"]


def _taken(file: StoredFile, came_at: datetime | None) -> str:
    if file.taken_at is None:
        return "không ghi thời điểm chụp"
    moment = f"chụp lúc {vi_short(file.taken_at)}"
    if came_at is None:
        return moment
    if file.taken_at > came_at:
        return f"{moment}, sau khi gửi {vi_duration(file.taken_at - came_at)}: đồng hồ máy có thể sai"
    return f"{moment}, {vi_duration(came_at - file.taken_at)} trước khi gửi"
