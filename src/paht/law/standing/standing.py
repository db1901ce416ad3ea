"""A sender's standing as the law sees it: a value, made only by folding its events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation that an officer found: which lock it counts for, on which ground, in which case, when.

    One whose sender had not confirmed the phone is on record and ``counts`` for no lock: anybody can type a number.
    """

    lock: str
    ground: str
    case: str
    at: datetime
    counts: bool = True


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
        return sum(violation.lock == lock and violation.counts for violation in self.violations)

    @property
    def uncounted(self) -> int:
        """How many are on record that count for no lock, because the phone was not confirmed."""
        return sum(not violation.counts for violation in self.violations)


NEW = Standing()
"""Nothing on record."""


def together(standings: Sequence[Standing]) -> Standing:
    """What is on record about one person with several phones: every violation, every lock that any of them closed."""
    if not standings:
        return NEW
    if len(standings) == 1:
        return standings[0]
    violations = (violation for standing in standings for violation in standing.violations)
    return Standing(
        version=sum(standing.version for standing in standings),
        violations=tuple(sorted(violations, key=lambda violation: violation.at)),
        account_locked_at=min(filter(None, (each.account_locked_at for each in standings)), default=None),
        interaction_locked_until=max(
            filter(None, (each.interaction_locked_until for each in standings)), default=None
        ),
    )
