"""What happened. An event's body is typed and versioned; the envelope says when, by whom, and which duties it moved."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from paht.law.casework.case import Actor, Duty, Ended, FileRef, Finding, Moved, Place, Written
from paht.law.casework.states import AssignmentRole, Channel, Field, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body of any event; ``version`` counts the changes of its shape, and every one ever written is read."""

    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentBody(Body):
    """Something happened to one assignment."""

    assignment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBody(Body):
    """Something happened to one request."""

    request: int


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
class Dispatched(AssignmentBody):
    agency: str
    role: AssignmentRole
    superior: str | None
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(AssignmentBody):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentReturned(AssignmentBody):
    ground: str
    note: Written
    responsible: str | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingBegun(AssignmentBody):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRecorded(AssignmentBody):
    result: Written
    files: tuple[FileRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSubmitted(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultApproved(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRejected(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReturned(AssignmentBody):
    ground: str
    note: Written
    to_leader: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Body):
    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredPrivately(Body):
    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Body):
    level: str
    comment: Written | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Body):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMoved(Body):
    moved: tuple[Moved, ...]
    calendar_version: int


BODIES: dict[str, type[Body]] = {
    body.__name__: body
    for body in (
        Sent,
        Verified,
        SupplementRequested,
        Supplemented,
        SupplementLapsed,
        CaseRefused,
        Accepted,
        Dispatched,
        Received,
        AssignmentReturned,
        HandlingBegun,
        ResultRecorded,
        ResultSubmitted,
        ResultApproved,
        ResultRejected,
        ResultReturned,
        Published,
        AnsweredPrivately,
        Rated,
        Withdrawn,
        TermMoved,
    )
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a case: its body, moment (UTC), actor, and the duties that it opened and ended."""

    body: Body
    at: datetime
    actor: Actor
    opened: tuple[Duty, ...] = ()
    ended: tuple[Ended, ...] = ()
