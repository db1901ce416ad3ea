"""A sender's standing as the law sees it: a value, made only by folding its events."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation that an officer found: which lock it counts for, on which ground, in which case, when."""

    lock: str
    ground: str
    case: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What is on record about one sender. A lock ``until`` no moment stays until the IOC lifts it."""

    version: int = 0
    violations: tuple[Violation, ...] = ()
    account_locked_at: datetime | None = None
    interaction_locked_until: datetime | None = None

    def may_send(self) -> bool:
        """Whether the account is open (VL.15.1.a)."""
        return self.account_locked_at is None

    def may_interact(self, now: datetime) -> bool:
        """Whether interaction is open; its lock opens by itself (VL.15.1.b)."""
        return self.interaction_locked_until is None or now >= self.interaction_locked_until

    def count(self, lock: str) -> int:
        """How many violations count for that lock, ever."""
        return sum(violation.lock == lock for violation in self.violations)


NEW = Standing()
"""Nothing on record."""
