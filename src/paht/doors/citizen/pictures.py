"""The pictures of a case as a page shows them, before and after."""

from typing import Any

from django.urls import reverse

from paht.doors.pages.publicpictures import AS_PUBLIC
from paht.law.casework.case import Case, FileRef
from paht.law.casework.publicity import public_copy, undecided_pictures
from paht.law.casework.states import RequestKind, RequestState


def update_files(case: Case) -> tuple[FileRef, ...]:
    """The files of updates that were posted beside the answer."""
    posted = (RequestKind.UPDATE, RequestState.ANSWERED)
    return tuple(file for r in case.requests if (r.kind, r.state) == posted for file in r.files)


def public(case: Case, files: tuple[FileRef, ...], *, caption: str) -> list[dict[str, Any]]:
    """As ``shown``, of those alone that everybody may see."""
    return shown(case, tuple(file for file in files if public_copy(case, file.id)), caption=caption)


def unseen(case: Case, files: tuple[FileRef, ...]) -> str:
    """What everybody is told of pictures that are not public, empty where all are."""
    waiting = {file.id for file in undecided_pictures(case)}
    pictures = {file.id: file for file in files if file.is_picture and public_copy(case, file.id) is None}
    held = sum(file in waiting for file in pictures)
    videos = sum(file.media_type.startswith("video/") for file in pictures.values())
    withheld = len(pictures) - held - videos
    said = [f"{held} ảnh chờ Trung tâm che khuôn mặt, biển số xe rồi mới công khai"] if held else []
    said += [f"{withheld} ảnh không công khai để bảo vệ thông tin cá nhân"] if withheld else []
    said += [f"{videos} video không công khai vì có thể có khuôn mặt, biển số xe"] if videos else []
    return "; ".join(said)


def own(case: Case, files: tuple[FileRef, ...]) -> list[dict[str, Any]]:
    """The sender's pictures as everybody sees them, or would: as confirmed, else as proposed so far."""
    decided = {picture.file: picture for picture in case.public_pictures}
    previews = shown(case, files, caption="Bản công khai")
    pictures = [file for file in files if file.media_type.startswith("image/")]
    for file, item in zip(pictures, previews, strict=True):
        picture = decided.get(file.id)
        query = f"?{AS_PUBLIC}=1"
        item["src"], item["href"] = item["src"] + query, item["href"] + query
        if picture is None:
            item["caption"] = "Dự kiến, theo những chỗ máy tìm thấy; chờ cán bộ xác nhận"
        elif not picture.withheld:
            item["caption"] = f"Đã được cán bộ xác nhận, che {len(picture.boxes)} vùng"
        else:
            item["caption"] = "Cán bộ quyết định không công khai ảnh này"
            item["src"] = ""
    return [item for item in previews if item["src"]]


def shown(case: Case, files: tuple[FileRef, ...], *, caption: str) -> list[dict[str, Any]]:
    """Pictures for the photos macro: a small copy that leads to the large one. Videos have no copies."""
    pictures = [file for file in files if file.media_type.startswith("image/")]
    return [
        {
            "src": reverse("citizen-photo", args=[case.id, file.id, 320]),
            "href": reverse("citizen-photo", args=[case.id, file.id, 1280]),
            "alt": f"{caption}, ảnh {number}",
            "caption": caption if len(pictures) == 1 else f"{caption} ({number}/{len(pictures)})",
        }
        for number, file in enumerate(pictures, start=1)
    ]
