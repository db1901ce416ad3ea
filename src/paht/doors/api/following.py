"""Following a report by its code, and what its sender may do: by the web's views' own functions."""

import uuid
from collections.abc import Callable
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import Field

from paht import clock
from paht.cases import belonging, operations, queries, sending
from paht.cases.codes import read_code
from paht.cases.operations import Outcome, Step
from paht.doors.api import problems
from paht.doors.api.credentials import citizen, report_token
from paht.doors.api.problems import ERRORS, Problem, field_problem
from paht.doors.api.public import Asked, asked_shape, receipt_or_none
from paht.doors.api.sending import command_of
from paht.doors.api.shapes import Done as Told
from paht.doors.api.shapes import Line, Moment, Photo, Shape, Text, Token, photos
from paht.doors.citizen import views_follow, views_interacting, views_record
from paht.doors.citizen.followed import Followed, followed
from paht.doors.citizen.photos import MOST, Photos
from paht.doors.citizen.signed import citizen_of
from paht.doors.citizen.views_public import published
from paht.doors.pages import course, limits
from paht.doors.pages.letters import given_letter
from paht.doors.pages.province import province_of
from paht.evidence import tokens
from paht.law.casework.case import Actor
from paht.law.casework.publicity import publicity
from paht.law.casework.states import RequestKind
from paht.law.editions import get

router = Router(tags=["following"])
_EXAMPLE = "VL-7K3M-9QXB-2TRC"
Code = Annotated[str, Path(max_length=40, examples=[_EXAMPLE])]
_NO_FILE = "Tệp này không còn hoặc không phải của hệ thống. Xin tải tệp lên lại."


class CourseLine(Shape):
    """A step of the course."""

    at: Moment
    what: str = Field(examples=["Trung tâm đã tiếp nhận"])
    clause: str = Field(examples=["khoản 1 Điều 10"])
    note: str = Field(description="Only for the sender", examples=[""])


class Owed(Shape):
    """What is owed now, by whom, until when."""

    name: str = Field(examples=["Xử lý và trả lời"])
    who: str = Field(examples=["Phòng Kinh tế, Hạ tầng"])
    due_at: Moment
    clause: str = Field(examples=["điểm b khoản 2 Điều 12"])
    internal: bool = Field(examples=[False])
    state: str = Field(examples=["ok"])


class Level(Shape):
    """A level of rating."""

    key: str = Field(examples=["satisfied"])
    name: str = Field(examples=["Hài lòng"])


class Refusal(Shape):
    """Why the report was not taken."""

    name: str = Field(examples=["Ảnh chụp quá 24 giờ"])
    clause: str = Field(examples=["điểm b khoản 1 Điều 8"])
    guidance: str = Field(examples=["Xin chụp lại ảnh và gửi phản ánh mới."])
    reason: str = Field(examples=[""])


class Owned(Shape):
    """What only the sender sees, and may do now."""

    words: list[str] = Field(examples=[["Ổ gà lớn giữa đường."]])
    photos: list[Photo]
    public_photos: list[Photo]
    guidance: str = Field(description="What the supplement is asked for", examples=[""])
    verification_note: str = Field(examples=[""])
    can_rate: bool = Field(examples=[True])
    can_withdraw: bool = Field(examples=[False])
    can_interact: bool = Field(examples=[True])
    can_ask_confidentiality: bool = Field(examples=[False])
    can_link: bool = Field(examples=[True])
    levels: list[Level]


class Report(Shape):
    """A followed report; ``own`` only where the request proves to be its sender's."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    code: str = Field(examples=["VL-7K3M-9QXB-2TRC"])
    kind: str = Field(examples=["report"])
    field: str = Field(examples=["road"])
    stage: str = Field(examples=["published"])
    urgent: bool = Field(examples=[False])
    place: str = Field(examples=["phường Long Châu"])
    holders: list[str] = Field(examples=[["Phòng Kinh tế, Hạ tầng"]])
    owed: list[Owed]
    course: list[CourseLine]
    refusal: Refusal | None = None
    supplement: int | None = Field(default=None, description="Number of the open request", examples=[None])
    verification: int | None = Field(default=None, description="Number of the open request", examples=[None])
    agency: str = Field(examples=["Phòng Kinh tế, Hạ tầng"])
    answer: str = Field(examples=["Đã vá mặt đường."])
    after: list[Photo]
    rating: str = Field(examples=["Hài lòng"])
    exchanges: list[Asked]
    has_ended: bool = Field(examples=[True])
    own: Owned | None = None


def asked_for(request: HttpRequest, code: str) -> Followed:
    """The report of the code, typed as one may; codes of nothing are counted like the web's."""
    read = read_code(code)
    try:
        if read is None:
            raise Http404
        return followed(request, read)
    except Http404:
        if not limits.may_miss(request, at=clock.now()):
            raise Problem(429) from None
        raise


def of_sender(request: HttpRequest, code: str) -> tuple[Followed, Actor]:
    """The same, for its sender alone."""
    asked = asked_for(request, code)
    if asked.sender is None:
        raise Problem(403)
    return asked, asked.sender


