"""Traces of an earlier compression: a camera compresses once. What was opened and saved again was rounded twice, and
the first rounding shows in the coefficients as long as the second was finer.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from paht.examining.pictures import metadata
from paht.examining.pictures.decoded import Grey, Picture
from paht.examining.pictures.places import box_of
from paht.law.evidence.findings import Sign

_BLOCKS = 40_000
"""At most so many blocks of eight are looked at, in every row and column of a coarser grid."""
_MODES = [(row, column) for row in range(6) for column in range(6) if 1 <= row + column <= 5]
_STEPS = range(3, 41)
_FINE, _HIGHEST = 4, 1200
"""Coefficients are counted in quarters, up to 300."""
_FROM = 0.45
"""Of a step: where the first period begins, with half a step itself, which speaks against it."""
_FEWEST = 300
"""Coefficients that are not nothing, without which a mode says nothing."""
_ROUNDED = 0.55
"""From which mean of the cosine on the multiples of a step are no chance."""
_MODES_ROUNDED = 4
_EDITORS_DEFAULT = 82
"""Quality up to which libraries save by default and no phone does in full size."""


def signs(picture: Picture) -> Iterator[Sign]:
    """That the picture was saved again, and where something lies in it that was not compressed before."""
    if picture.scale != 1 or picture.media_type not in ("image/jpeg", "image/png"):
        return
    coefficients, rows, columns = _coefficients(picture.grey)
    if coefficients is None:
        return
    last = _last_steps(picture)
    traces: list[np.ndarray] = []
    for number, (row, column) in enumerate(_MODES):
        step, score = _earlier_step(coefficients[:, number], last[row * 8 + column])
        if score >= _ROUNDED:
            traces.append(_fits(coefficients[:, number], step))
    if len(traces) >= _MODES_ROUNDED:
        yield from _saved_again(picture, np.stack(traces), rows, columns)
    elif (
        metadata.has_any(picture)
        and (quality := _standard_quality(picture)) is not None
        and quality <= _EDITORS_DEFAULT
    ):
        seen = f"lưu bằng bảng nén chuẩn của thư viện phần mềm (chất lượng {quality}), không phải của máy ảnh"
        yield Sign(kind="recompressed", strength=0.45, seen=seen)


def _coefficients(grey: Grey) -> tuple[np.ndarray | None, int, int]:
    """DCT coefficients of the looked-at blocks (rows) in :data:`_MODES` (columns), and how many rows and columns of
    blocks these are.
    """
    tall, wide = grey.shape[0] // 8, grey.shape[1] // 8
    if tall * wide < 600:
        return None, 0, 0
    stride = max(1, int(np.ceil(np.sqrt(tall * wide / _BLOCKS))))
    blocks = grey[: tall * 8, : wide * 8].reshape(tall, 8, wide, 8)[::stride, :, ::stride]
    rows, columns = blocks.shape[0], blocks.shape[2]
    flat = blocks.transpose(0, 2, 1, 3).reshape(-1, 64).astype(np.float32) - 128
    return flat @ _BASIS, rows, columns


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


def _earlier_step(values: np.ndarray, last: int) -> tuple[int, float]:
    """The step, at least twice the last one, at whose multiples the coefficients gather most, and how much (0 to 1).

    Only whole periods are looked at: a natural picture's coefficients thin out from nothing on, which begins each
    period above its middle and so speaks against a step, never for one.
    """
    counts = np.bincount(
        np.minimum(np.round(np.abs(values) * _FINE), _HIGHEST).astype(int), minlength=_HIGHEST + 1
    )
    sizes = np.arange(_HIGHEST) / _FINE
    best, found = 0, 0.0
    for step in _STEPS:
        if step < 2 * last:
            continue
        told = np.where(sizes >= _FROM * step, counts[:_HIGHEST], 0)
        if told.sum() < _FEWEST:
            break
        score = float((told * np.cos(sizes * (2 * np.pi / step))).sum() / told.sum())
        # A divisor of the true step gathers as well: the largest that does is the true one.
        if score > found - 0.02 and score >= _ROUNDED:
            best, found = step, max(score, found)
    return best, found


def _fits(values: np.ndarray, step: int) -> np.ndarray:
    """For each block: how well it fits the step (−1 to 1), ``nan`` where its coefficient is nothing."""
    return np.where(np.abs(values) >= _FROM * step, np.cos(values * (2 * np.pi / step)), np.nan)


def _saved_again(picture: Picture, traces: np.ndarray, rows: int, columns: int) -> Iterator[Sign]:
    """Of the whole a hint; where a part of it lacks the trace that all the rest has, a plain sign with its place."""
    told = ~np.isnan(traces)
    weight = told.sum(axis=0).reshape(rows, columns).astype(np.float32)
    fit = np.where(told, traces, 0).sum(axis=0).reshape(rows, columns).astype(np.float32)
    side = max(5, min(rows, columns) // 20)
    heavy = cv2.boxFilter(weight, -1, (side, side), normalize=False, borderType=cv2.BORDER_CONSTANT)
    mean = cv2.boxFilter(fit, -1, (side, side), normalize=False, borderType=cv2.BORDER_CONSTANT) / np.maximum(
        heavy, 1
    )
    usual = float(np.median(mean[heavy > side * side / 2])) if (heavy > side * side / 2).any() else 0.0
    other = (heavy > side * side / 3) & (mean < usual * 0.45)
    place = box_of(other, least=side * side // 2, orientation=picture.orientation)
    if usual > 0.6 and place is not None and other.mean() < 0.4:
        seen = "vùng này không mang vết nén của phần còn lại: có thể được ghép vào hoặc vẽ lại"
        yield Sign(kind="recompressed", strength=0.9, seen=seen, box=place)
    else:
        seen = "ảnh mang vết của hai lần nén: đã được mở bằng phần mềm rồi lưu lại"
        # Where a chat service took the metadata away, it has compressed again, too: that says nothing new.
        yield Sign(kind="recompressed", strength=0.6 if metadata.has_any(picture) else 0.3, seen=seen)


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
