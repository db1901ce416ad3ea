"""The answer in the form of the edition's appendix, as ``fragments/letter.html`` shows it (VL.PL, ST.PL1)."""

from datetime import datetime
from typing import Any

from paht.cases.queries import Detail
from paht.law.casework.case import Assignment
from paht.law.casework.states import AssignmentState
from paht.law.editions.rows import Edition
from paht.law.worktime import HO_CHI_MINH


def letter(
    detail: Detail, *, edition: Edition, answer: str, attachments: list[dict[str, str]], now: datetime
) -> dict[str, Any]:
    """What the appendix's form needs; ``attachments`` are ``{name, href}``. The signature stays with the agency."""
    assignment = answering(detail)
    agency = detail.agencies.get(assignment.agency, edition.ioc) if assignment else edition.ioc
    superior = detail.agencies.get(assignment.superior or "", "") if assignment else ""
    approved_at = assignment.approved_at if assignment else None
    return {
        "form": edition.result_form,
        "agency": agency,
        "superior": superior or f"Ủy ban nhân dân tỉnh {edition.province}",
        "place": edition.province,
        "signed_on": (approved_at or now).astimezone(HO_CHI_MINH).date(),
        "answer": answer,
        "attachments": attachments,
    }


def answering(detail: Detail) -> Assignment | None:
    """The assignment whose result answers the sender: the last one that was not returned."""
    return next(
        (a for a in reversed(detail.case.assignments) if a.state is not AssignmentState.RETURNED), None
    )
