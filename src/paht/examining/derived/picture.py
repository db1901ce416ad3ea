"""Copies of pictures: small, upright, and without a word of metadata."""

from typing import Any, BinaryIO

from PIL import Image

from paht.examining import exif, refusals
from paht.examining.errors import RefusedError
from paht.examining.readers import picture
from paht.examining.signatures import HEIC, Kind
from paht.examining.wanted import Wanted

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

FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "image/jpeg": ("JPEG", {"optimize": True, "progressive": True}),
    "image/webp": ("WEBP", {"method": 4}),
    "image/avif": ("AVIF", {"speed": 8, "max_threads": 1}),
}


def write_copy(file: BinaryIO, kind: Kind, asked: Wanted, out: BinaryIO) -> str:
    """Write the picture, upright, at most ``size`` pixels long; its media type. Raises RefusedError."""
    with picture.opened(file, kind) as image:
        try:
            copy = shrink(image, kind, size=asked.size)
        except MemoryError:
            raise
        except Exception as error:
            # Pillow's readers let all kinds of errors out; each means that the content is damaged.
            raise RefusedError(refusals.CORRUPT) from error
    return save(copy, asked, out)


def save(copy: Image.Image, asked: Wanted, out: BinaryIO) -> str:
    """Write a picture that carries nothing; its media type."""
    name, options = FORMATS[asked.media_type]
    copy.save(out, name, quality=asked.quality, **options)
    return asked.media_type


def shrink(image: Image.Image, kind: Kind, *, size: int) -> Image.Image:
    """The picture, upright, in RGB, with nothing attached to it; raises whatever Pillow raises."""
    # HEIC turns a picture by its own means, which the decoder has done.
    turn = None if kind == HEIC else TURNS.get(exif.orientation(exif.read_tags(image)))
    # A JPEG is decoded at a half, a quarter or an eighth: ten times faster, and never below ``size``.
    image.draft("RGB", (size, size))
    image.load()
    copy = in_plain_mode(image)
    copy.thumbnail((size, size), Image.Resampling.LANCZOS)
    if turn is not None:
        copy = copy.transpose(turn)
    return on_white(copy)


def on_white(copy: Image.Image) -> Image.Image:
    """A fresh canvas: Pillow carries comments and profiles along with a picture, and transparent means white."""
    canvas = Image.new("RGB", copy.size, "white")
    canvas.paste(copy, mask=copy if copy.mode == "RGBA" else None)
    return canvas


def in_plain_mode(image: Image.Image) -> Image.Image:
    """The picture with 8 bits a colour: RGBA where something shows through, else RGB."""
    if image.mode.startswith("I;16"):
        # Pillow would cut 16 bits of grey off instead of scaling them.
        return image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    # Converting copies even where nothing changes, and 100 megapixels take 400 MB each time.
    return image if image.mode == mode else image.convert(mode)
