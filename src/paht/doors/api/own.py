"""What somebody signed in has: their reports, phones, devices, the form's defaults, where pushes go."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from pydantic import Field

from paht import clock
from paht.cases import belonging
from paht.cases.belonging import Own
from paht.doors.api.consenting import ConsentQuestion, question
from paht.doors.api.credentials import citizen
from paht.doors.api.problems import ERRORS, Problem, field_problem
from paht.doors.api.public import PAGE, Cursor, Limit, link, place_of
from paht.doors.api.shapes import Done, Moment, Page, Shape
from paht.doors.api.signing_in import Code, PhoneNumber, send_code, take_code
from paht.doors.citizen import pushed, views_consenting, views_own, views_signing_in, wished
from paht.people import app_sessions, citizen_sessions, citizens
from paht.people.codes import mobile
from paht.people.wishes import WAYS, LastWay, Wishes
from paht.subjects.subject import subject_of_citizen

router = Router(tags=["own"])


class OwnReport(Shape):
    """A report in one's list."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    code: str = Field(examples=["VL-7K3M-9QXB-2TRC"])
    kind: str = Field(examples=["report"])
    field: str = Field(examples=["road"])
    stage: str = Field(examples=["sent"])
    sent_at: Moment
    due_at: datetime | None = Field(default=None, examples=["2026-11-18T11:00:00+07:00"])
    waits_for_me: bool = Field(examples=[False])


class OwnReports(Page):
    """A page of one's reports, latest first; ``undecided`` were sent under one's number and wait for a claim."""

    items: list[OwnReport]
    undecided: list[OwnReport]


@router.get("/reports", response={200: OwnReports, **ERRORS}, operation_id="listOwnReports")
def reports(
    request: HttpRequest,
    response: HttpResponse,
    cursor: Cursor = "",
    limit: Limit = PAGE,
) -> OwnReports:
    """One's own reports."""
    person = citizen(request)
    rows = belonging.reports_of(person, after=place_of(cursor), limit=limit + 1)
    following = ""
    if len(rows) > limit:
        rows = rows[:limit]
        following = f"{rows[-1].sent_at.isoformat()}_{rows[-1].id}"
        link(request, response, following)
    undecided = [] if cursor else belonging.undecided(person)
    return OwnReports(
        items=[_row(row) for row in rows], undecided=[_row(row) for row in undecided], next=following
    )


def _row(row: Own) -> OwnReport:
    return OwnReport(
        id=row.id,
        code=row.code,
        kind=row.kind,
        field=row.field,
        stage="supplement_owed" if row.waits_for_sender else row.stage,
        sent_at=row.sent_at,
        due_at=row.due_at,
        waits_for_me=bool(row.waits_for_sender),
    )


class Phone(Shape):
    """A confirmed phone."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    number: str = Field(examples=["0912345678"])
    verified_at: Moment


class Identity(Shape):
    """An account elsewhere."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    kind: str = Field(examples=["openid:vneid"])
    assurance: str = Field(examples=["2"])
    joined_at: Moment


class Device(Shape):
    """A session: a browser or a telephone."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    name: str = Field(examples=["Ứng dụng trên Pixel 8"])
    started_at: Moment
    seen_at: Moment
    is_this: bool = Field(examples=[True])


class Account(Shape):
    """Phones, identities, devices, and what the next form may be filled in with."""

    phones: list[Phone]
    identities: list[Identity]
    devices: list[Device]
    profile: dict[str, str] = Field(examples=[{"name": "Nguyễn Thị Bưởi", "phone": "0912345678"}])


@router.get("/me", response={200: Account, **ERRORS}, operation_id="getAccount")
def account(request: HttpRequest) -> Account:
    """The account of whoever is signed in."""
    person, now = citizen(request), clock.now()
    keys = views_own.keys_of(person)
    return Account(
        phones=[
            Phone(id=each.id, number=each.number, verified_at=each.verified_at)
            for each in citizens.phones_of(**keys)
        ],
        identities=[
            Identity(id=each.id, kind=each.kind, assurance=each.assurance, joined_at=each.joined_at)
            for each in citizens.identities_of(**keys)
        ],
        devices=[
            Device(
                id=each.id,
                name=each.device,
                started_at=each.started_at,
                seen_at=each.seen_at,
                is_this=each.id == person.session_id,
            )
            for each in citizen_sessions.lasting(person, at=now)
        ],
        profile=citizens.profile(**keys),
    )


@router.delete("/me/devices", response={200: Done, **ERRORS}, operation_id="endOtherDevices")
def end_others(request: HttpRequest) -> Done:
    """End every session but this one."""
    citizen_sessions.end_others(citizen(request), at=clock.now())
    return Done()


@router.delete("/me/devices/{session_id}", response={200: Done, **ERRORS}, operation_id="endDevice")
def end_device(request: HttpRequest, session_id: uuid.UUID) -> Done:
    """End one session."""
    citizen_sessions.end(citizen(request), session_id=session_id, at=clock.now())
    return Done()


@router.post("/me/phones/codes", response={202: Done, **ERRORS}, operation_id="askPhoneCode")
def ask_phone(request: HttpRequest, body: PhoneNumber) -> Status[Done]:
    """Send a code to a further number."""
    person = citizen(request)
    return Status(202, send_code(request, mobile(body.phone), person_id=person.person_id))


class Joined(Shape):
    """What became of the number: ``joined``, ``already``, or ``merged`` with another account of the person's."""

    how: Literal["joined", "already", "merged"] = Field(examples=["joined"])


