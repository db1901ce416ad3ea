"""An incident as the law sees it: a value, made only by folding its events."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from paht.law.casework.states import Party


class IncidentKind(StrEnum):
    """What has happened, as far as it is known."""

    SECURITY = "security"
    LEAK = "leak"
    FAULT = "fault"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NoticeDuty:
    """The notice of a leak that somebody owes: by which clause, who, from when, until when. ``done_at`` is when the
    notice was given; a duty taken back because there was no leak is not kept."""

    clause: str
    holder: Party
    starts_at: datetime
    due_at: datetime
    violation_at: datetime
    done_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the notice is still owed."""
        return self.done_at is None

    @property
    def is_violated(self) -> bool:
        """Whether the notice was given after its term; an open one is judged by its moment."""
        return self.done_at is not None and self.done_at > self.violation_at


@dataclass(frozen=True, slots=True)
class Incident:
    """What is on record about one incident; ``found_at`` is when somebody noticed it first."""

    version: int = 0
    kind: IncidentKind = IncidentKind.OTHER
    found_at: datetime | None = None
    reported_at: datetime | None = None
    notice: NoticeDuty | None = None
    closed_at: datetime | None = None

    @property
    def owes_notice(self) -> bool:
        """Whether a notice is owed at present."""
        return self.notice is not None and self.notice.is_open


NEW = Incident()
"""Nothing reported yet."""
