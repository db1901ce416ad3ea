"""Pictures: header, EXIF, checksums. Nothing is decoded here."""

import warnings
from typing import BinaryIO

from PIL import AvifImagePlugin, Image

from paht.examining import exif, limits, refusals
from paht.examining.errors import RefusedError
from paht.examining.signatures import HEIC, Kind
from paht.law.evidence.findings import Findings, Moment, Spot

SOFTWARE, MAKE, MODEL = 0x0131, 0x010F, 0x0110


def opened(file: BinaryIO, kind: Kind) -> Image.Image:
    """The picture with its header read and nothing decoded, by the one decoder of its kind. Raises RefusedError, also
    for more pixels than are ever shown."""
    # Pillow only warns between one and two times its limit, and another library may have changed it.
    Image.MAX_IMAGE_PIXELS = limits.PICTURE_MEGAPIXELS * 1_000_000
    # AVIF by this thread alone: the process has one processor's worth of time.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    if kind == HEIC:
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    too_many = refusals.too_many_pixels(limit_megapixels=limits.PICTURE_MEGAPIXELS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(file, formats=[kind.reader])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedError(too_many) from error
    except MemoryError:
        raise
    except Exception as error:
        # Pillow's readers let all kinds of errors out (SyntaxError, struct.error, ValueError …); each of them
        # means the same to the sender. Nothing is logged, as the bytes are personal data.
        raise RefusedError(refusals.CORRUPT) from error
    if image.width * image.height > limits.PICTURE_MEGAPIXELS * 1_000_000:
        raise RefusedError(too_many)
    return image


def read(file: BinaryIO, kind: Kind, size_bytes: int) -> Findings:
    """Width and height in pixels as seen upright and what the picture says of its taking. Checksums are verified where
    the format has them. Raises RefusedError."""
    with opened(file, kind) as image:
        width, height = image.size
        tags = exif.read_tags(image)
        has_metadata = bool(tags) or bool(image.info.keys() & {"xmp", "comment", "Comment", "photoshop"})
        try:
            image.verify()
        except MemoryError:
            raise
        except Exception as error:
            # See `opened`.
            raise RefusedError(refusals.CORRUPT) from error
    # HEIC turns a picture by its own means, which the decoder has done: what EXIF says was for somebody else.
    if kind != HEIC and exif.orientation(tags) >= 5:
        width, height = height, width
    said = exif.circumstances(tags)
    moments = (
        (Moment(at=said.taken_at, source=said.taken_source),) if said.taken_at and said.taken_source else ()
    )
    spots = (
        (Spot(latitude=said.latitude, longitude=said.longitude),)
        if said.latitude is not None and said.longitude is not None
        else ()
    )
    return Findings(
        media_type=kind.media_type,
        size_bytes=size_bytes,
        width=width,
        height=height,
        moments=moments,
        spots=spots,
        has_metadata=has_metadata,
        software=exif.text(tags.get(SOFTWARE)) or None,
    )
