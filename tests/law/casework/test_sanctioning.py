"""A matter under an administrative-sanction procedure follows that law's term, with progress reported (VL.12.2.b)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.law.courses import BLANK, NOTICE, Course
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, Party, RequestState

VL, ST = "vinh-long-2025", "soc-trang-2024"
RECEIVED = at("2026-03-10 09:00")
DRAWN_UP = at("2026-03-11 10:00")
NOW = at("2026-03-12 09:00")


def declared(ground: str = "sanction", recorded_at: datetime = DRAWN_UP) -> Course:
    course = Course(VL).until(c.Receive, RECEIVED)
    return course.do(c.DeclareSanctionProcedure, NOW, ground=ground, recorded_at=recorded_at)


@pytest.mark.clause("VL.12.2.b")
@pytest.mark.parametrize(
    ("ground", "recorded", "due", "violation"),
    [
        ("sanction", "2026-03-11 10:00", "2026-03-20 10:00", "2026-03-20 17:00"),
        ("sanction", "2026-02-13 16:30", "2026-03-03 16:30", "2026-03-03 17:00"),
        ("sanction_passed_on", "2026-03-11 10:00", "2026-03-25 10:00", "2026-03-25 17:00"),
        ("sanction_verified", "2026-03-11 10:00", "2026-04-11 10:00", "2026-04-11 10:00"),
        ("sanction_verified", "2026-01-31 10:00", "2026-02-28 10:00", "2026-02-28 10:00"),
        ("sanction_complicated", "2026-03-11 10:00", "2026-05-11 10:00", "2026-05-11 10:00"),
    ],
)
def test_the_term_of_that_law_runs_from_the_record_of_the_violation(
    ground: str, recorded: str, due: str, violation: str
) -> None:
    duty = declared(ground, at(recorded)).duty(ground)
    assert (duty.clause, duty.holder, duty.starts_at) == ("VL.12.2.b", Party.AGENCY, at(recorded))
    assert (duty.due_at, duty.violation_at) == (at(due), at(violation))


@pytest.mark.clause("VL.12.2.b", "VL.15.2.a")
def test_neither_six_nor_seven_working_days_run_for_it() -> None:
    course = declared()
    assert course.owed() == {"sanction", "progress"}
    assert course.case.assignments[0].state is AssignmentState.HANDLING
    course.until_approved(at("2026-03-20 08:00"))
    course.do(c.ReturnResult, at("2026-03-20 08:30"))
    assert "total" not in course.owed()


@pytest.mark.clause("VL.12.2.b")
@pytest.mark.parametrize(
    "ground", ["sanction", "sanction_passed_on", "sanction_verified", "sanction_complicated"]
)
@pytest.mark.parametrize(("after", "outcome"), [(timedelta(0), "met"), (timedelta(minutes=1), "late")])
def test_it_is_met_by_the_result(ground: str, after: timedelta, outcome: str) -> None:
    course = declared(ground)
    duty = course.duty(ground)
    course.do(c.RecordResult, duty.due_at + after)
    assert course.outcome(duty) == outcome
    assert "progress" not in course.owed()


@pytest.mark.clause("VL.12.2.a", "VL.12.2.b")
def test_what_was_overdue_before_stays_late() -> None:
    course = Course(VL).until(c.Receive, RECEIVED)
    handling, total = course.duty("handling"), course.duty("total")
    course.do(c.DeclareSanctionProcedure, at("2026-03-18 10:00"), recorded_at=at("2026-03-18 09:00"))
    assert (course.outcome(handling), course.outcome(total)) == ("late", "void")


@pytest.mark.clause("VL.12.2.b")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ground": "?"}, "ground"),
        ({"reason": BLANK}, "reason"),
        ({"recorded_at": None}, "recorded_at"),
        ({"recorded_at": NOW + timedelta(minutes=1)}, "recorded_at"),
        ({"document": replace(NOTICE, number="")}, "document_number"),
        ({"document": replace(NOTICE, file=None)}, "files"),
    ],
)
def test_it_needs_ground_reason_record_and_document(changes: dict[str, object], field: str) -> None:
    course = Course(VL).until(c.Receive, RECEIVED)
    assert course.refused(c.DeclareSanctionProcedure, NOW, **changes).field == field


@pytest.mark.clause("VL.12.2.b")
def test_a_record_drawn_up_this_moment_is_none_of_the_future() -> None:
    assert declared(recorded_at=NOW).duty("sanction").starts_at == NOW


@pytest.mark.clause("VL.12.2.b")
def test_it_may_turn_out_more_complicated_but_is_not_declared_twice_alike() -> None:
    course = declared()
    first = course.duty("sanction")
    assert course.refused(c.DeclareSanctionProcedure, NOW).field == "ground"
    course.do(
        c.DeclareSanctionProcedure, at("2026-03-16 09:00"), ground="sanction_verified", recorded_at=DRAWN_UP
    )
    assert course.outcome(first) == "void"
    assert course.owed() == {"sanction_verified", "progress"}


@pytest.mark.clause("VL.12.2.b")
def test_progress_is_owed_every_five_working_days_as_an_internal_target() -> None:
    course = declared()
    first = course.duty("progress")
    assert (first.internal, first.due_at) == (True, at("2026-03-19 09:00"))
    assert course.refused(c.ReportProgress, NOW, note=BLANK).field == "note"
    course.do(c.ReportProgress, at("2026-03-18 09:00"))
    assert course.outcome(first) == "met"
    assert course.duty("progress").due_at == at("2026-03-25 09:00")


def test_progress_may_be_told_of_any_matter_and_is_then_owed_by_nobody() -> None:
    course = Course(VL).until(c.Receive, RECEIVED).do(c.ReportProgress, NOW)
    assert "progress" not in course.owed()


def test_an_open_request_for_an_extension_falls_away_and_none_can_be_made() -> None:
    course = Course(VL).until(c.Receive, RECEIVED).do(c.RequestExtension, at("2026-03-11 09:00"))
    course.do(c.DeclareSanctionProcedure, NOW, recorded_at=DRAWN_UP)
    assert course.case.requests[0].state is RequestState.CANCELLED
    course.refused(c.RequestExtension, NOW)


def test_soc_trang_knows_no_such_step() -> None:
    course = Course(ST).until(c.Receive, RECEIVED)
    assert course.refused(c.DeclareSanctionProcedure, NOW).clause == course.edition.own_clause


def test_another_laws_term_names_its_source() -> None:
    terms = {term.key: term for term in Course(VL).edition.terms}
    for ground in Course(VL).edition.sanction_grounds:
        assert "Điều 66" in terms[ground.key].source
