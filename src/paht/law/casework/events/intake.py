"""What may be done before an agency is charged."""

from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.case import FileRef, Finding, Masked, Place, Written
from paht.law.casework.events.base import Body, RequestBody
from paht.law.casework.states import AlarmSource, Channel, Field, Kind, Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Body):
    """A case came in: through a form, ``entered`` by an officer for its sender, or from a ``source`` of the IOC's own.

    ``declared`` keeps that the sender accepted responsibility for what the report says (VL.22.1, ST.4.4).
    """

    edition: str
    kind: Kind
    field: Field
    channel: Channel
    sender: str
    place: Place | None
    original: Written
    files: tuple[FileRef, ...]
    personal_public: bool
    declared: bool = False
    occurrence: Occurrence | None = None
    happened_at: datetime | None = None
    confidential: bool = False
    linked_to: str | None = None
    first_time: bool = False
    entered: bool = False
    source: str | None = None
    source_note: Written | None = None
    alarm: str | None = None
    alarm_source: AlarmSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified(Body):
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequested(RequestBody):
    grounds: tuple[str, ...]
    guidance: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplemented(RequestBody):
    original: Written
    files: tuple[FileRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementLapsed(RequestBody):
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRefused(Body):
    ground: str
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Body):
    """``text`` is released with it; where it is ``None``, ``held`` waits for that in the vault."""

    text: Written | None
    field: Field
    non_public_ground: str | None
    non_public_reason: Written | None = None
    held: Written | None = None
    masked: tuple[Masked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Body):
    pass


BODIES: tuple[type[Body], ...] = (
    Sent,
    Verified,
    SupplementRequested,
    Supplemented,
    SupplementLapsed,
    CaseRefused,
    Accepted,
    Withdrawn,
)
