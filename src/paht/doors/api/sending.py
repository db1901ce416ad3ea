"""Sending a report by the app (VL.6.1.a, ST.6.1.d): the web form's law and limits, idempotent by the client's key."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import AwareDatetime, Field, StringConstraints

from paht import clock
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries, relations, sending
from paht.cases.operations import Done
from paht.doors.api.credentials import report_token
from paht.doors.api.problems import ERRORS, Problem, Work
from paht.doors.api.shapes import Line, Shape, Text, Token
from paht.doors.citizen import form, own, work
from paht.doors.citizen.form import Typed
from paht.doors.citizen.photos import MOST, Photos
from paht.doors.citizen.work import Brake
from paht.doors.pages import limits
from paht.doors.pages.devices import address_of
from paht.doors.pages.province import province_of
from paht.doors.pages.wording import VIETNAM
from paht.evidence import tokens
from paht.law.casework.case import Refused
from paht.law.casework.states import Channel, Kind, Occurrence
from paht.law.casework.states import Field as Matter
from paht.people.allowances import keyed

router = Router(tags=["sending"])

_TOO_OFTEN = (
    "Đã gửi quá nhiều phản ánh trong thời gian ngắn nên phản ánh này chưa được ghi nhận. "
    f"Xin gửi lại sau {limits.WINDOW_WORDS}. Việc khẩn cấp xin gọi ngay 112, 113, 114 hoặc 115."
)
_BUSY = (
    "Đang có rất nhiều phản ánh gửi đến từ mạng này. Phản ánh chưa được ghi nhận: xin tìm `work` cho `work.word` rồi "
    "gửi lại với cùng `command_id`."
)
_USED = "Khóa command_id này đã dùng cho một phản ánh khác. Xin tạo khóa mới cho phản ánh mới."
_LOST_FILE = Refused("", "Tệp này không còn hoặc không phải của hệ thống. Xin tải tệp lên lại.", "files")
_UNLINKED = Refused("", "Không tìm thấy phản ánh trước để liên kết.", "linked")


class Position(Shape):
    """Where the matter is."""

    latitude: float = Field(ge=-90, le=90, examples=[10.2537])
    longitude: float = Field(ge=-180, le=180, examples=[105.9722])
    source: Literal["gps", "map"] = Field(examples=["gps"])
    accuracy_m: float | None = Field(default=None, ge=0, le=100_000, examples=[8.5])


class Personal(Shape):
    """Who sends; which fields are needed says the form of the edition."""

    name: Line = Field(default="", examples=["Nguyễn Thị Bưởi"])
    phone: Line = Field(default="", examples=["0912345678"])
    email: Line = Field(default="", examples=["buoi@vidu.vn"])
    address: Line = Field(default="", examples=["12 ấp Long Hòa"])
    identity_number: Line = Field(default="", examples=["086190001234"])


class NewReport(Shape):
    """A report as sent. ``command_id`` is made by the app once a report and kept until the answer has come: sent again,
    the first answer comes back and no second report."""

    command_id: uuid.UUID = Field(examples=["6b3f2f7e-8f7d-4c8e-9d55-3f3e5d8a1c11"])
    kind: Kind = Field(examples=["report"])
    field: Matter = Field(examples=["road"])
    description: Text = Field(examples=["Ổ gà lớn giữa đường, xe máy té ngã nhiều lần."])
    position: Position | None = None
    commune: Annotated[str, StringConstraints(max_length=20)] = Field(default="", examples=["29551"])
    files: list[Token] = Field(
        default_factory=list, max_length=MOST, description="`Upload-Token` of each upload", examples=[[]]
    )
    personal: Personal = Field(default_factory=Personal)
    declared: bool = Field(default=False, description="The sender answers for what is said", examples=[True])
    personal_public: bool = Field(default=False, examples=[False])
    occurrence: Occurrence | None = Field(default=None, examples=[None])
    happened_at: AwareDatetime | None = Field(default=None, examples=[None])
    confidential: bool = Field(default=False, examples=[False])
    linked: Line = Field(default="", description="Code of the answered report taken up again", examples=[""])
    urgent: bool = Field(default=False, examples=[False])
    work: Annotated[str, StringConstraints(max_length=20)] = Field(default="", examples=[""])


class SentReport(Shape):
    """The receipt. ``report_token`` proves to be the sender (header ``Report-Token``); it is shown here alone."""

    id: uuid.UUID = Field(examples=["018f3a5e-0c2b-7c3d-8e4f-5a6b7c8d9e0f"])
    code: str = Field(examples=["VL-7K3M-9QXB-2TRC"])
    report_token: str = Field(
        examples=["018f3a5e0c2b7c3d8e4f5a6b7c8d9e0f.018f3a5e0c2b7c3d8e4f5a6b7c8d9e10:1tX:abc"]
    )
    repeated: bool = Field(description="Whether it had been sent before", examples=[False])


@router.post("/reports", response={201: SentReport, 200: SentReport, **ERRORS}, operation_id="sendReport")
def send(request: HttpRequest, body: NewReport) -> Status[SentReport]:
    """Send a report. 201 where it was taken in now, 200 where this key had been taken in before."""
    here, now = province_of(request), clock.now()
    filled, unread = read(body, jurisdiction=here)
    if unread and not sending.is_urgent(jurisdiction=here, filled=filled):
        refused = (*unread, *sending.problems(jurisdiction=here, filled=filled, now=now))
        raise Problem(
            422, refused=_paths(Refused(unread[0].clause, unread[0].reason, unread[0].field, refused[1:]))
        )
    address = address_of(request)
    _brake(body, filled, jurisdiction=here, address=address, now=now)
    try:
        outcome = sending.send(
            jurisdiction=here, filled=filled, now=now, own=own.standing(request), most=work.per_phone()
        )
    except sending.TooOften:
        raise Problem(429, _TOO_OFTEN) from None
    if isinstance(outcome, Refused):
        work.was_refused(jurisdiction=here, address=address)
        raise Problem(422, refused=_paths(outcome))
    return _answer(request, outcome, filled, jurisdiction=here, now=now)


def _answer(
    request: HttpRequest, done: Done, filled: sending.Filled, *, jurisdiction: Jurisdiction, now: datetime
) -> Status[SentReport]:
    if done.repeated and not queries.is_sender(
        jurisdiction=jurisdiction, case=done.case, phone=filled.personal.get("phone", "")
    ):
        # Whoever only knows the key gets nothing by it.
        raise Problem(409, _USED)
    own.sent(request, case=done.case, personal=filled.personal, at=now)
    told = SentReport(
        id=uuid.UUID(done.case.id),
        code=done.code,
        report_token=report_token(done.case),
        repeated=done.repeated,
    )
    return Status(200 if done.repeated else 201, told)


def read(body: NewReport, *, jurisdiction: Jurisdiction) -> tuple[sending.Filled, tuple[Refused, ...]]:
    """The report as the operation takes it, and what in it is lost on us."""
    kept = [tokens.read_kept(token, jurisdiction_id=jurisdiction.id) for token in body.files]
    files = Photos(tuple({file.sha256: file for file in kept if file is not None}.values()))
    position = body.position
    happened = (
        body.happened_at.astimezone(VIETNAM).replace(tzinfo=None).isoformat() if body.happened_at else ""
    )
    typed = Typed(
        kind=body.kind,
        field=body.field,
        description=body.description,
        commune=body.commune,
        lat=str(position.latitude) if position else "",
        lon=str(position.longitude) if position else "",
        accuracy=str(position.accuracy_m or "") if position else "",
        source=position.source if position else "",
        personal={row.name: getattr(body.personal, row.name, "") for row in jurisdiction.edition.form},
        declared=body.declared,
        personal_public=body.personal_public,
        occurrence=body.occurrence or "",
        happened_at=happened,
        confidential=body.confidential,
        linked=body.linked.strip(),
        urgent=body.urgent,
    )
    found = form.find_place(typed, province=jurisdiction.province, photos=files)
    linked_to = (
        relations.id_of_code(jurisdiction_id=jurisdiction.id, code=typed.linked) if typed.linked else None
    )
    filled = form.filled(
        typed,
        jurisdiction=jurisdiction,
        photos=files,
        place=found.place,
        command_id=command_of(body.command_id, jurisdiction=jurisdiction),
        channel=Channel.APP,
        linked_to=linked_to,
    )
    lost = _LOST_FILE if None in kept else None
    unlinked = _UNLINKED if typed.linked and linked_to is None else None
    return filled, tuple(each for each in (lost, found.problem, unlinked) if each)


def command_of(key: uuid.UUID, *, jurisdiction: Jurisdiction) -> uuid.UUID:
    """The command of a client's key: never one of the web's, and the record does not tell the key."""
    return uuid.UUID(bytes=keyed(f"api command {jurisdiction.id} {key.hex}")[:16], version=5)


def _brake(
    body: NewReport, filled: sending.Filled, *, jurisdiction: Jurisdiction, address: str, now: datetime
) -> None:
    """The web's brake; the work is bound to the client's key, which is good for one report."""
    found = work.brake(jurisdiction=jurisdiction, address=address, at=now)
    if found is Brake.NONE or sending.is_urgent(jurisdiction=jurisdiction, filled=filled):
        return
    word = f"{jurisdiction.id}.{body.command_id.hex}"
    if found is Brake.STOP:
        raise Problem(429, _TOO_OFTEN)
    if not work.is_done(word, body.work):
        raise Problem(429, _BUSY, work=Work(word=word, bits=work.BITS))


_PATHS = {"photo": "files", "place": "position", "lat": "position", "lon": "position"}
_PERSONAL = frozenset(Personal.model_fields)


def _paths(refused: Refused) -> Refused:
    """The refusals at the paths of the body."""
    first, *others = (
        Refused(each.clause, each.reason, f"personal.{name}" if name in _PERSONAL else _PATHS.get(name, name))
        for each in refused.all
        for name in [each.field or ""]
    )
    return Refused(first.clause, first.reason, first.field, tuple(others))
