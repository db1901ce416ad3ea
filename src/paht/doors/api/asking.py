"""Before sending: what the words suggest, and what the conditions say of the pictures. Both advise, neither decides."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from paht import clock
from paht.agencies import geography
from paht.doors.api.problems import ERRORS, Problem, field_problem
from paht.doors.api.sending import Position
from paht.doors.api.shapes import Shape, Token
from paht.doors.citizen.photos import MOST
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.devices import address_of
from paht.doors.pages.province import province_of
from paht.evidence import examinations, tokens
from paht.law.casework.case import Place
from paht.law.casework.states import Kind
from paht.law.evidence import verdicts
from paht.law.evidence.judging import ABOUT_FILES, PHOTO_PRESENT, judge
from paht.law.evidence.verdicts import Report, Shown
from paht.people import attempts
from paht.people.networks import network_of
from paht.triage import competence
from paht.triage.suggesting import Flag, Proposal, suggest

router = Router(tags=["before"])
PER_NETWORK = 600
"""Suggestions in a quarter of an hour from one network: each costs some milliseconds of reckoning."""


class Words(Shape):
    """What was written so far."""

    text: Annotated[str, Field(min_length=1, max_length=5000, examples=["Ổ gà lớn trước chợ Long Châu"])]
    commune: Annotated[str, Field(max_length=20, examples=[""])] = ""


class Proposed(Shape):
    """A value, how likely it is right (0 to 1), and the words that led to it."""

    value: str = Field(examples=["road"])
    confidence: float = Field(ge=0, le=1, examples=[0.92])
    because: list[str] = Field(examples=[["ổ gà"]])


class Flagged(Shape):
    """Whether something is so."""

    value: bool = Field(examples=[False])
    confidence: float = Field(ge=0, le=1, examples=[0.98])
    because: list[str] = Field(examples=[[]])


class PersonalData(Shape):
    """Personal data in the text, that the sender may want to take out."""

    type: str = Field(examples=["phone"])
    start: int = Field(examples=[12])
    end: int = Field(examples=[22])


class Suggested(Shape):
    """What the words suggest; the sender decides."""

    kind: Proposed
    field: Proposed
    agency: Proposed
    urgent: Flagged
    complaint: Proposed
    language: Proposed
    improper: Flagged
    personal_data: list[PersonalData]


@router.post("/suggest", response={200: Suggested, **ERRORS}, operation_id="suggest")
def suggest_from(request: HttpRequest, body: Words) -> Suggested:
    """Kind, field, agency and marks that the words suggest; nothing is kept."""
    here = province_of(request)
    if not attempts.spend({f"suggest:{network_of(address_of(request))}": PER_NETWORK}, at=clock.now()):
        raise Problem(429)
    found = suggest(
        body.text,
        edition=here.edition,
        place=commune_of(here.province, body.commune),
        has_districts=bool(here.province.districts),
    )
    return Suggested(
        kind=proposed(found.kind),
        field=proposed(found.field),
        agency=proposed(found.agency),
        urgent=flagged(found.urgent),
        complaint=proposed(found.complaint),
        language=proposed(found.language),
        improper=flagged(found.improper),
        personal_data=[
            PersonalData(type=each.kind, start=each.start, end=each.end) for each in found.personal_data
        ],
    )


def commune_of(province: geography.Province, code: str) -> competence.Place | None:
    """The commune with that code as triage knows places; ``None`` for no code, a problem for one that there is not."""
    if not code:
        return None
    try:
        commune = province.commune(code=code)
    except KeyError:
        raise field_problem("commune", "Không có xã, phường mã này trong tỉnh.") from None
    districts = {each.code: each.name for each in province.districts}
    return competence.Place(commune.name, districts.get(commune.district_code or "", ""))


def proposed(one: Proposal) -> Proposed:
    """The proposal in our shape."""
    return Proposed(value=one.value, confidence=one.confidence, because=list(one.because))


def flagged(one: Flag) -> Flagged:
    """The flag in our shape."""
    return Flagged(value=one.value, confidence=one.confidence, because=list(one.because))


class Pictures(Shape):
    """The uploads of a report to be."""

    files: list[Token] = Field(max_length=MOST, examples=[[]])
    kind: Kind = Field(default=Kind.REPORT, examples=["report"])
    position: Position | None = None


class Verdict(Shape):
    """What one condition comes to; ``unknown`` while a file has not been examined."""

    clause: str = Field(examples=["VL.8.1.b"])
    clause_words: str = Field(examples=["điểm b khoản 1 Điều 8"])
    condition: str = Field(examples=["photo_age"])
    verdict: str = Field(examples=["pass"])
    score: float = Field(ge=0, le=1, examples=[0.9])
    reason: str = Field(examples=["Ảnh chụp 20 phút trước khi gửi."])


class Inspected(Shape):
    """The verdicts; ``waiting`` files are examined within a minute: ask again."""

    waiting: int = Field(examples=[0])
    conditions: list[Verdict]


@router.post("/inspect", response={200: Inspected, **ERRORS}, operation_id="inspect")
def inspect(request: HttpRequest, body: Pictures) -> Inspected:
    """What the conditions of admission say of the uploads; an officer decides later."""
    here, now = province_of(request), clock.now()
    kept = [tokens.read_kept(token, jurisdiction_id=here.id) for token in body.files]
    if None in kept:
        raise field_problem("files", "Tệp này không còn hoặc không phải của hệ thống. Xin tải tệp lên lại.")
    ids = [file.id for file in kept if file is not None]
    known: dict[Any, Any] = examinations.examinations(jurisdiction_id=here.id, file_ids=ids)
    found = [known[each].findings if each in known else None for each in ids]
    shown = []
    for number, one in enumerate(found, start=1):
        commune, outside = here.province.farthest(one.spots if one is not None else ())
        shown.append(Shown(name=f"{number}", findings=one, came_at=now, km_outside=outside, commune=commune))
    place = None
    if body.position is not None:
        lat, lon = body.position.latitude, body.position.longitude
        nearest, km_outside = here.province.located(lat=lat, lon=lon)
        place = Place(lat, lon, body.position.source, nearest.code, km_outside=km_outside)
    found_verdicts = judge(shown, Report(place=place), edition=here.edition, kind=body.kind)
    return Inspected(
        waiting=found.count(None),
        conditions=[
            told(each)
            for each in found_verdicts
            if each.condition in ABOUT_FILES or each.condition == PHOTO_PRESENT
        ],
    )


def told(verdict: verdicts.Verdict) -> Verdict:
    """The verdict in our shape."""
    return Verdict(
        clause=verdict.clause,
        clause_words=clause_words(verdict.clause),
        condition=verdict.condition,
        verdict=verdict.verdict,
        score=verdict.score,
        reason=verdict.reason,
    )
