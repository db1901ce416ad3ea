"""Every term of both editions, on both sides of its end; lengths, holders and clauses are written out here again."""

from datetime import datetime, timedelta

import pytest
from tests.law.casework import test_cooperation
from tests.law.casework.walls import WALL
from tests.law.courses import Course
from tests.law.worktime.worktime_cases import at

from paht.law import editions
from paht.law.casework import commands as c
from paht.law.casework.case import Duty
from paht.law.casework.states import Party

VL, ST = "vinh-long-2025", "soc-trang-2024"
SECOND = timedelta(seconds=1)

SANCTIONS = ("sanction", "sanction_passed_on", "sanction_verified", "sanction_complicated")
"""The terms of another law: told in test_sanctioning."""

INTERNAL = ""
IOC, AGENCY, HEAD, FROM_SENDER = Party.IOC, Party.AGENCY, Party.AGENCY_LEADER, Party.SENDER
SUPPLEMENT = (c.Send, c.RequestSupplement)
CONTACT = (c.Send, c.RequestVerification)
RETURNED = (c.Send, c.Verify, c.Accept, c.Dispatch, c.Receive, c.ReturnAssignment)
RECEIVED = RETURNED[:5]
RECORDED = (*RECEIVED, c.RecordResult)
SUBMITTED = (*RECORDED, c.SubmitResult)
APPROVED = (*SUBMITTED, c.ApproveResult)
SENT_BACK = (*APPROVED, c.ReturnResult)
ACCEPTED = (c.Send, c.Verify, c.Accept)
INVITED = (*ACCEPTED, c.DraftInvitation)
ESCALATED = (*ACCEPTED, c.Escalate)
OFFICE, COMMITTEE, COORDINATOR = Party.SUPERVISING_DEPARTMENT, Party.PEOPLES_COMMITTEE, Party.COORDINATOR
PUBLISHED = (*APPROVED, c.Publish)
ASKED = (*PUBLISHED, c.Interact)
CLARIFIED = (*ASKED, c.AnswerInteraction)
CALLED = (c.Send, c.DispatchUrgently)
FALSE_ALARM = (c.Send, c.RequestSupplement, c.RaiseAlarm, c.LowerAlarm)
AGAIN = (c.RecordResult, c.SubmitResult, c.ApproveResult)

