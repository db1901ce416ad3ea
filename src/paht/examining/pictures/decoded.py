"""A picture as the examinations need it: decoded once at its full size in grey, once small in colour, upright."""

import io
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import AvifImagePlugin, Image

from paht.examining import exif, signatures

Grey = npt.NDArray[np.uint8]

SMALL = 1024
"""Pixels of the longer side on which clarity and likeness are measured."""
_LARGEST_IN_FULL = 40_000_000
"""Pixels; beyond, the grey picture is read at half its size and compression traces are not looked for."""

_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "HEIF": "image/heic",
    "AVIF": "image/avif",
}
_FORMATS = ("JPEG", "PNG", "WEBP")

# The examining process has one processor's worth of time; threads would only hide what a picture costs.
cv2.setNumThreads(1)


class UnknownPictureError(ValueError):
    """The bytes are no picture of a kind that is examined, or cannot be decoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """``grey`` lies as in the file, at its full size (``scale`` 1) or smaller; ``small`` is upright, its longer side at
    most :data:`SMALL`; ``width`` and ``height`` are upright pixels. ``tables`` are JPEG's quantisation tables.
    """

    data: bytes
    media_type: str
    width: int
    height: int
    orientation: int
    tags: Image.Exif
    info: dict[str | tuple[int, int], object]
    tables: dict[int, list[int]]
    grey: Grey
    scale: float
    small: Grey

    @property
    def is_jpeg(self) -> bool:
        """Whether it was compressed in blocks of eight."""
        return self.media_type == "image/jpeg"


def decode(data: bytes) -> Picture:
    """The picture of these bytes. Raises UnknownPictureError."""
    try:
        with Image.open(io.BytesIO(data), formats=opened_formats(data)) as image:
            media_type = _TYPES[image.format or ""]
            tags = exif.read_tags(image)
            orientation = 1 if media_type == "image/heic" else exif.orientation(tags)
            width, height = image.size
            tables = dict(getattr(image, "quantization", None) or {})
            info = dict(image.info)
            grey = _grey(image, data, media_type)
    except Exception as error:
        # Decoders let all kinds of errors out; each means the same here.
        raise UnknownPictureError(str(error)) from error
    scale = grey.shape[1] / width
    if orientation >= 5:
        width, height = height, width
    return Picture(
        data=data,
        media_type=media_type,
        width=width,
        height=height,
        orientation=orientation,
        tags=tags,
        info=info,
        tables=tables,
        grey=grey,
        scale=scale,
        small=upright(_fitted(grey, SMALL), orientation),
    )


def opened_formats(data: bytes) -> tuple[str, ...]:
    """The formats as which Pillow may open these bytes."""
    kind = signatures.recognise(data[: signatures.HEAD_BYTES])
    if kind == signatures.AVIF:
        AvifImagePlugin.DEFAULT_MAX_THREADS = 1
        return ("AVIF",)
    if kind == signatures.HEIC:
        # Only then: it registers itself with Pillow, and takes a tenth of a second to load.
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
        return ("HEIF",)
    return _FORMATS


def _grey(image: Image.Image, data: bytes, media_type: str) -> Grey:
    halved = image.width * image.height > _LARGEST_IN_FULL
    if media_type == "image/jpeg":
        # Straight from the file's own luminance: no colour is reckoned, and DCT coefficients come back exactly.
        how = cv2.IMREAD_REDUCED_GRAYSCALE_2 if halved else cv2.IMREAD_GRAYSCALE
        found = cv2.imdecode(np.frombuffer(data, np.uint8), how | cv2.IMREAD_IGNORE_ORIENTATION)
        if found is not None:
            return np.asarray(found, np.uint8)
    grey = np.asarray(image.convert("L"))
    return grey[::2, ::2] if halved else grey


def _fitted(grey: Grey, longest: int) -> Grey:
    """At most so large, made smaller by the mean of what each pixel covers."""
    factor = longest / max(grey.shape)
    if factor >= 1:
        return grey
    size = (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def upright(picture: npt.NDArray[np.uint8], orientation: int) -> npt.NDArray[np.uint8]:
    """Turned and mirrored as EXIF's orientation (1 to 8) says."""
    if orientation in (2, 4, 5, 7):
        picture = picture[:, ::-1]
        orientation = {2: 1, 4: 3, 5: 8, 7: 6}[orientation]
    turns = {1: 0, 3: 2, 6: 3, 8: 1}[orientation]
    return np.ascontiguousarray(np.rot90(picture, turns))
