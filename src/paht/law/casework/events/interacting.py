"""After the answer: asking back, judging, clarifying, and the calls to an agency."""

from dataclasses import dataclass

from paht.law.casework.case import FileRef, Written
from paht.law.casework.events.base import AssignmentBody, Body, RequestBody


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionSent(RequestBody):
    """``by`` is the person's identifier; ``assignment`` the agency's part that is asked (``None``: nobody's).
    ``original`` lies in the vault."""

    original: Written
    by: str
    is_sender: bool
    assignment: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarificationOwed(RequestBody):
    """The sender's rating asks the agency to clarify; ``text`` is the comment, blank where there was none."""

    text: Written
    assignment: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionJudged(RequestBody):
    """``by`` is the person whose interaction it was: an improper one counts against them (VL.15.1.b)."""

    judgement: str
    reason: Written
    is_taken: bool
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionAnswered(RequestBody):
    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReturned(RequestBody):
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionReleased(RequestBody):
    question: Written
    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecorded(AssignmentBody):
    answered: bool
    note: Written
    recording: FileRef | None = None


BODIES: tuple[type[Body], ...] = (
    InteractionSent,
    ClarificationOwed,
    InteractionJudged,
    InteractionAnswered,
    AnswerReturned,
    InteractionReleased,
    CallRecorded,
)
