"""What an examination found in one file: figures and signs, no verdicts. Values that can be written as JSON.

Moments are aware, lengths are in the units their names end with, boxes are shares (0 to 1) of the upright picture's
width and height. What could not be read is ``None`` or empty: never a guess.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MomentSource = Literal["exif", "exif-local", "gps", "container", "file"]
"""EXIF with its offset, EXIF read as Vietnamese time, the satellites' clock, a film's header, the file's own time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a file says that it was taken, and where it says so."""

    at: datetime
    source: MomentSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a file says that it was taken (WGS 84, degrees); ``accuracy_m`` is the receiver's own word."""

    latitude: float
    longitude: float
    accuracy_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of an upright picture: its left upper corner and its size, as shares of width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarity:
    """How well a picture can be seen; every share is 0 to 1."""

    sharpness: float
    """Of the sharpest parts, on a picture of 1,024 pixels: 0 is fog, 1 is what a good camera gives."""
    brightness: float
    """The middle grey: 0 black, 1 white."""
    dark_share: float
    bright_share: float
    detail: float
    """How much is in the picture at all: near 0 for a wall, a finger, a blank sheet."""
    screen: float
    """How much looks like a copy of a screen: bars, flat areas of one colour, text of a device."""


UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign of editing: its kind (``software``, ``thumbnail``, ``recompressed``, ``toned``, ``noise``, ``copied``,
    ``credentials``), how strong it is (0 to 1), what was seen, in Vietnamese, and where. One of the kind ``unproven``
    is none: it says that the file carries nothing by which editing could be told.
    """

    kind: str
    strength: float
    seen: str
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something in a picture that must not be public: a face or a number plate (VL.7.5), and how sure that is."""

    kind: Literal["face", "plate"]
    box: Box
    confidence: float
    at_seconds: float | None = None
    """In a film: at which moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that one file shows. ``hashes`` are perceptual hashes of 64 bits of the whole and of parts (hexadecimal); two
    pictures are alike when any two of theirs are near.
    """

    media_type: str
    size_bytes: int
    width: int | None = None
    height: int | None = None
    duration_seconds: float | None = None
    pages: int | None = None
    moments: tuple[Moment, ...] = ()
    spots: tuple[Spot, ...] = ()
    has_metadata: bool = False
    """Whether anything beside the picture is there: chat services strip it all."""
    software: str | None = None
    clarity: Clarity | None = None
    signs: tuple[Sign, ...] = ()
    hashes: tuple[str, ...] = ()
    marks: tuple[Mark, ...] | None = None
    """``None``: nobody looked for any, which is not the same as none."""
    unread: tuple[str, ...] = ()
    """What could not be examined, and why, in Vietnamese."""
