"""The rows of both editions, written out here again: grounds, capacities, and what else ends a term.

The marks are made from the table, so that each row is proven by its own clause.
"""

from dataclasses import replace
from typing import Any

import pytest
from tests.law.courses import EDITIONS, Course, command, written
from tests.law.worktime.worktime_cases import at

from paht.law import editions
from paht.law.casework import commands as c
from paht.law.casework.case import Assignment, Refused
from paht.law.casework.decide import COMMANDS
from paht.law.casework.states import AssignmentRole, AssignmentState, Stage

VL, ST = "vinh-long-2025", "soc-trang-2024"
NOW = at("2026-03-10 09:00")

GROUNDS: list[tuple[str, type[c.Command], str, str]] = [
    (VL, c.RequestSupplement, "photo_missing", "VL.8.2.1"),
    (VL, c.RequestSupplement, "photo_unclear", "VL.8.2.2"),
    (VL, c.RequestSupplement, "photo_old", "VL.8.1.b"),
    (VL, c.RequestSupplement, "place_unclear", "VL.8.1.c"),
    (VL, c.RequestSupplement, "content_unclear", "VL.8.2.9"),
    (VL, c.RequestSupplement, "wording", "VL.5.3"),
    (ST, c.RequestSupplement, "content_unclear", "ST.4.3"),
    (ST, c.RequestSupplement, "place_unclear", "ST.4.3"),
    (ST, c.RequestSupplement, "identity_incomplete", "ST.4.2"),
    (VL, c.Refuse, "complaint", "VL.1.1.b"),
    (VL, c.Refuse, "outside", "VL.1.1.a"),
    (VL, c.Refuse, "edited", "VL.8.2.3"),
    (VL, c.Refuse, "false_identity", "VL.8.2.6"),
    (VL, c.Refuse, "duplicate", "VL.8.2.7"),
    (VL, c.Refuse, "still_open", "VL.8.2.8"),
    (VL, c.Refuse, "trial", "VL.8.2.9"),
    (ST, c.Refuse, "complaint", "ST.3.9"),
    (ST, c.Refuse, "unfit", "ST.3.6"),
    (VL, c.Accept, "personal", "VL.10.2"),
    (VL, c.Accept, "named_party", "VL.10.2"),
    (VL, c.Accept, "sensitive", "VL.10.2"),
    (ST, c.Accept, "confidential", "ST.9.3.b"),
    (VL, c.ReturnAssignment, "not_competent", "VL.12.2.a"),
    (VL, c.ReturnAssignment, "needs_information", "VL.12.1.c"),
    (ST, c.ReturnAssignment, "not_competent", "ST.8.1.2"),
    (VL, c.ReturnResult, "not_in_form", "VL.13.2.a"),
    (VL, c.ReturnResult, "inadequate", "VL.13.2.b"),
    (VL, c.ReturnResult, "still_inadequate", "VL.13.2.c"),
    (ST, c.ReturnResult, "no_answer", "ST.9.4"),
]
BEFORE: dict[type[c.Command], type[c.Command]] = {
    c.RequestSupplement: c.Send,
    c.Refuse: c.Send,
    c.Accept: c.Verify,
    c.ReturnAssignment: c.Receive,
    c.ReturnResult: c.ApproveResult,
}


def by_its_clause(rows: list[Any], place: int) -> list[Any]:
    """The rows as parameters, each marked with the clause that stands in it at that place."""
    return [pytest.param(*row, marks=pytest.mark.clause(row[place])) for row in rows]


def said(kind: type[c.Command], ground: str) -> dict[str, Any]:
    """The ground as the command names it."""
    if kind is c.RequestSupplement:
        return {"grounds": (ground,)}
    if kind is c.Accept:
        return {"non_public_ground": ground, "non_public_reason": written()}
    return {"ground": ground}


@pytest.mark.parametrize(("edition", "kind", "ground", "clause"), by_its_clause(GROUNDS, 3))
def test_a_ground_of_the_regulation_is_a_ground(
    edition: str, kind: type[c.Command], ground: str, clause: str
) -> None:
    course = Course(edition).until(BEFORE[kind], NOW)
    if ground == "still_inadequate":
        course.do(c.ReturnResult, NOW).until_approved(NOW)
    answer = course.ask(command(kind, course.edition, **said(kind, ground)), NOW)
    assert not isinstance(answer, Refused), answer
    e = course.edition
    lists = (
        e.supplement_grounds,
        e.refusal_grounds,
        e.non_public_grounds,
        e.return_grounds,
        e.result_grounds,
    )
    found = [row for rows in lists for row in rows if row.key == ground]
    assert clause in {row.clause for row in found}


