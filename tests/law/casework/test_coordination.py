"""A report without known handler: who is asked, what binds, and that silence is not consent (VL.17)."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from tests.law.courses import (
    BLANK,
    FACTS,
    LEADER,
    ROADS,
    STAFF,
    WASTE,
    WATER,
    Course,
    actor,
)
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.binding import bound_body, coordinator
from paht.law.casework.holding import Holding, holders
from paht.law.casework.states import AssignmentState, Party, RequestKind, Role, Stage

VL = "vinh-long-2025"
NOW = at("2026-03-10 09:00")
SECOND = timedelta(seconds=1)
OTHER = actor(Role.AGENCY_STAFF, body=WASTE)


def asked() -> Course:
    return Course(VL).until(c.Accept, NOW).do(c.AskCoordinator, NOW)


def named() -> Course:
    return asked().do(c.AnswerCoordination, NOW)


def before_agreement() -> Course:
    return named().handled(NOW, agency=WASTE)


def agreeing() -> Course:
    return before_agreement().do(c.AskAgreement, NOW)


@pytest.mark.clause("VL.17.1")
def test_a_report_without_known_handler_is_accepted_before_a_coordinator_is_asked() -> None:
    for last in (c.Send, c.Verify):
        assert Course(VL).until(last, NOW).refused(c.AskCoordinator, NOW).clause == "VL.17.2"
    assert asked().case.stage is Stage.HANDLING


@pytest.mark.clause("VL.17.2")
def test_only_a_body_that_the_committee_designated_is_asked() -> None:
    refused = Course(VL).until(c.Accept, NOW).refused(c.AskCoordinator, NOW, agency=WASTE)
    assert (refused.clause, refused.field) == ("VL.17.2", "agency")


@pytest.mark.clause("VL.17.2")
def test_the_coordinator_holds_the_report_and_owes_its_answer_within_a_working_day() -> None:
    course = asked()
    assert holders(course.case) == (Holding(Party.COORDINATOR, ROADS),)
    duty = course.duty("identification")
    assert (duty.clause, duty.holder, duty.body, duty.due_at) == (
        "VL.17.2",
        Party.COORDINATOR,
        ROADS,
        at("2026-03-11 09:00"),
    )
    assert "dispatch" not in course.owed()


@pytest.mark.clause("VL.17.2")
@pytest.mark.parametrize("kind", [c.Dispatch, c.RequestSupplement, c.Refuse, c.AskCoordinator])
def test_while_the_coordinator_is_asked_the_desk_does_not_decide(kind: type[c.Command]) -> None:
    asked().refused(kind, NOW)


@pytest.mark.clause("VL.17.2")
def test_another_body_cannot_answer_for_the_coordinator() -> None:
    asked().refused(c.AnswerCoordination, NOW, by=OTHER)
    course = Course(VL).until(c.Receive, NOW)
    course.refused(c.AnswerCoordination, NOW, by=STAFF)


@pytest.mark.clause("VL.17.3", "VL.17.2")
def test_the_dispatch_follows_the_answer_of_the_coordinator() -> None:
    course = named()
    assert holders(course.case) == (Holding(Party.IOC),)
    assert course.duty("onward").due_at == at("2026-03-10 10:00")
    refused = course.refused(c.Dispatch, NOW, agency=ROADS)
    assert (refused.clause, refused.field) == ("VL.17.3", "agency")
    assert course.do(c.Dispatch, NOW, agency=WASTE).case.assignments[1].agency == WASTE


@pytest.mark.clause("VL.17.3")
def test_a_body_that_was_named_and_gave_it_back_binds_no_longer() -> None:
    course = named().handled(NOW, agency=WASTE, until=c.Receive)
    course.do(c.ReturnAssignment, NOW, by=OTHER, assignment=2)
    assert bound_body(course.case, course.edition) is None
    assert course.case.stage is Stage.ACCEPTED
    course.do(c.AskCoordinator, NOW)
    assert (len(course.case.assignments), coordinator(course.case)) == (2, course.case.assignments[0])


@pytest.mark.clause("VL.17.2", "VL.20.1.d")
def test_a_coordinator_that_cannot_say_leaves_the_report_to_the_chair() -> None:
    course = asked()
    duty = course.duty("identification")
    course.do(c.AnswerCoordination, NOW, agency=None)
    assert course.outcome(duty) == "met"
    request = course.case.open_request(RequestKind.DIRECTION)
    assert request is not None
    assert request.grounds == ("no_handler",)
    assert coordinator(course.case) is None
    assert holders(course.case) == (Holding(Party.SUPERVISING_DEPARTMENT),)


@pytest.mark.clause("VL.17.2", "VL.4.4")
def test_an_answer_names_a_body_of_the_directory_in_written_words() -> None:
    assert asked().refused(c.AnswerCoordination, NOW, agency="unheard of").field == "agency"
    assert asked().refused(c.AnswerCoordination, NOW, note=BLANK).clause == "VL.4.4"
    assert agreeing().refused(c.Disagree, NOW, agency="unheard of").field == "agency"


@pytest.mark.clause("VL.17.4")
def test_nothing_is_published_before_the_coordinator_has_agreed() -> None:
    course = before_agreement()
    assert course.case.stage is Stage.CHECKING
    assert course.refused(c.Publish, NOW).clause == "VL.17.4"
    course.do(c.AskAgreement, NOW)
    assert holders(course.case) == (Holding(Party.COORDINATOR, ROADS),)
    course.refused(c.Publish, NOW)


@pytest.mark.clause("VL.17.4")
@pytest.mark.parametrize(("after", "outcome"), [(timedelta(0), "met"), (SECOND, "late")])
@pytest.mark.parametrize(
    ("given", "due"),
    [
        ("2026-03-10 09:00", "2026-03-11 09:00"),
        ("2026-03-13 16:30", "2026-03-16 16:30"),
        ("2026-02-13 16:30", "2026-02-23 16:30"),
        ("2026-01-09 16:30", "2026-01-10 16:30"),
        ("2026-08-21 16:30", "2026-08-22 16:30"),
    ],
)
def test_the_coordinator_has_one_working_day_to_agree(
    given: str, due: str, after: timedelta, outcome: str
) -> None:
    course = Course(VL).until(c.Accept, at(given)).do(c.AskCoordinator, at(given))
    course.do(c.AnswerCoordination, at(given)).handled(at(given), agency=WASTE)
    duty = course.do(c.AskAgreement, at(given)).duty("agreement")
    assert (duty.clause, duty.holder, duty.due_at) == ("VL.17.4", Party.COORDINATOR, at(due))
    course.do(c.Agree, at(due) + after)
    assert course.outcome(duty) == outcome


@pytest.mark.clause("VL.17.4")
def test_silence_is_not_consent() -> None:
    assert agreeing().refused(c.Publish, at("2026-06-10 09:00")).clause == "VL.13.1.a"
    course = agreeing()
    course.do(c.Escalate, at("2026-06-10 09:00"), ground="not_acting")
    course.refused(c.Publish, at("2026-06-10 09:00"))


@pytest.mark.clause("VL.17.4", "VL.17.5")
def test_what_is_agreed_is_published_under_article_13() -> None:
    course = agreeing().do(c.Agree, NOW)
    assert course.duty("check_again").holder is Party.IOC
    assert course.do(c.Publish, NOW).case.stage is Stage.PUBLISHED


@pytest.mark.clause("VL.17.4")
def test_an_agreement_is_about_the_result_that_was_read() -> None:
    course = agreeing().do(c.Agree, NOW)
    course.refused(c.AskAgreement, NOW)
    later = NOW + timedelta(hours=1)
    course.do(c.ReturnResult, later, assignment=2).do(c.RecordResult, later, by=OTHER, assignment=2)
    head = actor(Role.AGENCY_LEADER, body=WASTE)
    course.do(c.SubmitResult, later, by=OTHER, assignment=2).do(c.ApproveResult, later, by=head, assignment=2)
    assert course.refused(c.Publish, later).clause == "VL.17.4"
    course.do(c.AskAgreement, later)


@pytest.mark.clause("VL.17.4", "VL.17.3")
def test_a_disagreement_sends_the_report_back_to_dispatch() -> None:
    course = agreeing()
    duty = course.duty("agreement")
    course.do(c.Disagree, NOW, agency=ROADS)
    assert (course.case.stage, course.outcome(duty)) == (Stage.ACCEPTED, "met")
    assert course.case.assignments[1].state is AssignmentState.RELIEVED
    assert course.duty("onward").holder is Party.IOC
    assert course.refused(c.Dispatch, NOW, agency=WASTE).clause == "VL.17.3"
    course.do(c.Dispatch, NOW, agency=ROADS)


@pytest.mark.clause("VL.17.3")
def test_a_coordinator_that_disagrees_without_naming_a_body_leaves_the_choice_to_the_desk() -> None:
    course = agreeing().do(c.Disagree, NOW)
    assert course.do(c.Dispatch, NOW, agency=WATER).case.assignments[2].agency == WATER


@pytest.mark.clause("VL.17.2")
def test_a_report_that_has_a_coordinator_is_not_taken_to_another() -> None:
    course = named().handled(NOW, agency=WASTE, until=c.Receive)
    course.do(c.ReturnAssignment, NOW, by=OTHER, assignment=2)
    second = replace(FACTS.agencies[WATER], coordinates=True)
    course.facts = replace(FACTS, agencies=MappingProxyType({**FACTS.agencies, WATER: second}))
    refused = course.refused(c.AskCoordinator, NOW, agency=WATER)
    assert (refused.clause, refused.field) == ("VL.17.2", "agency")


@pytest.mark.clause("VL.17.4", "VL.20.1.d")
def test_a_second_disagreement_goes_to_the_chair() -> None:
    course = agreeing().do(c.Disagree, NOW).handled(NOW, agency=WASTE).do(c.AskAgreement, NOW)
    course.do(c.Disagree, NOW)
    request = course.case.open_request(RequestKind.DIRECTION)
    assert request is not None
    assert request.grounds == ("unsettled",)
    assert "onward" not in course.owed()
    course.refused(c.Dispatch, NOW)


@pytest.mark.clause("VL.17.4")
def test_a_coordinator_is_not_asked_about_a_result_that_is_not_there() -> None:
    assert named().refused(c.AskAgreement, NOW).clause == "VL.17.4"


@pytest.mark.clause("VL.17.2")
def test_a_coordinator_handles_nothing_of_what_it_coordinates() -> None:
    course = asked()
    for kind in (c.Receive, c.BeginHandling, c.RecordResult, c.ReturnAssignment):
        course.refused(kind, NOW, by=STAFF)
    course.refused(c.ApproveResult, NOW, by=LEADER)


@pytest.mark.clause("ST.3.8")
def test_soc_trang_has_no_coordinator_but_the_committee() -> None:
    course = Course("soc-trang-2024").until(c.Accept, NOW)
    assert course.refused(c.AskCoordinator, NOW).clause == "ST.2.4"
    assert course.do(c.Escalate, NOW, ground="no_handler").case.stage is Stage.HANDLING


@pytest.mark.clause("VL.17.2", "VL.16.1")
@pytest.mark.parametrize("agency", [WASTE, None])
def test_an_answer_that_comes_after_the_urgent_result_leaves_it_to_be_checked(agency: str | None) -> None:
    course = asked().do(c.RaiseAlarm, NOW).do(c.DispatchUrgently, NOW, agency=WASTE)
    for kind in (c.ConfirmUrgency, c.FinishUrgency, c.RecordResult, c.SubmitResult):
        course.do(kind, NOW, by=OTHER, assignment=2)
    course.do(c.ApproveResult, NOW, by=replace(LEADER, body=WASTE), assignment=2)
    assert course.case.stage is Stage.HANDLING
    course.do(c.AnswerCoordination, NOW, agency=agency)
    owed = {(duty.holder, duty.body) for duty in course.case.duties}
    assert {(holder.party, holder.body) for holder in holders(course.case)} <= owed
