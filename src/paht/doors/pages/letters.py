"""The result in the form of the edition's appendix, as ``fragments/letter.html`` shows it (VL.PL, ST.PL1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from paht.cases.queries import Detail
from paht.law.casework import events as e
from paht.law.casework.case import Assignment
from paht.law.casework.states import AssignmentState
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
    is_approved = assignment is not None and assignment.state in _SIGNED
    approved_at = assignment.approved_at if assignment and is_approved else None
    return Letter(
        form=edition.result_letter,
        agency=detail.agencies.get(assignment.agency, edition.ioc) if assignment else edition.ioc,
        superior=superior or f"Ủy ban nhân dân tỉnh {edition.province}",
        place=edition.province,
        signed_on=approved_at.astimezone(HO_CHI_MINH).date() if approved_at else None,
        content=content,
        attachments=tuple(attachments),
    )


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
    """The assignment whose result answers the sender: the last one that was not returned."""
    return next((a for a in reversed(detail.case.assignments) if a.state not in _GAVE_NO_ANSWER), None)