# Term, clause, length, holder, the steps that open it, the steps that end it.
TERMS = [
    pytest.param(VL, "verification", INTERNAL, "1 wh", IOC, (c.Send,), (c.Verify,)),
    pytest.param(
        *(VL, "supplement", "VL.8.2.4", "2 wd", FROM_SENDER, SUPPLEMENT, (c.Supplement,)),
        marks=pytest.mark.clause("VL.8.2.4"),
    ),
    pytest.param(
        *(VL, "contact", "VL.8.2.5", "2 wd", FROM_SENDER, CONTACT, (c.RecordVerification,)),
        marks=pytest.mark.clause("VL.8.2.5"),
    ),
    pytest.param(
        *(VL, "acceptance", "VL.10.1", "1 wh", IOC, (c.Send, c.Verify), (c.Accept,)),
        marks=pytest.mark.clause("VL.10.1", "VL.4.5"),
    ),
    pytest.param(
        *(VL, "dispatch", "VL.11.1", "1 wh", IOC, (c.Send, c.Verify, c.Accept), (c.Dispatch,)),
        marks=pytest.mark.clause("VL.11.1", "VL.4.5"),
    ),
    pytest.param(VL, "redispatch", INTERNAL, "1 wh", IOC, RETURNED, (c.Dispatch,)),
    pytest.param(
        *(VL, "receipt", "VL.12.1.a", "1 wh", AGENCY, RECEIVED[:4], (c.Receive,)),
        marks=pytest.mark.clause("VL.12.1.a", "VL.4.5"),
    ),
    pytest.param(
        *(VL, "handling", "VL.12.2.b", "6 wd", AGENCY, RECEIVED, (c.RecordResult,)),
        marks=pytest.mark.clause("VL.12.2.b", "VL.4.5"),
    ),
    pytest.param(
        *(VL, "delivery", "VL.12.4.c", "1 wd", AGENCY, RECORDED, (c.SubmitResult, c.ApproveResult)),
        marks=pytest.mark.clause("VL.12.4.c"),
    ),
    pytest.param(
        *(VL, "total", "VL.15.2.a", "7 wd", AGENCY, RECEIVED, AGAIN),
        marks=pytest.mark.clause("VL.15.2.a"),
    ),
    pytest.param(VL, "check", INTERNAL, "4 wh", IOC, APPROVED, (c.Publish,)),
    pytest.param(
        *(VL, "correction_of_form", "VL.13.2.a", "1 wh", AGENCY, SENT_BACK, AGAIN),
        marks=pytest.mark.clause("VL.13.2.a"),
    ),
    pytest.param(VL, "leader_approval", INTERNAL, "4 wh", HEAD, SUBMITTED, (c.ApproveResult,)),
    pytest.param(
        *(VL, "rework", INTERNAL, "4 wh", AGENCY, (*SUBMITTED, c.RejectResult)),
        (c.RecordResult, c.SubmitResult),
    ),
    pytest.param(
        *(VL, "urgent_dispatch", "VL.16.1", "1 wh", IOC, (c.Send, c.RaiseAlarm), (c.DispatchUrgently,)),
        marks=pytest.mark.clause("VL.16.1"),
    ),
    pytest.param(
        *(VL, "urgent_confirmation", "VL.16.3", "1 wh", AGENCY, CALLED, (c.ConfirmUrgency,)),
        marks=pytest.mark.clause("VL.16.3"),
    ),
    pytest.param(
        *(VL, "urgent_result", "VL.16.4", "1 wh", AGENCY, (*CALLED, c.ConfirmUrgency, c.RecordResult)),
        (c.SubmitResult, c.ApproveResult),
        marks=pytest.mark.clause("VL.16.4"),
    ),
    pytest.param(
        *(VL, "urgent_total", "VL.16.4", "7 wd", AGENCY, CALLED, (c.ConfirmUrgency, *AGAIN)),
        marks=pytest.mark.clause("VL.16.4"),
    ),
    pytest.param(VL, "after_false_alarm", INTERNAL, "1 wh", IOC, FALSE_ALARM, (c.Verify,)),
    pytest.param(ST, "after_false_alarm", INTERNAL, "1 wh", IOC, FALSE_ALARM, (c.Verify,)),
    pytest.param(
        *(ST, "intake", "ST.PL2.1", "4 wh", IOC, (c.Send,), (c.Verify, c.Accept)),
        marks=pytest.mark.clause("ST.PL2.1"),
    ),
    pytest.param(
        *(VL, "interaction", "VL.14.3", "1 wd", AGENCY, ASKED, (c.AnswerInteraction,)),
        marks=pytest.mark.clause("VL.14.3"),
    ),
    pytest.param(
        *(VL, "interaction_review", INTERNAL, "1 wh", IOC, (*PUBLISHED, c.InteractWithPublic)),
        (c.JudgeInteraction,),
    ),
    pytest.param(VL, "words_release", INTERNAL, "1 wh", IOC, ASKED, (c.ReleaseWords,)),
    pytest.param(ST, "words_release", INTERNAL, "1 wh", IOC, ASKED, (c.ReleaseWords,)),
    pytest.param(VL, "interaction_check", INTERNAL, "4 wh", IOC, CLARIFIED, (c.ReleaseInteraction,)),
    pytest.param(
        *(VL, "interaction_correction", INTERNAL, "1 wh", AGENCY, (*CLARIFIED, c.ReturnAnswer)),
        (c.AnswerInteraction,),
    ),
    pytest.param(VL, "update", INTERNAL, "4 wh", IOC, (*PUBLISHED, c.OfferUpdate), (c.PostUpdate,)),
    pytest.param(
        *(ST, "interaction", "ST.10.2", "2 wd", AGENCY, ASKED, (c.AnswerInteraction,)),
        marks=pytest.mark.clause("ST.10.2"),
    ),
    pytest.param(ST, "interaction_check", INTERNAL, "4 wh", IOC, CLARIFIED, (c.ReleaseInteraction,)),
    pytest.param(
        *(ST, "interaction_correction", INTERNAL, "1 wh", AGENCY, (*CLARIFIED, c.ReturnAnswer)),
        (c.AnswerInteraction,),
    ),
    pytest.param(ST, "supplement", INTERNAL, "5 wd", FROM_SENDER, SUPPLEMENT, (c.Supplement,)),
    pytest.param(ST, "contact", INTERNAL, "5 wd", FROM_SENDER, CONTACT, (c.AnswerVerification,)),
    pytest.param(
        *(ST, "dispatch", "ST.7.3.1", "4 wh", IOC, (c.Send, c.Verify, c.Accept), (c.Dispatch,)),
        marks=pytest.mark.clause("ST.7.3.1"),
    ),
    pytest.param(ST, "redispatch", INTERNAL, "4 wh", IOC, RETURNED, (c.Dispatch,)),
    pytest.param(ST, "receipt", INTERNAL, "4 wh", AGENCY, RECEIVED[:4], (c.Receive,)),
    pytest.param(
        *(ST, "staff_handling", "ST.PL2.2", "5 wd", AGENCY, RECEIVED, (c.RecordResult, c.SubmitResult)),
        marks=pytest.mark.clause("ST.PL2.2"),
    ),
    pytest.param(
        *(ST, "handling", "ST.8.1.1", "6 wd", AGENCY, RECEIVED, AGAIN),
        marks=pytest.mark.clause("ST.8.1.1", "ST.8.5"),
    ),
    pytest.param(
        *(ST, "leader_approval", "ST.8.4", "1 wd", HEAD, SUBMITTED, (c.ApproveResult,)),
        marks=pytest.mark.clause("ST.8.4", "ST.PL2.4"),
    ),
    pytest.param(
        *(ST, "leader_approval", "ST.8.4", "1 wd", HEAD, SENT_BACK, (c.ApproveResult,)),
        marks=pytest.mark.clause("ST.9.4", "ST.8.4", "ST.PL2.5"),
    ),
    pytest.param(
        *(ST, "rework", INTERNAL, "4 wh", AGENCY, (*SUBMITTED, c.RejectResult)),
        (c.RecordResult, c.SubmitResult),
    ),
    pytest.param(
        *(ST, "publication", "ST.9.2", "4 wh", IOC, APPROVED, (c.Publish,)),
        marks=pytest.mark.clause("ST.9.2", "ST.PL2.5"),
    ),
    pytest.param(
        *(VL, "identification", "VL.17.2", "1 wd", COORDINATOR, (*ACCEPTED, c.AskCoordinator)),
        (c.AnswerCoordination,),
        marks=pytest.mark.clause("VL.17.2"),
    ),
    *(
        pytest.param(
            *(edition, "check_again", INTERNAL, "4 wh", IOC, (*opening, c.WithdrawEscalation)),
            (c.Publish,),
        )
        for edition, opening in (
            (VL, (*APPROVED, c.Escalate)),
            (ST, (*SUBMITTED, c.Escalate, c.ApproveResult)),
        )
    ),
    *(
        pytest.param(edition, *row)
        for edition, hours in ((VL, "1 wh"), (ST, "4 wh"))
        for row in (
            ("onward", INTERNAL, hours, IOC, (*INVITED, c.GiveUpInvitation), (c.Dispatch,)),
            ("invitation_letter", INTERNAL, "1 wd", OFFICE, INVITED, (c.SendInvitation,)),
            ("joining", INTERNAL, "5 wd", OFFICE, (*INVITED, c.SendInvitation), (c.GiveUpInvitation,)),
            ("dossier", INTERNAL, "2 wd", OFFICE, ESCALATED, (c.ReportDossier,)),
            ("direction", INTERNAL, "5 wd", COMMITTEE, (*ESCALATED, c.ReportDossier), (c.RecordDirection,)),
        )
    ),
]

