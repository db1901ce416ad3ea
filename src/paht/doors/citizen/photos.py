"""The photos of a form: those just chosen, those kept from before, and those given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from paht.doors.pages import attachments
from paht.doors.pages.requests import Files, Texts
from paht.evidence import copies, storage, tokens
from paht.evidence.tokens import Kept
from paht.examining import signatures
from paht.examining.refusals import Unreadable
from paht.law.casework.case import FileRef

MOST = 5


@dataclass(frozen=True, slots=True)
class Photos:
    """What the form has of photos now, and what was wrong with those just chosen."""

    kept: tuple[Kept, ...]
    problems: tuple[str, ...] = ()

    @property
    def references(self) -> tuple[FileRef, ...]:
        """The files as the law knows them."""
        return tuple(FileRef(str(file.id), file.sha256, file.media_type) for file in self.kept)

    @property
    def position(self) -> tuple[float, float] | None:
        """Where the first photo that tells says it was taken: latitude, longitude in degrees."""
        for file in self.kept:
            if file.latitude is not None and file.longitude is not None:
                return file.latitude, file.longitude
        return None

    def shown(self) -> list[dict[str, Any]]:
        """The kept files as the file macro takes them, each with its token and a thumbnail of its own."""
        return [_shown(number, file) for number, file in enumerate(self.kept, start=1)]


def _shown(number: int, file: Kept) -> dict[str, Any]:
    token = tokens.sign_kept(file)
    size = f"{file.size_bytes / 1_048_576:.1f}".replace(".", ",")
    return {
        "token": token,
        "name": f"{attachments.name_of(file.media_type)} {number}",
        "note": ", ".join(
            each
            for each in (attachments.type_of(file.media_type), f"{size} MB" if size != "0,0" else "")
            if each
        ),
        "thumbnail": reverse("citizen-photo", args=[token, file.id, 320])
        if copies.has_picture(file.media_type)
        else "",
    }


def take(post: Texts, files: Files, *, jurisdiction_id: int, now: datetime, name: str = "photo") -> Photos:
    """The photos of a posted form: each new one is kept at once, so that no error ever costs it again."""
    given_up = set(post.getlist(f"{name}_drop"))
    kept: list[Kept] = []
    for token in post.getlist(f"{name}_kept"):
        file = tokens.read_kept(token, jurisdiction_id=jurisdiction_id) if token not in given_up else None
        if file is not None:
            kept.append(file)
    kept, problems = kept[:MOST], []
    uploads: Sequence[Any] = files.getlist(name)
    for number, upload in enumerate(uploads, start=1):
        if len(kept) == MOST:
            problems.append(
                f"Mỗi phản ánh gửi được tối đa {MOST} tệp; các tệp sau tệp thứ {MOST} chưa được nhận."
            )
            break
        stored = storage.keep(
            jurisdiction_id=jurisdiction_id,
            upload=upload,
            received_at=now,
            takes=signatures.ATTACHMENTS,
        )
        if isinstance(stored, Unreadable):
            which = f"Tệp thứ {number}: " if len(uploads) > 1 else ""
            problems.append(which + stored.reason)
        elif all(file.sha256 != stored.sha256 for file in kept):
            kept.append(tokens.kept(stored))
    return Photos(tuple(kept), tuple(problems))