@router.post("/me/phones", response={200: Joined, **ERRORS}, operation_id="joinPhone")
def join_phone(request: HttpRequest, body: Code) -> Joined:
    """Take the code for a further number."""
    person = citizen(request)
    proven = take_code(request, body.otp)
    if proven.person_id != person.person_id:
        raise field_problem("otp", views_signing_in.WRONG)
    joined = citizens.join_phone(proven, person_id=person.person_id, at=clock.now())
    return Joined.model_validate({"how": joined.name.lower()})


@router.delete("/me/phones/{phone_id}", response={200: Done, **ERRORS}, operation_id="leavePhone")
def leave_phone(request: HttpRequest, phone_id: uuid.UUID) -> Done:
    """Give a number up; the last way in stays."""
    keys = views_own.keys_of(citizen(request))
    try:
        citizens.leave_phone(**keys, phone_id=phone_id, at=clock.now())
    except citizens.Last:
        raise Problem(409, views_own.WARNINGS["con-mot"]) from None
    return Done()


@router.delete("/me/identities/{identity_id}", response={200: Done, **ERRORS}, operation_id="leaveIdentity")
def leave_identity(request: HttpRequest, identity_id: uuid.UUID) -> Done:
    """Give an account elsewhere up; the last way in stays."""
    keys = views_own.keys_of(citizen(request))
    try:
        citizens.leave_identity(**keys, identity_id=identity_id, at=clock.now())
    except citizens.Last:
        raise Problem(409, views_own.WARNINGS["con-mot"]) from None
    return Done()


class Push(Shape):
    """Where this telephone's pushes go. ``webpush`` is the subscription as JSON."""

    kind: Literal["fcm", "apns", "webpush"] = Field(examples=["fcm"])
    token: Annotated[
        str, Field(min_length=16, max_length=2000, examples=["dGhpcyBpcyBub3QgYSByZWFsIHRva2Vu"])
    ]


@router.put("/me/push", response={200: Done, **ERRORS}, operation_id="keepPush")
def keep_push(request: HttpRequest, body: Push) -> Done:
    """Say where this telephone's pushes go; kept sealed, gone with the session."""
    person = citizen(request)
    if body.kind == "webpush" and not pushed.is_subscription(body.token):
        raise field_problem("token", pushed.NOT_UNDERSTOOD)
    app_sessions.keep_push(person, kind=body.kind, token=body.token, at=clock.now())
    return Done()


@router.delete("/me/push", response={200: Done, **ERRORS}, operation_id="dropPush")
def drop_push(request: HttpRequest) -> Done:
    """No pushes to this telephone any more."""
    app_sessions.drop_push(citizen(request), at=clock.now())
    return Done()


Way = Literal["sms", "zalo", "messenger", "email", "push"]


class Wished(Shape):
    """How one is written to: the language, and the ways that one does not want."""

    language: Literal["vi", "en"] = Field(examples=["vi"])
    unwanted: Annotated[list[Way], Field(max_length=len(WAYS), examples=[["email"]])]


@router.get("/me/wishes", response={200: Wished, **ERRORS}, operation_id="getWishes")
def wishes(request: HttpRequest) -> Wished:
    """How one is written to."""
    now = wished.found(subject_of_citizen(citizen(request)))
    return Wished.model_validate({"language": now.language, "unwanted": sorted(now.unwanted)})


@router.put("/me/wishes", response={200: Done, **ERRORS}, operation_id="keepWishes")
def keep_wishes(request: HttpRequest, body: Wished) -> Done:
    """Say how one wants to be written to; one way stays while a report is open."""
    try:
        wished.keep(subject_of_citizen(citizen(request)), Wishes(body.language, frozenset(body.unwanted)))
    except LastWay:
        raise Problem(409, wished.LAST_WAY) from None
    return Done()


@router.get("/me/consents", response={200: list[ConsentQuestion], **ERRORS}, operation_id="listOwnConsents")
def consents(request: HttpRequest) -> list[ConsentQuestion]:
    """Questions to answer and grants in force, over all one's reports."""
    told = views_consenting.waiting_of(citizen(request))
    return [question(row) for row in (*told["questions"], *told["grants"])]
