"""From a draft to the form as the operation takes it, and back to words."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from paht.agencies.geography import Province
from paht.agencies.geography.province import without_diacritics
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import sending
from paht.cases.sending import Filled
from paht.conversations.draft import Draft, Reading, Spot
from paht.conversations.talking import Shown
from paht.evidence import tokens
from paht.law.casework.case import FileRef, Place, Refused
from paht.law.casework.states import Channel, Field, Kind
from paht.triage.suggesting import Suggestion, suggest

KEPT_SECONDS = 30 * 86_400
"""A file of a draft is known by its word for a month."""
MOST_FILES = 5
_SURE = 0.5
"""From this likelihood on a suggested field is taken; the desk decides it anyway."""


def reading_of(jurisdiction: Jurisdiction, *, has_reports: bool) -> Reading:
    """What texts are read by in this province."""
    return Reading(
        fields=frozenset(field.name for field in jurisdiction.edition.form),
        communes=_communes(jurisdiction.province),
        has_reports=has_reports,
    )


@lru_cache(maxsize=64)
def _communes(province: Province) -> dict[str, str]:
    """The communes by plain name, those alone whose name is one commune's."""
    names: dict[str, list[str]] = {}
    for commune in province.communes:
        plain = without_diacritics(commune.name)
        short = plain.removeprefix("xa ").removeprefix("phuong ").removeprefix("thi tran ")
        names.setdefault(plain, []).append(commune.code)
        if len(short) > 3 and short != plain:
            names.setdefault(short, []).append(commune.code)
    return {name: codes[0] for name, codes in names.items() if len(set(codes)) == 1}


def files_of(draft: Draft, *, jurisdiction_id: int) -> tuple[FileRef, ...]:
    """The kept files that the draft names; a file that was sent twice counts once."""
    found: dict[str, FileRef] = {}
    for word in draft.files:
        kept = tokens.read_kept(word, jurisdiction_id=jurisdiction_id, max_age_seconds=KEPT_SECONDS)
        if kept is not None:
            found.setdefault(kept.sha256, FileRef(str(kept.id), kept.sha256, kept.media_type))
    return tuple(found.values())[:MOST_FILES]


def place_of(spot: Spot | None, province: Province) -> Place | None:
    """The place of a location message, or the centre of a commune that was named."""
    if spot is None:
        return None
    if spot.commune:
        commune = province.commune(code=spot.commune)
        return Place(commune.lat, commune.lon, "commune", commune.code)
    if spot.latitude is None or spot.longitude is None:
        return None
    try:
        commune, outside = province.located(lat=spot.latitude, lon=spot.longitude)
    except ValueError:
        return None
    return Place(spot.latitude, spot.longitude, "gps", commune.code, km_outside=outside)


def suggested(draft: Draft, *, jurisdiction: Jurisdiction) -> Suggestion | None:
    """What the words suggest, where there are any."""
    return suggest(draft.words, edition=jurisdiction.edition) if draft.description else None


def filled_of(
    draft: Draft,
    *,
    jurisdiction: Jurisdiction,
    channel: Channel,
    command_id: uuid.UUID,
    to: str,
    hint: Suggestion | None,
) -> Filled:
    """The form; ``to`` is the chat identity, kept with the personal fields so that an answer finds its way."""
    likely = Field(hint.field.value) if hint and hint.field.confidence >= _SURE else Field.OTHER
    return Filled(
        command_id=command_id,
        kind=draft.kind or Kind.REPORT,
        field=draft.field or likely,
        channel=channel,
        description=draft.words,
        place=place_of(draft.spot, jurisdiction.province),
        files=files_of(draft, jurisdiction_id=jurisdiction.id),
        personal={**draft.personal, channel.value: to},
        declared=draft.is_finished,
        urgent=draft.urgent,
    )


def missing_of(filled: Filled, *, jurisdiction: Jurisdiction, now: datetime) -> Sequence[Refused]:
    """What the edition still wants, in the order of its form."""
    return sending.problems(jurisdiction=jurisdiction, filled=filled, now=now)


def shown_of(filled: Filled, hint: Suggestion | None, *, jurisdiction: Jurisdiction) -> Shown:
    """The form in words."""
    place = ""
    if filled.place is not None:
        province = jurisdiction.province
        place = province.full_name(province.commune(code=filled.place.commune))
    return Shown(
        place=place,
        field=FIELD_NAMES.get(filled.field, ""),
        kind=KIND_NAMES[filled.kind],
        danger=bool(hint and hint.urgent.value),
        likely=Kind(hint.kind.value) if hint else None,
    )


KIND_NAMES = {
    Kind.REPORT: "phản ánh",
    Kind.PETITION: "kiến nghị",
    Kind.QUESTION: "câu hỏi",
    Kind.SUGGESTION: "góp ý",
}
FIELD_NAMES = {
    Field.ROAD: "đường sá",
    Field.DRAINAGE: "thoát nước, ngập",
    Field.LIGHTING: "chiếu sáng",
    Field.TREES: "cây xanh",
    Field.BUILDING_ORDER: "trật tự xây dựng, vỉa hè",
    Field.WASTE: "rác thải",
    Field.POLLUTION: "ô nhiễm",
    Field.LAND: "đất đai, sạt lở",
    Field.AGRICULTURE: "nông nghiệp",
    Field.SECURITY: "an ninh",
    Field.TRAFFIC: "giao thông",
    Field.NOISE: "tiếng ồn",
    Field.FIRE: "cháy nổ",
    Field.POWER: "điện",
    Field.WATER_SUPPLY: "nước sạch",
}
