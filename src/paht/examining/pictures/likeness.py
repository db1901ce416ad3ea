"""Knowing a picture again after it was made smaller, compressed again or lost its edges.

A hash says for 64 low frequencies of a picture whether each is above their middle, as 16 hexadecimal digits. A crop
moves them all, so seventeen are kept: first the **whole**, then windows that leave out 5 % at each combination of the
four sides, and one that leaves out 2.5 % all round. Two pictures are alike when the *whole* of one is near any hash of
the other (:func:`bits_apart`, :data:`paht.law.evidence.likeness.NEAR_BITS`): what was cropped shows as a window of
what it was cropped from.

For a database: keep one row a hash (picture, position in ``Findings.hashes``, 64 bits as ``bigint``) and, for each,
its four bands of 16 bits in an indexed column with the band's number. Two hashes that differ in at most three bits
have at least one band in common, so a search looks up the bands of the new picture's hashes and counts the bits of
what it finds (``bit_count((a # b)::bit(64))``), asking that one of the two be at position 0. Within one sender's
pictures, which are few, counting all is as fast.
"""

from collections.abc import Sequence
from itertools import product

import cv2
import numpy as np

from paht.examining.pictures.decoded import Grey
from paht.law.evidence.likeness import NEAR_BITS

_TRIM = 0.05
_SIDE = 32


def hashes(small: Grey) -> tuple[str, ...]:
    """The hashes of an upright grey picture, the whole first; empty for one without any content."""
    if small.std() < 2:
        return ()
    # 512 pixels show all that 32 × 32 means can tell, and make the windows cheap.
    factor = 512 / max(small.shape)
    base = (
        cv2.resize(small, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else small
    )
    height, width = base.shape
    found = [_hash(base)]
    even = (_TRIM / 2,) * 4
    for left, top, right, bottom in (*list(product((0.0, _TRIM), repeat=4))[1:], even):
        rows = slice(round(top * height), height - round(bottom * height))
        columns = slice(round(left * width), width - round(right * width))
        found.append(_hash(base[rows, columns]))
    return tuple(found)


def _hash(window: np.ndarray) -> str:
    tiny = cv2.resize(window, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(tiny)[:9, :9].ravel()[_FIRST]
    bits = low > np.median(low)
    return f"{int(np.packbits(bits).view('>u8')[0]):016x}"


def _first_frequencies() -> np.ndarray:
    """The places of the 64 lowest frequencies but the mean in a table of nine by nine, lowest first."""
    order = sorted((row + column, row, column) for row in range(9) for column in range(9))
    return np.array([row * 9 + column for _, row, column in order[1:65]])


_FIRST = _first_frequencies()


def bits_apart(one: Sequence[str], other: Sequence[str]) -> int | None:
    """In how many of 64 bits the nearest pair of hashes differs, of which one is a whole picture's; ``None`` where one
    of the pictures has none.
    """
    if not one or not other:
        return None
    first, second = [int(each, 16) for each in one], [int(each, 16) for each in other]
    pairs = [(first[0], each) for each in second] + [(each, second[0]) for each in first]
    return min((a ^ b).bit_count() for a, b in pairs)


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two pictures are the same but for size, compression and edges."""
    apart = bits_apart(one, other)
    return apart is not None and apart <= NEAR_BITS
