"""From which figure of an examination on a condition is doubted or fails: rows, each with its reason.

The regulation says "clear" and "signs of editing" and gives no figure; these are the product's own, set by the
measurement of ``docs/evidence.md``. The hours of a photo are the edition's (``Condition.within_hours``).
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One figure: beyond ``warn`` an officer is asked to look, beyond ``fail`` the condition fails."""

    warn: float
    fail: float
    reason: str


SHARPNESS = Threshold(
    warn=0.35,
    fail=0.17,
    reason="Below 0.17 nobody reads a house number three metres away; 0.35 is a shaken hand.",
)
DARKNESS = Threshold(
    warn=0.60,
    fail=0.90,
    reason="Share of pixels too dark to show anything; night pictures under a lamp reach 0.7.",
)
GLARE = Threshold(
    warn=0.45, fail=0.80, reason="Share of burnt-out pixels; a white sky is up to 0.4 of a good picture."
)
DETAIL = Threshold(
    warn=0.10, fail=0.035, reason="A wall, a finger or an empty sheet shows under 0.035 of a street's detail."
)
SCREEN = Threshold(
    warn=0.5,
    fail=1.01,
    reason="A screenshot may show something true: an officer looks, the machine never fails it.",
)
MEGAPIXELS = Threshold(
    warn=0.3, fail=0.06, reason="Under 320 × 200 nothing can be verified; chat services send 0.3 and more."
)
EDITED = Threshold(
    warn=0.4,
    fail=0.9,
    reason="0.9 is said by the file itself or by pixels repeated to the letter; less is a hint.",
)
METRES_APART = Threshold(
    warn=500,
    fail=float("inf"),
    reason="A photo may be taken from across a river: distance alone fails nothing.",
)
ACCURACY_M = Threshold(
    warn=200, fail=float("inf"), reason="Beyond 200 m a receiver gave the mast's place, not its own."
)
KM_OUTSIDE = Threshold(
    warn=0.0,
    fail=20.0,
    reason="Outlines are approximate: a warning up to 20 km, as in ``casework.admission``.",
)

CLOCK_AHEAD = timedelta(minutes=10)
"""So far a phone's clock may be ahead of ours and is still believed."""
CONTRADICTION = timedelta(hours=1)
"""So far two moments of one file may lie apart: the satellites' clock is that of the last fix."""
