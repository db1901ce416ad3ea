"""What happened to a question or a grant; the log's bodies, each with its version."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from paht.law.casework.case import Actor, Document, Written
from paht.law.consent.consent import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentBody:
    """The body of any event of a question or a grant."""

    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAsked(ConsentBody):
    """Who would see which fields, what for, for how many hours; ``ends_at`` where another law compels, so that nobody
    is asked."""

    case: str
    basis: Basis
    body: str
    fields: frozenset[str]
    purpose: Written
    hours: int
    is_confidential: bool
    body_name: str = ""
    law: str = ""
    document: Document | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(ConsentBody):
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRefused(ConsentBody):
    """The sender does not agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(ConsentBody):
    """The sender has taken it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRecalled(ConsentBody):
    """Whoever asked has taken it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked(ConsentBody):
    """The fields were opened for the actor; the vault's own record of the look is beside it."""

    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class ConsentEvent:
    """One event: its body, moment (UTC) and actor."""

    body: ConsentBody
    at: datetime
    actor: Actor


BODIES: dict[str, type[ConsentBody]] = {
    body.__name__: body
    for body in (ConsentAsked, ConsentGiven, ConsentRefused, ConsentWithdrawn, ConsentRecalled, Looked)
}
