"""A call, whatever exchange it came through: what is known of it, and how each fact adds to that.

Facts come in any order and repeated. Each adds to what is known without undoing anything (the earliest moment counts,
the latest person who took it), so that every order of the same facts gives the same call.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Direction(StrEnum):
    """Who called whom, as the province sees it."""

    IN = "in"
    OUT = "out"


class Happened(StrEnum):
    """What a fact tells."""

    RINGING = "ringing"
    ANSWERED = "answered"
    TRANSFERRED = "transferred"
    KEY = "key"
    ENDED = "ended"
    RECORDED = "recorded"


class State(StrEnum):
    """How far a call is."""

    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that an exchange tells of a call. ``call`` is its own name for the call, ``number`` the other party's
    telephone, ``extension`` who has it at our end, ``recording`` where the recording lies, ``key`` what was pressed,
    ``order`` our own order where it placed the call for us."""

    call: str
    what: Happened
    at: datetime
    direction: Direction = Direction.IN
    number: str = ""
    queue: str = ""
    extension: str = ""
    recording: str = ""
    key: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """What is known of a call. ``at_ours`` is who has it at our end: whether they took it, since when, the extension;
    ``keys`` what was pressed and when, in order."""

    direction: Direction = Direction.IN
    rung_at: datetime | None = None
    answered_at: datetime | None = None
    transferred_at: datetime | None = None
    ended_at: datetime | None = None
    is_recorded: bool = False
    at_ours: tuple[bool, str, str] = (False, "", "")
    queues: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    order: str = ""

    @property
    def extension(self) -> str:
        """Who has it at our end; empty where nobody is known."""
        return self.at_ours[2]

    @property
    def queue(self) -> str:
        """The queue it went through; empty where none is known."""
        return self.queues[-1] if self.queues else ""

    @property
    def state(self) -> State:
        """How far it is, by the farthest thing known."""
        if self.is_recorded:
            return State.RECORDED
        if self.ended_at is not None:
            return State.ENDED
        return State.RINGING if self.answered_at is None else State.ANSWERED

    def pressed(self, key: str) -> bool:
        """Whether the key was pressed during the call."""
        return any(pressed == key for _, pressed in self.keys)


def evolved(call: Call, fact: Fact) -> Call:
    """The call with one more fact: the same whatever came before, and once however often it comes."""
    known = replace(
        call,
        direction=max(call.direction, fact.direction),
        rung_at=_earlier(call.rung_at, fact.at),
        order=max(call.order, fact.order),
        queues=tuple(sorted({*call.queues, fact.queue} - {""})),
    )
    if fact.extension:
        took = fact.what in (Happened.ANSWERED, Happened.TRANSFERRED)
        known = replace(known, at_ours=max(known.at_ours, (took, fact.at.isoformat(), fact.extension)))
    if fact.what is Happened.ANSWERED:
        return replace(known, answered_at=_earlier(call.answered_at, fact.at))
    if fact.what is Happened.TRANSFERRED:
        return replace(known, transferred_at=_earlier(call.transferred_at, fact.at))
    if fact.what is Happened.KEY:
        pressed = (fact.at.isoformat(), fact.key)
        return replace(known, keys=tuple(sorted({*call.keys, pressed}))[:MOST_KEYS])
    if fact.what is Happened.ENDED:
        return replace(known, ended_at=_earlier(call.ended_at, fact.at))
    if fact.what is Happened.RECORDED:
        return replace(known, is_recorded=True)
    return known


MOST_KEYS = 64
"""More keys of a call than these tell nothing: whoever plays on them fills no row."""


def _earlier(known: datetime | None, at: datetime) -> datetime:
    return at if known is None else min(known, at)


_MOMENTS = ("rung_at", "answered_at", "transferred_at", "ended_at")


def written(call: Call) -> dict[str, Any]:
    """The call as it is stored."""
    plain: dict[str, Any] = {
        name: moment and moment.isoformat() for name in _MOMENTS for moment in [getattr(call, name)]
    }
    return plain | {
        "direction": call.direction.value,
        "is_recorded": call.is_recorded,
        "at_ours": list(call.at_ours),
        "queues": list(call.queues),
        "keys": [list(key) for key in call.keys],
        "order": call.order,
    }


def read(plain: dict[str, Any]) -> Call:
    """The call that :func:`written` wrote."""
    moments = {name: plain[name] and datetime.fromisoformat(plain[name]) for name in _MOMENTS}
    took, since, extension = plain["at_ours"]
    return Call(
        **moments,
        direction=Direction(plain["direction"]),
        is_recorded=plain["is_recorded"],
        at_ours=(took, since, extension),
        queues=tuple(plain["queues"]),
        keys=tuple((at, key) for at, key in plain["keys"]),
        order=plain["order"],
    )
