"""What is urgent where it meets extension, sanction procedures and the agency's own procedure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.law.courses import EDITIONS, ROADS, STAFF, WASTE, Course, actor, with_procedure
from tests.law.worktime.worktime_cases import at

from paht.law import editions
from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, Field, Kind, Party, Procedure, RequestState, Role, Stage
from paht.law.casework.urgency import recognised

VL, ST = EDITIONS
NOW = at("2026-03-10 09:00")
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def responding(procedure: Procedure = Procedure.STAFF_LEADER) -> Course:
    course = Course(VL, with_procedure(procedure)).do(c.Send, NOW, urgent=True)
    return course.do(c.DispatchUrgently, NOW).do(c.ConfirmUrgency, NOW + HOUR)


@pytest.mark.clause("VL.16.4")
@pytest.mark.parametrize("after", [timedelta(0), SECOND])
def test_a_sanction_procedure_lifts_the_urgent_total_and_what_was_overdue_stays_late(
    after: timedelta,
) -> None:
    course = responding()
    total = course.duty("urgent_total")
    assert total.due_at == at("2026-03-19 09:00")
    course.do(c.DeclareSanctionProcedure, total.due_at + after, recorded_at=total.due_at)
    assert course.outcome(total) == ("late" if after else "void")
    assert course.owed() == {"sanction", "progress"}
    assert course.case.assignments[0].state is AssignmentState.RESPONDING
    assert course.duty("sanction").due_at == at("2026-03-30 09:00")


@pytest.mark.clause("VL.16.4")
def test_what_is_called_urgent_under_a_sanction_procedure_keeps_that_laws_term_alone() -> None:
    course = Course(VL).until(c.Receive, NOW).do(c.DeclareSanctionProcedure, NOW).do(c.RaiseAlarm, NOW)
    assert course.owed() == {"sanction", "progress", "urgent_confirmation"}
    course.do(c.LowerAlarm, NOW)
    assert course.owed() == {"sanction", "progress"}


@pytest.mark.clause("VL.16.4")
def test_a_result_given_back_was_none_so_that_the_urgent_total_runs_on_from_the_call() -> None:
    course = responding()
    total = course.duty("urgent_total")
    course.until_approved(NOW + 2 * HOUR).do(c.ReturnResult, NOW + 6 * HOUR, ground="inadequate")
    again = course.duty("urgent_total")
    assert (again.starts_at, again.due_at) == (total.starts_at, total.due_at)
    assert "total" not in course.owed()


@pytest.mark.clause("VL.16.4")
def test_the_ordinary_total_runs_on_after_a_return_and_the_urgent_one_does_not() -> None:
    course = Course(VL).until(c.ApproveResult, NOW).do(c.ReturnResult, NOW, ground="inadequate")
    assert course.owed() == {"correction", "total"}


def dispatched(course: Course) -> Course:
    return course.until(c.Dispatch, NOW)


def received(course: Course) -> Course:
    return course.until(c.Receive, NOW)


def leading(course: Course) -> Course:
    return course.shared(c.PassOn, NOW)


def cooperating(course: Course) -> Course:
    other = actor(Role.AGENCY_STAFF, body=WASTE)
    return leading(course).do(c.PassOn, NOW).do(c.Receive, NOW, by=other, assignment=2)


@pytest.mark.clause("VL.12.1.a", "VL.12.2.b", "VL.15.2.a")
@pytest.mark.clause("ST.8.1.1", "ST.8.2.1", "ST.8.2.2", "ST.PL2.2", "ST.PL2.3")
@pytest.mark.parametrize(
    ("edition", "at_work", "terms"),
    [
        (VL, dispatched, {"receipt", "total_unreceived"}),
        (VL, received, {"handling", "total"}),
        (ST, received, {"handling", "staff_handling"}),
        (ST, leading, {"pass_on"}),
        (ST, cooperating, {"cooperation", "cooperation_staff"}),
    ],
)
def test_an_alarm_sets_the_ordinary_terms_aside_and_they_run_again_when_it_comes_down(
    edition: str, at_work: Callable[[Course], Course], terms: set[str]
) -> None:
    course = at_work(Course(edition))
    ordinary = [course.duty(term) for term in terms]
    course.do(c.RaiseAlarm, NOW + HOUR)
    assert {course.outcome(duty) for duty in ordinary} == {"void"}
    assert not terms & course.owed()
    course.do(c.LowerAlarm, NOW + 2 * HOUR)
    assert terms <= course.owed()


@pytest.mark.clause("VL.16.3", "VL.16.4", "ST.8.6.3")
@pytest.mark.parametrize(
    ("edition", "steps", "terms"),
    [
        (VL, (), {"urgent_confirmation", "urgent_total"}),
        (VL, (c.ConfirmUrgency, c.FinishUrgency), {"urgent_result", "urgent_total"}),
        (ST, (c.ConfirmUrgency, c.FinishUrgency), {"urgent_outcome"}),
    ],
)
def test_a_lowered_alarm_sets_the_urgent_terms_aside(
    edition: str, steps: tuple[type[c.Command], ...], terms: set[str]
) -> None:
    course = Course(edition).do(c.Send, NOW, urgent=True)
    for step in (c.DispatchUrgently, *steps):
        course.do(step, NOW)
    urgent = [course.duty(term) for term in terms]
    course.do(c.LowerAlarm, NOW + HOUR)
    assert {course.outcome(duty) for duty in urgent} == {"void"}
    assert not terms & course.owed()


def sent(course: Course) -> Course:
    return course.do(c.Send, NOW, urgent=True)


def disagreed(course: Course) -> Course:
    """The coordinator does not agree with the result, so that nobody handles any more."""
    course.until(c.Accept, NOW).do(c.AskCoordinator, NOW).do(c.AnswerCoordination, NOW)
    course.handled(NOW, agency=WASTE).do(c.AskAgreement, NOW).do(c.RaiseAlarm, NOW)
    assert "urgent_dispatch" not in course.owed()
    return course.do(c.Disagree, NOW)


def relieved(course: Course) -> Course:
    """The Committee designates another body than the one that was called."""
    sent(course).do(c.DispatchUrgently, NOW).do(c.Escalate, NOW).do(c.ReportDossier, NOW)
    assert "urgent_dispatch" not in course.owed()
    return course.do(c.RecordDirection, NOW, agency=WASTE)


@pytest.mark.clause("VL.16.1")
@pytest.mark.parametrize("unattended", [sent, disagreed, relieved])
def test_whenever_nobody_is_called_to_something_urgent_the_centre_has_an_hour_to_call_somebody(
    unattended: Callable[[Course], Course],
) -> None:
    course = unattended(Course(VL))
    duty = course.duty("urgent_dispatch")
    assert (duty.holder, duty.starts_at, duty.due_at) == (Party.IOC, NOW, NOW + HOUR)
    assert course.do(c.DispatchUrgently, NOW + HOUR, agency=WASTE).outcome(duty) == "met"


@pytest.mark.clause("VL.16.1", "ST.8.6.1")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("waiting", [c.Escalate, c.DraftInvitation])
def test_an_alarm_brings_the_report_back_to_the_centre_whatever_is_waited_for(
    edition: str, waiting: type[c.Command]
) -> None:
    course = Course(edition).until(c.Accept, NOW).do(waiting, NOW)
    assert course.case.stage is Stage.HANDLING
    assert course.do(c.RaiseAlarm, NOW).case.stage is Stage.ACCEPTED
    assert course.do(c.LowerAlarm, NOW).case.stage is Stage.HANDLING


@pytest.mark.clause("ST.9.2")
def test_once_a_part_given_back_is_closed_the_results_of_the_others_are_to_be_published() -> None:
    course = Course(ST).shared(c.CloseReturnedPart, NOW).answered(1, NOW, by=ROADS).answered(2, NOW)
    assert "publication" not in course.owed()
    course.do(c.CloseReturnedPart, NOW + HOUR)
    assert course.duty("publication").starts_at == NOW + HOUR


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize("edition", EDITIONS)
def test_where_a_regulation_knows_nothing_urgent_not_even_a_tick_raises_the_alarm(edition: str) -> None:
    without = replace(editions.get(edition), urgent_kinds=())
    assert recognised(edition=without, kind=Kind.REPORT, field=Field.FIRE, ticked=True) is None


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.clause("VL.16.4", "ST.8.6.2")
def test_an_extension_asked_for_is_moot_once_the_agency_is_called(edition: str) -> None:
    course = Course(edition).until(c.Receive, NOW).do(c.RequestExtension, NOW).do(c.RaiseAlarm, NOW)
    assert course.case.requests[0].state is RequestState.CANCELLED
    assert "extension_decision" not in course.owed()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.clause("VL.15.2.a", "ST.8.3")
def test_after_a_false_alarm_the_extended_term_goes_on(edition: str) -> None:
    course = Course(edition).until(c.Receive, NOW).do(c.RequestExtension, NOW).do(c.GrantExtension, NOW)
    extended = course.duty("extended")
    course.do(c.RaiseAlarm, NOW + HOUR)
    assert course.outcome(extended) == "void"
    course.do(c.LowerAlarm, NOW + 2 * HOUR)
    assert course.duty("extended").due_at == extended.due_at
    assert not {"handling", "staff_handling", "total"} & course.owed()


@pytest.mark.clause("VL.12.1.b", "VL.16.3")
def test_an_agency_called_at_once_keeps_to_its_internal_procedure() -> None:
    deputy = responding(Procedure.STAFF_DEPUTY_LEADER).do(c.RecordResult, NOW + HOUR)
    deputy.do(c.SubmitResult, NOW + HOUR)
    assert deputy.case.assignments[0].state is AssignmentState.WITH_DEPUTY
    direct = responding(Procedure.DIRECT).do(c.HandleDirectly, NOW + HOUR)
    assert direct.case.assignments[0].state is AssignmentState.APPROVED
    responding().refused(c.HandleDirectly, NOW + HOUR)


@pytest.mark.clause("VL.12.1.b")
def test_a_procedure_once_received_under_stays_when_the_alarm_comes_later() -> None:
    course = Course(VL, with_procedure(Procedure.STAFF_DEPUTY_LEADER)).until(c.Receive, NOW)
    course.facts = with_procedure(Procedure.DIRECT)
    course.do(c.RaiseAlarm, NOW).do(c.ConfirmUrgency, NOW, by=STAFF)
    assert course.case.assignments[0].procedure is Procedure.STAFF_DEPUTY_LEADER
