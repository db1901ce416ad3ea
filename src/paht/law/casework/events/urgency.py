"""Something urgent: the alarm, the call to act at once, and what the body called does."""

from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.case import FileRef, Written
from paht.law.casework.events.base import AssignmentBody, Body
from paht.law.casework.states import AlarmSource, AssignmentState, Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRaised(Body):
    """What the sending itself raised stands in ``Sent``."""

    kind: str
    source: AlarmSource
    note: Written | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmPassed(Body):
    """``to`` is the member of staff called next; ``None`` where nobody is on the roster."""

    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmLowered(Body):
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyOrdered(AssignmentBody):
    """The agency is called to act at once; ``unmasked``: it reads the sender's words as they were written."""

    unmasked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyConfirmed(AssignmentBody):
    """``procedure`` is the agency's internal one where it had not received before; ``None`` leaves what it is."""

    force: Written
    procedure: Procedure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyFinished(AssignmentBody):
    finished_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeEntered(AssignmentBody):
    result: Written
    source: Written
    files: tuple[FileRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinaryResumed(AssignmentBody):
    """The alarm was false: the agency goes on in that ordinary state."""

    state: AssignmentState


BODIES: tuple[type[Body], ...] = (
    AlarmRaised,
    AlarmPassed,
    AlarmLowered,
    UrgencyOrdered,
    UrgencyConfirmed,
    UrgencyFinished,
    OutcomeEntered,
    OrdinaryResumed,
)