TABLE = pytest.mark.parametrize(
    ("edition", "term", "clause", "length", "holder", "opening", "ending"),
    TERMS,
)
Steps = tuple[type[c.Command], ...]


def _run(course: Course, steps: Steps, moment: datetime) -> Course:
    for step in steps:
        course.do(step, moment)
    return course


@pytest.mark.clause("VL.6.2")
@TABLE
@pytest.mark.parametrize("across", WALL)
def test_a_term_runs_in_working_time_from_the_event_that_opens_it(
    edition: str,
    term: str,
    clause: str,
    length: str,
    holder: Party,
    opening: Steps,
    ending: Steps,
    across: str,
) -> None:
    given, ends = WALL[across]
    course = _run(Course(edition), opening, at(given))
    duty = course.duty(term)
    assert duty.starts_at == at(given)
    assert duty.due_at == at(ends[length])
    last_working_moment = at(f"{ends[length][:10]} 17:00")
    assert duty.violation_at == (last_working_moment if length.endswith("wd") else duty.due_at)
    assert (duty.clause, duty.holder, duty.internal) == (clause, holder, clause == INTERNAL)
    by_agency = holder in (Party.AGENCY, Party.AGENCY_LEADER, Party.COORDINATOR)
    assert duty.body == (course.case.assignments[0].agency if by_agency else None)


