"""A candidate before it is kept: what was found, put into our words, and how much it weighs. Pure."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.states import Field, Kind
from paht.triage.personal import find

MASK = "[đã ẩn]"
WEIGHT_OF_CONFIDENCE, WEIGHT_OF_PICTURE, MOST_FOR_MEMBERS = 80, 10, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What may become a report. ``words`` are masked; ``hashes`` are those of its picture, the whole one first."""

    id: uuid.UUID
    source: str
    origin_id: uuid.UUID
    event: str
    found_at: datetime
    received_at: datetime
    word: str
    kind: Kind
    field: Field
    words: str
    confidence: float
    latitude: float | None = None
    longitude: float | None = None
    commune: str = ""
    file_id: uuid.UUID | None = None
    hashes: tuple[int, ...] = ()
    is_below: bool = False


def score(*, confidence: float, has_picture: bool, members: int) -> int:
    """The place in the list, 0 to 100: how sure the source is, a picture to judge by, others that say the same."""
    of_picture = WEIGHT_OF_PICTURE if has_picture else 0
    return round(confidence * WEIGHT_OF_CONFIDENCE) + of_picture + min(members - 1, MOST_FOR_MEMBERS)


def masked(text: str) -> str:
    """The text without the personal data that can be told by their form, as a list may show it."""
    found = sorted(find(text), key=lambda each: each.start)
    parts, at = [], 0
    for each in found:
        if each.start >= at:
            parts += [text[at : each.start], MASK]
            at = each.end
    return "".join([*parts, text[at:]])
