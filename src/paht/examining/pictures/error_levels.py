"""Error levels: how much each part changes when the whole is compressed once more, beside what its texture explains.

What was compressed as often as the rest changes as the rest of its kind does; a part that was pasted in, painted or
smoothed changes more or less. Parts are compared with parts of the same texture, for fine detail changes most anyhow.
"""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from paht.examining.pictures.decoded import Grey, Picture
from paht.examining.pictures.places import box_of
from paht.law.evidence.findings import Sign

STRENGTH = 0.35
"""Under every threshold, as noise is: real telephones smooth more than those it was tried on (ADR 50)."""
_TILE, _LOOKED_AT = 32, 16
"""Pixels between tiles, and of each tile's side that is compressed: two whole blocks of JPEG."""
_QUALITY = 90
_FEWEST = 300
_DARK, _LIGHT = 12, 243
_LEAST_TEXTURE = 0.5
_LEAST_CHANGE = 0.1
"""Levels, in the median: what was last saved with these very steps changes in nothing."""
_BANDS = 20
_LEAST_SPREAD = 0.03
_OTHER = 2.5
"""Of the usual spread, in the mean of nine tiles, from which a part changes otherwise than its kind."""
_SHARE = 0.02
"""Of the tiles that tell anything, the least that hang together."""
Cells = npt.NDArray[np.float32]


def signs(picture: Picture) -> Iterator[Sign]:
    """A sign where one part changes otherwise than all that has its texture."""
    if picture.scale != 1:
        return
    other, told = _otherwise(picture.grey)
    for more in (other > _OTHER, other < -_OTHER):
        place = box_of(more, least=max(1, round(_SHARE * told)), orientation=picture.orientation)
        if place is not None:
            seen = "khi nén lại, vùng này thay đổi khác phần còn lại cùng độ chi tiết: có thể được ghép vào hoặc vẽ lại"
            yield Sign(kind="levels", strength=STRENGTH, seen=seen, box=place)
            return


def _otherwise(grey: Grey) -> tuple[Cells, int]:
    """By tile, in spreads, how far its change lies from its kind's (0 where nothing can be told); how many tell."""
    rows, columns = grey.shape[0] // _TILE, grey.shape[1] // _TILE
    cut = grey[: rows * _TILE, : columns * _TILE].reshape(rows, _TILE, columns, _TILE)
    tiles = cut[:, :_LOOKED_AT, :, :_LOOKED_AT]
    # The tiles' corners side by side, a quarter of the picture: blocks are compressed each by itself.
    sheet = np.ascontiguousarray(tiles).reshape(rows * _LOOKED_AT, columns * _LOOKED_AT)
    nothing = np.zeros((rows, columns), np.float32)
    if rows * columns < _FEWEST:
        return nothing, 0
    _, packed = cv2.imencode(".jpg", sheet, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    again = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
    change = _mean(cv2.absdiff(sheet, np.asarray(again, np.uint8)), rows, columns)
    texture = _mean(np.abs(cv2.Laplacian(sheet, cv2.CV_16S)), rows, columns)
    light = _mean(sheet, rows, columns)
    tells = (light > _DARK) & (light < _LIGHT) & (texture > _LEAST_TEXTURE)
    if tells.sum() < _FEWEST or np.median(change[tells]) < _LEAST_CHANGE:
        return nothing, 0
    changes, textures = np.log(change[tells] + 0.02), np.log(texture[tells])
    bands = np.array_split(np.argsort(textures), _BANDS)
    usual = np.interp(
        textures,
        [float(np.median(textures[band])) for band in bands],
        [float(np.median(changes[band])) for band in bands],
    )
    apart = changes - usual
    nothing[tells] = apart / max(1.4826 * float(np.median(np.abs(apart))), _LEAST_SPREAD)
    return np.asarray(cv2.blur(nothing, (3, 3)), np.float32), int(tells.sum())


def _mean(sheet: npt.NDArray[np.generic], rows: int, columns: int) -> Cells:
    """Of each tile, without the edge that touches its neighbour's."""
    tiles = sheet.reshape(rows, _LOOKED_AT, columns, _LOOKED_AT)[:, 1:-1, :, 1:-1]
    return np.asarray(tiles.mean(axis=(1, 3)), np.float32)