@router.get("/reports/{code}", response={200: Report, **ERRORS}, operation_id="getReport")
def follow(request: HttpRequest, code: Code) -> Report:
    """The course of one report for whoever has its code; for its sender the own words, pictures, what may be
    done."""
    return _shown(asked_for(request, code))


def _shown(asked: Followed) -> Report:
    detail, edition = asked.detail, get(asked.detail.case.edition)
    case, is_sender = detail.case, asked.sender is not None
    is_public = publicity(case).content
    letter = given_letter(detail, edition=edition) if is_public or is_sender else None
    supplement = case.open_request(RequestKind.SUPPLEMENT)
    verification = case.open_request(RequestKind.VERIFICATION)
    refusal = views_follow.refusal_of(detail, asked)
    return Report(
        id=detail.id,
        code=detail.code,
        kind=case.kind,
        field=case.field,
        stage="supplement_owed" if supplement or verification else case.stage.value,
        urgent=case.is_urgent and not case.stage.is_end,
        place=views_follow.place_name(asked),
        holders=list(course.holding_names(detail, edition)),
        owed=[
            Owed(
                name=one.name,
                who=one.who,
                due_at=one.due_at,
                clause=one.clause,
                internal=one.internal,
                state=one.state,
            )
            for one in course.owed(detail, edition, asked.jurisdiction, now=clock.now())
        ],
        course=[
            CourseLine(at=line.at, what=line.what, clause=line.clause, note=line.note)
            for line in course.citizen_events(detail, edition, is_sender=is_sender)
        ],
        refusal=Refusal(**refusal) if refusal else None,
        supplement=supplement.number if supplement else None,
        verification=verification.number if verification else None,
        agency=letter.agency if letter else "",
        answer=letter.content if letter else "",
        after=photos(views_follow.result_pictures(case, is_sender=is_sender, is_public=is_public)),
        rating=next((level.name for level in edition.levels if level.key == case.rating), ""),
        exchanges=[
            asked_shape(one) for one in views_follow.exchanges_of(asked, is_public=is_public)["exchanges"]
        ],
        has_ended=case.stage.is_end,
        own=_own(asked, asked.sender) if asked.sender else None,
    )


def _own(asked: Followed, sender: Actor) -> Owned:
    told = views_follow.for_sender(asked, sender)
    levels = get(asked.detail.case.edition).levels
    flags = ("can_rate", "can_withdraw", "can_interact", "can_ask_confidentiality", "can_link")
    return Owned(
        words=told["own_words"],
        photos=photos(told["own_photos"]),
        public_photos=photos(told["own_public"]),
        guidance=told["guidance"],
        verification_note=told["verification_note"],
        levels=[Level(key=level.key, name=level.name) for level in levels],
        **{name: told[name] for name in flags},
    )


class SenderPhone(Shape):
    """The number that the report was sent with."""

    phone: Line = Field(examples=["0912345678"])


class SenderProof(Shape):
    """What proves to be the sender, for the header ``Report-Token``."""

    report_token: str = Field(
        examples=["018f3a5e0c2b7c3d8e4f5a6b7c8d9e0f.018f3a5e0c2b7c3d8e4f5a6b7c8d9e10:1tX:abc"]
    )


@router.post(
    "/reports/{code}/confirmation", response={200: SenderProof, **ERRORS}, operation_id="confirmSender"
)
def confirm(request: HttpRequest, code: Code, body: SenderPhone) -> SenderProof:
    """Prove to be the sender by the number used when sending; wrong numbers all get one answer."""
    asked = asked_for(request, code)
    case = asked.detail.case
    if not limits.may_confirm_phone(request, case_id=case.id, at=clock.now()):
        raise Problem(429)
    if not queries.is_sender(jurisdiction=asked.jurisdiction, case=case, phone=body.phone):
        raise field_problem(
            "phone", "Không xác nhận được. Xin nhập đúng số điện thoại đã dùng khi gửi phản ánh này."
        )
    limits.phone_was_right(request, case_id=case.id)
    return SenderProof(report_token=report_token(case))


class Commanded(Shape):
    """``command_id`` is made by the app once an action: sent again, nothing happens twice."""

    command_id: uuid.UUID = Field(examples=["6b3f2f7e-8f7d-4c8e-9d55-3f3e5d8a1c11"])


class Supplement(Commanded):
    """What was asked for."""

    description: Text = Field(default="", examples=["Ảnh chụp lại sáng nay."])
    files: list[Token] = Field(default_factory=list, max_length=MOST, examples=[[]])


class Rating(Commanded):
    """A level of the edition."""

    level: Line = Field(examples=["satisfied"])
    comment: Text = Field(default="", examples=["Xử lý nhanh."])


class NewQuestion(Commanded):
    """A question about the answer."""

    text: Text = Field(examples=["Bao giờ thảm nhựa lại?"])


class PublicQuestion(NewQuestion):
    """The same by anybody, under a name and a number that stay sealed."""

    name: Line = Field(examples=["Trần Thị Lụa"])
    phone: Line = Field(examples=["0987654321"])


