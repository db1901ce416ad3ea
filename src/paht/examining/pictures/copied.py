"""Copy-move: a part of the picture laid over another part, to hide or to multiply something."""

from collections import Counter
from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from paht.examining.pictures.decoded import Grey, Picture
from paht.examining.pictures.places import box_of
from paht.law.evidence.findings import Box, Sign

_LONGEST = 1600
_POINTS = 3000
_CORNERS_APART = 10
_NEAR_BITS = 24
_FAR_PIXELS = 32
_TOGETHER = 10
"""Points that must have moved by the same way, and then repeat their surroundings to the pixel."""
_TRIED = 16
"""Points on which the exact way is tried."""
_HALF = 12
"""Half the side of a point's surroundings, in the file's own pixels."""
_TEXTURED = 5.0
_EQUAL = 0.97
"""Correlation from which surroundings repeat: two bricks of one wall reach 0.9."""


def signs(picture: Picture) -> Iterator[Sign]:
    """A sign where a part of the picture is there twice, pixel for pixel."""
    factor = min(1.0, _LONGEST / max(picture.grey.shape))
    work = cv2.resize(picture.grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    steps = [
        (points / factor, step)
        for points, way in _ways(np.asarray(work, np.uint8))
        if (step := _exactly(picture.grey, points / factor, way / factor, reach=int(np.ceil(2 / factor))))
        is not None
    ]
    for points, step in steps:
        equal = points[_equal(picture.grey, points, step)]
        others = [other for _, other in steps if other is not step]
        if len(equal) >= _TOGETHER and not _comes_often(picture.grey, equal, step, others):
            yield Sign(
                kind="copied",
                strength=0.95,
                seen="vùng này có một bản giống hệt ở chỗ khác trong ảnh",
                box=_around(picture, equal),
            )
            return


def _comes_often(grey: Grey, points: np.ndarray, step: np.ndarray, others: Sequence[np.ndarray]) -> bool:
    """Whether most of the points come a third time: lines of writing, tiles, the slats of a gate were made so."""
    further = [2 * step, -step, *others, *(-other for other in others)]
    more = {number for way in further for number in _equal(grey, points, way)}
    return 2 * len(more) >= len(points)


def _ways(work: Grey) -> list[tuple[np.ndarray, np.ndarray]]:
    """Points (x, y) and the way by which they come again elsewhere; at most three ways, that of most points first."""
    # Corners some way apart, so that a shop front does not take them all and leave the road none.
    corners = cv2.goodFeaturesToTrack(work, _POINTS, 0.001, _CORNERS_APART)
    if corners is None:
        return []
    spots = [cv2.KeyPoint(float(x), float(y), 31) for x, y in corners.reshape(-1, 2)]
    points, descriptors = cv2.ORB.create().compute(work, spots)
    if descriptors is None or len(points) < 2 * _TOGETHER:
        return []
    places = np.array([point.pt for point in points])
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(descriptors, descriptors, k=3)
    found = [
        (match.queryIdx, match.trainIdx)
        for matches in pairs
        for match in matches
        if match.queryIdx < match.trainIdx and match.distance <= _NEAR_BITS
    ]
    if len(found) < _TOGETHER:
        return []
    starts = places[[one for one, _ in found]]
    moves = places[[other for _, other in found]] - starts
    backwards = moves[:, 0] < 0
    starts[backwards] += moves[backwards]
    moves[backwards] *= -1
    far = np.hypot(moves[:, 0], moves[:, 1]) > _FAR_PIXELS
    starts, moves = starts[far], moves[far]
    if len(moves) < _TOGETHER:
        return []
    rounded, counts = np.unique(np.round(moves / 3).astype(int), axis=0, return_counts=True)
    ways = []
    for which in np.argsort(-counts)[:3]:
        near = np.abs(moves - rounded[which] * 3).max(axis=1) <= 4
        if near.sum() >= _TOGETHER:
            ways.append((starts[near], np.median(moves[near], axis=0)))
    return ways


def _exactly(grey: Grey, points: np.ndarray, way: np.ndarray, *, reach: int) -> np.ndarray | None:
    """The way in whole pixels, within ``reach`` of the estimate, after which some of the points' surroundings come
    again; ``None`` for none.
    """
    few = _patches(grey, points[:: max(1, len(points) // _TRIED)], _HALF)
    around = _patches(
        grey, np.array([place + np.round(way) for place, _ in few.values()]).reshape(-1, 2), _HALF + reach
    )
    numbers = list(few)
    seen: Counter[tuple[int, int]] = Counter()
    for at, (_, wide) in around.items():
        fit = cv2.matchTemplate(wide, few[numbers[at]][1], cv2.TM_CCOEFF_NORMED)
        _, best, _, (x, y) = cv2.minMaxLoc(fit)
        if best >= _EQUAL and few[numbers[at]][1].std() >= _TEXTURED:
            seen[x - reach, y - reach] += 1
    ((exact, most),) = seen.most_common(1) or [((0, 0), 0)]
    return np.round(way) + exact if most >= _TRIED // 4 else None


def _equal(grey: Grey, points: np.ndarray, way: np.ndarray) -> list[int]:
    """The numbers of the points that repeat after that way."""
    one, other = _patches(grey, points, _HALF), _patches(grey, np.round(points) + way, _HALF)
    return [number for number in one.keys() & other.keys() if _alike(one[number][1], other[number][1])]


def _patches(grey: Grey, points: np.ndarray, half: int) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """By number the place and the surroundings of the points that lie ``half`` a side or more from the edge."""
    height, width = grey.shape
    found = {}
    for number, point in enumerate(points):
        x, y = (round(float(part)) for part in point)
        if half <= x < width - half and half <= y < height - half:
            patch = grey[y - half : y + half + 1, x - half : x + half + 1]
            found[number] = (np.array((x, y)), patch.astype(np.float32))
    return found


def _alike(one: np.ndarray, other: np.ndarray) -> bool:
    one, other = one - one.mean(), other - other.mean()
    spread_one, spread_other = float(one.std()), float(other.std())
    if min(spread_one, spread_other) < _TEXTURED:
        return False
    return float((one * other).mean()) / (spread_one * spread_other) >= _EQUAL


def _around(picture: Picture, points: np.ndarray) -> Box | None:
    mask = np.zeros((96, 96), np.uint8)
    height, width = picture.grey.shape
    columns = np.clip(points[:, 0] / width * 96, 0, 95).astype(int)
    rows = np.clip(points[:, 1] / height * 96, 0, 95).astype(int)
    mask[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] = 1
    return box_of(mask, least=1, orientation=picture.orientation)
