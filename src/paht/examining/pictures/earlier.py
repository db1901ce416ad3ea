"""Which rounding the coefficients of a picture went through before the last one (Bianchi and Piva 2012).

The same picture cut four pixels further has blocks that no compression knew: its coefficients tell how they would be
spread without an earlier rounding. That spread, rounded to each thinkable step and then to the file's own, is held
against what is there.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

FINE = 4
"""Coefficients are counted in quarters."""
_HIGHEST = 80
"""Larger coefficients are few."""
_SIZES = np.arange(_HIGHEST * FINE) / FINE
STEPS = np.array([*np.arange(1.0, 9.0, 0.2), *range(9, 31)])
"""Also such as a table does not have: brightening multiplies them."""
_TAPS = ((-1, 0.29), (0, 0.42), (1, 0.29))
"""Pixels are rounded, too: a coefficient lies within some quarters of its step's multiple."""
_FEWEST, _MOST_MULTIPLES = 6, 48
"""Multiples of the last step that must be there, and that are looked at."""
_FEWEST_IN_ONE = 40
_LIKE, _AMOUNT = 0.8, 0.3
"""From which likeness (a correlation) and which share of the expected unevenness on a step is believed."""
_FINER = 1.99
"""So many times finer than the last, the earlier step has left nothing."""
_UNEVEN = 0.01
"""Expected unevenness (variance of the share) below which a step could not be told from none."""
_FLOOR = 0.02
"""Of what chance alone would give: less is not believed of any multiple."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier step of one mode: how surely a coefficient at each multiple of the last step went through it
    (``speaks``, logarithms of a ratio), and what that is in the mean ``with_it`` and ``without``."""

    step: float
    likeness: float
    speaks: np.ndarray
    with_it: float
    without: float


def counted(values: np.ndarray) -> np.ndarray:
    """How many coefficients there are of each size, in quarters."""
    sizes = np.minimum(np.rint(np.abs(values) * FINE), _SIZES.size).astype(np.intp)
    return np.bincount(sizes, minlength=_SIZES.size + 1)[: _SIZES.size].astype(np.float64)


def earlier_step(values: np.ndarray, elsewhere: np.ndarray, last: int) -> tuple[bool, Earlier | None]:
    """Whether there are enough coefficients of a mode to tell, and the earlier step, if anything speaks for one.
    ``elsewhere``: the same mode's coefficients in blocks cut four pixels further.
    """
    there, spread = _by_multiple(counted(values), last), counted(elsewhere)
    alone = _by_multiple(spread, last)
    number = _told(there, alone)
    if number < _FEWEST:
        return False, None
    there, alone = there[1 : number + 1], alone[1 : number + 1]
    rounded = _rounded(spread, last, number)
    without_slope = _without_slope(number, alone)
    seen = without_slope @ (there / alone)
    expected = (rounded / alone) @ without_slope.T
    power = (expected * expected) @ alone
    together = (expected * seen) @ alone
    likeness = together / np.sqrt(power * float((seen * seen) @ alone) + 1e-9)
    thinkable = (power > _UNEVEN * alone.sum()) & (np.abs(STEPS - last) > 0.05) & (last < STEPS * _FINER)
    believed = thinkable & (likeness > _LIKE) & (together > _AMOUNT * power)
    if not believed.any():
        return True, None
    best = int(np.argmax(np.where(believed, likeness, 0)))
    return True, _weighed(float(STEPS[best]), float(likeness[best]), rounded[best], alone)


def _weighed(step: float, likeness: float, rounded: np.ndarray, alone: np.ndarray) -> Earlier:
    share, share_alone = rounded / rounded.sum(), alone / alone.sum()
    speaks = np.log(np.maximum(share, _FLOOR * share_alone) / share_alone)
    return Earlier(
        step=step,
        likeness=likeness,
        speaks=np.concatenate(([0.0], speaks)),
        with_it=float(share @ speaks),
        without=float(share_alone @ speaks),
    )


def _by_multiple(spread: np.ndarray, last: int) -> np.ndarray:
    return np.bincount(np.floor(_SIZES / last + 0.5).astype(np.intp), spread)


def _told(there: np.ndarray, alone: np.ndarray) -> int:
    """How many multiples, from the first on, have enough coefficients."""
    most = min(there.size, alone.size, _MOST_MULTIPLES + 1)
    few = np.flatnonzero((alone[1:most] < _FEWEST_IN_ONE) | (there[1:most] < 5))
    return int(few[0]) if few.size else most - 1


@cache
def _nearest() -> np.ndarray:
    """Rows of steps, columns of sizes: the multiple of the step to which the size is rounded, in quarters."""
    return np.asarray(np.rint(np.rint(_SIZES / STEPS[:, None]) * STEPS[:, None] * FINE))


def _rounded(spread: np.ndarray, last: int, number: int) -> np.ndarray:
    """Rows of steps, columns of the last step's multiples from 1 to ``number``: the spread rounded to both."""
    found = np.zeros((STEPS.size, number))
    rows = np.arange(STEPS.size)[:, None] * (number + 2)
    for tap, weight in _TAPS:
        multiple = np.floor(np.abs(_nearest() + tap) / (FINE * last) + 0.5).astype(np.intp)
        places = rows + np.minimum(multiple, number + 1)
        sums = np.bincount(
            places.ravel(), np.broadcast_to(spread, places.shape).ravel(), STEPS.size * (number + 2)
        )
        found += weight * sums.reshape(STEPS.size, number + 2)[:, 1 : number + 1]
    return found


def _without_slope(number: int, weight: np.ndarray) -> np.ndarray:
    """The matrix that takes from figures by multiple what a parabola explains: content, not rounding."""
    places = np.arange(1.0, number + 1)
    curve = np.stack([np.ones(number), places, places * places], axis=1)
    weighed = curve * weight[:, None]
    return np.asarray(np.eye(number) - curve @ np.linalg.solve(curve.T @ weighed, weighed.T))
