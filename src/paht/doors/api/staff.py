"""What ``./paht inspect`` and ``./paht suggest`` do, for programs of staff: a file, or a text, is looked at and nothing
of either is kept. Both advise; an officer decides (VL.9.1)."""

import os
import threading
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, UnreadablePostError
from ninja import Query, Router
from pydantic import Field

from paht import clock
from paht.agencies import geography
from paht.doors.api import asking, credentials
from paht.doors.api.problems import ERRORS, Problem, field_problem
from paht.doors.api.shapes import Done, Shape
from paht.doors.pages.province import province_of
from paht.evidence.uploads import LONGEST_BYTES
from paht.examining import signatures
from paht.examining.refusals import EMPTY, Busy
from paht.examining.workshop import Workshop
from paht.law.casework.case import Place
from paht.law.casework.states import Kind
from paht.law.evidence.findings import Findings
from paht.law.evidence.judging import ABOUT_FILES, judge
from paht.law.evidence.verdicts import Report, Shown
from paht.law.worktime import HO_CHI_MINH
from paht.learning.queries import model_of
from paht.people import attempts, sessions
from paht.triage.spelling import corrections
from paht.triage.suggesting import suggest

router = Router(tags=["staff"])
FOLDER = "staff/"
TAKES_A_FILE = FOLDER + "inspect"
FILE_TYPE = "application/octet-stream"
LONGEST_TEXT = 20_000
FILES_PER_OFFICIAL, FILES_IN_ALL, TEXTS_PER_OFFICIAL = 120, 1_200, 1_200
"""In a quarter of an hour: a file takes up to a second of a core, a text some milliseconds."""
AT_ONCE = 2
"""Files that one process of the web server looks at for staff, so that most of its threads stay with those who send."""

_TOO_MANY = "Đã kiểm tra quá nhiều trong 15 phút qua. Xin thử lại sau ít phút."
_BUSY = "Đang có nhiều tệp chờ kiểm tra; tệp này chưa được xem. Xin gửi lại sau ít phút."
_PIECE_BYTES = 1 << 20
_turns = threading.BoundedSemaphore(AT_ONCE)
_workshop = Workshop(niceness=10).closed_at_exit()
"""Their own child process, after those of senders: what staff have looked at never delays an upload."""


class WordsOfReport(Shape):
    """A text as a sender wrote it."""

    text: Annotated[
        str, Field(min_length=1, max_length=LONGEST_TEXT, examples=["Ổ gà lớn trước chợ Long Châu"])
    ]
    commune: Annotated[str, Field(max_length=20, examples=[""])] = ""


class FoundPersonalData(Shape):
    """Personal data in the text (VL.7.5): where, and what was written."""

    type: str = Field(examples=["phone"])
    text: str = Field(examples=["0912345678"])
    start: int = Field(examples=[12])
    end: int = Field(examples=[22])


class Respelled(Shape):
    """A spelling that was probably meant."""

    start: int = Field(examples=[0])
    end: int = Field(examples=[5])
    written: str = Field(examples=["duờng"])
    proposed: str = Field(examples=["đường"])


class SuggestedToStaff(Shape):
    """What the words suggest, each with confidence and the words that led to it; the officer decides."""

    kind: asking.Proposed
    field: asking.Proposed
    agency: asking.Proposed
    urgent: asking.Flagged
    complaint: asking.Proposed
    language: asking.Proposed
    improper: asking.Flagged
    trial: asking.Flagged
    personal_data: list[FoundPersonalData]
    spelling: list[Respelled]


@router.post("/staff/suggest", response={200: SuggestedToStaff, **ERRORS}, operation_id="suggestForStaff")
def suggest_from(request: HttpRequest, body: WordsOfReport) -> SuggestedToStaff:
    """All that the words suggest, by the model that the province's desk uses; nothing is kept."""
    here, now = province_of(request), clock.now()
    if not attempts.spend({f"staff-suggest:{credentials.official(request).id}": TEXTS_PER_OFFICIAL}, at=now):
        raise Problem(429, _TOO_MANY)
    if not body.text.strip():
        raise field_problem("text", "Chưa có nội dung nào để xem.")
    found = suggest(
        body.text,
        edition=here.edition,
        place=asking.commune_of(here.province, body.commune),
        has_districts=bool(here.province.districts),
        model=model_of(here.id),
    )
    return SuggestedToStaff(
        kind=asking.proposed(found.kind),
        field=asking.proposed(found.field),
        agency=asking.proposed(found.agency),
        urgent=asking.flagged(found.urgent),
        complaint=asking.proposed(found.complaint),
        language=asking.proposed(found.language),
        improper=asking.flagged(found.improper),
        trial=asking.flagged(found.trial),
        personal_data=[
            FoundPersonalData(type=each.kind, text=each.text, start=each.start, end=each.end)
            for each in found.personal_data
        ],
        spelling=[
            Respelled(start=each.start, end=each.end, written=each.written, proposed=each.proposed)
            for each in corrections(body.text)
        ],
    )


class Circumstances(Shape):
    """When and where the file was sent."""

    sent_at: datetime | None = Field(
        default=None,
        description="When it was sent; now where nothing is said, Vietnamese time where no offset is",
        examples=["2026-11-18T16:30:00+07:00"],
    )
    latitude: float | None = Field(
        default=None,
        ge=-90,
        le=90,
        description="The device's own position, with longitude",
        examples=[10.2537],
    )
    longitude: float | None = Field(default=None, ge=-180, le=180, examples=[105.9722])


class Part(Shape):
    """A part of the upright picture: shares (0 to 1) of its width and height."""

    left: float = Field(examples=[0.31])
    top: float = Field(examples=[0.42])
    width: float = Field(examples=[0.2])
    height: float = Field(examples=[0.15])


