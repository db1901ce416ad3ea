"""Directions of the People's Committee and its chair: asked for, recorded, binding (VL.4.8, VL.20.1.d, ST.3.7)."""

from dataclasses import replace
from datetime import date

import pytest
from tests.law.courses import (
    ABSENT,
    BLANK,
    CHAIR,
    EDITIONS,
    LETTER,
    ROADS,
    STAFF,
    SUPERVISING,
    WASTE,
    WATER,
    Course,
    actor,
)
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.holding import Holding, holders
from paht.law.casework.impasse import impasse
from paht.law.casework.states import AssignmentState, Party, Role, Stage

NOW = at("2026-03-10 09:00")
BOTH = pytest.mark.parametrize("edition", EDITIONS)
OTHER = actor(Role.AGENCY_STAFF, body=WASTE)
BINDS = {"vinh-long-2025": "VL.21.7", "soc-trang-2024": "ST.3.8"}


def reported(edition: str, ground: str = "no_handler") -> Course:
    course = Course(edition).until(c.Accept, NOW)
    return course.do(c.Escalate, NOW, ground=ground).do(c.ReportDossier, NOW)


def designated(edition: str, agency: str = WASTE) -> Course:
    return reported(edition).do(c.RecordDirection, NOW, agency=agency)


@BOTH
@pytest.mark.clause("VL.4.8", "VL.20.1.d", "ST.3.7", "ST.16.5")
def test_the_supervising_department_compiles_and_then_the_committee_has_the_matter(edition: str) -> None:
    course = Course(edition).until(c.Accept, NOW).do(c.Escalate, NOW)
    assert holders(course.case) == (Holding(Party.SUPERVISING_DEPARTMENT),)
    course.do(c.ReportDossier, NOW)
    assert holders(course.case) == (Holding(Party.PEOPLES_COMMITTEE),)
    assert {"direction"} == course.owed()


@BOTH
@pytest.mark.clause("VL.4.8", "VL.20.1.d", "ST.3.7")
def test_a_dossier_is_reported_once_and_before_the_direction_in_written_words(edition: str) -> None:
    course = Course(edition).until(c.Accept, NOW).do(c.Escalate, NOW)
    course.refused(c.RecordDirection, NOW)
    assert course.refused(c.ReportDossier, NOW, dossier=BLANK).field == "dossier"
    course.do(c.ReportDossier, NOW).refused(c.ReportDossier, NOW)


@BOTH
@pytest.mark.clause("VL.20.1.d", "ST.16.5")
def test_a_direction_is_asked_for_on_a_ground_that_the_case_bears_and_once_at_a_time(edition: str) -> None:
    course = Course(edition).until(c.Receive, NOW)
    assert course.refused(c.Escalate, NOW, ground="unheard of").field == "ground"
    refused = course.refused(c.Escalate, NOW, ground="no_handler")
    assert (refused.clause, refused.field) == (
        "VL.20.1.d" if edition.startswith("vinh") else "ST.3.8",
        "ground",
    )
    course.do(c.Escalate, NOW).refused(c.Escalate, NOW)


@pytest.mark.clause("VL.20.1.d")
def test_a_body_that_does_not_act_can_be_reported_only_where_one_is_charged() -> None:
    course = Course("vinh-long-2025").until(c.Accept, NOW)
    assert course.refused(c.Escalate, NOW, ground="not_acting").field == "ground"
    course.do(c.Dispatch, NOW).do(c.Escalate, NOW, ground="not_acting")
    assert holders(course.case) == (
        Holding(Party.SUPERVISING_DEPARTMENT),
        Holding(Party.AGENCY, ROADS),
    )


@BOTH
@pytest.mark.clause("VL.4.8", "VL.20.1.d", "VL.21.7", "ST.3.8")
def test_the_report_goes_to_the_body_that_was_designated_and_to_no_other(edition: str) -> None:
    course = designated(edition)
    assert course.case.stage is Stage.ACCEPTED
    refused = course.refused(c.Dispatch, NOW, agency=ROADS)
    assert (refused.clause, refused.field) == (BINDS[edition], "agency")
    course.do(c.Dispatch, NOW, agency=WASTE)
    assert course.case.assignments[0].directed
    assert course.case.directed_to is None


@pytest.mark.clause("VL.11.7", "VL.21.7")
def test_the_body_that_was_designated_is_among_several_that_are_charged() -> None:
    course = designated("vinh-long-2025")
    refused = course.refused(c.DispatchToSeveral, NOW, agencies=(ROADS, WATER))
    assert (refused.clause, refused.field) == ("VL.21.7", "agencies")
    course.do(c.DispatchToSeveral, NOW, agencies=(ROADS, WASTE))
    assert [part.directed for part in course.case.assignments] == [False, True]
    course.do(c.Receive, NOW).do(c.ReturnAssignment, NOW)


@BOTH
@pytest.mark.clause("VL.21.7", "ST.3.8")
@pytest.mark.parametrize("ground", ["not_competent", "needs_information"])
def test_a_designated_body_cannot_return_the_report(edition: str, ground: str) -> None:
    course = designated(edition).handled(NOW, agency=WASTE, until=c.Receive)
    refused = course.refused(c.ReturnAssignment, NOW, by=OTHER, ground=ground)
    assert refused.clause == BINDS[edition]


@BOTH
@pytest.mark.clause("VL.21.7", "ST.3.8")
def test_a_body_that_handles_already_is_bound_where_it_stands(edition: str) -> None:
    course = Course(edition).until(c.Receive, NOW).do(c.Escalate, NOW).do(c.ReportDossier, NOW)
    course.do(c.RecordDirection, NOW, agency=ROADS)
    (only,) = course.case.assignments
    assert (only.directed, only.state, course.case.stage) == (True, AssignmentState.RECEIVED, Stage.HANDLING)
    course.refused(c.ReturnAssignment, NOW, by=STAFF)


