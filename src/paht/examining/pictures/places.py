"""From a map of suspicious cells to one box as shares of the upright picture."""

import cv2
import numpy as np

from paht.examining.pictures.decoded import upright
from paht.law.evidence.findings import Box


def box_of(cells: np.ndarray, *, least: int, orientation: int) -> Box | None:
    """The box round the largest connected group of cells; ``None`` where none has that many. ``cells`` cover the
    picture as it lies in the file.
    """
    turned = upright(cells.astype(np.uint8), orientation)
    count, _, stats, _ = cv2.connectedComponentsWithStats(turned, connectivity=8)
    if count < 2:
        return None
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    left, top, width, height, area = (int(figure) for figure in stats[largest])
    if area < least:
        return None
    rows, columns = turned.shape
    return box(left / columns, top / rows, width / columns, height / rows)


def box(left: float, top: float, width: float, height: float) -> Box:
    """A box with its shares rounded to thousandths."""
    return Box(left=round(left, 3), top=round(top, 3), width=round(width, 3), height=round(height, 3))
