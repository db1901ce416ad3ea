"""Faces in a picture, found by CenterFace (``models/VENDORED.md``) on the CPU: proposals for an officer.

The model's answer is a map of a quarter of the picture's size: how likely a face has its centre there, its height and
width, and where in the cell the centre lies.
"""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from paht.law.evidence.findings import Box, Mark

MODEL = Path(__file__).parent / "models" / "centerface.onnx"
OUTPUTS = ("537", "538", "539")
LONGEST_EDGE = 1280
"""Pixels of the picture as the model sees it: twice as many find smaller faces, and take four times the memory."""
STRIDE = 32
CELL = 4
LIKELY = 0.30
"""From which likelihood a face is proposed; a proposal too many costs the officer a key, one too few a person."""
OVERLAP = 0.3
MARGIN = 0.12
"""By how much of its size a box is widened on each side: the model's boxes end at chin and forehead."""

Pixels = NDArray[np.uint8]


def find_faces(picture: Pixels, *, likely: float = LIKELY) -> tuple[Mark, ...]:
    """The faces of an upright RGB picture, the surest first; the model is loaded for this call and dropped."""
    net = cv2.dnn.readNetFromONNX(str(MODEL))
    height, width = picture.shape[:2]
    scale = min(1.0, LONGEST_EDGE / max(width, height))
    seen = _as_seen(picture, scale)
    net.setInput(cv2.dnn.blobFromImage(seen))
    heat, size, offset = net.forward(OUTPUTS)
    boxes, scores = _candidates(heat[0, 0], size[0], offset[0], likely)
    kept = cv2.dnn.NMSBoxes(boxes, scores, likely, OVERLAP) if boxes else []
    found = [
        Mark(kind="face", box=box, confidence=round(scores[index], 3))
        for index in kept
        if (box := shares(boxes[index], width=width * scale, height=height * scale)) is not None
    ]
    return tuple(sorted(found, key=lambda mark: -mark.confidence))


def _as_seen(picture: Pixels, scale: float) -> Pixels:
    """The picture in the model's size: shrunk, never squeezed, with grey added to full strides below and right."""
    height, width = picture.shape[:2]
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    down, right = -picture.shape[0] % STRIDE, -picture.shape[1] % STRIDE
    padded = cv2.copyMakeBorder(picture, 0, down, 0, right, cv2.BORDER_CONSTANT, value=(127, 127, 127))
    return padded.astype(np.uint8, copy=False)


def _candidates(
    heat: NDArray[np.float32], size: NDArray[np.float32], offset: NDArray[np.float32], likely: float
) -> tuple[list[tuple[float, float, float, float]], list[float]]:
    """Boxes (left, top, width, height in pixels as seen) with their likelihoods."""
    boxes, scores = [], []
    for row, column in _peaks(heat, likely):
        tall, wide = (float(np.exp(part[row, column])) * CELL for part in size)
        down, right = (float(part[row, column]) for part in offset)
        left = (column + right + 0.5) * CELL - wide / 2
        top = (row + down + 0.5) * CELL - tall / 2
        boxes.append((left, top, wide, tall))
        scores.append(float(heat[row, column]))
    return boxes, scores


def _peaks(heat: NDArray[np.float32], likely: float) -> Iterator[tuple[int, int]]:
    for row, column in zip(*np.nonzero(heat > likely), strict=True):
        yield int(row), int(column)


def shares(
    box: tuple[float, float, float, float], *, width: float, height: float, margin: float = MARGIN
) -> Box | None:
    """A box in pixels, widened, cut at the picture's edges, as shares; ``None`` where nothing of it is inside."""
    left, top, wide, tall = box
    start_x, end_x = (max(0.0, left - margin * wide), min(width, left + (1 + margin) * wide))
    start_y, end_y = (max(0.0, top - margin * tall), min(height, top + (1 + margin) * tall))
    if end_x - start_x < 1 or end_y - start_y < 1:
        return None
    return Box(
        left=round(start_x / width, 4),
        top=round(start_y / height, 4),
        width=round((end_x - start_x) / width, 4),
        height=round((end_y - start_y) / height, 4),
    )