@pytest.mark.clause("VL.4.8", "VL.21.7")
def test_a_body_whose_part_is_done_is_charged_anew_with_the_whole_where_it_is_designated() -> None:
    course = Course("vinh-long-2025").until(c.Accept, NOW)
    course.do(c.DispatchToSeveral, NOW, agencies=(ROADS, WASTE)).do(c.Receive, NOW)
    course.until_approved(NOW).do(c.Receive, NOW, by=OTHER, assignment=2)
    course.do(c.Escalate, NOW, ground="unsettled").do(c.ReportDossier, NOW)
    course.do(c.RecordDirection, NOW, agency=ROADS)
    assert {part.state for part in course.case.assignments} == {AssignmentState.RELIEVED}
    course.handled(NOW).do(c.Publish, NOW)
    assert course.case.stage.is_end


@BOTH
@pytest.mark.clause("VL.4.8", "ST.3.7", "ST.9.2")
def test_whoever_had_the_report_before_is_relieved(edition: str) -> None:
    course = Course(edition).until(c.ApproveResult, NOW).do(c.Escalate, NOW, ground="unsettled")
    course.refused(c.Publish, NOW)
    course.do(c.ReportDossier, NOW).do(c.RecordDirection, NOW, agency=WASTE)
    assert course.case.assignments[0].state is AssignmentState.RELIEVED
    assert {"onward"} == course.owed()


@BOTH
@pytest.mark.clause("VL.4.8", "VL.20.1.d", "ST.3.7")
def test_another_instruction_brings_the_report_back_to_where_it_was(edition: str) -> None:
    course = reported(edition).do(c.RecordDirection, NOW, agency=None)
    assert (course.case.stage, course.case.directed_to) == (Stage.ACCEPTED, None)
    course.do(c.Dispatch, NOW, agency=ROADS)
    checked = Course(edition).until(c.ApproveResult, NOW).do(c.Escalate, NOW).do(c.ReportDossier, NOW)
    assert checked.do(c.RecordDirection, NOW, agency=None).case.stage is Stage.CHECKING


@BOTH
@pytest.mark.clause("VL.20.1.d", "ST.3.8", "VL.4.4")
@pytest.mark.parametrize(
    ("spoilt", "field"),
    [
        ({"document": None}, "document_number"),
        ({"document": replace(LETTER, number=" ")}, "document_number"),
        ({"document": replace(LETTER, number="9" * 101)}, "document_number"),
        ({"document": replace(LETTER, dated_on=None)}, "dated_on"),
        ({"document": replace(LETTER, dated_on=date(2026, 3, 11))}, "dated_on"),
        ({"agency": "unheard of"}, "agency"),
        ({"instruction": BLANK}, "instruction"),
    ],
)
def test_what_is_recorded_of_a_direction_has_its_document_and_its_words(
    edition: str, spoilt: dict[str, object], field: str
) -> None:
    assert reported(edition).refused(c.RecordDirection, NOW, **spoilt).field == field


@BOTH
@pytest.mark.clause("VL.20.1.d", "ST.3.8")
def test_a_leader_of_the_province_directs_in_the_system_without_a_document(edition: str) -> None:
    reported(edition).do(c.RecordDirection, NOW, by=CHAIR, document=None)
    reported(edition).refused(c.RecordDirection, NOW, by=SUPERVISING, document=None)
    unnumbered = replace(LETTER, number="")
    reported(edition).refused(c.RecordDirection, NOW, by=CHAIR, document=unnumbered)


@BOTH
@pytest.mark.clause("VL.20.1.d", "ST.3.7")
def test_an_escalation_can_be_withdrawn_in_written_words(edition: str) -> None:
    course = reported(edition)
    course.refused(c.WithdrawEscalation, NOW, note=BLANK)
    assert course.do(c.WithdrawEscalation, NOW).case.stage is Stage.ACCEPTED


@BOTH
@pytest.mark.clause("VL.4.8", "ST.3.7")
def test_two_bodies_that_are_both_not_competent_are_a_disagreement(edition: str) -> None:
    course = Course(edition).until(c.Receive, NOW).do(c.ReturnAssignment, NOW)
    assert impasse(course.case, course.edition) is None
    course.do(c.Dispatch, NOW).do(c.Receive, NOW, assignment=2)
    course.do(c.ReturnAssignment, NOW, assignment=2)
    assert impasse(course.case, course.edition) is None, "the same body twice is no disagreement"
    course.handled(NOW, agency=WASTE, until=c.Receive).do(c.ReturnAssignment, NOW, by=OTHER, assignment=3)
    found = impasse(course.case, course.edition)
    assert found is not None
    assert (found.key, found.clause) == (
        "disagreement",
        "VL.4.8" if edition.startswith("vinh") else "ST.3.7",
    )
    course.do(c.Escalate, NOW)
    assert impasse(course.case, course.edition) is None


@BOTH
def test_a_designated_body_that_has_not_joined_is_invited_first(edition: str) -> None:
    course = designated(edition, agency=ABSENT)
    course.refused(c.Dispatch, NOW, agency=ABSENT)
    course.do(c.DraftInvitation, NOW, agency=ABSENT).joined(ABSENT)
    course.do(c.RecordJoining, NOW, request=2).do(c.Dispatch, NOW, agency=ABSENT)
    assert course.case.assignments[0].directed
