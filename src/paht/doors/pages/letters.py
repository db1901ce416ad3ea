"""The result in the form of the edition's appendix, as ``fragments/letter.html`` shows it (VL.PL, ST.PL1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from paht.cases.queries import Detail
from paht.law.casework import events as e
from paht.law.casework.case import Assignment
from paht.law.casework.states import AssignmentRole, AssignmentState, Stage
from paht.law.editions.rows import Edition, LetterForm
from paht.law.worktime import HO_CHI_MINH

_GAVE_NO_ANSWER = (AssignmentState.RETURNED, AssignmentState.RELIEVED)
_SIGNED = frozenset({AssignmentState.APPROVED, AssignmentState.ENDED})


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the letter; no ``href`` where it cannot be opened yet."""

    name: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the appendix's form needs; ``form`` says which of ``fragments/letters``.

    The number and the signature stay with the agency.
    """

    form: LetterForm
    agency: str
    superior: str
    place: str
    signed_on: date | None
    content: str
    attachments: tuple[Attachment, ...]


def letter(
    detail: Detail,
    *,
    edition: Edition,
    content: str,
    assignment: Assignment | None,
    attachments: Sequence[Attachment] = (),
) -> Letter:
    """The letter with which the assignment's agency answers; the IOC's own where no agency does.

    It is dated by the day in Vietnam on which the agency's leader approved the result; undated before, and again
    while a result that was given back is put right.
    """
    superior = detail.agencies.get(assignment.superior or "", "") if assignment else ""
    together = all_answering(detail) if assignment and _answers_with_others(detail, assignment) else []
    name = "; ".join(dict.fromkeys(detail.agencies.get(a.agency, "") for a in together))
    is_approved = assignment is not None and assignment.state in _SIGNED
    approved_at = assignment.approved_at if assignment and is_approved else None
    return Letter(
        form=edition.result_letter,
        agency=name or (detail.agencies.get(assignment.agency, edition.ioc) if assignment else edition.ioc),
        superior=superior or f"Ủy ban nhân dân tỉnh {edition.province}",
        place=edition.province,
        signed_on=approved_at.astimezone(HO_CHI_MINH).date() if approved_at else None,
        content=content,
        attachments=tuple(attachments),
    )


def _answers_with_others(detail: Detail, assignment: Assignment) -> bool:
    """Whether the letter goes out with the results of others: once the IOC has them all."""
    is_checked = detail.case.stage is Stage.CHECKING or detail.case.stage.is_end
    return is_checked and assignment in all_answering(detail)


def given_letter(detail: Detail, *, edition: Edition) -> Letter | None:
    """The letter that the sender was given, for public pages; ``None`` before."""
    if given_at(detail) is None:
        return None
    content = detail.text(detail.case.answer)
    return letter(detail, edition=edition, content=content, assignment=answering(detail))


def given_at(detail: Detail) -> datetime | None:
    """When the result was published or answered privately; ``None`` before."""
    given = (event.at for event in detail.events if isinstance(event.body, e.Published | e.AnsweredPrivately))
    return next(given, None)


def answering(detail: Detail) -> Assignment | None:
    """The assignment whose result answers the sender: the last one that was not returned, or the lead."""
    return next(reversed(all_answering(detail)), None)


def all_answering(detail: Detail) -> list[Assignment]:
    """The assignments whose results answer the sender: a lead's alone, else those of every agency side by side."""
    kept = [a for a in detail.case.assignments if a.state not in _GAVE_NO_ANSWER]
    return [a for a in kept if a.role in (AssignmentRole.SOLE, AssignmentRole.LEAD)]


def composed(detail: Detail) -> str:
    """The answer to the sender made of the agencies' results: one as it is, several under their names (VL.11.7)."""
    parts = [(a, detail.text(a.result)) for a in all_answering(detail) if a.result]
    if len(parts) < 2:
        return parts[0][1] if parts else ""
    return "\n\n".join(f"{detail.agencies.get(a.agency, '')}:\n{text}" for a, text in parts)
