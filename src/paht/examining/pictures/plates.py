"""Number plates in a picture, found by reading all writing in it (rapidocr, its models come in its wheel): proposals.

Vietnamese plates are two digits, one or two letters, perhaps a digit, then four or five digits, on one line or on two:
``64A-123.45``, ``64-B1`` above ``123.45``, ``LD`` and ``NG`` plates alike. What is read is forgiven what a blurred
plate is often read as.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from paht.examining.pictures.faces import shares
from paht.law.evidence.findings import Mark

Pixels = NDArray[np.uint8]
MARGIN = 0.15
_LETTERS_FOR_DIGITS = str.maketrans("OQDIJLZSBGT", "00011125867")
_HEAD = re.compile(r"\d{2}[A-ZĐ]{1,2}\d?")
_TAIL = re.compile(r"\d{4,5}")
_NATURAL_WIDTH = (1.2, 7.5)
"""The least and most times that the writing of a plate is wider than it is high."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of writing: its words without anything but letters and digits, where (pixels), how surely."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def find_plates(picture: Pixels) -> tuple[Mark, ...]:
    """The number plates of an upright RGB picture, the surest first; the models are loaded for this call alone."""
    height, width = picture.shape[:2]
    lines = _lines(picture)
    found: list[Mark] = []
    for parts in (*([line] for line in lines), *_pairs(lines)):
        confidence = _likely(parts)
        if not confidence:
            continue
        left, top = min(p.left for p in parts), min(p.top for p in parts)
        right, bottom = max(p.right for p in parts), max(p.bottom for p in parts)
        box = shares((left, top, right - left, bottom - top), width=width, height=height, margin=MARGIN)
        if box is not None:
            found.append(Mark(kind="plate", box=box, confidence=round(confidence, 3)))
    return tuple(sorted(found, key=lambda mark: -mark.confidence))


def _lines(picture: Pixels) -> list[_Line]:
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={"Global.log_level": "critical", "Global.use_cls": False, "Global.text_score": 0.3}
    )
    read: Any = engine(np.ascontiguousarray(picture[:, :, ::-1]), use_cls=False)
    if read.boxes is None:
        return []
    lines = []
    for corners, text, score in zip(read.boxes, read.txts, read.scores, strict=True):
        across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        words = re.sub(r"[^A-ZĐ0-9]", "", text.upper())
        lines.append(_Line(words, min(across), min(down), max(across), max(down), float(score)))
    return lines


def _pairs(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Two pieces of writing of which one stands close under the other, about as wide."""
    return [
        [upper, lower]
        for upper in lines
        for lower in lines
        if 0.3 * upper.height < lower.top - upper.top < 2.2 * upper.height
        and 0.5 < lower.height / max(upper.height, 1) < 2.0
        and min(upper.right, lower.right) - max(upper.left, lower.left)
        > 0.5 * min(upper.right - upper.left, lower.right - lower.left)
    ]


def _likely(parts: Sequence[_Line]) -> float:
    """How surely the writing is a plate; 0: it is none."""
    sure = min(part.confidence for part in parts)
    if len(parts) == 2:
        upper, lower = parts
        if _is_head(upper.text) and _TAIL.fullmatch(_digits(lower.text)):
            return sure
        return 0.0
    (line,) = parts
    shape = (line.right - line.left) / max(line.height, 1)
    if not _NATURAL_WIDTH[0] <= shape <= _NATURAL_WIDTH[1]:
        return 0.0
    return sure if _is_whole(line.text) else 0.0


def _is_head(text: str) -> bool:
    if not 3 <= len(text) <= 5:
        return False
    return bool(_HEAD.fullmatch(_digits(text[:2]) + text[2:]))


def _is_whole(text: str) -> bool:
    """Whether it reads as a plate, with letters at the places of digits taken for the digits that they look like."""
    for tail in (5, 4):
        head, rest = text[:-tail], text[-tail:]
        if len(text) > tail and _is_head(head) and _TAIL.fullmatch(_digits(rest)):
            return True
    return False


def _digits(text: str) -> str:
    return text.translate(_LETTERS_FOR_DIGITS)