ALSO_END: list[tuple[str, str, str, tuple[type[c.Command], ...], type[c.Command], str]] = [
    (VL, "acceptance", "VL.10.1", (c.Send, c.Verify), c.RequestSupplement, "met"),
    (VL, "acceptance", "VL.10.1", (c.Send, c.Verify), c.Refuse, "met"),
    (VL, "dispatch", "VL.11.1", (c.Send, c.Verify, c.Accept), c.RequestSupplement, "met"),
    (VL, "supplement", "VL.8.2.4", (c.Send, c.RequestSupplement), c.LapseSupplement, "late"),
    (ST, "intake", "ST.PL2.1", (c.Send,), c.RequestSupplement, "met"),
    (ST, "intake", "ST.PL2.1", (c.Send,), c.Refuse, "met"),
    (ST, "dispatch", "ST.7.3.1", (c.Send, c.Verify, c.Accept), c.RequestSupplement, "met"),
]
"""Term, clause, the steps that open it, a step beside the ordinary one that ends it, and how."""


@pytest.mark.parametrize(
    ("edition", "term", "clause", "opening", "ending", "outcome"), by_its_clause(ALSO_END, 2)
)
def test_a_term_ends_also_where_the_case_leaves_the_straight_way(
    edition: str,
    term: str,
    clause: str,
    opening: tuple[type[c.Command], ...],
    ending: type[c.Command],
    outcome: str,
) -> None:
    course = Course(edition)
    for kind in opening:
        course.do(kind, NOW)
    duty = course.duty(term)
    assert duty.clause == clause
    course.do(ending, at("2026-03-20 09:00") if outcome == "late" else NOW)
    assert course.outcome(duty) == outcome


@pytest.mark.clause("ST.PL2.1")
def test_what_was_supplemented_is_owed_intake_anew() -> None:
    course = Course(ST).do(c.Send, NOW).do(c.RequestSupplement, NOW).do(c.Supplement, at("2026-03-11 09:00"))
    assert course.duty("intake").due_at == at("2026-03-11 15:00")


@pytest.mark.clause("ST.9.2", "ST.PL2.5")
def test_a_private_answer_meets_the_term_of_publication() -> None:
    course = Course(ST).do(c.Send, NOW).do(c.Verify, NOW).do(c.Accept, NOW, non_public_ground="confidential")
    for kind in (c.Dispatch, c.Receive, c.RecordResult, c.SubmitResult, c.ApproveResult):
        course.do(kind, NOW)
    duty = course.duty("publication")
    assert course.do(c.Publish, NOW).outcome(duty) == "met"


HANDLING = {AssignmentRole.SOLE, AssignmentRole.LEAD, AssignmentRole.COOPERATING}
CAPACITIES: dict[type[c.Command], set[AssignmentRole]] = {
    **{
        kind: {AssignmentRole.COORDINATOR}
        for kind in (c.AnswerCoordination, c.AskAgreement, c.Agree, c.Disagree)
    },
    c.PassOn: {AssignmentRole.LEAD},
    c.GoOnWithout: {AssignmentRole.LEAD},
    c.SendAnswerBack: {AssignmentRole.COOPERATING},
    c.ReturnResult: {AssignmentRole.SOLE, AssignmentRole.LEAD},
}
"""Commands about an assignment that fit other capacities than those that handle."""

CAPACITY_CELLS = [
    pytest.param(edition, kind, role, marks=pytest.mark.clause(step.clause))
    for edition in EDITIONS
    for kind in COMMANDS
    if issubclass(kind, c.AssignmentCommand) and (step := editions.get(edition).step(kind))
    for role in AssignmentRole
]


@pytest.mark.parametrize(("edition", "kind", "role"), CAPACITY_CELLS)
def test_a_step_about_an_assignment_fits_only_those_charged_in_its_capacities(
    edition: str, kind: type[c.Command], role: AssignmentRole
) -> None:
    course = Course(edition).do(c.Send, NOW)
    step = course.edition.by_command[kind]
    state = next(iter(sorted(step.at)))
    assert isinstance(state, AssignmentState)
    charged = Assignment(
        number=1,
        agency="agency-roads",
        role=role,
        state=state,
        superior=None,
        dispatched_at=NOW,
        received_at=NOW,
    )
    lead = replace(charged, number=2, role=AssignmentRole.LEAD)
    course.case = replace(course.case, stage=Stage.HANDLING, assignments=(charged, lead))
    answer = course.ask(command(kind, course.edition, assignment=1), NOW)
    fits = role in CAPACITIES.get(kind, HANDLING)
    not_there = isinstance(answer, Refused) and answer.reason.startswith("Không tìm thấy")
    assert not_there is not fits
