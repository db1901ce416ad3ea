"""The little picture that a camera puts into EXIF, beside the large one: editors often leave it as it was."""

import io
from collections.abc import Iterator

import cv2
import numpy as np
from PIL import Image

from paht.examining.pictures.decoded import Grey, Picture, upright
from paht.law.evidence.findings import Box, Sign

_TABLES = 6
"""At most so many markers are looked at for the thumbnail's beginning."""
_GRID = 24
_DISAGREES = 0.15
"""From which difference on a cell of the grid shows something else, as a share of four standard deviations."""


def signs(picture: Picture) -> Iterator[Sign]:
    """A sign where the thumbnail shows something else than the picture, with the place."""
    little = _little(picture)
    if little is None:
        return
    large = _same_shape(picture.small, little)
    if large is None:
        yield Sign(
            kind="thumbnail",
            strength=0.6,
            seen="ảnh thu nhỏ trong tệp có tỷ lệ cạnh khác: ảnh có thể đã bị cắt",
        )
        return
    apart = np.abs(_flattened(large) - _flattened(little))
    together = float(np.corrcoef(_cells(large).ravel(), _cells(little).ravel())[0, 1])
    wrong = cv2.blur(apart, (3, 3)) > _DISAGREES
    if not np.isfinite(together) or together < 0.6:
        yield Sign(kind="thumbnail", strength=0.95, seen="ảnh thu nhỏ trong tệp là một ảnh khác")
    elif wrong.sum() >= 4:
        seen = "ảnh thu nhỏ trong tệp cho thấy vùng này vốn khác"
        yield Sign(kind="thumbnail", strength=0.9, seen=seen, box=_around(wrong))


def _little(picture: Picture) -> Grey | None:
    """EXIF's thumbnail, upright, without the black bars that some phones put round it."""
    block = picture.info.get("exif")
    if not isinstance(block, bytes):
        return None
    start = block.find(b"\xff\xd8\xff", 32)
    if start < 0:
        return None
    try:
        with Image.open(io.BytesIO(block[start:]), formats=["JPEG"]) as image:
            if image.width * image.height > 1_000_000 or min(image.size) < 48:
                return None
            grey = np.asarray(image.convert("L"))
    except Exception:
        # A broken thumbnail is none; see `exif.read_tags`.
        return None
    return upright(_without_bars(grey), picture.orientation)


def _without_bars(grey: Grey) -> Grey:
    rows = np.flatnonzero(grey.max(axis=1) > 24)
    columns = np.flatnonzero(grey.max(axis=0) > 24)
    if rows.size < 32 or columns.size < 32:
        return grey
    return grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _same_shape(small: Grey, little: Grey) -> Grey | None:
    """The picture in the thumbnail's size; ``None`` where the sides stand in another proportion."""
    wide, little_wide = small.shape[1] / small.shape[0], little.shape[1] / little.shape[0]
    if abs(wide / little_wide - 1) > 0.06:
        return None
    return np.asarray(cv2.resize(small, little.shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)


def _cells(grey: Grey) -> np.ndarray:
    return np.asarray(cv2.resize(grey, (_GRID, _GRID), interpolation=cv2.INTER_AREA), np.float32)


def _flattened(grey: Grey) -> np.ndarray:
    """Cells with one brightness and contrast, as thumbnails are made before the last toning."""
    cells = _cells(grey)
    return (cells - cells.mean()) / max(4 * float(cells.std()), 1.0)


def _around(wrong: np.ndarray) -> Box:
    rows, columns = np.nonzero(wrong)
    top, left = rows.min() / _GRID, columns.min() / _GRID
    return Box(
        left=round(float(left), 3),
        top=round(float(top), 3),
        width=round(float((columns.max() + 1) / _GRID - left), 3),
        height=round(float((rows.max() + 1) / _GRID - top), 3),
    )
