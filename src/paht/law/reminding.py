"""When whoever owes something is reminded of it, and when others are told: marks on the way to a duty's term.

Reminders are sent in working hours only (ST.16.4, VL.20.1.đ); an agency's own calendar may govern its reminders, never
its terms. Which marks there are is the operator's choice; what follows from them is here.
"""

from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.case import Duty
from paht.law.worktime import WORKING_DAY, WORKING_HOUR, Calendar, Length, working_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """How a province, or one agency, wants to be reminded.

    ``before``: so long before the term, where the term is longer than that. ``halfway``: when half of it has passed.
    ``at_due``: when it has passed. ``escalate_after``: so long after it, the superior body and the supervising
    department are told (``None``: never).
    """

    before: tuple[Length, ...] = (1 * WORKING_DAY, 1 * WORKING_HOUR)
    halfway: bool = True
    at_due: bool = True
    escalate_after: Length | None = 4 * WORKING_HOUR


@dataclass(frozen=True, slots=True)
class Mark:
    """One reminder of one duty: its name, unique for the duty, and the working moment at which it is sent."""

    name: str
    at: datetime

    @property
    def is_escalation(self) -> bool:
        """Whether others than the holder are told."""
        return self.name == ESCALATION


HALFWAY, DUE, ESCALATION = "halfway", "due", "escalation"


def marks(
    duty: Duty, *, reminding: Reminding, legal: Calendar, own: Calendar | None = None
) -> tuple[Mark, ...]:
    """The marks of the duty in the order of time. The term counts by the ``legal`` calendar; each mark is sent at the
    first moment from its own on at which the holder works (``own``, else the same). A mark before the term that would
    so fall on the term or behind it is left out: the one at the term says it. An internal target is not escalated."""
    working = own or legal
    total = legal.elapsed(duty.starts_at, duty.due_at)
    found = []
    for length in reminding.before:
        seconds = working_seconds(legal, length)
        if seconds < total:
            found.append((f"before {length}", legal.subtract(duty.due_at, seconds)))
    if reminding.halfway and total > 1:
        found.append((HALFWAY, legal.add(duty.starts_at, total // 2)))
    early = [Mark(name, working.next_working_moment(at)) for name, at in found]
    late = []
    if reminding.at_due:
        late.append(Mark(DUE, working.next_working_moment(duty.due_at)))
    if reminding.escalate_after is not None and not duty.internal:
        over = legal.add(duty.due_at, working_seconds(legal, reminding.escalate_after))
        late.append(Mark(ESCALATION, working.next_working_moment(over)))
    kept = [mark for mark in early if mark.at < duty.due_at]
    return tuple(sorted((*kept, *late), key=lambda mark: (mark.at, mark.is_escalation)))


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is to be sent now (``None``: nothing), which marks are thereby done, and when to look again (``None``:
    never)."""

    mark: Mark | None
    done: frozenset[str]
    next_at: datetime | None


def reminder(
    duty: Duty,
    *,
    done: frozenset[str],
    now: datetime,
    reminding: Reminding,
    legal: Calendar,
    own: Calendar | None = None,
) -> Reminder:
    """What an open duty's holder is to be told at ``now``. Of several marks missed at once the last one alone is sent:
    nobody is helped by yesterday's reminder beside today's. Nothing is sent outside working hours."""
    waiting = [
        mark for mark in marks(duty, reminding=reminding, legal=legal, own=own) if mark.name not in done
    ]
    passed = [mark for mark in waiting if mark.at <= now]
    if passed and not (own or legal).is_working(now):
        return Reminder(None, done, (own or legal).next_working_moment(now))
    coming = [mark.at for mark in waiting if mark.at > now]
    # An escalation is no reminder of the holder's: both are owed where both were missed.
    last = passed[-1] if passed else None
    if last is not None and last.is_escalation and len(passed) > 1:
        last = passed[-2]
        return Reminder(last, done | {mark.name for mark in passed[:-1]}, now)
    return Reminder(last, done | {mark.name for mark in passed}, min(coming, default=None))
