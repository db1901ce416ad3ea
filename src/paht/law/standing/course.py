"""Who may do what about a sender's standing: the IOC's intake finds violations, its dispatchers open accounts."""

from paht.law.casework.states import Role
from paht.law.standing.commands import LiftLock, RecordViolation, StandingCommand

MAY: dict[type[StandingCommand], frozenset[Role]] = {
    RecordViolation: frozenset({Role.INTAKE, Role.DISPATCHER, Role.PUBLISHER}),
    LiftLock: frozenset({Role.DISPATCHER}),
}
