"""Copies that may be shown: small, upright, and without a word of metadata."""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from PIL import Image

from paht.evidence import reading
from paht.evidence.records import original_path
from paht.installation.home import Home

Size = Literal[320, 1280]
"""The longest edge of a copy, in pixels; a smaller picture is never enlarged."""

QUALITY: dict[int, int] = {320: 78, 1280: 82}

# From EXIF's orientation to the turn that makes the picture upright.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class NoCopyError(Exception):
    """There is no copy of this file: it is a video, or its content turned out to be damaged."""


class Original(Protocol):
    """What must be known of a file to copy it."""

    @property
    def jurisdiction_id(self) -> int:
        """Whose file it is."""

    @property
    def sha256(self) -> str:
        """The hash of its bytes, hexadecimal."""

    @property
    def media_type(self) -> str:
        """What it is."""


def ensure(file: Original, *, size: Size) -> Path:
    """The JPEG copy of a kept picture whose longest edge is ``size``; made now unless it exists.

    Raises NoCopyError for a video or a damaged picture, FileNotFoundError where the original is gone. Several
    processes may ask at once: one makes it, the others wait.
    """
    assert size in QUALITY
    copy = copy_path(file, size=size)
    if copy.exists():
        return copy
    if not file.media_type.startswith("image/"):
        raise NoCopyError(f"{file.media_type} has no copies")
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone_in(copy.parent):
        if not copy.exists():
            picture = shrink(
                original_path(jurisdiction_id=file.jurisdiction_id, sha256=file.sha256), size=size
            )
            write(picture, to=copy, quality=QUALITY[size])
    return copy


def copy_path(file: Original, *, size: Size) -> Path:
    """Where the copy lies once it is made."""
    folder = Home.from_environment().files / "copies" / str(file.jurisdiction_id) / str(size)
    return folder / file.sha256[:2] / f"{file.sha256}.jpg"


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; it dies with the process."""
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def shrink(original: Path, *, size: int) -> Image.Image:
    """The picture, upright, at most ``size`` pixels long, in RGB, with nothing attached to it."""
    with original.open("rb") as file:
        try:
            return decode(file, size=size)
        except MemoryError:
            raise
        except Exception as error:
            # Pillow's readers let all kinds of errors out; each means that the content is damaged.
            raise NoCopyError(f"{original.name} cannot be decoded") from error


def decode(file: BinaryIO, *, size: int) -> Image.Image:
    """As ``shrink``, from an open file; raises whatever Pillow raises."""
    with Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as image:
        turn = TURNS.get(reading.orientation(reading.read_tags(image)))
        # A JPEG is decoded at a half, a quarter or an eighth: ten times faster, and never below ``size``.
        image.draft("RGB", (size, size))
        image.load()
        picture = in_plain_mode(image)
        picture.thumbnail((size, size), Image.Resampling.LANCZOS)
    if turn is not None:
        picture = picture.transpose(turn)
    # A fresh canvas: Pillow carries comments and profiles along with a picture, and transparent means white.
    canvas = Image.new("RGB", picture.size, "white")
    canvas.paste(picture, mask=picture if picture.mode == "RGBA" else None)
    return canvas


def in_plain_mode(image: Image.Image) -> Image.Image:
    """The picture with 8 bits a colour: RGBA where something shows through, else RGB."""
    if image.mode.startswith("I;16"):
        # Pillow would cut 16 bits of grey off instead of scaling them.
        return image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    # Converting copies even where nothing changes, and 100 megapixels take 400 MB each time.
    return image if image.mode == mode else image.convert(mode)


def write(picture: Image.Image, *, to: Path, quality: int) -> None:
    """Write the copy so that nobody ever sees half of it, not even after a loss of power."""
    descriptor, name = tempfile.mkstemp(dir=to.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(to)
    finally:
        Path(name).unlink(missing_ok=True)
