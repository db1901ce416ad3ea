"""How well a picture can be seen, measured on 1,024 pixels so that a camera's megapixels make no difference."""

from functools import cache

import cv2
import numpy as np

from paht.examining.pictures.decoded import Grey, Picture
from paht.law.evidence.findings import Clarity

_TILE = 32
_DARK, _BRIGHT = 25, 250
"""Of 255: below and above nothing can be told apart on a phone's screen in the sun."""
_TEXTURED = 8.0
"""Standard deviation from which a tile shows something; sensor noise at night has up to 6."""
_AGAIN = 1.6
"""Pixels by which a picture is blurred once more."""
_DIRECTIONS = ((1, 0), (0, 1), (1, 1), (1, -1))
_SLOPES, _FEWEST_TILES = 2.0, 12
"""Levels between a pixel's neighbours from which a tile tells of a direction, and how many tiles must."""
_SHAKEN = 0.45
"""Under which share of the sharpest direction another one is blurred: pictures taken from a firm stand have 0.6 and
more, of 76 shaken by fourteen pixels four fifths have less than 0.3 and one more than 0.45."""
_SHAKEN_LEAST = 0.2
"""A doubt and no failure: what is striped has slopes along one direction."""


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
    hardly any. Of the sharpest fifth of the tiles that show anything: depth of field is no fault. A shaken hand blurs
    along one direction alone: where one is far behind another, that one counts, as a doubt.
    """
    values = grey.astype(np.float32)
    again = cv2.GaussianBlur(values, (0, 0), _AGAIN)
    whole = _lost(_slopes(values), _slopes(again), spread > _TEXTURED)
    if whole is None:
        return 0.0
    along = [each for each in (_along(values, spread, one) for one in _DIRECTIONS) if each is not None]
    if len(along) > 1 and min(along) < _SHAKEN * max(along):
        return min(whole, max(min(along), _SHAKEN_LEAST))
    return whole


def _along(values: np.ndarray, spread: np.ndarray, direction: tuple[int, int]) -> float | None:
    """The same of the slopes and a blur along one direction; ``None`` where hardly any tile has slopes along it."""
    slope, blurred = _kernels(direction)
    before = np.abs(cv2.filter2D(values, -1, slope))
    told = (spread > _TEXTURED) & (_tiles(before, _TILE) > _SLOPES)
    if told.sum() < _FEWEST_TILES:
        return None
    return _lost(before, np.abs(cv2.filter2D(values, -1, blurred)), told)


def _lost(before: np.ndarray, after: np.ndarray, told: np.ndarray) -> float | None:
    kept = (_tiles(after, _TILE) / (_tiles(before, _TILE) + 1e-3))[told]
    if kept.size == 0:
        return None
    return float(np.clip((0.95 - np.percentile(kept, 20)) / 0.45, 0, 1))


@cache
def _kernels(direction: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """The slope along a direction, and the same of what was blurred along it before."""
    right, down = direction
    reach = 5
    slope, blur = np.zeros((3, 3), np.float32), np.zeros((2 * reach + 1,) * 2, np.float32)
    slope[1 + down, 1 + right], slope[1 - down, 1 - right] = 1, -1
    weights = cv2.getGaussianKernel(2 * reach + 1, _AGAIN / float(np.hypot(right, down))).ravel()
    for step, weight in zip(range(-reach, reach + 1), weights, strict=True):
        blur[reach + step * down, reach + step * right] = weight
    return slope, cv2.filter2D(np.pad(blur, 1), -1, slope, borderType=cv2.BORDER_CONSTANT)


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
