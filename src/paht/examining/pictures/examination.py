"""The way in: one picture's bytes to its findings, and to a picture that shows where the signs are."""

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from PIL import Image, ImageDraw, ImageOps

from paht.examining.pictures import (
    clarity,
    compression,
    copied,
    credentials,
    error_levels,
    likeness,
    metadata,
    noise,
    thumbnail,
    tones,
)
from paht.examining.pictures.decoded import Picture, decode, opened_formats
from paht.law.evidence.findings import Findings, Sign

_SHOWN = 1280
_MARGIN = 4
_COLOUR = (214, 31, 31)

_LOOKED_FOR: tuple[tuple[str, Callable[[Picture], Iterator[Sign]]], ...] = (
    ("thông tin trong tệp", metadata.signs),
    ("ảnh thu nhỏ", thumbnail.signs),
    ("chứng thực nguồn gốc", credentials.signs),
    ("vết nén", compression.signs),
    ("mức sáng", tones.signs),
    ("nhiễu hạt", noise.signs),
    ("mức lỗi khi nén lại", error_levels.signs),
    ("vùng sao chép", copied.signs),
)


def examine_picture(file: BinaryIO) -> Findings:
    """All that the picture shows, but faces and plates. Raises UnknownPictureError where it cannot be decoded.

    An examination that fails is named in ``unread``, so that nobody takes its silence for a good sign.
    """
    data = file.read()
    picture = decode(data)
    signs: list[Sign] = []
    unread: list[str] = []
    measured = clarity.measure(picture, by_camera=bool(metadata.camera(picture)))
    for name, look in _LOOKED_FOR:
        if look is copied.signs and measured.screen >= 0.5:
            # Letters and bars of a screen repeat themselves to the pixel without anybody's doing.
            continue
        try:
            signs += look(picture)
        except Exception:
            # Strangers' bytes reach libraries here: whatever they raise, the other examinations still count.
            unread.append(f"không kiểm tra được {name}")
    return Findings(
        media_type=picture.media_type,
        size_bytes=len(data),
        width=picture.width,
        height=picture.height,
        moments=metadata.moments(picture),
        spots=metadata.spots(picture),
        has_metadata=metadata.has_any(picture),
        software=metadata.software(picture),
        clarity=measured,
        signs=tuple(sorted(signs, key=lambda sign: -sign.strength)),
        hashes=likeness.hashes(picture.small),
        unread=tuple(unread),
    )


def show_where(file: BinaryIO, signs: tuple[Sign, ...]) -> bytes | None:
    """A JPEG of at most 1,280 pixels, upright without metadata, with a numbered frame round each sign that has a
    place, in the order of ``signs``; ``None`` where none has.
    """
    placed = [(number, sign.box) for number, sign in enumerate(signs, start=1) if sign.box is not None]
    if not placed:
        return None
    data = file.read()
    with Image.open(io.BytesIO(data), formats=opened_formats(data)) as image:
        image.draft("RGB", (_SHOWN, _SHOWN))
        shown = ImageOps.exif_transpose(image).convert("RGB")
    shown.thumbnail((_SHOWN, _SHOWN))
    pen = ImageDraw.Draw(shown)
    for number, place in placed:
        left, top = place.left * shown.width - _MARGIN, place.top * shown.height - _MARGIN
        right, bottom = (
            left + place.width * shown.width + 2 * _MARGIN,
            top + place.height * shown.height + 2 * _MARGIN,
        )
        pen.rectangle((left - 2, top - 2, right + 2, bottom + 2), outline=(255, 255, 255), width=2)
        pen.rectangle((left, top, right, bottom), outline=_COLOUR, width=4)
        pen.rectangle((left, top, left + 30, top + 30), fill=_COLOUR)
        pen.text((left + 9, top + 4), str(number), fill=(255, 255, 255), font_size=20)
    out = io.BytesIO()
    clean = Image.new("RGB", shown.size)
    clean.paste(shown)
    clean.save(out, "JPEG", quality=85)
    return out.getvalue()
