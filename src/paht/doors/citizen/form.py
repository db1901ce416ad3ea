"""The sending form as typed, and what it means: nothing typed is lost, whatever is wrong with it."""

import math
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime

from django.http import QueryDict

from paht.agencies.geography import Commune, Province
from paht.agencies.geography.plane import great_circle_km
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.sending import Filled
from paht.doors.citizen.photos import Photos
from paht.doors.pages.wording import VIETNAM
from paht.law.casework.admission import BORDER_BAND_KM
from paht.law.casework.case import Place, Refused
from paht.law.casework.states import Channel, Field, Kind, Occurrence

SOURCES = ("gps", "map")
CHOICE_HOLDS_KM = 12.0
"""Cells are approximate: so near a chosen commune's centre the person's choice counts, farther away the pin does."""

_KINDS = {kind.value: kind for kind in Kind}
_FIELDS = {field.value: field for field in Field}
_OCCURRENCES = {occurrence.value: occurrence for occurrence in Occurrence}
_COORDINATES = Refused(
    "", "Tọa độ chưa đúng: vĩ độ và kinh độ là số thập phân, ví dụ 10,2537 và 105,9722.", "lat"
)


_NO_MOMENT = Refused("", "Thời gian xảy ra chưa đúng, ví dụ 14:30 ngày 20/11/2026.", "happened_at")


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything in the form, as typed; what the page shows again."""

    kind: str = Kind.REPORT.value
    field: str = ""
    description: str = ""
    commune: str = ""
    lat: str = ""
    lon: str = ""
    accuracy: str = ""
    source: str = ""
    personal: Mapping[str, str] = default(default_factory=dict)
    declared: bool = False
    personal_public: bool = False
    occurrence: str = ""
    happened_at: str = ""
    confidential: bool = False
    linked: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Where the matter is, as far as the form tells; ``problem`` where what was typed is no place."""

    place: Place | None
    problem: Refused | None = None


def read_typed(post: QueryDict, *, jurisdiction: Jurisdiction) -> Typed:
    """The form as posted."""
    last = {name: values[-1] for name, values in post.lists() if values}
    return Typed(
        kind=last.get("kind", ""),
        field=last.get("field", ""),
        description=last.get("description", ""),
        commune=last.get("commune", ""),
        lat=last.get("lat", "").strip(),
        lon=last.get("lon", "").strip(),
        accuracy=last.get("accuracy", "").strip(),
        source=last.get("source", ""),
        personal={row.name: last.get(row.name, "") for row in jurisdiction.edition.form},
        declared=last.get("declared") == "1",
        personal_public=last.get("personal_public") == "1",
        occurrence=last.get("occurrence", ""),
        happened_at=last.get("happened_at", "").strip(),
        confidential=last.get("confidential") == "1",
        linked=last.get("linked", "").strip(),
        urgent=last.get("urgent") == "1",
    )


def filled(
    typed: Typed,
    *,
    jurisdiction: Jurisdiction,
    photos: Photos,
    place: Place | None,
    command_id: uuid.UUID,
    channel: Channel = Channel.WEB,
    linked_to: uuid.UUID | None = None,
) -> Filled:
    """The form as the operation takes it; a kind or field that does not exist is the plainest one, a moment that
    cannot be read is none (:func:`moment_problem` says so)."""
    return Filled(
        command_id=command_id,
        kind=_KINDS.get(typed.kind, Kind.REPORT),
        field=_FIELDS.get(typed.field, Field.OTHER),
        channel=channel,
        description=typed.description,
        place=place,
        files=photos.references,
        personal=typed.personal,
        declared=typed.declared,
        personal_public=typed.personal_public,
        occurrence=_OCCURRENCES.get(typed.occurrence),
        happened_at=_moment(typed.happened_at),
        confidential=typed.confidential,
        linked_to=linked_to,
        urgent=typed.urgent,
    )


def moment_problem(typed: Typed) -> Refused | None:
    """Where something was typed as the time of the event that is no time."""
    return _NO_MOMENT if typed.happened_at and _moment(typed.happened_at) is None else None


def _moment(text: str) -> datetime | None:
    """The moment of a form's field, in Vietnam."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
    except ValueError:
        return None


def find_place(typed: Typed, *, province: Province, photos: Photos) -> Found:
    """The pin or the browser's position; else a photo's; else the centre of the chosen commune; else nothing.

    A photo taken far outside the province does not override a commune that the person chose.
    """
    commune = _commune(typed.commune, province)
    if typed.lat or typed.lon:
        point = _point(typed.lat, typed.lon)
        if point is None:
            return Found(None, _COORDINATES)
        source = typed.source if typed.source in SOURCES else "map"
        accuracy = _number(typed.accuracy) if source == "gps" else None
        return Found(_place(province, *point, source=source, chosen=commune, accuracy=accuracy))
    point = photos.position
    if point is not None:
        place = _place(province, *point, source="exif", chosen=commune)
        if commune is None or place.km_outside <= BORDER_BAND_KM:
            return Found(place)
    if commune is not None:
        return Found(Place(commune.lat, commune.lon, "commune", commune.code))
    return Found(None)


def _place(
    province: Province,
    lat: float,
    lon: float,
    *,
    source: str,
    chosen: Commune | None,
    accuracy: float | None = None,
) -> Place:
    holds = chosen is not None and great_circle_km(lat, lon, chosen.lat, chosen.lon) <= CHOICE_HOLDS_KM
    commune = chosen if holds and chosen else province.commune_at(lat=lat, lon=lon)
    outside = province.km_outside(lat=lat, lon=lon)
    return Place(lat, lon, source, commune.code, km_outside=outside, accuracy_m=accuracy)


def _commune(code: str, province: Province) -> Commune | None:
    try:
        return province.commune(code=code)
    except KeyError:
        return None


def _point(lat: str, lon: str) -> tuple[float, float] | None:
    latitude, longitude = _number(lat), _number(lon)
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
