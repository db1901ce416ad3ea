"""What everybody may read: the province, its form and terms, results, the map, the directory. By the web's queries."""

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import http_date
from ninja import Router
from pydantic import Field

from paht.agencies import queries as agencies
from paht.agencies.geography import without_diacritics
from paht.cases import queries
from paht.doors.api.problems import ERRORS
from paht.doors.api.shapes import Moment, Named, Page, Photo, Shape, photos
from paht.doors.citizen import pictures, views_public, views_record
from paht.doors.citizen.photos import MOST
from paht.doors.citizen.views_photos import photo as web_photo
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.exchanges import Exchange, exchanges
from paht.doors.pages.letters import given_at, given_letter
from paht.doors.pages.province import province_of
from paht.doors.pages.terms import TermLine, legal_terms
from paht.doors.pages.words import FIELD_NAMES, KIND_NAMES, OCCURRENCE_NAMES
from paht.evidence.uploads import LONGEST_BYTES
from paht.law.casework.admission import LONGEST_DESCRIPTION
from paht.law.casework.commands import InteractWithPublic
from paht.law.casework.publicity import publicity
from paht.law.casework.results import result_files
from paht.law.casework.states import Field as Matter
from paht.law.casework.states import Kind
from paht.law.editions import get
from paht.people.openid import providers

