"""A request of a state body for reports, as the law sees it: a value, made only by folding its events."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from paht.law.casework.case import Document


class ProvisionState(StrEnum):
    """How far a request has come."""

    ASKED = "asked"
    MAKING = "making"
    """Approved; the package is being made."""
    READY = "ready"
    REFUSED = "refused"
    RECALLED = "recalled"
    ENDED = "ended"
    """The package was destroyed after its term."""

    @property
    def is_over(self) -> bool:
        """Whether nothing can follow any more."""
        return self in (ProvisionState.REFUSED, ProvisionState.RECALLED, ProvisionState.ENDED)


class Pictures(StrEnum):
    """Which pictures and other files go with the reports; each of them is less than the next."""

    NONE = "none"
    PUBLIC = "public"
    """The copies that an officer confirmed for everybody, of published reports."""
    ORIGINAL = "original"
    """Every file as it was sent: what it shows and says of people is theirs, so that a law must compel it."""

    def within(self, other: "Pictures") -> bool:
        """Whether it is no more than the other."""
        return _MORE.index(self) <= _MORE.index(other)


_MORE = tuple(Pictures)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports: sent from the first to the last day, both included; an empty set is no restriction."""

    first_on: date | None = None
    last_on: date | None = None
    fields: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Package:
    """What was made: the SHA-256 of the whole file (hex), its size, how many reports; until when it can be taken."""

    sha256: str
    size_bytes: int
    cases: int
    made_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Provision:
    """What is on record about one request. ``asker`` recorded it and alone takes the package away; ``personal`` are the
    fields asked for, ``granted`` those that the decision names, ``law`` the law that compels giving them; ``pictures``
    and ``granted_pictures`` in the same way."""

    version: int = 0
    state: ProvisionState = ProvisionState.ASKED
    asker: str = ""
    body: str = ""
    body_name: str = ""
    document: Document | None = None
    ground: str = ""
    scope: Scope = Scope()
    personal: frozenset[str] = frozenset()
    asked_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str = ""
    granted: frozenset[str] = frozenset()
    law: str = ""
    pictures: Pictures = Pictures.NONE
    granted_pictures: Pictures = Pictures.NONE
    package: Package | None = None
    takings: int = 0
    closed_at: datetime | None = None


NEW = Provision()
"""Nothing asked yet."""


def state_of(provision: Provision, *, now: datetime) -> ProvisionState:
    """What it is at that moment: a package whose term is over counts as ended before anybody has destroyed it."""
    package = provision.package
    if provision.state is ProvisionState.READY and package is not None and now >= package.ends_at:
        return ProvisionState.ENDED
    return provision.state
