"""Calls from the shared number that nobody answered: when they become a violation (VL.13.2.c). Pure."""

from collections.abc import Iterable
from datetime import datetime

from paht.law.casework.events import CallAttempted, Event
from paht.law.editions.rows import CallRule
from paht.law.worktime import Calendar, due


def unanswered(events: Iterable[Event], assignment: int) -> tuple[datetime, ...]:
    """The moments of the calls about the assignment that nobody answered, in the order they were made."""
    return tuple(
        event.at
        for event in events
        if isinstance(event.body, CallAttempted)
        and event.body.assignment == assignment
        and not event.body.answered
    )


def ignored(calls: Iterable[datetime], *, rule: CallRule, calendar: Calendar) -> tuple[datetime, ...]:
    """The moments at which the rule was broken: so many unanswered calls, the last of them still within its time.

    The time runs from the first of those calls, in calendar days. Calls that made one violation do not count for a
    further one.
    """
    broken: list[datetime] = []
    waiting: list[datetime] = []
    for at in sorted(calls):
        waiting.append(at)
        waiting = [first for first in waiting if at <= due(calendar, first, rule.within).due_at]
        if len(waiting) == rule.times:
            broken.append(at)
            waiting = []
    return tuple(broken)
