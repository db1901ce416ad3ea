"""What happened to a sender's standing; the log's bodies, each with its version."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from paht.law.casework.case import Actor, Written


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingBody:
    """The body of any event of a standing."""

    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationRecorded(StandingBody):
    """Version 1 did not say whether it counts: it did."""

    version: ClassVar[int] = 2
    lock: str
    ground: str
    case: str
    finding: Written
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked(StandingBody):
    """The account (``until`` nobody lifts it) or interaction (``until`` a moment) is closed, by the clause."""

    lock: str
    clause: str
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted(StandingBody):
    reason: Written


@dataclass(frozen=True, slots=True)
class StandingEvent:
    """One event of a standing: its body, moment (UTC) and actor."""

    body: StandingBody
    at: datetime
    actor: Actor


BODIES: dict[str, type[StandingBody]] = {body.__name__: body for body in (ViolationRecorded, Locked, Lifted)}
