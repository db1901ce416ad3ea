"""Traces of an earlier compression: a camera compresses once. What was opened and saved again was rounded twice, and
the first rounding shows in the coefficients, unless the second had the same steps or much coarser ones.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from paht.examining.pictures import metadata, thumbnail
from paht.examining.pictures.decoded import Grey, Picture
from paht.examining.pictures.earlier import Earlier, earlier_step
from paht.examining.pictures.places import box_of
from paht.law.evidence.findings import UNPROVEN, Sign

_BLOCKS = 40_000
"""At most so many blocks of eight are looked at, in every row and column of a coarser grid."""
_MODES = [(row, column) for row in range(7) for column in range(7) if 1 <= row + column <= 6]
_FEWEST_BLOCKS = 600
_BESIDE = 4
"""Pixels by which a grid lies farthest from the file's own."""
_FEWEST_MODES, _LEAST_SHARE = 5, 0.2
"""Modes with an earlier step, and their share of those that tell anything: chance gives up to four."""
_LIKE_THE_REST = 0.45
"""Up to which share of the usual trace a place lacks it."""
_OF_A_TABLE = 0.6
"""From which share of whole numbers among the steps they are a table's own; brightening makes others of them, and
where light was cut off it leaves no trace to miss."""
_BLACK, _WHITE = 6, 249
"""Beyond these light is cut off, and the trace with it."""
_EDITORS_DEFAULT = 82
"""Quality up to which libraries save by default and no phone does in full size."""


