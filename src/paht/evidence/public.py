"""Public copies: what everybody may see of a picture, with the parts that an officer named covered for good.

Covered means filled with one colour, taken from what lies around the part and not from the part itself: a mosaic, a
blur or noise laid over a face keeps something of it, and a row of a few grey cells has been enough to tell people
apart (ADR 30). So the copy says nothing at all about what was there: two pictures that differ only there have the
same copy, byte by byte (as tests prove).
"""

import contextlib
import hashlib
import io
import json
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageStat

from paht.evidence import copies
from paht.evidence.copies import Known, NoCopyError, Size
from paht.installation.home import Home
from paht.law.evidence.findings import Box

LARGE: Size = 1280
"""Public copies are made of this copy, never of the original: nothing of its metadata or detail can slip through."""
BLOCK = 16
"""JPEG keeps a picture in blocks of so many pixels; what one pixel was shows in its whole block."""
RESAMPLED = 3
"""Pixels around a part into which shrinking the original carries something of it."""
SMOOTHED = 2
"""Pixels beyond a block into which decoding smooths its colours."""
RING = 12
"""Pixels around a part whose mean colour fills it."""
PLAIN = (128, 128, 128)

Edges = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are the first ones outside."""


def shown(file: Known, *, boxes: Sequence[Box], size: Size) -> tuple[bytes, bool]:
    """The public copy of a kept picture with these parts covered, as JPEG, and whether it is the lasting one: made of
    the smaller copy while the worker has not made the large one. Raises NoCopyError for a video or a damaged picture.
    """
    with contextlib.suppress(NoCopyError):
        return ensure(file, boxes=boxes, size=size).read_bytes(), True
    path, (made, _) = copies.found(file, size=size)
    if not _is_photo(file):
        raise NoCopyError("no photo")
    return _covered_file(path, boxes, made), False


def ensure(file: Known, *, boxes: Sequence[Box], size: Size) -> Path:
    """Where the lasting public copy lies; made now unless it exists.

    Raises NoCopyError for a video, a damaged picture, and one whose copies the worker has not made yet.
    """
    copy = copy_path(file, boxes=boxes, size=size)
    # First: of what was erased nothing is shown, whatever was made of it before.
    source = large_copy(file)
    if not copy.exists():
        # Two who ask at once make the same bytes: whoever comes later puts them in the place of the same.
        copies.write(_covered_file(source, boxes, size), to=copy)
    return copy


def large_copy(file: Known) -> Path:
    """The copy that marks are looked for in and public copies are made of; raises NoCopyError while there is none."""
    path, (size, _) = copies.found(file, size=LARGE)
    if size != LARGE or not _is_photo(file):
        raise NoCopyError("no large copy yet")
    return path


def _is_photo(file: Known) -> bool:
    return file.media_type.startswith("image/")


def _covered_file(source: Path, boxes: Sequence[Box], size: Size) -> bytes:
    with Image.open(source, formats=["JPEG"]) as image:
        picture = covered(image.convert("RGB"), boxes)
    picture.thumbnail((size, size), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=copies.QUALITY[size, "jpeg"], optimize=True, progressive=True)
    return content.getvalue()


def copy_path(file: Known, *, boxes: Sequence[Box], size: Size) -> Path:
    """Where that copy lies: with other parts covered it is another file, and nobody is led to the old one."""
    folder = Home.from_environment().files / "public" / str(file.jurisdiction_id) / str(size)
    name = version(file.sha256, boxes)
    return folder / name[:2] / f"{name}.jpg"


def version(sha256: str, boxes: Sequence[Box]) -> str:
    """The same for the same picture with the same parts covered, hexadecimal; tells nothing of either."""
    parts = [[box.left, box.top, box.width, box.height] for box in boxes]
    return hashlib.sha256(json.dumps([sha256, parts]).encode()).hexdigest()


def covered(picture: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The RGB picture with the parts filled; what it was there has no part in the result."""
    parts = [edges(box, picture.size) for box in boxes]
    open_to_sight = Image.new("L", picture.size, 255)
    for part in parts:
        open_to_sight.paste(0, part)
    filled = picture.copy()
    for part in parts:
        filled.paste(_colour_around(picture, part, open_to_sight), part)
    return filled


def edges(box: Box, size: tuple[int, int]) -> Edges:
    """The pixels to fill: every block that knows anything of the box, and what is smoothed into its neighbours."""
    width, height = size
    left, top = box.left * width - RESAMPLED, box.top * height - RESAMPLED
    right = (box.left + box.width) * width + RESAMPLED
    bottom = (box.top + box.height) * height + RESAMPLED
    return (
        max(0, int(left // BLOCK) * BLOCK - SMOOTHED),
        max(0, int(top // BLOCK) * BLOCK - SMOOTHED),
        min(width, -int(-right // BLOCK) * BLOCK + SMOOTHED),
        min(height, -int(-bottom // BLOCK) * BLOCK + SMOOTHED),
    )


def _colour_around(picture: Image.Image, part: Edges, open_to_sight: Image.Image) -> tuple[int, int, int]:
    """The mean colour of the ring around the part, as far as nothing covers it; grey where nothing is left."""
    left, top, right, bottom = part
    outer = (
        max(0, left - RING),
        max(0, top - RING),
        min(picture.width, right + RING),
        min(picture.height, bottom + RING),
    )
    seen = open_to_sight.crop(outer)
    if seen.getbbox() is None:
        return PLAIN
    red, green, blue = ImageStat.Stat(picture.crop(outer), mask=seen).mean
    return round(red), round(green), round(blue)
