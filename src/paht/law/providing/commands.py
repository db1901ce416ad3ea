"""What is done about a state body's request for reports."""

from dataclasses import dataclass

from paht.law.casework.case import Document, Written
from paht.law.providing.provision import Pictures, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionCommand:
    """Any command about such a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProvision(ProvisionCommand):
    """A body asks: by which document, on which ground, what for, which reports, which personal data. ``body`` is a
    body of the system, ``body_name`` the name of one outside."""

    body: str
    body_name: str
    document: Document
    ground: str
    purpose: Written
    scope: Scope
    personal: frozenset[str]
    pictures: Pictures = Pictures.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideProvision(ProvisionCommand):
    """The supervising department approves, naming personal fields, pictures and the law that compels, or refuses."""

    approves: bool
    fields: frozenset[str]
    law: str
    reason: Written
    pictures: Pictures = Pictures.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallProvision(ProvisionCommand):
    """It is needed no longer, or was approved wrongly: the package is destroyed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishPackage(ProvisionCommand):
    """The system has made the package."""

    sha256: str
    size_bytes: int
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePackage(ProvisionCommand):
    """The asker takes the package away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropPackage(ProvisionCommand):
    """Somebody's data were erased since: the system makes the package anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndProvision(ProvisionCommand):
    """The term of the package is over: the system destroys it."""
