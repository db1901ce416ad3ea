"""A given result in the form of the edition's appendix, ready for the letter macros."""

from dataclasses import dataclass
from datetime import date, datetime

from paht.cases.queries import Detail
from paht.doors.pages.letters import answering
from paht.law.casework import events as e
from paht.law.editions.rows import Edition
from paht.law.worktime import HO_CHI_MINH


@dataclass(frozen=True, slots=True)
class Letter:
    """What the appendix form needs; ``form`` says which appendix, ``signed_on`` is a day in Vietnam."""

    form: str
    agency: str
    superior: str
    place: str
    content: str
    given_at: datetime
    signed_on: date


def letter_of(detail: Detail, edition: Edition) -> Letter | None:
    """The letter of a case whose result was given; ``None`` before."""
    given = next(
        (event for event in detail.events if isinstance(event.body, (e.Published, e.AnsweredPrivately))), None
    )
    if given is None:
        return None
    last = answering(detail)
    approved_at = last.approved_at if last else None
    return Letter(
        form=edition.result_form,
        agency=detail.agencies.get(last.agency, edition.ioc) if last else edition.ioc,
        superior=detail.agencies.get(last.superior or "", "") if last else "",
        place=edition.province,
        content=detail.text(detail.case.answer),
        given_at=given.at,
        signed_on=(approved_at or given.at).astimezone(HO_CHI_MINH).date(),
    )