router = Router(tags=["public"])
PAGE = 20
Cursor = Annotated[str, Field(max_length=100, description="`next` of the page before")]
Limit = Annotated[int, Field(ge=1, le=100)]
Search = Annotated[str, Field(max_length=100)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
EMERGENCY = (("112", "Tìm kiếm, cứu nạn"), ("113", "Công an"), ("114", "Cứu hỏa"), ("115", "Cấp cứu"))


class Emergency(Shape):
    """A number to call at once."""

    number: str = Field(examples=["114"])
    name: str = Field(examples=["Cứu hỏa"])


class Province(Shape):
    """The province behind this host name."""

    slug: str = Field(examples=["vinh-long"])
    name: str = Field(examples=["Vĩnh Long"])
    edition: str = Field(examples=["vinh-long-2025"])
    regulation: str = Field(examples=["Quy chế Vĩnh Long 2025"])
    operations_centre: str = Field(examples=["Trung tâm IOC"])
    api: str = Field(default="1.0", examples=["1.0"])
    providers: list[Named] = Field(description="Identity providers that sign in")
    emergency: list[Emergency]
    bounds: list[float] = Field(description="west, south, east, north", examples=[[105.6, 9.5, 106.8, 10.4]])


@router.get("/province", response={200: Province, **ERRORS}, operation_id="getProvince")
def province(request: HttpRequest) -> Province:
    """The province, its edition of the regulation, how to sign in, and the emergency numbers."""
    here = province_of(request)
    return Province(
        slug=here.slug,
        name=here.edition.province,
        edition=here.edition.id,
        regulation=here.edition.name,
        operations_centre=here.edition.ioc,
        providers=[Named(code=each.key, name=each.name) for each in providers.offered(here.slug)],
        emergency=[Emergency(number=number, name=name) for number, name in EMERGENCY],
        bounds=list(here.province.bounds()),
    )


class PersonalField(Shape):
    """A personal field of the form, by the edition."""

    name: str = Field(examples=["phone"])
    label: str = Field(examples=["Số điện thoại"])
    required: bool = Field(examples=[True])
    pattern: str = Field(examples=["0[0-9]{9}"])
    clause: str = Field(examples=["VL.7.2"])
    clause_words: str = Field(examples=["khoản 2 Điều 7"])


class Condition(Shape):
    """A condition on which the report is judged."""

    code: str = Field(examples=["photo_age"])
    name: str = Field(examples=["Ảnh chụp không quá 24 giờ"])
    clause: str = Field(examples=["VL.8.1.b"])


class Form(Shape):
    """What sending needs under the edition in force."""

    edition: str = Field(examples=["vinh-long-2025"])
    kinds: list[Named]
    fields: list[Named]
    occurrences: list[Named]
    communes: list[Named]
    personal: list[PersonalField]
    conditions: list[Condition]
    photo_required: bool = Field(examples=[True])
    photo_clause: str = Field(examples=["VL.8.1.a"])
    can_link: bool = Field(description="Whether a report may take up an answered one again", examples=[True])
    most_files: int = Field(examples=[5])
    longest_file_bytes: int = Field(examples=[52428800])
    longest_description: int = Field(examples=[5000])


@router.get("/form", response={200: Form, **ERRORS}, operation_id="getForm")
def form(request: HttpRequest) -> Form:
    """Everything that the sending form needs."""
    here = province_of(request)
    edition = here.edition
    return Form(
        edition=edition.id,
        kinds=_named(KIND_NAMES),
        fields=_named(FIELD_NAMES),
        occurrences=_named(OCCURRENCE_NAMES),
        communes=[
            Named(code=each.code, name=here.province.full_name(each)) for each in here.province.communes
        ],
        personal=[
            PersonalField(
                name=row.name,
                label=row.label,
                required=row.required,
                pattern=row.pattern,
                clause=row.clause,
                clause_words=clause_words(row.clause),
            )
            for row in edition.form
        ],
        conditions=[Condition(code=row.key, name=row.name, clause=row.clause) for row in edition.conditions],
        photo_required=bool(edition.photo_clause),
        photo_clause=edition.photo_clause or "",
        can_link=edition.link_clause is not None,
        most_files=MOST,
        longest_file_bytes=LONGEST_BYTES,
        longest_description=LONGEST_DESCRIPTION,
    )


class TermRow(Shape):
    """A term of the regulation."""

    name: str = Field(examples=["Tiếp nhận"])
    clause: str = Field(examples=["khoản 1 Điều 10"])
    length: str = Field(examples=["1 giờ làm việc"])
    holder: str = Field(examples=["Trung tâm"])
    starts: str = Field(examples=["người gửi gửi phản ánh"])


@router.get("/process", response={200: list[TermRow], **ERRORS}, operation_id="getProcess")
def process(request: HttpRequest) -> list[TermRow]:
    """The legal terms of the procedure."""
    return [_term(line) for line in legal_terms(province_of(request).edition)]


def _term(line: TermLine) -> TermRow:
    return TermRow(
        name=line.name, clause=line.clause, length=line.length, holder=line.holder, starts=line.starts
    )


class ResultRow(Shape):
    """A published result in a list."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    excerpt: str = Field(examples=["Ổ gà lớn giữa đường."])
    kind: str = Field(examples=["report"])
    field: str = Field(examples=["road"])
    commune: str = Field(examples=["29551"])
    place: str = Field(examples=["phường Long Châu"])
    agency: str = Field(examples=["Phòng Kinh tế, Hạ tầng"])
    published_at: Moment
    rating: str = Field(examples=["satisfied"])


class Results(Page):
    """A page of results, latest first."""

    items: list[ResultRow]


@router.get("/results", response={200: Results, **ERRORS}, operation_id="listResults")
def results(
    request: HttpRequest,
    response: HttpResponse,
    kind: Kind | None = None,
    field: Matter | None = None,
    commune: Annotated[str, Field(max_length=20)] = "",
    cursor: Cursor = "",
    limit: Limit = PAGE,
) -> Results:
    """Published results, latest first, a page at a time; `Link: rel="next"` leads on."""
    here = province_of(request)
    rows = queries.public_results(
        jurisdiction_id=here.id,
        kind=kind or "",
        field=field or "",
        commune=commune,
        after=place_of(cursor),
        limit=limit + 1,
    )
    following = ""
    if len(rows) > limit:
        rows = rows[:limit]
        assert rows[-1].published_at is not None
        following = f"{rows[-1].published_at.isoformat()}_{rows[-1].id}"
        link(request, response, following)
    response["Cache-Control"] = "public, max-age=60"
    listed = [views_public.listed(row, here.province) for row in rows]
    return Results(
        items=[
            ResultRow(
                id=row.id,
                excerpt=row.excerpt,
                kind=row.kind,
                field=row.field,
                commune=row.commune,
                place=told["place_name"],
                agency=told["agency"],
                published_at=at,
                rating=row.rating or "",
            )
            for row, told in zip(rows, listed, strict=True)
            if (at := row.published_at) is not None
        ],
        next=following,
    )


class Asked(Shape):
    """What was asked and added after the answer."""

    number: int = Field(examples=[1])
    title: str = Field(examples=["Người dân hỏi về kết quả"])
    state: str = Field(examples=["Đã làm rõ"])
    agency: str = Field(examples=["Phòng Kinh tế, Hạ tầng"])
    question: str = Field(examples=["Bao giờ thảm nhựa lại?"])
    answer: str = Field(examples=["Trong tháng 12."])
    asked_at: Moment
    answered_at: datetime | None = Field(default=None, examples=["2026-11-19T09:00:00+07:00"])


def asked_shape(one: Exchange) -> Asked:
    """An exchange as the API tells it."""
    return Asked(
        number=one.number,
        title=one.title,
        state=one.state,
        agency=one.agency,
        question=one.question,
        answer=one.answer,
        asked_at=one.asked_at,
        answered_at=one.answered_at,
    )


class Result(Shape):
    """A published result, as far as everybody may read it."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    code: str = Field(examples=["VL-7K3M-9QXB-2TRC"])
    kind: str = Field(examples=["report"])
    field: str = Field(examples=["road"])
    place: str = Field(examples=["phường Long Châu"])
    text: str = Field(examples=["Ổ gà lớn giữa đường."])
    sender_name: str = Field(description="Only where the sender chose to be named", examples=[""])
    agency: str = Field(examples=["Phòng Kinh tế, Hạ tầng"])
    answer: str = Field(examples=["Đã vá mặt đường ngày 18/11/2026."])
    answered_at: datetime | None = Field(default=None, examples=["2026-11-18T16:00:00+07:00"])
    rating: str = Field(examples=["Hài lòng"])
    before: list[Photo]
    after: list[Photo]
    unseen: str = Field(description="What is said of pictures that are not public", examples=[""])
    exchanges: list[Asked]
    may_interact: bool = Field(examples=[True])


@router.get("/results/{case_id}", response={200: Result, **ERRORS}, operation_id="getResult")
def result(request: HttpRequest, response: HttpResponse, case_id: uuid.UUID) -> Result:
    """One published result; anything else does not exist here."""
    here = province_of(request)
    detail = views_public.published(here, case_id)
    case, edition = detail.case, get(detail.case.edition)
    shown, letter, given = publicity(case), given_letter(detail, edition=edition), given_at(detail)
    rating = next((level.name for level in edition.levels if level.key == case.rating), "")
    files = (*case.files, *result_files(case))
    response["Last-Modified"] = http_date(int(detail.events[-1].at.timestamp()))
    return Result(
        id=detail.id,
        code=detail.code,
        kind=case.kind,
        field=case.field,
        place=views_public.place_name(here.province, case.place.commune) if case.place else "",
        text=detail.text(case.text) if shown.text else "",
        sender_name=views_public.sender_name(detail, here.id) if shown.sender_name else "",
        agency=letter.agency if letter else "",
        answer=letter.content if letter else "",
        answered_at=given,
        rating=rating,
        before=photos(pictures.public(case, case.files, caption="Trước xử lý")),
        after=photos(pictures.public(case, result_files(case), caption="Sau xử lý")),
        unseen=pictures.unseen(case, files),
        exchanges=[asked_shape(one) for one in exchanges(detail, edition=edition)],
        may_interact=edition.step(InteractWithPublic) is not None,
    )


@router.get(
    "/results/{case_id}/receipt", response={200: dict[str, Any], **ERRORS}, operation_id="getResultReceipt"
)
def receipt(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The signed record's receipt of a published case, to keep and to check later."""
    return receipt_or_none(views_record.of_result(request, case_id))


class Point(Shape):
    """A published result on the map."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    latitude: float = Field(examples=[10.2537])
    longitude: float = Field(examples=[105.9722])
    field: str = Field(examples=["road"])
    excerpt: str = Field(examples=["Ổ gà lớn giữa đường."])


@router.get("/map/points", response={200: list[Point], **ERRORS}, operation_id="listPoints")
def points(
    request: HttpRequest,
    response: HttpResponse,
    west: Longitude = -180,
    south: Latitude = -90,
    east: Longitude = 180,
    north: Latitude = 90,
) -> list[Point]:
    """Public results within the box, latest first, at most 1,200."""
    found = queries.public_points(
        jurisdiction_id=province_of(request).id,
        box=(west, south, east, north),
        limit=views_public.MOST_POINTS,
    )
    response["Cache-Control"] = "public, max-age=60"
    return [
        Point(id=one.id, latitude=one.latitude, longitude=one.longitude, field=one.field, excerpt=one.excerpt)
        for one in found
    ]


@router.get("/map/cells", response={200: dict[str, Any], **ERRORS}, operation_id="getCells")
def cells(request: HttpRequest) -> HttpResponse:
    """The approximate cells of the communes as GeoJSON."""
    response = views_public.cells(request)
    response["Content-Type"] = "application/json"
    return response


class Body(Shape):
    """A body of the directory."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    name: str = Field(examples=["Ủy ban nhân dân phường Long Châu"])
    kind: str = Field(examples=["Ủy ban nhân dân cấp xã"])
    address: str = Field(examples=["12 đường 30/4"])
    phone: str = Field(examples=["0270 3822 000"])
    email: str = Field(examples=["longchau@vidu.vn"])
    portal: str = Field(examples=["https://longchau.vidu.vn"])
    fields: list[str] = Field(examples=[["road", "drainage"]])


@router.get("/directory", response={200: list[Body], **ERRORS}, operation_id="listBodies")
def directory(request: HttpRequest, response: HttpResponse, q: Search = "") -> list[Body]:
    """The public directory of bodies, searched with or without diacritics."""
    words = without_diacritics(q).split()
    found = agencies.directory(jurisdiction_id=province_of(request).id)
    response["Cache-Control"] = "public, max-age=300"
    return [
        Body(
            id=body.id,
            name=body.name,
            kind=body.kind_name,
            address=body.address,
            phone=body.phone,
            email=body.email,
            portal=body.portal,
            fields=list(body.fields),
        )
        for body in found
        if views_public.has_words(body, words)
    ]


@router.get("/photos/{key}/{file_id}/{size}.jpg", response={**ERRORS}, operation_id="getPhoto")
def photo(request: HttpRequest, key: str, file_id: uuid.UUID, size: Literal[320, 1280]) -> HttpResponseBase:
    """A copy of a picture without metadata: the public one, or the sender's own. ``key`` is the report's identifier or
    the token of an upload."""
    return web_photo(request, key, file_id, int(size))


def place_of(cursor: str) -> tuple[datetime, uuid.UUID] | None:
    """Where the page begins; a cursor that is none of ours is no page (404)."""
    if not cursor:
        return None
    found = views_public.cursor_of(cursor)
    if found is None:
        raise Http404
    return found


def link(request: HttpRequest, response: HttpResponse, cursor: str) -> None:
    """The way to the next page (RFC 8288)."""
    query = request.GET.copy()
    query["cursor"] = cursor
    response["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'


def receipt_or_none(response: HttpResponse) -> HttpResponse:
    """The receipt; while no checkpoint covers the case there is none (404)."""
    if response.status_code != 200:
        raise Http404
    return response


def _named(names: dict[str, str]) -> list[Named]:
    return [Named(code=str(code), name=name) for code, name in names.items()]
