"""Releasing the words of citizens to those outside the operations centre, and what waits for it."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case, PublicPicture, Refused
from paht.law.casework.deciding.inquiry import Decision, Inquiry, blank
from paht.law.editions.rows import Edition
from paht.law.evidence.findings import Box

MOST_BOXES = 200
"""Parts covered in one picture: a crowd at a market has fewer, and what has more is better withheld."""


def _release_text(inquiry: Inquiry, command: c.ReleaseText) -> Decision:
    return blank(inquiry, command.text, "text") or (e.TextReleased(text=command.text, masked=command.masked),)


def _release_words(inquiry: Inquiry, command: c.ReleaseWords) -> Decision:
    return blank(inquiry, command.text, "text") or (
        e.WordsReleased(request=command.request, text=command.text, masked=command.masked),
    )


def _release_pictures(inquiry: Inquiry, command: c.ReleasePictures) -> Decision:
    """A picture is public only as an officer confirmed it, a video not at all: nobody has looked at each of its
    frames (VL.7.5, ST.4.5)."""
    clause = inquiry.edition.by_command[c.ReleasePictures].clause
    reason = _not_these(inquiry.case, command.pictures) or next(
        (wrong for picture in command.pictures if (wrong := _not_so(inquiry.case, picture))), ""
    )
    if reason:
        return Refused(clause, reason, field="pictures")
    return (e.PicturesReleased(pictures=command.pictures),)


def _not_these(case: Case, pictures: tuple[PublicPicture, ...]) -> str:
    """Why nothing can be decided about these pictures together; empty where it can."""
    named = {picture.file for picture in pictures}
    if not pictures:
        return "Chưa có ảnh nào được chọn: xin chọn công khai hoặc không công khai từng ảnh rồi xác nhận."
    if len(named) < len(pictures):
        return "Một ảnh được xác nhận hai lần khác nhau: xin tải lại trang rồi xác nhận lại."
    if not named <= {file.id for file in case.pictures}:
        return "Có ảnh không thuộc phản ánh này: xin tải lại trang rồi xác nhận lại."
    return ""


def _not_so(case: Case, picture: PublicPicture) -> str:
    """Why the picture cannot be public with these parts covered; empty where it can."""
    if picture.withheld:
        return ""
    file = next(file for file in case.pictures if file.id == picture.file)
    if not file.media_type.startswith("image/"):
        return (
            "Video chưa được công khai vì chưa che được khuôn mặt, biển số trong từng khung hình: "
            "xin chọn không công khai video này."
        )
    if len(picture.boxes) > MOST_BOXES:
        return (
            f"Một ảnh có quá {MOST_BOXES} vùng che: xin gộp các vùng gần nhau, hoặc không công khai ảnh này."
        )
    if not all(_lies_within(box) for box in picture.boxes):
        return "Có vùng che nằm ngoài ảnh: xin đặt lại vùng che trong khung ảnh."
    return ""


def _lies_within(box: Box) -> bool:
    """Whether the box has an extent and lies in the picture; not a number lies nowhere."""
    starts = 0 <= box.left < 1 and 0 <= box.top < 1
    ends = 0 < box.width <= 1.0001 - box.left and 0 < box.height <= 1.0001 - box.top
    return starts and ends


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.ReleaseText: _release_text,
    c.ReleaseWords: _release_words,
    c.ReleasePictures: _release_pictures,
}


def _held(case: Case, edition: Edition) -> Refused | None:
    """No body outside the IOC gets a report whose text was not released to it (VL.7.5, ST.4.5)."""
    if case.held is None:
        return None
    return Refused(
        edition.by_command[c.ReleaseText].clause,
        "Nội dung phản ánh còn chờ Trung tâm che thông tin cá nhân: xin duyệt nội dung (che hoặc giữ nguyên từng chỗ "
        "được đánh dấu) rồi thực hiện bước này.",
    )


def _says_nothing(case: Case, number: int, edition: Edition) -> Refused | None:
    """A dissatisfied rating may come without a word."""
    request = next((r for r in case.requests if r.number == number), None)
    if request is None or not request.text.is_blank:
        return None
    clause = edition.by_command[c.ReleaseWords].clause
    return Refused(clause, "Người gửi không ghi nội dung nào cần duyệt.")


OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    c.Dispatch: _held,
    c.DispatchToSeveral: _held,
    c.DispatchToLead: _held,
    c.AskCoordinator: _held,
    c.PassForMonitoring: _held,
    c.AskAgreement: _held,
}

PART_OBJECTIONS: dict[type[c.Command], Callable[[Case, int, Edition], Refused | None]] = {
    c.ReleaseWords: _says_nothing,
}
