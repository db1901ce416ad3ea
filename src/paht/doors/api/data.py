"""The rights of data subjects by the app: proven by a code first, like on the web."""

import uuid
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from paht import clock
from paht.cases.codes import read_code
from paht.doors.api.credentials import subject_token
from paht.doors.api.problems import ERRORS, Problem, field_problem
from paht.doors.api.sending import command_of
from paht.doors.api.shapes import Done, Line, Moment, Shape, Text
from paht.doors.api.signing_in import send_code, take_code
from paht.doors.citizen import identified, views_data
from paht.doors.citizen.extractwords import sections
from paht.doors.citizen.signed import citizen_of
from paht.doors.pages import limits
from paht.doors.pages.province import province_of
from paht.doors.pages.subjectwords import RIGHT_NAMES, state_words
from paht.law.casework.case import Refused
from paht.law.subjects import CORRECTED, Right, law_at, unproven
from paht.people import citizens
from paht.people.codes import mobile
from paht.subjects import operations, queries
from paht.subjects.extract import extract_of
from paht.subjects.keeping import NoRequest, Recorded, Row, Step
from paht.subjects.subject import DataSubject, is_number_of

router = Router(tags=["data"])


class Who(Shape):
    """Whoever has no account names a report of theirs and the phone that it was sent with."""

    report: Line = Field(default="", examples=["VL-7K3M-9QXB-2TRC"])
    phone: Line = Field(default="", examples=["0912345678"])


class WhoByCode(Shape):
    """The code that came, and the report for whoever has no account."""

    otp: Line = Field(examples=["123456"])
    report: Line = Field(default="", examples=["VL-7K3M-9QXB-2TRC"])


class DataProof(Shape):
    """For the header ``Data-Token``, a quarter of an hour long."""

    data_token: str = Field(examples=["1.018f3a5e0c2b7c3d8e4f5a6b7c8d9e0f.p.1795000000:abc"])


@router.post("/data/codes", response={202: Done, **ERRORS}, operation_id="askDataCode")
def ask_code(request: HttpRequest, body: Who) -> Status[Done]:
    """Send a code: to the phone of whoever is signed in, else to the number typed, fitting or not."""
    person = citizen_of(request)
    if person is None:
        _report(request, body.report)
        return Status(202, send_code(request, mobile(body.phone)))
    phones = citizens.phones_of(jurisdiction_id=person.jurisdiction_id, person_id=person.person_id)
    return Status(
        202, send_code(request, next((number for each in phones if (number := mobile(each.number))), None))
    )


@router.post("/data/proof", response={200: DataProof, **ERRORS}, operation_id="proveDataSubject")
def prove(request: HttpRequest, body: WhoByCode) -> DataProof:
    """Take the code; the proof opens requests and extract."""
    report = "" if citizen_of(request) else _report(request, body.report)
    proven = take_code(request, body.otp)
    subject = identified.candidate(request, report)
    if subject is None or not is_number_of(subject, proven.phone_index):
        raise Problem(422, views_data.OTHER_NUMBER)
    return DataProof(data_token=subject_token(subject, code=report))


class DataRequest(Shape):
    """A request with its state and due moment."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    code: str = Field(examples=["DL-7K3M9QXB"])
    right: Right = Field(examples=["see"])
    name: str = Field(examples=["Xem dữ liệu"])
    state: str = Field(examples=["Đang thực hiện"])
    is_open: bool = Field(examples=[True])
    asked_at: Moment
    due_at: Moment | None = None


class NewDataRequest(Shape):
    """A right, and what it needs: a note, the corrected values."""

    command_id: uuid.UUID = Field(examples=["6b3f2f7e-8f7d-4c8e-9d55-3f3e5d8a1c11"])
    right: Right = Field(examples=["see"])
    note: Annotated[Text, Field(max_length=4000, examples=[""])] = ""
    corrected: dict[str, Line] = Field(default_factory=dict, max_length=10, examples=[{}])


@router.get("/data/requests", response={200: list[DataRequest], **ERRORS}, operation_id="listDataRequests")
def listed(request: HttpRequest) -> list[DataRequest]:
    """One's requests, latest first."""
    return [_shown(row) for row in queries.own_requests(_subject(request))]


