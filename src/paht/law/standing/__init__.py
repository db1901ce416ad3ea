"""A sender's standing: recorded violations, and what they close (Điều 15 khoản 1). Decided like a case, by itself."""

from paht.law.standing.commands import LiftLock, RecordViolation, StandingCommand
from paht.law.standing.decide import decide
from paht.law.standing.events import BODIES, Lifted, Locked, StandingBody, StandingEvent, ViolationRecorded
from paht.law.standing.evolve import evolve
from paht.law.standing.locks import interaction_problem, sending_problem
from paht.law.standing.standing import NEW, Standing, Violation, together

__all__ = [
    "BODIES",
    "NEW",
    "LiftLock",
    "Lifted",
    "Locked",
    "RecordViolation",
    "Standing",
    "StandingBody",
    "StandingCommand",
    "StandingEvent",
    "Violation",
    "ViolationRecorded",
    "decide",
    "evolve",
    "interaction_problem",
    "sending_problem",
    "together",
]
