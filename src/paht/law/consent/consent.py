"""A question about a sender's personal data, and the grant that may come of it: a value, made by folding its events."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from paht.law.casework.case import Case, Document

MOST_HOURS = 72
"""The longest grant, in hours of the clock. The regulations name no length; short by design."""

ANSWER_WITHIN = timedelta(days=7)
"""How long a question waits, by our own choice: silence is no consent, and a forgotten question must not become one."""


class Basis(StrEnum):
    """What a look would rest on."""

    HANDLING = "handling"
    """An agency asks, to handle the case (VL.7.5, ST.4.5)."""
    DEMAND = "demand"
    """A competent body demands by a document; the sender is asked (VL.20.4)."""
    COMPELLED = "compelled"
    """A competent body demands, and another law compels, which is named (VL.20.4)."""


class ConsentState(StrEnum):
    """What it is at a moment."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RECALLED = "recalled"
    """Taken back by whoever asked."""
    LAPSED = "lapsed"
    """Nobody answered in time."""
    ENDED = "ended"
    """Its time is over."""
    OVER = "over"
    """The body does not handle the case any more, so the purpose is gone."""


@dataclass(frozen=True, slots=True)
class Consent:
    """``body`` is the grantee's key, ``""`` for a body outside the system, for which the supervising department looks;
    ``body_name`` is its name then. ``fields`` are names of the edition's form, ``hours`` those of the clock.
    ``is_confidential``: the sender had asked for confidentiality before."""

    version: int = 0
    case: str = ""
    basis: Basis = Basis.HANDLING
    body: str = ""
    body_name: str = ""
    fields: frozenset[str] = frozenset()
    hours: int = 0
    law: str = ""
    document: Document | None = None
    is_confidential: bool = False
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    ends_at: datetime | None = None
    closed_as: ConsentState | None = None
    closed_at: datetime | None = None

    @property
    def answer_by(self) -> datetime | None:
        """Until when the question waits for its answer."""
        return self.asked_at + ANSWER_WITHIN if self.asked_at else None


NEW = Consent()
"""Nothing asked yet."""


def state_of(consent: Consent, case: Case, *, now: datetime) -> ConsentState:
    """What it is now; ``case`` is the case as it stands, for a grant ends with the handling that it was given for."""
    assert consent.asked_at is not None, "nothing was asked yet"
    if consent.closed_as is not None:
        return consent.closed_as
    is_over = consent.basis is Basis.HANDLING and not handles(case, consent.body)
    if consent.ends_at is not None:
        if now >= consent.ends_at:
            return ConsentState.ENDED
        return ConsentState.OVER if is_over else ConsentState.GRANTED
    if now >= consent.asked_at + ANSWER_WITHIN:
        return ConsentState.LAPSED
    return ConsentState.OVER if is_over else ConsentState.ASKED


def handles(case: Case, body: str | None) -> bool:
    """Whether the body is charged with the handling of the case at present; following or coordinating is not it."""
    return bool(body) and any(each.agency == body for each in case.handling)
