"""Copies that may be shown: small, upright, and without a word of metadata.

The smallest is made when a file arrives, while its bytes are in memory; the others by the worker, once. A page that
comes before the worker shows the smaller one.
"""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from paht.examining.signatures import PDF
from paht.installation.home import Home

Size = Literal[320, 1280]
"""The longest edge of a copy, in pixels; a smaller picture is never enlarged."""
Form = Literal["jpeg", "webp"]
"""JPEG for every browser, WebP for those that say that they take it. AVIF takes 1.4 s of CPU for 1,280 pixels."""
Variant = tuple[Size, Form]

SIZES: tuple[Size, ...] = (320, 1280)
FORMS: tuple[Form, ...] = ("jpeg", "webp")
QUALITY: Mapping[Variant, int] = {
    (320, "jpeg"): 78,
    (1280, "jpeg"): 82,
    (320, "webp"): 74,
    (1280, "webp"): 78,
}
ENDINGS: Mapping[Form, str] = {"jpeg": ".jpg", "webp": ".webp"}
PLAYED: Mapping[str, str] = {"video": ".mp4", "audio": ".m4a"}
"""The endings of what a browser plays, by the family of the original."""


class NoCopyError(Exception):
    """There is no copy of this file: it is a sound or a text, or its content turned out to be damaged."""


class Known(Protocol):
    """What must be known of a file to find its copies."""

    @property
    def jurisdiction_id(self) -> int:
        """Whose file it is."""

    @property
    def sha256(self) -> str:
        """The digest of its bytes, hexadecimal."""

    @property
    def media_type(self) -> str:
        """What it is."""


def found(file: Known, *, size: Size, forms: tuple[Form, ...] = ("jpeg",)) -> tuple[Path, Variant]:
    """The copy of a kept picture whose longest edge is ``size``, in the first of these forms that is there; a smaller
    one while the worker has not come to it. Raises NoCopyError where there is none (yet): a sound, a damaged picture.
    """
    smaller: tuple[Size, ...] = tuple(each for each in SIZES if each < size)
    for wanted in (size, *reversed(smaller)):
        for form in forms:
            copy = copy_path(file, size=wanted, form=form)
            if copy.exists():
                return copy, (wanted, form)
    raise NoCopyError(f"no copy of a {file.media_type}")


@dataclass(frozen=True, slots=True)
class Bytes:
    """A file by what its copies are found by: its checksum (hexadecimal) and what it is."""

    jurisdiction_id: int
    sha256: str
    media_type: str


def are_made(file: Known) -> bool:
    """Whether there is a copy to look at: not before it is made, and never again once the file was erased."""
    return any(copy_path(file, size=size, form=form).exists() for size in SIZES for form in FORMS)


def has_picture(media_type: str) -> bool:
    """Whether copies of such a file can be looked at: pictures, a film's poster, a PDF's first page."""
    return media_type.startswith(("image/", "video/")) or media_type == PDF.media_type


def copy_path(file: Known, *, size: Size, form: Form = "jpeg") -> Path:
    """Where the copy lies once it is made."""
    folder = Home.from_environment().files / "copies" / str(file.jurisdiction_id) / str(size)
    return folder / file.sha256[:2] / f"{file.sha256}{ENDINGS[form]}"


def played_path(file: Known) -> Path | None:
    """Where what a browser plays of it lies once it is made; ``None`` for what is neither film nor recording."""
    ending = PLAYED.get(file.media_type.partition("/")[0])
    if ending is None:
        return None
    folder = Home.from_environment().files / "copies" / str(file.jurisdiction_id) / "played"
    return folder / file.sha256[:2] / f"{file.sha256}{ending}"


def keep_copies(file: Known, made: Mapping[Variant, bytes]) -> None:
    """Put the copies where they are found."""
    for (size, form), content in made.items():
        write(content, to=copy_path(file, size=size, form=form))


def forget(file: Known) -> int:
    """Remove every copy of the file; how many there were."""
    count = 0
    paths = [copy_path(file, size=size, form=form) for size in SIZES for form in FORMS]
    for path in (*paths, played_path(file)):
        with contextlib.suppress(FileNotFoundError):
            if path is not None:
                path.unlink()
                count += 1
    return count


def write(content: bytes, *, to: Path) -> None:
    """Write the copy so that nobody ever sees half of it, not even after a loss of power."""
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=to.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(to)
    finally:
        Path(name).unlink(missing_ok=True)
