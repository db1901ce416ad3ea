"""The notice of a leak: 72 hours of the clock, nights and holidays counted, because the law says hours and names no
working time; and when whoever owes it is reminded.

Source: Law 91/2025/QH15 on the protection of personal data, Điều 23 khoản 1: to the body in charge of protecting
personal data, at the latest 72 hours after the violation was found. The words were read second-hand (see the
security documentation); the row below is the one place to change.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from paht.law.casework.states import Party
from paht.law.incidents.incident import NoticeDuty
from paht.law.reminding import DUE, Mark, Reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockTerm:
    """A term of a law beside the regulations, in hours of the clock; ``source`` is how an official text cites it."""

    clause: str
    hours: int
    holder: Party
    source: str


NOTICE = ClockTerm(
    clause="91/2025/QH15.23.1",
    hours=72,
    holder=Party.SUPERVISING_DEPARTMENT,
    source="khoản 1 Điều 23 Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15",
)

BEFORE_HOURS = (48, 24, 6, 1)
"""So many hours before the term the holder is reminded, by day and by night: a leak waits for nobody."""
AGAIN_AFTER_HOURS = (24, 48, 72)
"""So many hours after a missed term once more: the notice is still owed."""


def due_notice(*, found_at: datetime) -> NoticeDuty:
    """The duty that a leak found at that moment opens."""
    due_at = found_at + timedelta(hours=NOTICE.hours)
    return NoticeDuty(NOTICE.clause, NOTICE.holder, found_at, due_at, due_at)


def marks(duty: NoticeDuty) -> tuple[Mark, ...]:
    """When the holder is reminded, in the order of time."""
    early = [Mark(f"before {hours} h", duty.due_at - timedelta(hours=hours)) for hours in BEFORE_HOURS]
    late = [Mark(f"after {hours} h", duty.due_at + timedelta(hours=hours)) for hours in AGAIN_AFTER_HOURS]
    return (*early, Mark(DUE, duty.due_at), *late)


def reminder(duty: NoticeDuty, *, done: frozenset[str], now: datetime) -> Reminder:
    """What the holder of an open duty is to be told at ``now``; of several marks missed at once the last one alone."""
    waiting = [mark for mark in marks(duty) if mark.name not in done]
    passed = [mark for mark in waiting if mark.at <= now]
    coming = [mark.at for mark in waiting if mark.at > now]
    return Reminder(
        passed[-1] if passed else None, done | {mark.name for mark in passed}, min(coming, default=None)
    )