@TABLE
@pytest.mark.parametrize(("after", "outcome"), [(timedelta(0), "met"), (SECOND, "late")])
@pytest.mark.parametrize("across", WALL)
def test_the_last_moment_is_in_time_and_the_next_second_is_late(
    edition: str,
    term: str,
    clause: str,
    length: str,
    holder: Party,
    opening: Steps,
    ending: Steps,
    across: str,
    after: timedelta,
    outcome: str,
) -> None:
    given, ends = WALL[across]
    course = _run(Course(edition), opening, at(given))
    duty = course.duty(term)
    _run(course, ending, at(ends[length]) + after)
    assert course.outcome(duty) == outcome


def test_no_term_of_an_edition_is_left_out_of_the_table() -> None:
    tabled = {(row.values[0], row.values[1]) for row in TERMS}
    told_apart = {(VL, "total_unreceived"), (VL, "correction"), (VL, "progress"), (VL, "deputy_review")}
    told_apart |= {
        (VL, "agreement"),
        (VL, "step_back_decision"),
        (VL, "step_back_update"),
        (VL, "clarification"),
        (ST, "clarification"),
    }
    told_apart |= {(VL, key) for key in SANCTIONS}
    told_apart |= {(edition, key) for edition in (VL, ST) for key in ("extension_decision", "extended")}
    # Terms by the clock have their own table, in test_urgency.
    told_apart |= {(edition, term) for edition in (VL, ST) for term in ("alarm", "alarm_repeated")}
    told_apart |= {(ST, f"urgent_{what}") for what in ("confirmation", "follow_up", "outcome")}
    told_apart |= {(ST, row.values[0]) for row in test_cooperation.TERMS}
    owed = {(e.id, term.key) for e in editions.EDITIONS.values() for term in e.terms if term.owed}
    assert owed == tabled | told_apart


@pytest.mark.parametrize("edition", [VL, ST])
def test_no_two_terms_of_an_edition_have_the_same_key(edition: str) -> None:
    keys = [term.key for term in editions.get(edition).terms]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("edition", [VL, ST])
def test_an_internal_target_has_no_clause_and_every_other_term_has_one(edition: str) -> None:
    for term in editions.get(edition).terms:
        assert term.internal == (term.clause == ""), term.key
        assert not term.internal or "nội bộ" in term.name, term.key


