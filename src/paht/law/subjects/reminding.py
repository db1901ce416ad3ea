"""When the data-protection officer is reminded of a request: in working hours, as of any term of days."""

from datetime import datetime

from paht.law.casework.case import Duty
from paht.law.casework.states import Party, Subject
from paht.law.reminding import Mark, Reminder, Reminding, marks, reminder
from paht.law.subjects.request import RequestDuty
from paht.law.worktime import WORKING_DAY, WORKING_HOUR, Calendar

REMINDING = Reminding(
    before=(3 * WORKING_DAY, 1 * WORKING_DAY, 1 * WORKING_HOUR), escalate_after=4 * WORKING_HOUR
)
"""After the escalation the supervising department hears of it, too."""


def request_marks(duty: RequestDuty, *, calendar: Calendar) -> tuple[Mark, ...]:
    """When the officer is reminded, in the order of time."""
    return marks(_as_duty(duty), reminding=REMINDING, legal=calendar)


def request_reminder(
    duty: RequestDuty, *, done: frozenset[str], now: datetime, calendar: Calendar
) -> Reminder:
    """What is to be told at ``now`` of an open duty."""
    return reminder(_as_duty(duty), done=done, now=now, reminding=REMINDING, legal=calendar)


def _as_duty(duty: RequestDuty) -> Duty:
    return Duty(
        number=1,
        term="subject_request",
        clause=duty.clause,
        holder=Party.SUPERVISING_DEPARTMENT,
        body=None,
        subject=Subject.REQUEST,
        subject_number=1,
        starts_at=duty.starts_at,
        due_at=duty.due_at,
        violation_at=duty.violation_at,
        internal=duty.internal,
    )
