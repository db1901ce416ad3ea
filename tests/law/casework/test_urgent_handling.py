"""What is urgent where it meets extension, sanction procedures and the agency's own procedure."""

from datetime import timedelta

import pytest
from tests.law.courses import EDITIONS, STAFF, Course, with_procedure
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, Procedure, RequestState

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