@pytest.mark.clause("VL.13.2.a", "VL.13.2.b", "VL.13.2.c")
@pytest.mark.parametrize("ground", ["inadequate", "still_inadequate"])
@pytest.mark.parametrize(("after", "outcome"), [(timedelta(0), "met"), (SECOND, "late")])
def test_an_inadequate_result_is_corrected_within_one_working_hour_and_lateness_is_the_agencys(
    ground: str, after: timedelta, outcome: str
) -> None:
    course = _run(Course(VL), APPROVED, at("2026-03-10 09:00"))
    if ground == "still_inadequate":
        course.do(c.ReturnResult, at("2026-03-10 14:00"), ground="inadequate")
        _run(course, AGAIN, at("2026-03-10 14:10"))
    course.do(c.ReturnResult, at("2026-03-10 16:30"), ground=ground)
    duty = course.duty("correction")
    assert (duty.clause, duty.holder, duty.due_at) == ("VL.13.2.b", AGENCY, at("2026-03-11 07:30"))
    assert "correction_of_form" not in course.owed()
    _run(course, AGAIN, at("2026-03-11 07:30") + after)
    assert course.outcome(duty) == outcome


@pytest.mark.clause("VL.13.2.a", "VL.13.2.b")
def test_a_result_out_of_form_owes_the_correction_of_its_form_alone() -> None:
    course = _run(Course(VL), SENT_BACK, at("2026-03-10 09:00"))
    assert course.owed() == {"correction_of_form", "total"}


@pytest.mark.clause("VL.15.2.a")
def test_the_total_runs_from_receipt_when_the_agency_receives_early() -> None:
    course = _run(Course(VL), RECEIVED[:4], at("2026-03-10 09:00")).do(c.Receive, at("2026-03-10 09:20"))
    assert course.duty("total").starts_at == at("2026-03-10 09:20")
    assert course.duty("total").due_at == at("2026-03-19 09:20")


@pytest.mark.clause("VL.15.2.a")
def test_the_total_runs_from_one_working_hour_after_dispatch_when_the_agency_receives_late() -> None:
    course = _run(Course(VL), RECEIVED[:4], at("2026-03-10 09:00")).do(c.Receive, at("2026-03-12 15:00"))
    assert course.duty("total").starts_at == at("2026-03-10 10:00")
    assert course.duty("total").due_at == at("2026-03-19 10:00")


@pytest.mark.clause("VL.15.2.a")
def test_the_total_runs_from_one_working_hour_after_dispatch_when_the_agency_never_receives() -> None:
    course = _run(Course(VL), RECEIVED[:4], at("2026-03-13 16:30"))
    duty = course.duty("total_unreceived")
    assert (duty.clause, duty.holder) == ("VL.15.2.a", AGENCY)
    assert (duty.starts_at, duty.due_at) == (at("2026-03-16 07:30"), at("2026-03-25 07:30"))


@pytest.mark.clause("VL.15.2.a")
@pytest.mark.parametrize("received", ["2026-03-10 09:20", "2026-04-10 09:20"])
def test_the_total_is_counted_once_whether_received_in_time_or_not(received: str) -> None:
    course = _run(Course(VL), RECEIVED[:4], at("2026-03-10 09:00"))
    waiting = course.duty("total_unreceived")
    course.do(c.Receive, at(received))
    assert course.outcome(waiting) == "void"
    assert {"total"} == {term for term in course.owed() if term.startswith("total")}


@pytest.mark.clause("VL.12.4.c")
def test_a_redrafted_result_neither_restarts_nor_doubles_the_term_of_delivery() -> None:
    course = _run(Course(VL), RECORDED, at("2026-03-10 09:00"))
    due_at = course.duty("delivery").due_at
    course.do(c.RecordResult, at("2026-03-11 08:00")).do(c.SubmitResult, at("2026-03-11 08:00"))
    course.do(c.RejectResult, at("2026-03-11 08:30")).do(c.RecordResult, at("2026-03-11 08:45"))
    assert course.duty("delivery").due_at == due_at


@pytest.mark.clause("ST.9.4", "ST.PL2.5")
def test_a_result_without_answer_goes_back_to_the_leader_who_has_one_working_day() -> None:
    course = _run(Course(ST), SENT_BACK, at("2026-03-13 16:30"))
    assert course.case.assignments[0].state == "submitted"
    assert course.duty("leader_approval").due_at == at("2026-03-16 16:30")
    assert course.owed() == {"leader_approval", "handling"}


