"""What may be made of a file: the forms that others see instead of the original."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

Form = Literal["picture", "poster", "film", "sound", "page", "text"]
PictureType = Literal["image/jpeg", "image/webp", "image/avif"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One form: a copy of a ``picture``, the ``poster`` of a film, the ``film`` for any browser, the ``sound``, a
    ``page`` of a PDF (the first is 1), the ``text`` of a DOCX or XLSX.

    ``size`` is the longest edge of a picture in pixels, or the shorter one of a film's.
    """

    form: Form
    size: int = 1280
    media_type: PictureType = "image/jpeg"
    quality: int = 82
    page: int = 1

    @property
    def media_types(self) -> tuple[str, ...]:
        """What may come back."""
        if self.form == "film":
            return ("video/mp4",)
        if self.form == "sound":
            return ("audio/mp4",)
        return ("text/plain",) if self.form == "text" else (self.media_type,)

    def written(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def read(plain: dict[str, Any]) -> Wanted:
    """What ``Wanted.written`` wrote."""
    wanted = Wanted(**plain)
    assert wanted.media_type in get_args(PictureType)
    assert 16 <= wanted.size <= 4096
    return wanted