@router.post("/data/requests", response={201: DataRequest, **ERRORS}, operation_id="makeDataRequest")
def ask(request: HttpRequest, body: NewDataRequest) -> Status[DataRequest]:
    """Make a request."""
    subject = _subject(request)
    outcome = operations.ask(
        _step(request, subject, body.command_id),
        subject,
        right=body.right,
        note=body.note,
        corrected={name: body.corrected.get(name, "") for name in CORRECTED},
        is_proven=True,
    )
    if isinstance(outcome, Refused):
        raise Problem(422, refused=outcome)
    return Status(201, _shown(outcome))


class TakingBack(Shape):
    """``command_id`` is made by the app once an action."""

    command_id: uuid.UUID = Field(examples=["6b3f2f7e-8f7d-4c8e-9d55-3f3e5d8a1c11"])


@router.post(
    "/data/requests/{request_id}/withdrawal",
    response={200: Done, **ERRORS},
    operation_id="takeBackDataRequest",
)
def take_back(request: HttpRequest, request_id: uuid.UUID, body: TakingBack) -> Done:
    """Take a request back, or lift a restriction."""
    subject = _subject(request)
    step = _step(request, subject, body.command_id)
    outcome = operations.take_back(step, subject, request_id=request_id, is_proven=True)
    if isinstance(outcome, NoRequest):
        raise Problem(404)
    if isinstance(outcome, Refused):
        raise Problem(422, refused=outcome)
    return Done()


class Section(Shape):
    """A part of the extract."""

    title: str = Field(examples=["Tài khoản"])
    values: list[list[str]] = Field(examples=[[["Số điện thoại đã xác nhận", "0912345678"]]])
    lines: list[str] = Field(examples=[[]])


class Extract(Shape):
    """Everything that is held."""

    at: Moment
    sections: list[Section]


@router.get("/data/extract", response={200: Extract, **ERRORS}, operation_id="getDataExtract")
def extract(request: HttpRequest) -> Extract:
    """Everything that is held about the subject, once seeing it was asked for; the look is recorded."""
    subject = _subject(request)
    if not any(row.request.right == "see" for row in queries.own_requests(subject)):
        raise Problem(403, "Xin gửi yêu cầu xem dữ liệu trước (right: see).")
    found = extract_of(subject, citizen=citizen_of(request), at=clock.now())
    told: list[dict[str, Any]] = [
        section.plain() for section in sections(found, province_of(request).at(clock.now()).edition)
    ]
    return Extract(at=found.at, sections=[Section(**section) for section in told])


def _shown(row: Row | Recorded) -> DataRequest:
    asked, duty = row.request, row.request.fulfil
    return DataRequest(
        id=row.id,
        code=queries.code_of(row.id),
        right=asked.right,
        name=RIGHT_NAMES[asked.right],
        state=state_words(asked)[0],
        is_open=asked.is_open,
        asked_at=asked.asked_at or clock.now(),
        due_at=duty.due_at if duty and asked.is_open else None,
    )


def _subject(request: HttpRequest) -> DataSubject:
    found = identified.subject_of(request)
    if found is None:
        raise Problem(403, refused=unproven(law_at(clock.now())))
    return found


def _step(request: HttpRequest, subject: DataSubject, key: uuid.UUID) -> Step:
    here = province_of(request)
    command = command_of(key, jurisdiction=here)
    return Step(jurisdiction=here, actor=subject.actor, now=clock.now(), command_id=command)


def _report(request: HttpRequest, typed: str) -> str:
    code = read_code(typed)
    if code is None or identified.candidate(request, code) is None:
        if not limits.may_miss(request, at=clock.now()):
            raise Problem(429)
        raise field_problem("report", views_data.NO_REPORT)
    return code
