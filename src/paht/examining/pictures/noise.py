"""Sensor noise: a camera's own lies evenly over what it photographs; what was pasted in, painted over or smoothed
brings another. A weak sign: fog, shade and a phone's own smoothing do the same, so it is shown and never weighs alone.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from paht.examining.pictures.decoded import Picture
from paht.examining.pictures.places import box_of
from paht.law.evidence.findings import Sign

_TILE = 48
_CALM = 7.0
"""Standard deviation up to which a tile shows noise rather than things."""
_OTHER = 3.5
STRENGTH = 0.35
"""Under every threshold: it is named beside stronger signs only."""
_KERNEL = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


def signs(picture: Picture) -> Iterator[Sign]:
    """A hint where calm parts of one brightness have noise that differs by a multiple."""
    grey = picture.grey
    rows, columns = grey.shape[0] // _TILE, grey.shape[1] // _TILE
    if picture.scale != 1 or rows * columns < 300:
        return
    # Every other tile's upper left quarter is enough, and a quarter of the work.
    half = _TILE // 2
    cut = grey[: rows * _TILE, : columns * _TILE].reshape(rows, _TILE, columns, _TILE)[:, :half, :, :half]
    tiles = cut.transpose(0, 2, 1, 3).reshape(-1, half, half).astype(np.float32)
    calm = (tiles.std(axis=(1, 2)) < _CALM).reshape(rows, columns)
    brightness = tiles.mean(axis=(1, 2)).reshape(rows, columns)
    # One filter over all tiles side by side; where two of them touch is left out.
    sheet = cut.reshape(rows * half, columns * half).astype(np.float32)
    rough = np.abs(cv2.filter2D(sheet, -1, _KERNEL)).reshape(rows, half, columns, half)[:, 2:-2, :, 2:-2]
    noise = rough.mean(axis=(1, 3)) / 4.8
    told = calm & (brightness > 30) & (brightness < 235)
    if told.sum() < 120:
        return
    usual = float(np.median(noise[told]))
    other = told & ((noise > max(usual, 0.4) * _OTHER) | ((noise * _OTHER < usual) & (usual > 1)))
    place = box_of(other, least=12, orientation=picture.orientation)
    if place is not None and other.sum() < 0.15 * told.sum():
        yield Sign(
            kind="noise", strength=STRENGTH, seen="nhiễu hạt của vùng này khác phần còn lại", box=place
        )
