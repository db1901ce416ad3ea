"""What chat platforms' events have in common: a tapped choice or a text, a place, a file."""

import math
from collections.abc import Sequence
from typing import Any

from paht.cases.codes import read_code
from paht.conversations import draft as d
from paht.conversations.fetching import Useless, fetched
from paht.conversations.heard import What
from paht.messages.inbox import Taken

LONGEST = 5000
_VERBS = frozenset({d.DECLARE, d.DROP, d.NEW, d.FINISH, d.URGENT, d.CALM, d.KIND, d.FIELD, *d.ABOUT, *d.ACTS})


def choice(payload: str) -> tuple[What, str] | None:
    """The choice that a tapped button brings, if it is one of ours."""
    code = payload.removeprefix("#")[:200]
    return (What.CHOICE, code) if code.partition(":")[0] in _VERBS else None


def choice_or_text(text: str) -> tuple[What, str]:
    """A tapped button comes as a text with a sign before it; a report's code asks how far that is."""
    if text.startswith("#") and (found := choice(text)):
        return found
    if (code := read_code(text.strip()[:40])) is not None:
        return What.CHOICE, f"{d.STATUS}:{code}"
    return What.TEXT, text[:LONGEST]


def spot(given: Any, latitude: str, longitude: str) -> tuple[float, float] | None:
    """A place on Earth, from numbers or from text."""
    try:
        lat, lon = float(given[latitude]), float(given[longitude])
    except (TypeError, KeyError, ValueError):
        return None
    is_there = math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
    return (lat, lon) if is_there else None


def file_or_useless(url: str, *, hosts: Sequence[str], taken: Taken) -> tuple[What, str]:
    """The file, fetched and kept, as its signed word; or why it is of no use."""
    try:
        word = fetched(
            url,
            hosts=hosts,
            jurisdiction_id=taken.jurisdiction_id,
            received_at=taken.received_at,
            attempts=taken.attempts,
        )
    except Useless as useless:
        return What.USELESS, str(useless)
    return What.FILE, word