@pytest.mark.clause("ST.9.4", "ST.PL2.5")
@pytest.mark.parametrize(("after", "outcome"), [(timedelta(0), "met"), (SECOND, "late")])
def test_the_centre_gives_a_result_without_answer_back_within_four_working_hours(
    after: timedelta, outcome: str
) -> None:
    window = editions.get(ST).term("return_without_answer")
    assert (window.clause, str(window.length), window.holder) == ("ST.9.4", "4 giờ làm việc", IOC)
    course = _run(Course(ST), APPROVED, at("2026-03-13 16:30"))
    duty = course.duty("publication")
    course.do(c.ReturnResult, at("2026-03-16 10:30") + after)
    assert course.outcome(duty) == outcome


@pytest.mark.clause("ST.8.4")
def test_each_submission_gives_the_leader_of_soc_trang_a_working_day_of_their_own() -> None:
    course = _run(Course(ST), SUBMITTED, at("2026-03-10 09:00"))
    first = course.duty("leader_approval")
    course.do(c.RejectResult, at("2026-03-10 10:00"))
    assert course.outcome(first) == "met"
    assert "handling" in course.owed(), "a rejection inside the agency stops no term towards the centre"
    course.do(c.RecordResult, at("2026-03-10 10:30")).do(c.SubmitResult, at("2026-03-10 10:30"))
    assert course.duty("leader_approval").due_at == at("2026-03-11 10:30")


@pytest.mark.clause("ST.8.5")
@pytest.mark.parametrize("done", [RECEIVED, RECORDED, SUBMITTED])
def test_soc_trang_owes_the_result_until_the_leader_has_approved_it(done: Steps) -> None:
    course = _run(Course(ST), done, at("2026-03-10 09:00"))
    assert course.duty("handling").due_at == at("2026-03-18 09:00")


@pytest.mark.clause("VL.12.2.a", "ST.8.1.2")
@pytest.mark.parametrize("edition", [VL, ST])
def test_a_return_ends_the_agencys_terms_and_the_next_dispatch_starts_new_ones(edition: str) -> None:
    course = _run(Course(edition), RECEIVED, at("2026-03-10 09:00"))
    old = course.duty("handling")
    course.do(c.ReturnAssignment, at("2026-03-10 09:30"))
    assert course.outcome(old) == "void"
    assert course.owed() == {"redispatch"}
    course.do(c.Dispatch, at("2026-03-10 10:00"))
    course.do(c.Receive, at("2026-03-11 09:00"), assignment=2)
    new = course.duty("handling")
    assert (new.subject_number, new.due_at) == (2, at("2026-03-19 09:00"))


def _late_by_return(edition: str) -> tuple[Course, Duty]:
    course = _run(Course(edition), RECEIVED, at("2026-03-10 09:00"))
    duty = course.duty("handling")
    return course.do(c.ReturnAssignment, duty.due_at + SECOND), duty


@pytest.mark.clause("VL.12.2.a", "ST.8.5")
@pytest.mark.parametrize("edition", [VL, ST])
def test_an_agency_that_returns_after_its_handling_term_stays_late(edition: str) -> None:
    course, duty = _late_by_return(edition)
    assert course.outcome(duty) == "late"


@pytest.mark.clause("VL.12.2.a", "ST.8.1.2", "ST.PL2.2")
@pytest.mark.parametrize(
    ("edition", "last"), [(VL, "2026-03-16 07:30"), (ST, "2026-03-16 16:30")], ids=["VL", "ST"]
)
def test_a_return_for_want_of_competence_counts_as_late_after_its_window(edition: str, last: str) -> None:
    for moment, late in ((at(last), False), (at(last) + SECOND, True)):
        course = _run(Course(edition), RECEIVED, at("2026-03-13 16:30")).do(c.ReturnAssignment, moment)
        assert course.events[-1].body.late is late  # type: ignore[attr-defined]


@pytest.mark.clause("VL.12.1.c")
def test_an_agency_may_ask_for_information_for_one_working_day_and_no_longer() -> None:
    course = _run(Course(VL), RECEIVED, at("2026-03-13 16:30"))
    asking = {"ground": "needs_information", "responsible": None}
    last = at("2026-03-16 16:30")
    refused = course.refused(c.ReturnAssignment, last + SECOND, **asking)
    assert (refused.clause, refused.field) == ("VL.12.1.c", "ground")
    course.do(c.ReturnAssignment, last, **asking)
    assert course.case.stage == "accepted"


