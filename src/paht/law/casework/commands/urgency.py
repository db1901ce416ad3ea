"""Something urgent: the alarm, the call to act at once, and what the body called does."""

from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.case import FileRef, Written
from paht.law.casework.commands.base import AssignmentCommand, Command


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseAlarm(Command):
    """An officer recognises something urgent, at any stage before the result (VL.16.0, ST.8.6.0)."""

    kind: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerAlarm(Command):
    """An officer finds the alarm false, with the reason; the case goes on as an ordinary one."""

    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class PassAlarm(Command):
    """The system passes an alarm that nobody took up to the next on duty; it never dispatches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchUrgently(Command):
    """One act of an officer verifies, accepts and dispatches at once (VL.16.1, VL.16.2, ST.8.6.1).

    ``reached``: the sender was reached by phone and confirmed it; otherwise the note says why it goes on without.
    ``kind`` is asked for where no alarm stands yet; ``text`` is released where the report is not accepted yet, and
    without one the sender's words are held, while the body called reads them as they are (VL.16.2, ST.8.6.1).
    """

    agency: str
    note: Written
    text: Written | None
    reached: bool
    kind: str | None = None
    non_public_ground: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmUrgency(AssignmentCommand):
    """The body called confirms, and says which force it sends (VL.16.3, ST.8.6.2)."""

    force: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishUrgency(AssignmentCommand):
    """The body says when its force had finished; the term to enter the outcome runs from then (VL.16.4, ST.8.6.3)."""

    finished_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterOutcome(AssignmentCommand):
    """The IOC enters the outcome that the body told by letter or e-mail (ST.8.6.3)."""

    result: Written
    finished_at: datetime
    source: Written
    files: tuple[FileRef, ...] = ()