def signs(picture: Picture) -> Iterator[Sign]:
    """That the picture was saved again, and where something lies in it that was not compressed before."""
    if picture.scale != 1 or picture.media_type not in ("image/jpeg", "image/png"):
        return
    if (picture.grey.shape[0] // 8) * (picture.grey.shape[1] // 8) < _FEWEST_BLOCKS:
        return
    coefficients = _coefficients(picture.grey)
    elsewhere = _coefficients(picture.grey[_BESIDE:, _BESIDE:])
    last = _last_steps(picture)
    told, found = 0, []
    for number, (row, column) in enumerate(_MODES):
        step = last[row * 8 + column]
        tells, earlier = earlier_step(coefficients[:, number], elsewhere[:, number], step)
        told += tells
        if earlier:
            found.append((coefficients[:, number] / step, earlier))
    if len(found) >= max(_FEWEST_MODES, _LEAST_SHARE * told):
        yield from _saved_again(picture, found, _not_clipped(picture.grey))
    elif metadata.has_any(picture) and (quality := _standard_quality(picture)) is not None:
        yield from _by_any_program(picture, quality)


def _by_any_program(picture: Picture, quality: int) -> Iterator[Sign]:
    """That a library's own table wrote the file: as coarse as no phone saves, or with nothing besides that a camera
    would have left. Who saves again with the very table that was there leaves no trace of it."""
    if quality <= _EDITORS_DEFAULT:
        seen = f"lưu bằng bảng nén chuẩn của thư viện phần mềm (chất lượng {quality}), không phải của máy ảnh"
        yield Sign(kind="recompressed", strength=0.45, seen=seen)
    elif not thumbnail.is_there(picture):
        seen = (
            "không thấy dấu hiệu chỉnh sửa, nhưng tệp không có ảnh thu nhỏ của máy ảnh và dùng bảng nén chuẩn "
            "mà phần mềm nào cũng dùng: đã lưu lại hay chưa thì không để lại vết"
        )
        yield Sign(kind=UNPROVEN, strength=0.2, seen=seen)


def _coefficients(grey: Grey) -> np.ndarray:
    """DCT coefficients of the looked-at blocks (rows) in :data:`_MODES` (columns)."""
    flat = _blocks(grey).transpose(0, 2, 1, 3).reshape(-1, 64).astype(np.float32) - 128
    return np.asarray(flat @ _BASIS)


def _blocks(grey: Grey) -> np.ndarray:
    """Those looked at, by row, row within, column, column within."""
    tall, wide = grey.shape[0] // 8, grey.shape[1] // 8
    stride = max(1, int(np.ceil(np.sqrt(tall * wide / _BLOCKS))))
    return grey[: tall * 8, : wide * 8].reshape(tall, 8, wide, 8)[::stride, :, ::stride]


def _not_clipped(grey: Grey) -> np.ndarray:
    """By row and column of blocks: whether all its light lies between black and white."""
    blocks = _blocks(grey)
    return np.asarray((blocks.min(axis=(1, 3)) > _BLACK) & (blocks.max(axis=(1, 3)) < _WHITE))


def _basis() -> np.ndarray:
    places = np.arange(8)
    waves = np.array(
        [np.sqrt((1 if k == 0 else 2) / 8) * np.cos((2 * places + 1) * k * np.pi / 16) for k in range(8)]
    )
    return np.stack([np.outer(waves[r], waves[c]).ravel() for r, c in _MODES], axis=1).astype(np.float32)


_BASIS = _basis()


def _last_steps(picture: Picture) -> list[int]:
    """The steps of the file's own table for brightness, row by row; ones where there is none."""
    table = picture.tables.get(0)
    return list(table) if picture.is_jpeg and table and len(table) == 64 else [1] * 64


def _saved_again(
    picture: Picture, found: list[tuple[np.ndarray, Earlier]], clear: np.ndarray
) -> Iterator[Sign]:
    """Of the whole a hint; where a part of it lacks the trace that all the rest has, a plain sign with its place."""
    weight, trace = (np.where(clear, each.reshape(clear.shape), 0) for each in _traces(found))
    side = max(5, min(clear.shape) // 20)
    heavy, share = (
        cv2.boxFilter(each, -1, (side, side), normalize=False, borderType=cv2.BORDER_CONSTANT)
        for each in (weight, trace)
    )
    share = share / np.maximum(heavy, 1e-3)
    enough = heavy > np.median(heavy) / 3
    usual = float(np.median(share[enough]))
    other = enough & (share < usual * _LIKE_THE_REST)
    place = box_of(other, least=side * side // 2, orientation=picture.orientation)
    of_a_table = (
        np.mean([abs(earlier.step - round(earlier.step)) < 0.05 for _, earlier in found]) > _OF_A_TABLE
    )
    if of_a_table and usual > 0.6 and place is not None and other.mean() < 0.4:
        seen = "vùng này không mang vết nén của phần còn lại: có thể được ghép vào hoặc vẽ lại"
        yield Sign(kind="recompressed", strength=0.9, seen=seen, box=place)
    else:
        seen = "ảnh mang vết của hai lần nén: đã được mở bằng phần mềm rồi lưu lại"
        # Where a chat service took the metadata away, it has compressed again, too: that says nothing new.
        yield Sign(kind="recompressed", strength=0.6 if metadata.has_any(picture) else 0.3, seen=seen)


def _traces(found: list[tuple[np.ndarray, Earlier]]) -> tuple[np.ndarray, np.ndarray]:
    """For each block: how much its coefficients can tell, and how much of that they have of the trace. The quotient is
    one in the mean where everything was rounded before, and nothing where nothing was.
    """
    weight, trace = (np.zeros(found[0][0].size, np.float32) for _ in range(2))
    for multiples, earlier in found:
        number = np.rint(np.abs(multiples)).astype(np.intp)
        tells = (number > 0) & (number < earlier.speaks.size)
        weight += np.where(tells, earlier.with_it - earlier.without, 0)
        trace += np.where(tells, earlier.speaks[np.where(tells, number, 0)] - earlier.without, 0)
    return weight, trace


def _standard_quality(picture: Picture) -> int | None:
    """The quality (1 to 100) at which the common library's table is the file's own; ``None`` for another table."""
    table = picture.tables.get(0)
    if not table or len(table) != 64:
        return None
    for quality in range(30, 101):
        factor = 5000 // quality if quality < 50 else 200 - 2 * quality
        if all(
            min(255, max(1, (base * factor + 50) // 100)) == step
            for base, step in zip(_STANDARD, table, strict=True)
        ):
            return quality
    return None


_STANDARD = (
    *(16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99),
)
"""Table K.1 of the standard (ITU-T T.81), row by row."""