class Answer(Commanded):
    """What answers a verification."""

    request: int = Field(ge=1, le=999, examples=[1])
    answer: Text = Field(examples=["Đúng, số nhà 12."])


def _act(request: HttpRequest, code: str, body: Commanded, operation: Callable[[Step], Outcome]) -> Told:
    asked, sender = of_sender(request, code)
    problems.done(operation(_step(asked, sender, body)))
    return Told()


def _step(asked: Followed, actor: Actor, body: Commanded) -> Step:
    return Step(
        jurisdiction=asked.jurisdiction,
        case_id=asked.detail.id,
        actor=actor,
        now=clock.now(),
        command_id=command_of(body.command_id, jurisdiction=asked.jurisdiction),
    )


@router.post("/reports/{code}/supplement", response={200: Told, **ERRORS}, operation_id="supplementReport")
def supplement(request: HttpRequest, code: Code, body: Supplement) -> Told:
    """Add what was asked for."""
    asked, sender = of_sender(request, code)
    kept = [tokens.read_kept(token, jurisdiction_id=asked.jurisdiction.id) for token in body.files]
    if None in kept:
        raise field_problem("files", _NO_FILE)
    files = Photos(tuple(file for file in kept if file is not None)).references
    # Sent again after its first answer was lost: the last request is the one it answered.
    numbers = [each.number for each in asked.detail.case.requests if each.kind is RequestKind.SUPPLEMENT]
    problems.done(
        sending.supplement(
            _step(asked, sender, body),
            request=max(numbers, default=0),
            description=body.description,
            files=files,
        )
    )
    return Told()


@router.post("/reports/{code}/rating", response={200: Told, **ERRORS}, operation_id="rateReport")
def rate(request: HttpRequest, code: Code, body: Rating) -> Told:
    """Rate the result on the edition's levels."""
    return _act(
        request, code, body, lambda step: operations.rate(step, level=body.level, comment=body.comment)
    )


@router.post("/reports/{code}/withdrawal", response={200: Told, **ERRORS}, operation_id="withdrawReport")
def withdraw(request: HttpRequest, code: Code, body: Commanded) -> Told:
    """Take the report back, as long as the regulation allows it."""
    return _act(request, code, body, operations.withdraw)


@router.post("/reports/{code}/interactions", response={200: Told, **ERRORS}, operation_id="interact")
def interact(request: HttpRequest, code: Code, body: NewQuestion) -> Told:
    """Ask for a clarification of the answer."""
    return _act(request, code, body, lambda step: operations.interact(step, text=body.text))


@router.post(
    "/reports/{code}/verification", response={200: Told, **ERRORS}, operation_id="answerVerification"
)
def verify(request: HttpRequest, code: Code, body: Answer) -> Told:
    """Answer what was asked to verify the report."""
    return _act(
        request,
        code,
        body,
        lambda step: operations.answer_verification(step, request=body.request, answer=body.answer),
    )


@router.post(
    "/reports/{code}/confidentiality", response={200: Told, **ERRORS}, operation_id="askConfidentiality"
)
def keep_confidential(request: HttpRequest, code: Code, body: Commanded) -> Told:
    """Ask that nobody else sees the answer."""
    return _act(request, code, body, operations.ask_confidentiality)


@router.get(
    "/reports/{code}/receipt", response={200: dict[str, Any], **ERRORS}, operation_id="getReportReceipt"
)
def receipt(request: HttpRequest, code: Code) -> HttpResponse:
    """The signed record's receipt, to keep and to check later."""
    asked = asked_for(request, code)
    return receipt_or_none(views_record.of_followed(request, asked.detail.code))


class Claim(Shape):
    """Whether a report sent under a phone of the person's is theirs."""

    own: bool = Field(examples=[True])


@router.post("/reports/{code}/claim", response={200: Told, **ERRORS}, operation_id="claimReport")
def claim(request: HttpRequest, code: Code, body: Claim) -> Told:
    """Say of a report sent under one's number that it is one's own, or not."""
    person = citizen(request)
    asked = asked_for(request, code)
    if not belonging.decide_whose(person, case_id=asked.detail.id, is_own=body.own, at=clock.now()):
        raise Problem(409, "Phản ánh này không chờ ông/bà xác nhận là của mình.")
    return Told()


@router.post(
    "/results/{case_id}/interactions", response={200: Told, **ERRORS}, operation_id="interactWithResult"
)
def interact_with_public(request: HttpRequest, case_id: uuid.UUID, body: PublicQuestion) -> Told:
    """Ask about a public result, by anybody."""
    here = province_of(request)
    published(here, case_id)
    person = citizen_of(request)
    step = Step(
        jurisdiction=here,
        case_id=case_id,
        actor=views_interacting.NOBODY,
        now=clock.now(),
        command_id=command_of(body.command_id, jurisdiction=here),
    )
    typed = {"text": body.text, "name": body.name, "phone": body.phone}
    problems.done(
        operations.interact_with_public(
            step, text=body.text, personal=typed, person=person.person_id if person else None
        )
    )
    return Told()
