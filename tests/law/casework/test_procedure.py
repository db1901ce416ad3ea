"""Internal procedures, own shorter terms, results taken back or returned (VL.12.1.b, VL.12.2.b, VL.12.4.b, VL.13.2)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.law.courses import BLANK, CALENDAR, ROADS, WASTE, Course, actor, with_procedure
from tests.law.worktime.worktime_cases import YEAR_2026, at

from paht.law import editions
from paht.law.casework import commands as c
from paht.law.casework.duties import moved_by
from paht.law.casework.holding import Holding, holders
from paht.law.casework.settings import own_terms, settings_problems
from paht.law.casework.states import AssignmentState, Party, Procedure, RequestState, Role, Stage
from paht.law.worktime import CALENDAR_DAY, WORKING_DAY, WORKING_HOUR, Calendar, Length

VL, ST = "vinh-long-2025", "soc-trang-2024"
NOW = at("2026-03-10 09:00")
SECOND = timedelta(seconds=1)


def received(procedure: Procedure, *own: tuple[str, Length], edition: str = VL) -> Course:
    return Course(edition, with_procedure(procedure, *own)).until(c.Receive, NOW)


# The internal procedure


@pytest.mark.clause("VL.12.1.b", "VL.21.3")
def test_in_a_direct_agency_the_head_handles_and_approves_in_one_step() -> None:
    course = received(Procedure.DIRECT).do(c.HandleDirectly, NOW)
    assert course.case.stage is Stage.CHECKING
    assert course.case.assignments[0].result is not None
    assert course.owed() == {"check"}


@pytest.mark.clause("VL.12.1.b", "VL.21.3")
@pytest.mark.parametrize("procedure", [Procedure.STAFF_LEADER, Procedure.STAFF_DEPUTY_LEADER])
def test_elsewhere_the_head_waits_for_the_advice_of_staff(procedure: Procedure) -> None:
    assert received(procedure).refused(c.HandleDirectly, NOW).clause == "VL.12.1.b"


@pytest.mark.clause("VL.12.4.a", "VL.4.4")
def test_direct_handling_asks_of_the_result_what_every_result_needs() -> None:
    course = received(Procedure.DIRECT)
    assert course.refused(c.HandleDirectly, NOW, files=()).field == "files"
    assert course.refused(c.HandleDirectly, NOW, result=BLANK).field == "result"
    assert course.refused(c.HandleDirectly, NOW, note=BLANK).field == "note"


@pytest.mark.clause("VL.12.1.b", "VL.21.3")
def test_a_deputy_sees_the_result_before_the_leader_where_the_procedure_says_so() -> None:
    course = received(Procedure.STAFF_DEPUTY_LEADER).do(c.RecordResult, NOW).do(c.SubmitResult, NOW)
    assert course.case.assignments[0].state is AssignmentState.WITH_DEPUTY
    assert holders(course.case) == (Holding(Party.AGENCY_LEADER, ROADS),)
    assert course.duty("deputy_review").due_at == at("2026-03-10 15:00")
    course.refused(c.ApproveResult, NOW)
    assert course.refused(c.EndorseResult, NOW, note=BLANK).field == "note"
    course.do(c.EndorseResult, NOW)
    assert "leader_approval" in course.owed()
    course.do(c.ApproveResult, NOW)


@pytest.mark.clause("VL.12.1.b")
def test_a_deputy_may_give_it_back_to_staff_in_writing() -> None:
    course = received(Procedure.STAFF_DEPUTY_LEADER).do(c.RecordResult, NOW).do(c.SubmitResult, NOW)
    assert course.refused(c.DeclineResult, NOW, note=BLANK).field == "note"
    course.do(c.DeclineResult, NOW)
    assert course.case.assignments[0].state is AssignmentState.CORRECTING
    assert "rework" in course.owed()


@pytest.mark.clause("VL.21.3")
def test_a_change_of_procedure_leaves_what_was_received_before_as_it_was() -> None:
    course = received(Procedure.STAFF_DEPUTY_LEADER).do(c.RecordResult, NOW)
    course.facts = with_procedure(Procedure.DIRECT)
    course.refused(c.HandleDirectly, NOW)
    course.do(c.SubmitResult, NOW)
    assert course.case.assignments[0].state is AssignmentState.WITH_DEPUTY


def test_a_procedure_that_the_regulation_does_not_know_is_the_usual_one() -> None:
    course = received(Procedure.DIRECT, edition=ST)
    assert course.case.assignments[0].procedure is Procedure.STAFF_LEADER


# Own shorter terms


@pytest.mark.clause("VL.12.2.b")
@pytest.mark.parametrize(
    ("own", "due"),
    [
        (4 * WORKING_DAY, "2026-03-16 09:00"),
        (3 * WORKING_HOUR, "2026-03-10 14:00"),
        (6 * WORKING_DAY, "2026-03-18 09:00"),
        (9 * WORKING_DAY, "2026-03-18 09:00"),
    ],
)
def test_an_agencys_own_shorter_term_binds_and_a_longer_one_does_not(own: Length, due: str) -> None:
    duty = received(Procedure.STAFF_LEADER, ("handling", own)).duty("handling")
    assert duty.due_at == at(due)
    assert duty.own == (own if own in (4 * WORKING_DAY, 3 * WORKING_HOUR) else None)
    assert duty.clause == "VL.12.2.b"


@pytest.mark.clause("VL.12.2.b")
@pytest.mark.parametrize(("after", "outcome"), [(timedelta(0), "met"), (SECOND, "late")])
def test_an_own_term_is_met_or_missed_like_any_other(after: timedelta, outcome: str) -> None:
    course = received(Procedure.STAFF_LEADER, ("handling", 4 * WORKING_DAY))
    duty = course.duty("handling")
    course.do(c.RecordResult, at("2026-03-16 09:00") + after)
    assert course.outcome(duty) == outcome


def test_an_own_term_moves_with_the_calendar_by_its_own_length() -> None:
    course = received(Procedure.STAFF_LEADER, ("handling", 4 * WORKING_DAY))
    changed = Calendar.from_dict(YEAR_2026 | {"holidays": [*YEAR_2026["holidays"], "2026-03-12"]})
    moved = {m.number: m for m in moved_by(case=course.case, edition=course.edition, calendar=changed)}
    assert moved[course.duty("handling").number].due_at == at("2026-03-17 09:00")


def test_the_terms_of_one_agency_bind_no_other() -> None:
    course = Course(VL, with_procedure(Procedure.DIRECT, ("handling", 1 * WORKING_DAY))).until(c.Accept, NOW)
    course.do(c.Dispatch, NOW, agency=WASTE).do(c.Receive, NOW, by=actor(Role.AGENCY_STAFF, body=WASTE))
    assert course.duty("handling").own is None


@pytest.mark.clause("VL.12.2.b", "VL.21.3")
@pytest.mark.parametrize(
    ("key", "own", "sound"),
    [
        ("handling", 6 * WORKING_DAY, True),
        ("handling", 48 * WORKING_HOUR, True),
        ("handling", 49 * WORKING_HOUR, False),
        ("handling", 7 * WORKING_DAY, False),
        ("handling", 3 * CALENDAR_DAY, False),
        ("dispatch", 1 * WORKING_HOUR, False),
        ("leader_approval", 1 * WORKING_HOUR, False),
        ("extended", 1 * WORKING_DAY, False),
        ("sanction", 1 * WORKING_DAY, False),
    ],
)
def test_an_agency_may_settle_a_shorter_term_of_its_own_and_nothing_else(
    key: str, own: Length, sound: bool
) -> None:
    edition = Course(VL).edition
    problems = settings_problems(
        edition=edition, procedure=Procedure.DIRECT, own={key: own}, calendar=CALENDAR
    )
    assert [(p.clause, p.field) for p in problems] == ([] if sound else [("VL.12.2.b", key)])


@pytest.mark.clause("VL.12.2.b")
@pytest.mark.parametrize("known", [VL, ST])
def test_where_a_regulation_leaves_no_term_to_the_agencies_they_settle_none(known: str) -> None:
    edition = replace(editions.get(known), own_terms_clause=None)
    own = {"handling": 1 * WORKING_DAY}
    procedure = edition.procedures[0].key if edition.procedures else ""
    assert own_terms(edition) == ()
    problems = settings_problems(edition=edition, procedure=procedure, own=own, calendar=CALENDAR)
    assert (problems[-1].clause, problems[-1].field) == (edition.own_clause, "handling")


@pytest.mark.clause("VL.12.1.b")
def test_a_procedure_is_one_of_the_regulations() -> None:
    edition = Course(VL).edition
    (problem,) = settings_problems(edition=edition, procedure="alone", own={}, calendar=CALENDAR)
    assert (problem.clause, problem.field) == ("VL.12.1.b", "procedure")


# Taken back for correction


@pytest.mark.clause("VL.12.4.b")
def test_an_approved_result_is_taken_back_when_the_centre_agrees() -> None:
    course = Course(VL).until(c.ApproveResult, NOW).do(c.RequestStepBack, NOW)
    assert course.duty("step_back_decision").due_at == at("2026-03-10 11:00")
    course.do(c.AgreeStepBack, NOW)
    assert course.case.stage is Stage.HANDLING
    assert course.case.assignments[0].state is AssignmentState.CORRECTING
    assert course.case.assignments[0].times_returned == 0
    assert course.owed() == {"step_back_update", "total"}
    course.do(c.RecordResult, NOW).do(c.SubmitResult, NOW).do(c.ApproveResult, NOW)
    assert course.owed() == {"check"}


@pytest.mark.clause("VL.12.4.b")
def test_the_centre_may_keep_the_result_and_may_be_asked_again() -> None:
    course = Course(VL).until(c.ApproveResult, NOW).do(c.RequestStepBack, NOW)
    course.refused(c.RequestStepBack, NOW)
    assert course.refused(c.AgreeStepBack, NOW, note=BLANK).field == "note"
    assert course.refused(c.DeclineStepBack, NOW, reason=BLANK).field == "reason"
    course.do(c.DeclineStepBack, NOW)
    assert course.case.stage is Stage.CHECKING
    course.do(c.RequestStepBack, NOW)


@pytest.mark.clause("VL.12.4.b")
@pytest.mark.parametrize("ending", [c.ReturnResult, c.Publish])
def test_a_request_that_is_moot_is_cancelled(ending: type[c.Command]) -> None:
    course = Course(VL).until(c.ApproveResult, NOW).do(c.RequestStepBack, NOW).do(ending, NOW)
    assert course.case.requests[0].state is RequestState.CANCELLED


# Returned again


@pytest.mark.clause("VL.13.2.c", "VL.13.2.b")
def test_still_inadequate_is_said_of_a_result_that_was_returned_before() -> None:
    course = Course(VL).until(c.ApproveResult, NOW)
    refused = course.refused(c.ReturnResult, NOW, ground="still_inadequate")
    assert (refused.clause, refused.field) == ("VL.13.2.c", "ground")
    course.do(c.ReturnResult, NOW, ground="inadequate").do(c.RecordResult, NOW)
    course.do(c.SubmitResult, NOW).do(c.ApproveResult, NOW)
    course.do(c.ReturnResult, NOW, ground="still_inadequate")
    duty = course.duty("correction")
    assert (duty.due_at, duty.body) == (at("2026-03-10 10:00"), ROADS)


# With several bodies


def test_with_two_bodies_the_centre_checks_once_the_last_result_is_in() -> None:
    course = Course(VL).until(c.Accept, NOW).do(c.RaiseAlarm, NOW)
    course.do(c.DispatchUrgently, NOW).do(c.DispatchUrgently, NOW, agency=WASTE)
    part = {number: {"assignment": number} for number in (1, 2)}
    for number, body in ((1, ROADS), (2, WASTE)):
        staff, head = (actor(role, body=body) for role in (Role.AGENCY_STAFF, Role.AGENCY_LEADER))
        course.do(c.ConfirmUrgency, NOW, by=staff, **part[number])
        course.do(c.RecordResult, NOW, by=staff, **part[number])
        course.do(c.SubmitResult, NOW, by=staff, **part[number])
        assert "check" not in course.owed()
        course.do(c.ApproveResult, NOW, by=head, **part[number])
    assert [duty.term for duty in course.case.duties if duty.holder is Party.IOC] == ["check"]
