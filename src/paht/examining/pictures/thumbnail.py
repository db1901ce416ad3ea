"""The little picture that a camera puts into EXIF, beside the large one: editors often leave it as it was."""

import io
from collections.abc import Iterator

import cv2
import numpy as np
from PIL import Image

from paht.examining.pictures.decoded import Grey, Picture, upright
from paht.examining.pictures.places import box_of
from paht.law.evidence.findings import Box, Sign

_TABLES = 6
"""At most so many markers are looked at for the thumbnail's beginning."""
_GRID = 24
_DISAGREES = 0.15
"""From which difference on a cell of the grid shows something else, as a share of four standard deviations."""
_FLAT = 2.0
"""Under which standard deviation, in levels, a picture's cells show nothing that could disagree."""
_TONED = 10.0
"""From how many of 256 levels, in the mean, the picture's tones lie elsewhere than the thumbnail's: a phone makes its
thumbnail of the finished picture, and sharpening and compressing it moves them by one or two."""
TONED_STRENGTH = 0.5
"""A warning: a phone that tones once more after its thumbnail would do the same."""
_DETAIL_GRID = 16
_DETAIL_RADIUS = 1.5
"""Of the thumbnail's pixels: what is finer counts as detail."""
_LEAST_DETAIL, _FEWEST_CELLS = 4.0, 20
"""Detail (variance in levels) from which a cell tells anything, and how many must."""
_LOST = 0.25
"""Under which share of the usual detail a cell of the picture has lost what the thumbnail has."""
_FEWEST_LOST = 3
SMEARED_STRENGTH = 0.6
"""A warning: a phone might blur a background after it has made its thumbnail."""


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
    # Darkness, a bare wall, the sky: two pictures of nothing resemble each other in nothing but how bright they are.
    is_flat = min(float(_cells(large).std()), float(_cells(little).std())) < _FLAT
    apart = np.abs(_flattened(large) - _flattened(little))
    wrong = cv2.blur(apart, (3, 3)) > _DISAGREES
    if not is_flat and np.corrcoef(_cells(large).ravel(), _cells(little).ravel())[0, 1] < 0.6:
        yield Sign(kind="thumbnail", strength=0.95, seen="ảnh thu nhỏ trong tệp là một ảnh khác")
    elif not is_flat and wrong.sum() >= 4:
        seen = "ảnh thu nhỏ trong tệp cho thấy vùng này vốn khác"
        yield Sign(kind="thumbnail", strength=0.9, seen=seen, box=_around(wrong))
    elif (levels := _tones_apart(large, little)) >= _TONED:
        seen = f"ảnh sáng tối khác ảnh thu nhỏ của máy ảnh (lệch {levels:.0f} mức): độ sáng, tương phản đã được chỉnh"
        yield Sign(kind="toned", strength=TONED_STRENGTH, seen=seen)
    elif (place := _smeared(large, little)) is not None:
        seen = "vùng này mờ, mất chi tiết mà ảnh thu nhỏ trong tệp vẫn có: có thể đã bị làm mờ hoặc xóa"
        yield Sign(kind="thumbnail", strength=SMEARED_STRENGTH, seen=seen, box=place)


def is_there(picture: Picture) -> bool:
    """Whether a thumbnail can be read."""
    return _little(picture) is not None


def _tones_apart(large: Grey, little: Grey) -> float:
    """The mean distance between the two pictures' levels, each in its order: what is where does not matter."""
    shares = np.linspace(0.05, 0.95, 19)
    return float(np.mean(np.abs(np.quantile(large, shares) - np.quantile(little, shares))))


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


def _smeared(large: Grey, little: Grey) -> Box | None:
    """Where the picture, made as small as the thumbnail, has much less detail than that has; ``None`` for nowhere."""
    there, here = _detail(little), _detail(large)
    light = cv2.resize(large, (_DETAIL_GRID, _DETAIL_GRID), interpolation=cv2.INTER_AREA)
    tells = (there > max(_LEAST_DETAIL, 0.3 * float(np.median(there)))) & (light > 10) & (light < 245)
    if tells.sum() < _FEWEST_CELLS:
        return None
    share = here / np.maximum(there, 1e-3)
    lost = tells & (share < _LOST * float(np.median(share[tells])))
    return box_of(lost, least=_FEWEST_LOST, orientation=1)


def _detail(grey: Grey) -> np.ndarray:
    """By cell: the variance of what is finer than :data:`_DETAIL_RADIUS`."""
    fine = grey.astype(np.float32)
    fine -= cv2.GaussianBlur(fine, (0, 0), _DETAIL_RADIUS)
    return np.asarray(cv2.resize(fine * fine, (_DETAIL_GRID, _DETAIL_GRID), interpolation=cv2.INTER_AREA))


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
