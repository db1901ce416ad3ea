"""What happened to a request; the log's bodies, each with its version."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from paht.law.casework.case import Actor, Written
from paht.law.subjects.laws import Right
from paht.law.subjects.request import RequestDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectBody:
    """The body of any event of a request."""

    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RightAsked(SubjectBody):
    """``law`` is the one that binds; the duties are counted once and for all."""

    right: Right
    law: str
    note: Written
    fulfil: RequestDuty
    acknowledge: RequestDuty | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAcknowledged(SubjectBody):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExtended(SubjectBody):
    reason: Written
    fulfil: RequestDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRefused(SubjectBody):
    ground: str
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFulfilled(SubjectBody):
    """``kept`` is how many reports an erasure had to leave."""

    note: Written
    kept: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTakenBack(SubjectBody):
    pass


@dataclass(frozen=True, slots=True)
class SubjectEvent:
    """One event of a request: its body, moment (UTC) and actor."""

    body: SubjectBody
    at: datetime
    actor: Actor


BODIES: dict[str, type[SubjectBody]] = {
    body.__name__: body
    for body in (
        RightAsked,
        RequestAcknowledged,
        RequestExtended,
        RequestRefused,
        RequestFulfilled,
        RequestTakenBack,
    )
}