@pytest.mark.clause("VL.12.1.c")
def test_asking_for_information_is_no_ground_of_return_in_soc_trang() -> None:
    course = _run(Course(ST), RECEIVED, at("2026-03-13 16:30"))
    refused = course.refused(c.ReturnAssignment, at("2026-03-13 16:30"), ground="needs_information")
    assert (refused.clause, refused.field) == ("ST.8.1.2", "ground")


@pytest.mark.clause("VL.8.2.4")
def test_a_supplement_lapses_by_the_system_once_two_working_days_have_passed_and_never_before() -> None:
    course = _run(Course(VL), SUPPLEMENT, at("2026-03-13 16:30"))
    last = at("2026-03-17 16:30")
    for moment in (at("2026-03-13 16:30"), at("2026-03-16 16:31"), last):
        assert course.refused(c.LapseSupplement, moment).clause == "VL.8.2.4"
    course.do(c.LapseSupplement, last + SECOND)
    assert (course.case.stage, course.case.end_clause) == ("refused", "VL.8.2.4")
    assert course.case.requests[0].state == "lapsed"


@pytest.mark.clause("VL.8.2.4")
def test_a_supplement_that_comes_late_but_before_the_system_closes_the_report_still_counts() -> None:
    course = _run(Course(VL), SUPPLEMENT, at("2026-03-13 16:30"))
    duty = course.duty("supplement")
    course.do(c.Supplement, at("2026-03-17 16:40"))
    assert course.outcome(duty) == "late"
    assert course.case.stage == "sent"
    assert course.refused(c.LapseSupplement, at("2026-03-20 16:40")).clause == "VL.8.2.4"


@pytest.mark.clause("ST.7.1")
def test_a_supplement_never_lapses_in_soc_trang() -> None:
    course = _run(Course(ST), SUPPLEMENT, at("2026-03-13 16:30"))
    assert course.refused(c.LapseSupplement, at("2027-02-01 10:00")).clause == "ST.2.4"
    course.do(c.Supplement, at("2027-02-01 10:00"))


@pytest.mark.parametrize(("edition", "verifying"), [(VL, "verification"), (ST, "intake")])
@pytest.mark.clause("VL.9.2", "ST.7.1")
def test_a_supplement_gives_the_report_back_to_the_centre_with_a_term_of_its_own(
    edition: str, verifying: str
) -> None:
    course = _run(Course(edition), SUPPLEMENT, at("2026-03-10 09:00"))
    assert course.owed() == {"supplement"}
    course.do(c.Supplement, at("2026-03-11 10:00"))
    assert course.owed() == {verifying}
    assert course.duty(verifying).starts_at == at("2026-03-11 10:00")


@pytest.mark.clause("VL.9.2", "ST.7.1")
@pytest.mark.parametrize("edition", [VL, ST])
@pytest.mark.parametrize("before", [(c.Send,), (c.Send, c.Verify), (c.Send, c.Verify, c.Accept)])
def test_while_the_sender_has_the_report_no_term_runs_against_the_centre(edition: str, before: Steps) -> None:
    course = _run(Course(edition), (*before, c.RequestSupplement), at("2026-03-10 09:00"))
    assert course.owed() == {"supplement"}


@pytest.mark.clause("ST.PL2.1")
def test_the_centre_owes_acceptance_again_when_it_goes_on_without_the_supplement() -> None:
    course = _run(Course(ST), (*SUPPLEMENT, c.Verify), at("2026-03-10 09:00"))
    assert course.owed() == {"intake"}


@pytest.mark.clause("ST.PL2.1")
def test_verification_does_not_renew_the_term_of_intake() -> None:
    course = Course(ST).do(c.Send, at("2026-03-10 09:00")).do(c.Verify, at("2026-03-10 11:00"))
    assert course.duty("intake").due_at == at("2026-03-10 15:00")
