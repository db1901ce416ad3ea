"""Gaps among the tones: who makes a finished picture brighter or richer in contrast stretches its 256 levels, and some
are left empty, or take two, at even distances. Compression blurs these gaps and leaves their rhythm.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from paht.examining.pictures import metadata
from paht.examining.pictures.decoded import Picture
from paht.law.evidence.findings import Sign

_EVERY = 2
"""Rows and columns: a quarter of the pixels is enough."""
_FEWEST_PIXELS = 100_000
_ENDS = 8
"""Levels at either end, where light is cut off."""
_LONGEST = 9
"""Levels between two gaps: stretching by less than a ninth is not told from what a scene holds."""
_BESIDE = 15
_RHYTHM = 30.0
"""From how many times the strength of the rhythms beside it one is no chance; unchanged pictures reach a half."""
STRENGTH = 0.5
"""A warning: a telephone that tones its picture in 256 levels would do the same."""


def signs(picture: Picture) -> Iterator[Sign]:
    """That the picture was toned after it was taken. Of a JPEG with its camera's metadata alone."""
    if picture.scale != 1 or not picture.is_jpeg or not metadata.has_any(picture):
        return
    how = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    colours = cv2.imdecode(np.frombuffer(picture.data, np.uint8), how)
    if colours is None:
        return
    green = np.asarray(colours[::_EVERY, ::_EVERY, 1], np.uint8)
    if green.size >= _FEWEST_PIXELS and rhythm(np.bincount(green.ravel(), minlength=256)) >= _RHYTHM:
        yield Sign(
            kind="toned",
            strength=STRENGTH,
            seen="các mức sáng có khoảng trống đều nhau: độ sáng hoặc tương phản đã được chỉnh sau khi chụp",
        )


def rhythm(levels: np.ndarray) -> float:
    """How much the strongest even rhythm in the counts of 256 levels stands out from those beside it."""
    inner = levels[_ENDS:-_ENDS].astype(np.float64)
    heights = np.log(inner + 20)
    around = np.ones(9) / 9
    apart = (heights - np.convolve(heights, around, "same"))[6:-6]
    # Levels that hardly occur are noise alone.
    weight = np.minimum(inner[6:-6], 2 * np.median(inner) + 1)
    if not weight.any():
        return 0.0
    strength = np.abs(np.fft.rfft(apart * np.sqrt(weight / weight.mean()) * np.hanning(apart.size))) ** 2
    first = apart.size // _LONGEST
    found = 0.0
    for place in range(first, strength.size):
        before, after = (
            strength[max(0, place - _BESIDE) : place - 2],
            strength[place + 3 : place + _BESIDE + 1],
        )
        beside = np.concatenate((before, after))
        found = max(found, float(strength[place] / (np.median(beside) + 1e-9)))
    return found
