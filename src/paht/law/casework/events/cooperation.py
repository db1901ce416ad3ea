"""Several agencies on one case: what befalls a cooperating agency's part, and what follows for the lead."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.events.base import AssignmentBody, Body


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedPartClosed(Body):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationAsked(AssignmentBody):
    agency: str
    superior: str | None
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReturned(AssignmentBody):
    """To the lead; ``part`` is the assignment of the cooperating agency."""

    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WentOnWithout(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersComplete(AssignmentBody):
    """The lead has the last answer that it waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSentBack(AssignmentBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersReopened(AssignmentBody):
    """The lead, having all answers, waits again for one that it gave back."""


BODIES: tuple[type[Body], ...] = (
    ReturnedPartClosed,
    PassedOn,
    CooperationAsked,
    PartReturned,
    WentOnWithout,
    AnswersComplete,
    AnswerSentBack,
    AnswersReopened,
)
