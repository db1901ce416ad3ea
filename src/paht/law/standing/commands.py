"""What an officer does about a sender's standing. Nothing is ever recorded without a person's written finding."""

from dataclasses import dataclass

from paht.law.casework.case import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingCommand:
    """Any command about a standing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordViolation(StandingCommand):
    """Record a violation in a case of the sender's, on a ground of the edition (VL.5.3, VL.15.1).

    ``confirmed`` says that the case is proven to be of whoever has the phone; otherwise it counts for no lock.
    """

    ground: str
    case: str
    finding: Written
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftLock(StandingCommand):
    """The IOC opens the account again (VL.15.1.a)."""

    reason: Written
