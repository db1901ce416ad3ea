"""After the answer: asking back, judging, clarifying, and the calls to an agency."""

from dataclasses import dataclass

from paht.law.casework.case import FileRef, Written
from paht.law.casework.commands.base import AssignmentCommand, Command, RequestCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class Interact(Command):
    """The sender asks back about the answer (VL.5.6, ST.10.1); the words lie in the vault."""

    original: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractWithPublic(Command):
    """Somebody else asks about a public result (VL.1.2.c); ``form``: as in ``Send``, for name and phone alone."""

    original: Written
    form: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeInteraction(RequestCommand):
    """The IOC finds an interaction justified, not justified or improper: ``judgement`` is a ground of the edition."""

    judgement: str
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInteraction(RequestCommand):
    """The agency clarifies what was asked (VL.14.2, VL.14.3, ST.10.2)."""

    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAnswer(RequestCommand):
    """The IOC gives an inadequate clarification back to the agency."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseInteraction(RequestCommand):
    """The IOC gives the checked clarification out; ``question`` is what was asked as the public may read it."""

    question: Written
    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCall(AssignmentCommand):
    """An officer records a call to the agency from the shared number, answered or not (VL.13.2.c);
    ``None`` where the officer did not say. ``recording`` is the call's own, where one is kept."""

    answered: bool | None
    note: Written
    recording: FileRef | None = None
