"""How well a picture can be seen, measured on 1,024 pixels so that a camera's megapixels make no difference."""

import cv2
import numpy as np

from paht.examining.pictures.decoded import Grey, Picture
from paht.law.evidence.findings import Clarity

_TILE = 32
_DARK, _BRIGHT = 25, 250
"""Of 255: below and above nothing can be told apart on a phone's screen in the sun."""
_TEXTURED = 8.0
"""Standard deviation from which a tile shows something; sensor noise at night has up to 6."""


def measure(picture: Picture, *, by_camera: bool) -> Clarity:
    """Its figures; ``by_camera``: whether metadata name a camera, which a copied screen cannot."""
    grey = picture.small
    spread = _deviations(grey, _TILE)
    return Clarity(
        sharpness=round(_sharpness(grey, spread), 3),
        brightness=round(float(np.median(grey)) / 255, 3),
        dark_share=round(float((grey < _DARK).mean()), 3),
        bright_share=round(float((grey > _BRIGHT).mean()), 3),
        detail=round(float((spread > _TEXTURED).mean()), 3),
        screen=round(_screen(picture, by_camera=by_camera), 3),
    )


def _tiles(values: np.ndarray, side: int) -> np.ndarray:
    """Means of the whole tiles of that side, as a table of rows and columns."""
    rows, columns = values.shape[0] // side, values.shape[1] // side
    if rows == 0 or columns == 0:
        return values.mean(keepdims=True)
    cut = values[: rows * side, : columns * side].reshape(rows, side, columns, side)
    return np.asarray(cut.mean(axis=(1, 3)))


def _deviations(grey: Grey, side: int) -> np.ndarray:
    values = grey.astype(np.float32)
    mean = _tiles(values, side)
    return np.asarray(np.sqrt(np.maximum(_tiles(values * values, side) - mean * mean, 0)))


def _sharpness(grey: Grey, spread: np.ndarray) -> float:
    """How much of its slopes a picture loses when it is blurred once more (Crete 2007): a sharp one much, a blurred one
    hardly any. Of the sharpest fifth of the tiles that show anything: depth of field is no fault.
    """
    values = grey.astype(np.float32)
    again = cv2.GaussianBlur(values, (0, 0), 1.6)
    before, after = _slopes(values), _slopes(again)
    kept = _tiles(after, _TILE) / (_tiles(before, _TILE) + 1e-3)
    told = kept[spread > _TEXTURED]
    if told.size == 0:
        return 0.0
    return float(np.clip((0.95 - np.percentile(told, 20)) / 0.45, 0, 1))


def _slopes(values: np.ndarray) -> np.ndarray:
    return np.abs(cv2.Sobel(values, cv2.CV_32F, 1, 0)) + np.abs(cv2.Sobel(values, cv2.CV_32F, 0, 1))


def _screen(picture: Picture, *, by_camera: bool) -> float:
    """The share of tiles of exactly one tone at the file's own size, where no sensor's noise can be: bars and paper of
    an application. A burnt-out sky is as flat, so a camera's name in the metadata halves it.
    """
    flat = float((_deviations(picture.grey[::2, ::2], 16) < 0.3).mean())
    score = min(1.0, flat * 2)
    if picture.media_type == "image/png" and not by_camera:
        # Phones photograph in JPEG or HEIC and keep what is on their screen as PNG.
        score = max(score, 0.5)
    return score * 0.4 if by_camera else score
