"""What happened to an incident; the log's bodies, each with its version."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from paht.law.casework.case import Actor, Written
from paht.law.incidents.incident import IncidentKind, NoticeDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentBody:
    """The body of any event of an incident."""

    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReported(IncidentBody):
    """``notice`` is the duty that the report opens: a leak's."""

    kind: IncidentKind
    found_at: datetime
    description: Written
    notice: NoticeDuty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentNoted(IncidentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReclassified(IncidentBody):
    """``notice`` is the duty from now on; ``None`` takes an open one back."""

    kind: IncidentKind
    reason: Written
    notice: NoticeDuty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRecorded(IncidentBody):
    given_at: datetime
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentClosed(IncidentBody):
    conclusion: Written


@dataclass(frozen=True, slots=True)
class IncidentEvent:
    """One event of an incident: its body, moment (UTC) and actor."""

    body: IncidentBody
    at: datetime
    actor: Actor


BODIES: dict[str, type[IncidentBody]] = {
    body.__name__: body
    for body in (IncidentReported, IncidentNoted, IncidentReclassified, NoticeRecorded, IncidentClosed)
}
