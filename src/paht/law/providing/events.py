"""What happened to a state body's request; the log's bodies, each with its version."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from paht.law.casework.case import Actor, Document, Written
from paht.law.providing.provision import Package, Pictures, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionBody:
    """The body of any event of a request."""

    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionAsked(ProvisionBody):
    body: str
    body_name: str
    document: Document
    ground: str
    purpose: Written
    scope: Scope
    personal: frozenset[str]
    pictures: Pictures = Pictures.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionApproved(ProvisionBody):
    """``fields`` are the personal data to be given, ``law`` what compels them or original ``pictures``; empty where
    none are."""

    fields: frozenset[str]
    law: str
    reason: Written
    pictures: Pictures = Pictures.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRefused(ProvisionBody):
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRecalled(ProvisionBody):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageMade(ProvisionBody):
    package: Package


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageTaken(ProvisionBody):
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDropped(ProvisionBody):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageEnded(ProvisionBody):
    pass


@dataclass(frozen=True, slots=True)
class ProvisionEvent:
    """One event of a request: its body, moment (UTC) and actor."""

    body: ProvisionBody
    at: datetime
    actor: Actor


BODIES: dict[str, type[ProvisionBody]] = {
    body.__name__: body
    for body in (
        ProvisionAsked,
        ProvisionApproved,
        ProvisionRefused,
        ProvisionRecalled,
        PackageMade,
        PackageTaken,
        PackageDropped,
        PackageEnded,
    )
}