class SignOfEditing(Shape):
    """A sign of editing: how strong (0 to 1), what was seen, and where."""

    kind: str = Field(examples=["recompressed"])
    strength: float = Field(ge=0, le=1, examples=[0.9])
    seen: str = Field(examples=["vùng này không mang vết nén của phần còn lại"])
    part: Part | None = None


class InspectedFile(Shape):
    """What the file shows under each condition that is about files; an officer decides."""

    media_type: str = Field(examples=["image/jpeg"])
    size_bytes: int = Field(examples=[3456789])
    width: int | None = Field(default=None, examples=[4000])
    height: int | None = Field(default=None, examples=[3000])
    edition: str = Field(description="The regulation in force when it was sent", examples=["vinh-long-2025"])
    conditions: list[asking.Verdict]
    signs: list[SignOfEditing]


@router.post("/staff/inspect", response={200: InspectedFile, **ERRORS}, operation_id="inspectFileForStaff")
def inspect_file(request: HttpRequest, about: Query[Circumstances]) -> InspectedFile:
    """What one file shows, condition by condition. The body is the file; nothing of it is kept."""
    here, now = province_of(request), clock.now()
    sent_at = _aware(about.sent_at) if about.sent_at else now
    edition, place = here.at(sent_at).edition, _place(here.province, about)
    official = credentials.official(request)
    limits = {f"staff-inspect:{official.id}": FILES_PER_OFFICIAL, f"staff-inspect:{here.id}": FILES_IN_ALL}
    if not attempts.spend(limits, at=now):
        raise Problem(429, _TOO_MANY)
    findings = _looked_at(request)
    commune, outside = here.province.farthest(findings.spots)
    shown = Shown(name="Tệp", findings=findings, came_at=sent_at, km_outside=outside, commune=commune)
    verdicts = judge([shown], Report(place=place), edition=edition, kind=Kind.REPORT)
    return InspectedFile(
        media_type=findings.media_type,
        size_bytes=findings.size_bytes,
        width=findings.width,
        height=findings.height,
        edition=edition.id,
        conditions=[asking.told(each) for each in verdicts if each.condition in ABOUT_FILES],
        signs=[
            SignOfEditing(
                kind=sign.kind,
                strength=sign.strength,
                seen=sign.seen,
                part=Part(left=sign.box.left, top=sign.box.top, width=sign.box.width, height=sign.box.height)
                if sign.box
                else None,
            )
            for sign in findings.signs
        ],
    )


@router.delete("/staff/session", response={200: Done, **ERRORS}, operation_id="endStaffToken")
def end(request: HttpRequest) -> Done:
    """End the token before its time."""
    official = credentials.official(request)
    assert official.session_id is not None, "a token is a session"
    sessions.end_session(staff_id=official.id, session_id=official.session_id, at=clock.now())
    return Done()


def _aware(moment: datetime) -> datetime:
    if not 2000 <= moment.year < 2100:
        raise field_problem("sent_at", "Thời điểm gửi phải từ năm 2000 đến năm 2099.")
    return moment if moment.tzinfo else moment.replace(tzinfo=HO_CHI_MINH)


def _place(province: geography.Province, about: Circumstances) -> Place | None:
    if about.latitude is None or about.longitude is None:
        if about.latitude is not None or about.longitude is not None:
            raise field_problem("latitude", "Vị trí cần cả latitude và longitude.")
        return None
    commune, outside = province.located(lat=about.latitude, lon=about.longitude)
    return Place(about.latitude, about.longitude, "gps", province.full_name(commune), km_outside=outside)


def _looked_at(request: HttpRequest) -> Findings:
    """What the body shows, read by the examining process; a file that it refuses is unread, with the reason."""
    told = request.META.get("CONTENT_LENGTH") or ""
    length = int(told) if told.isdecimal() and len(told) < 20 else 0
    if length == 0:
        raise Problem(422, EMPTY.reason)
    if request.content_type != FILE_TYPE:
        raise Problem(415, f"Tệp gửi nguyên trong thân yêu cầu, kiểu {FILE_TYPE}; mỗi yêu cầu một tệp.")
    if length > LONGEST_BYTES:
        raise Problem(413, f"Tệp lớn hơn {LONGEST_BYTES // 1_048_576} MB nên không được kiểm tra.")
    with os.fdopen(os.memfd_create("paht-staff-inspected", os.MFD_CLOEXEC), "w+b") as file:
        _take_in(request, file.fileno(), length)
        if not _turns.acquire(blocking=False):
            raise Problem(503, _BUSY)
        try:
            found = _workshop.examine(file.fileno(), thorough=True)
        finally:
            _turns.release()
        if isinstance(found, Findings):
            return found
        if isinstance(found, Busy):
            raise Problem(503, _BUSY)
        kind = signatures.recognise(os.pread(file.fileno(), signatures.HEAD_BYTES, 0))
    media_type = kind.media_type if isinstance(kind, signatures.Kind) else FILE_TYPE
    return Findings(media_type=media_type, size_bytes=length, unread=(found.reason.rstrip("."),))


def _take_in(request: HttpRequest, descriptor: int, length: int) -> None:
    """Copy the body. Of a connection that breaks off nothing is looked at."""
    came = 0
    try:
        while piece := request.read(_PIECE_BYTES):
            came += os.write(descriptor, piece)
    except (UnreadablePostError, OSError):
        came = -1
    if came != length:
        raise Problem(400, "Tệp tải lên bị đứt giữa chừng nên chưa được xem. Xin gửi lại.")
