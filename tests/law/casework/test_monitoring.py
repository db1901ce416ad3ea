"""Passing on for monitoring: accepted, ended, the body may look and owes nothing (VL.18, ST.7.4)."""

import pytest
from tests.law.courses import ABSENT, BLANK, EDITIONS, WASTE, Course, sending
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.publicity import NOTHING, publicity
from paht.law.casework.states import AssignmentRole, AssignmentState, Kind, Stage

NOW = at("2026-03-10 09:00")
BOTH = pytest.mark.parametrize("edition", EDITIONS)


def accepted(edition: str, kind: Kind = Kind.REPORT) -> Course:
    course = Course(edition)
    answer = course.ask(sending(course.edition, kind=kind), NOW)
    assert isinstance(answer, tuple)
    return course.do(c.Send, NOW, kind=kind).do(c.Verify, NOW).do(c.Accept, NOW)


@BOTH
@pytest.mark.clause("VL.18.1", "ST.7.4.1")
@pytest.mark.parametrize("ground", ["not_enough_grounds", "past_matter"])
def test_what_cannot_be_handled_is_accepted_and_passed_on(edition: str, ground: str) -> None:
    course = accepted(edition)
    dispatch = course.duty("dispatch")
    course.do(c.PassForMonitoring, NOW, ground=ground)
    (body,) = course.case.assignments
    assert course.case.stage is Stage.MONITORED
    assert (body.agency, body.role, body.state) == (
        WASTE,
        AssignmentRole.MONITORING,
        AssignmentState.MONITORING,
    )
    assert course.case.end_clause == ("VL.18.1" if edition.startswith("vinh") else "ST.7.4.1")
    assert course.outcome(dispatch) == "met"
    assert course.case.duties == ()
    assert publicity(course.case) == NOTHING


@BOTH
@pytest.mark.clause("VL.18.2", "ST.7.4.2", "VL.2.1")
def test_a_constructive_suggestion_is_passed_on_under_its_own_ground(edition: str) -> None:
    course = accepted(edition, Kind.SUGGESTION)
    refused = course.refused(c.PassForMonitoring, NOW, ground="past_matter")
    assert refused.field == "ground"
    course.do(c.PassForMonitoring, NOW, ground="suggestion")
    assert course.case.end_clause == ("VL.18.2" if edition.startswith("vinh") else "ST.7.4.2")


@BOTH
@pytest.mark.clause("VL.18.1", "ST.7.4.1")
def test_it_is_passed_on_after_acceptance_and_before_dispatch(edition: str) -> None:
    for last in (c.Send, c.Verify, c.Dispatch, c.ApproveResult):
        Course(edition).until(last, NOW).refused(c.PassForMonitoring, NOW)


@BOTH
@pytest.mark.clause("VL.18.1", "ST.7.4.1", "VL.4.4")
def test_it_is_passed_on_a_ground_to_a_body_that_takes_part_in_written_words(edition: str) -> None:
    course = accepted(edition)
    assert course.refused(c.PassForMonitoring, NOW, ground="unheard of").field == "ground"
    assert course.refused(c.PassForMonitoring, NOW, agency=ABSENT).field == "agency"
    assert course.refused(c.PassForMonitoring, NOW, note=BLANK).field == "note"


@BOTH
def test_the_monitoring_body_has_nothing_to_do(edition: str) -> None:
    course = accepted(edition).do(c.PassForMonitoring, NOW)
    course.refused(c.Receive, NOW)
