"""What may be done about a question or a grant."""

from dataclasses import dataclass

from paht.law.casework.case import Document, Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentCommand:
    """Any command about a question or a grant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskConsent(ConsentCommand):
    """The actor's body asks the sender: these fields, for this purpose, for so many hours."""

    fields: frozenset[str]
    purpose: Written
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDemand(ConsentCommand):
    """The supervising department records a competent body's formal request (VL.20.4). ``body`` is its key where it
    works in the system, else ``body_name`` says who it is; ``law`` is what compels without the sender's consent, ``""``
    where the sender is asked."""

    body: str
    body_name: str
    fields: frozenset[str]
    purpose: Written
    hours: int
    document: Document
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerConsent(ConsentCommand):
    """The sender agrees or refuses, confirmed by a one-time code."""

    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawConsent(ConsentCommand):
    """The sender takes the consent back; from then on nothing is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallConsent(ConsentCommand):
    """Whoever asked needs it no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUnderConsent(ConsentCommand):
    """A member of the grantee looks at what was granted."""
