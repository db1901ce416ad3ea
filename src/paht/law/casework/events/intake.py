"""What may be done before an agency is charged."""

from dataclasses import dataclass

from paht.law.casework.case import FileRef, Finding, Place, Written
from paht.law.casework.events.base import Body, RequestBody
from paht.law.casework.states import AlarmSource, Channel, Field, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Body):
    edition: str
    kind: Kind
    field: Field
    channel: Channel
    sender: str
    place: Place | None
    original: Written
    files: tuple[FileRef, ...]
    personal_public: bool
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
    text: Written
    field: Field
    non_public_ground: str | None


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
