"""A data subject's request as the law sees it: a value, made only by folding its events."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from paht.law.subjects.laws import Law, Right, RightTerm
from paht.law.worktime import CALENDAR_DAY, HO_CHI_MINH, Calendar, Length, due


class Outcome(StrEnum):
    """How far a request is."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class RequestDuty:
    """What the data-protection officer owes for a request: by which clause, from when, until when. ``violation_at`` is
    the Civil Code's end of the term; an internal target is never violated."""

    clause: str
    starts_at: datetime
    due_at: datetime
    violation_at: datetime
    internal: bool = False
    done_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.done_at is None

    def is_violated(self, now: datetime) -> bool:
        """Whether it was fulfilled too late, or is open and too late at that moment."""
        return not self.internal and (self.done_at or now) > self.violation_at

    def done(self, at: datetime) -> "RequestDuty":
        """The same, fulfilled; one that was fulfilled before stays as it was."""
        return replace(self, done_at=at) if self.is_open else self


@dataclass(frozen=True, slots=True)
class SubjectRequest:
    """What is on record about one request. ``changes`` names the fields that a correction is about; ``kept`` is how
    many reports an erasure had to leave."""

    version: int = 0
    right: Right = Right.SEE
    law: str = ""
    asked_at: datetime | None = None
    acknowledge: RequestDuty | None = None
    fulfil: RequestDuty | None = None
    changes: tuple[str, ...] = ()
    is_acknowledged: bool = False
    is_extended: bool = False
    outcome: Outcome = Outcome.OPEN
    ground: str = ""
    kept: int = 0
    closed_at: datetime | None = None
    lifted_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.outcome is Outcome.OPEN

    @property
    def owed(self) -> RequestDuty | None:
        """The next duty: the reply first, then the fulfilment."""
        if not self.is_open:
            return None
        return next((duty for duty in (self.acknowledge, self.fulfil) if duty and duty.is_open), None)

    @property
    def is_restricting(self) -> bool:
        """Whether looks are restricted by it now."""
        return self.right is Right.RESTRICT and self.outcome is Outcome.FULFILLED and self.lifted_at is None


NEW = SubjectRequest()
"""Nothing asked yet."""


def duty_of(term: RightTerm, *, asked_at: datetime, calendar: Calendar) -> RequestDuty:
    """The duty that a request made at that moment opens."""
    return _duty(term, asked_at, term.length, calendar)


def extended(duty: RequestDuty, by: Length, *, calendar: Calendar) -> RequestDuty:
    """The duty with its term put off by ``by``, counted from the end of the first one."""
    moved = due(calendar, duty.due_at, by)
    return replace(
        duty, due_at=moved.due_at, violation_at=_end(by, moved.due_at, moved.violation_at, calendar)
    )


def acknowledging(law: Law, *, asked_at: datetime, calendar: Calendar) -> RequestDuty | None:
    """The duty to reply that the request was received, where the law knows it."""
    return duty_of(law.acknowledge, asked_at=asked_at, calendar=calendar) if law.acknowledge else None


def _duty(term: RightTerm, start: datetime, length: Length, calendar: Calendar) -> RequestDuty:
    found = due(calendar, start, length)
    violation_at = _end(length, found.due_at, found.violation_at, calendar)
    return RequestDuty(term.clause, start, found.due_at, violation_at, term.internal)


def _end(length: Length, due_at: datetime, otherwise: datetime, calendar: Calendar) -> datetime:
    """Civil Code, Điều 148: a term of days ends at 24:00 of its last day; on a day off, with the next working day."""
    if length.unit is not CALENDAR_DAY:
        return otherwise
    last = due_at.astimezone(HO_CHI_MINH).date()
    midnight = datetime.combine(last + timedelta(days=1), time(), HO_CHI_MINH)
    begins = datetime.combine(last, time(), HO_CHI_MINH)
    if calendar.elapsed(begins, midnight) > 0:
        return midnight
    return calendar.add_civil_days(midnight - timedelta(seconds=1), 1)
