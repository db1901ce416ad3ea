"""The pictures of a case as the form for their public copies shows them, and as it is answered.

A form carries for each picture ``decide-<file>`` (``show``, ``hide``, or ``keep``: nothing new about this one) and
``boxes-<file>``: the parts to cover, ``[[left, top, width, height], …]`` as shares. ``only`` names the one picture
whose own button was pressed.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from paht.cases.queries import Detail
from paht.doors.pages.wording import vi_number
from paht.evidence import copies
from paht.evidence import marks as evidence_marks
from paht.law.casework.case import Case, FileRef, PublicPicture
from paht.law.evidence.findings import Box, Mark

SHOW, HIDE, KEEP = "show", "hide", "keep"
AS_PUBLIC = "ban-cong-khai"
"""In the address of a picture: with the parts covered that were decided or, before that, proposed."""
MARK_NAMES = {"face": "khuôn mặt", "plate": "biển số"}
UNREADABLE = Box(left=-1, top=-1, width=0, height=0)
"""What cannot be read lies nowhere, so that the law refuses it: never a picture with fewer parts covered."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part to cover: where (thousandths of the picture), and what it is in words."""

    left: float
    top: float
    width: float
    height: float
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the form: addresses of it and of its public copy, its parts, and what is chosen for it."""

    id: str
    name: str
    src: str
    public_href: str
    parts: tuple[Part, ...]
    boxes: str
    chosen: str
    state: str
    is_decided: bool


def pictures(detail: Detail, *, jurisdiction_id: int, typed: Mapping[str, str]) -> tuple[Picture, ...]:
    """Every photo of the case that can be looked at, in the order in which they came, the sender's first; what was
    erased has nothing to decide."""
    case = detail.case
    photos = [
        file
        for file in case.pictures
        if file.media_type.startswith("image/")
        and copies.are_made(copies.Bytes(jurisdiction_id, file.sha256, file.media_type))
    ]
    found = evidence_marks.found(jurisdiction_id=jurisdiction_id, hashes=[file.sha256 for file in photos])
    own = {file.id for file in case.files}
    return tuple(
        _picture(detail, file, number, file.id in own, found, typed)
        for number, file in enumerate(photos, start=1)
    )


def _picture(
    detail: Detail,
    file: FileRef,
    number: int,
    is_senders: bool,
    found: evidence_marks.Marks,
    typed: Mapping[str, str],
) -> Picture:
    decided = next((p for p in detail.case.public_pictures if p.file == file.id), None)
    proposed = found.get(file.sha256)
    boxes = tuple(mark.box for mark in proposed or ()) if decided is None else decided.boxes
    answered = typed.get(f"boxes-{file.id}")
    if answered is not None:
        boxes = tuple(box for box in read_boxes(answered) if box is not UNREADABLE)
    src = reverse("desk-photo", args=[detail.id, uuid.UUID(file.id), 1280])
    return Picture(
        id=file.id,
        name=f"Ảnh {number}, {'người dân gửi' if is_senders else 'sau xử lý'}",
        src=src,
        public_href=f"{src}?{AS_PUBLIC}=1",
        parts=tuple(_part(box, proposed or ()) for box in boxes),
        boxes=write_boxes(boxes),
        chosen=typed.get(f"decide-{file.id}", KEEP if decided or file.sha256 not in found else SHOW),
        state=_state(decided, looked=file.sha256 in found, proposed=proposed),
        is_decided=decided is not None,
    )


def _part(box: Box, proposed: tuple[Mark, ...]) -> Part:
    mark = next((mark for mark in proposed if mark.box == box), None)
    name = "vùng che"
    if mark is not None:
        name = f"{MARK_NAMES[mark.kind]}, máy tin {vi_number(round(mark.confidence * 100))}%"
    left, top, width, height = (round(each * 1000, 1) for each in (box.left, box.top, box.width, box.height))
    return Part(left, top, width, height, name)


def _state(decided: PublicPicture | None, *, looked: bool, proposed: tuple[Mark, ...] | None) -> str:
    """Where the picture stands, in words."""
    if decided is not None and decided.withheld:
        return "Đã xác nhận: không công khai"
    if decided is not None:
        return f"Đã xác nhận: công khai, che {len(decided.boxes)} vùng"
    if not looked:
        return "Máy chưa tìm khuôn mặt, biển số trong ảnh này; xin tự đặt vùng che hoặc chờ ít phút"
    if proposed is None:
        return "Máy không xem được ảnh này; xin tự đặt vùng che"
    if not proposed:
        return "Máy không thấy khuôn mặt, biển số; xin xem lại bằng mắt trước khi xác nhận"
    return f"Máy đề xuất che {len(proposed)} vùng; xin xem lại bằng mắt trước khi xác nhận"


def chosen(typed: Mapping[str, str]) -> tuple[PublicPicture, ...]:
    """What a form says of the pictures; nothing of those that are kept as they were."""
    only = typed.get("only", "")
    named = [key.removeprefix("decide-") for key in typed if key.startswith("decide-")]
    made = []
    for file in named:
        decision = typed[f"decide-{file}"]
        if only and file != only:
            continue
        if only and decision == KEEP:
            decision = SHOW
        if decision == HIDE:
            made.append(PublicPicture(file, withheld=True))
        elif decision == SHOW:
            made.append(PublicPicture(file, read_boxes(typed.get(f"boxes-{file}", ""))))
    return tuple(made)


def read_boxes(text: str) -> tuple[Box, ...]:
    """The boxes of a form; one that lies nowhere for what cannot be read."""
    try:
        rows: Any = json.loads(text)
        return tuple(
            Box(left=left, top=top, width=width, height=height)
            for left, top, width, height in ([round(float(each), 4) for each in row] for row in rows)
        )
    except (ValueError, TypeError, OverflowError):
        return (UNREADABLE,)


def write_boxes(boxes: tuple[Box, ...]) -> str:
    """The boxes as a form carries them."""
    return json.dumps([[box.left, box.top, box.width, box.height] for box in boxes])


def boxes_now(case: Case, file: FileRef, *, jurisdiction_id: int) -> tuple[Box, ...] | None:
    """The parts covered as decided or, before that, as proposed; ``None`` for a picture that is withheld."""
    decided = next((picture for picture in case.public_pictures if picture.file == file.id), None)
    if decided is not None:
        return None if decided.withheld else decided.boxes
    found = evidence_marks.found(jurisdiction_id=jurisdiction_id, hashes=[file.sha256])
    return tuple(mark.box for mark in found.get(file.sha256) or ())
