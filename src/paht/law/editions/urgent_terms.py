"""Internal targets that every edition has for alarms, since the regulations say "at once" and nothing is left lying."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import (
    all_of,
    awaits_force,
    nothing_ordinary_owed,
    passed_at_least,
    passed_less_than,
    rings_anew,
)
from paht.law.editions.rows import Term
from paht.law.worktime import CLOCK_MINUTE, WORKING_HOUR

_QUICK_ROUNDS = 6
_BEGINS = (
    e.Sent,
    e.AlarmRaised,
    e.AlarmPassed,
    e.AssignmentReturned,
    e.Disagreed,
    e.HandlerDesignated,
)
_ENDS = (e.UrgencyOrdered, e.AlarmPassed)
_RINGS = rings_anew("alarm", "alarm_repeated")


def watch(*urgent: str) -> tuple[Term, ...]:
    """An alarm goes to the next on duty every five minutes, after six times every thirty, until an officer acts.

    ``urgent`` names the edition's own terms of the IOC for alarms. What is found to be no alarm goes on as an ordinary
    report and still has a due moment.
    """
    return (
        Term(
            key="alarm",
            name="Người trực xử lý báo động khẩn cấp (chỉ tiêu nội bộ)",
            clause="",
            internal=True,
            length=5 * CLOCK_MINUTE,
            holder=Party.IOC,
            subject=Subject.CASE,
            starts=_BEGINS,
            ends=_ENDS,
            superseded_by=(e.AlarmLowered,),
            when=all_of(awaits_force, passed_less_than(_QUICK_ROUNDS), _RINGS),
        ),
        Term(
            key="alarm_repeated",
            name="Gọi lại người trực về báo động khẩn cấp (chỉ tiêu nội bộ)",
            clause="",
            internal=True,
            length=30 * CLOCK_MINUTE,
            holder=Party.IOC,
            subject=Subject.CASE,
            starts=_BEGINS,
            ends=_ENDS,
            superseded_by=(e.AlarmLowered,),
            when=all_of(awaits_force, passed_at_least(_QUICK_ROUNDS), _RINGS),
        ),
        Term(
            key="after_false_alarm",
            name="Tiếp tục theo quy trình thường sau khi hạ báo động (chỉ tiêu nội bộ)",
            clause="",
            internal=True,
            length=1 * WORKING_HOUR,
            holder=Party.IOC,
            subject=Subject.CASE,
            starts=(e.AlarmLowered,),
            ends=(
                e.Verified,
                e.Accepted,
                e.SupplementRequested,
                e.VerificationRequested,
                e.CaseRefused,
                e.UrgencyOrdered,
            ),
            when=nothing_ordinary_owed("alarm", "alarm_repeated", *urgent),
        ),
    )
