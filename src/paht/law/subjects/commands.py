"""What data subjects ask for, and what the data-protection officer does about it."""

from dataclasses import dataclass

from paht.law.casework.case import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectCommand:
    """Any command about a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRight(SubjectCommand):
    """A data subject asks; ``changes`` names the fields that are to be corrected. The words and the new values lie in
    the vault."""

    right: str
    note: Written
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeRequest(SubjectCommand):
    """The officer replies that it was received and how it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendRequest(SubjectCommand):
    """The officer puts the term off, once, by so many days, and says why."""

    days: int
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseRequest(SubjectCommand):
    """The officer refuses on a ground of the law, and says why."""

    ground: str
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class FulfilRequest(SubjectCommand):
    """It is done."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackRequest(SubjectCommand):
    """Who asked takes it back; a restriction that was put in force is lifted by it."""
