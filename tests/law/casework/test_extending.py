"""Extension: asked for once, before the term ends, with a written notice; the IOC sets the day (ST.8.3, VL.15.2.a)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.law.courses import BLANK, NOTICE, ROADS, WASTE, Course, actor
from tests.law.worktime.worktime_cases import YEAR_2026, at

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.authority import permitted
from paht.law.casework.duties import moved_by
from paht.law.casework.states import Party, RequestState, Role
from paht.law.worktime import Calendar

VL, ST = "vinh-long-2025", "soc-trang-2024"
BOTH = pytest.mark.parametrize("edition", [VL, ST])
RULE = {VL: "VL.15.2.a", ST: "ST.8.3"}
RECEIVED = at("2026-03-10 09:00")
ENDS = at("2026-03-18 09:00")
"""Six working days after receipt."""
LATER = date(2026, 3, 24)
SECOND = timedelta(seconds=1)


def received(edition: str) -> Course:
    return Course(edition).until(c.Receive, RECEIVED)


def extended(edition: str) -> Course:
    course = received(edition).do(c.RequestExtension, at("2026-03-12 08:00"), until=LATER)
    return course.do(c.GrantExtension, at("2026-03-12 10:00"), until=LATER)


@pytest.mark.clause("ST.8.3")
@BOTH
def test_an_extension_is_asked_for_before_the_term_ends(edition: str) -> None:
    received(edition).do(c.RequestExtension, ENDS)
    assert received(edition).refused(c.RequestExtension, ENDS + SECOND).clause == RULE[edition]


@pytest.mark.clause("VL.15.2.a")
def test_a_result_that_is_given_back_has_no_term_to_extend_and_nothing_offers_it() -> None:
    course = received(VL)

    def offered() -> bool:
        allowed = permitted(
            case=course.case, actor=actor(Role.AGENCY_STAFF, body=ROADS), edition=course.edition
        )
        return c.RequestExtension in {command for command, _ in allowed}

    assert offered()
    course.until_approved(at("2026-03-11 10:00")).do(c.ReturnResult, at("2026-03-11 11:00"))
    assert not offered()
    refused = course.refused(c.RequestExtension, at("2026-03-11 12:00"), until=LATER)
    assert (refused.clause, "đã kết thúc" in refused.reason) == (RULE[VL], True)


@pytest.mark.clause("ST.8.3")
@BOTH
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ground": "busy"}, "ground"),
        ({"reason": BLANK}, "reason"),
        ({"document": replace(NOTICE, number=" ")}, "document_number"),
        ({"document": replace(NOTICE, dated_on=None)}, "dated_on"),
        ({"document": replace(NOTICE, dated_on=date(2026, 3, 12))}, "dated_on"),
        ({"document": replace(NOTICE, file=None)}, "files"),
        ({"until": None}, "until"),
        ({"until": ENDS.date()}, "until"),
    ],
)
def test_it_needs_a_complex_matter_a_complete_notice_and_a_later_day(
    edition: str, changes: dict[str, object], field: str
) -> None:
    refused = received(edition).refused(c.RequestExtension, at("2026-03-11 08:00"), **changes)
    assert refused.field == field
    assert refused.clause in (RULE[edition], "VL.4.4", "ST.3.3")


@pytest.mark.clause("ST.8.3")
@BOTH
def test_it_is_granted_once(edition: str) -> None:
    course = extended(edition)
    assert "01 lần" in course.refused(c.RequestExtension, at("2026-03-13 08:00")).reason


@pytest.mark.clause("ST.8.3", "VL.15.2.a")
@BOTH
def test_it_is_asked_for_once_at_a_time_and_again_after_a_refusal(edition: str) -> None:
    course = received(edition).do(c.RequestExtension, at("2026-03-11 08:00"))
    course.refused(c.RequestExtension, at("2026-03-11 09:00"))
    course.do(c.RefuseExtension, at("2026-03-11 10:00"))
    assert course.duty("handling").due_at == ENDS
    course.do(c.RequestExtension, at("2026-03-11 13:00"))


@pytest.mark.clause("ST.8.3")
@BOTH
@pytest.mark.parametrize(
    ("until", "now"),
    [
        (None, "2026-03-12 08:00"),
        (ENDS.date(), "2026-03-12 08:00"),
        (LATER + timedelta(days=1), "2026-03-12 08:00"),
        (date(2026, 3, 20), "2026-03-23 08:00"),
    ],
)
def test_the_day_lies_after_the_term_and_not_after_what_the_agency_committed_itself_to(
    edition: str, until: date | None, now: str
) -> None:
    course = received(edition).do(c.RequestExtension, at("2026-03-11 08:00"), until=LATER)
    refused = course.refused(c.GrantExtension, at(now), until=until)
    assert (refused.clause, refused.field) == (RULE[edition], "until")


@pytest.mark.clause("ST.8.3")
@BOTH
def test_the_centre_says_something_with_its_decision(edition: str) -> None:
    course = received(edition).do(c.RequestExtension, at("2026-03-11 08:00"), until=LATER)
    assert course.refused(c.GrantExtension, at("2026-03-11 09:00"), until=LATER, note=BLANK).field == "note"
    assert course.refused(c.RefuseExtension, at("2026-03-11 09:00"), reason=BLANK).field == "reason"


@pytest.mark.clause("ST.8.3", "VL.15.2.a", "VL.12.2.b", "ST.8.1.1", "ST.PL2.2")
@pytest.mark.parametrize(
    ("edition", "replaced", "original"),
    [
        (VL, {"handling", "total"}, "2026-03-19 09:00"),
        (ST, {"handling", "staff_handling"}, "2026-03-18 09:00"),
    ],
)
def test_the_committed_day_takes_the_place_of_the_term_whose_moments_stay_on_record(
    edition: str, replaced: set[str], original: str
) -> None:
    course = received(edition)
    before = [course.duty(term) for term in replaced]
    course.do(c.RequestExtension, at("2026-03-12 08:00"), until=LATER)
    course.do(c.GrantExtension, at("2026-03-12 10:00"), until=LATER)
    assert {course.outcome(duty) for duty in before} == {"void"}
    duty = course.duty("extended")
    assert (duty.clause, duty.holder, duty.body) == (RULE[edition], Party.AGENCY, ROADS)
    assert duty.due_at == duty.violation_at == at("2026-03-24 17:00")
    assert duty.original_due_at == at(original)
    assert duty.original_violation_at is not None
    assert duty.original_violation_at >= duty.original_due_at


@pytest.mark.clause("VL.15.2.a", "ST.8.5", "ST.8.3")
@BOTH
@pytest.mark.parametrize(("approved", "outcome"), [("2026-03-24 17:00", "met"), ("2026-03-24 17:01", "late")])
def test_an_extended_matter_not_updated_by_the_day_is_late(edition: str, approved: str, outcome: str) -> None:
    course = extended(edition)
    duty = course.duty("extended")
    course.do(c.RecordResult, at("2026-03-24 15:00")).do(c.SubmitResult, at("2026-03-24 15:30"))
    course.do(c.ApproveResult, at(approved))
    assert course.outcome(duty) == outcome


@pytest.mark.clause("ST.8.3")
@pytest.mark.parametrize(
    ("until", "due"),
    [
        (date(2026, 4, 25), "2026-04-28 17:00"),
        (date(2026, 5, 1), "2026-05-04 17:00"),
        (date(2026, 8, 22), "2026-08-22 17:00"),
    ],
    ids=["a Saturday before a holiday", "Labour Day", "a swapped Saturday"],
)
def test_a_day_without_working_time_gives_way_to_the_next_one(until: date, due: str) -> None:
    course = received(ST).do(c.RequestExtension, at("2026-03-12 08:00"), until=until)
    course.do(c.GrantExtension, at("2026-03-12 10:00"), until=until)
    assert course.duty("extended").due_at == at(due)


@pytest.mark.clause("ST.8.3")
def test_a_day_that_becomes_a_holiday_moves_later_and_keeps_its_original() -> None:
    course = extended(ST)
    holidays = [*YEAR_2026["holidays"], LATER.isoformat()]
    changed = Calendar.from_dict(YEAR_2026 | {"holidays": holidays})

    (moved,) = (m for m in moved_by(case=course.case, edition=course.edition, calendar=changed))
    assert moved.due_at == at("2026-03-25 17:00")


@BOTH
def test_granted_late_the_term_counts_as_extended_since_it_was_asked_for_in_time(edition: str) -> None:
    course = received(edition).do(c.RequestExtension, at("2026-03-18 08:00"), until=LATER)
    duty = course.duty("handling")
    course.do(c.GrantExtension, at("2026-03-19 08:00"), until=LATER)
    assert course.outcome(duty) == "void"


@pytest.mark.clause("ST.8.3", "VL.15.2.a")
@BOTH
def test_the_day_may_be_the_one_on_which_it_is_granted(edition: str) -> None:
    course = received(edition).do(c.RequestExtension, ENDS, until=LATER)
    course.do(c.GrantExtension, at("2026-03-19 08:00"), until=date(2026, 3, 19))
    assert course.duty("extended").due_at == at("2026-03-19 17:00")


@BOTH
def test_the_agency_keeps_the_case_while_the_centre_decides_and_no_term_stands_still(edition: str) -> None:
    course = received(edition).do(c.RequestExtension, at("2026-03-12 08:00"), until=LATER)
    assert course.duty("handling").due_at == ENDS
    decision = course.duty("extension_decision")
    assert (decision.internal, decision.holder, decision.clause) == (True, Party.IOC, "")
    assert decision.due_at == at("2026-03-12 14:00")


@BOTH
@pytest.mark.parametrize("ending", [c.ApproveResult, c.ReturnAssignment])
def test_a_request_that_is_moot_is_cancelled(edition: str, ending: type[c.Command]) -> None:
    course = received(edition).do(c.RequestExtension, at("2026-03-10 10:00"), until=LATER)
    if ending is c.ApproveResult:
        course.do(c.RecordResult, at("2026-03-10 10:10")).do(c.SubmitResult, at("2026-03-10 10:10"))
    course.do(ending, at("2026-03-10 10:20"))
    assert course.case.requests[0].state is RequestState.CANCELLED
    assert "extension_decision" not in course.owed()


@pytest.mark.clause("ST.8.3")
def test_a_further_agency_may_ask_for_its_own_extension() -> None:
    course = extended(ST).do(c.ReturnAssignment, at("2026-03-12 11:00"))
    course.do(c.Dispatch, at("2026-03-12 13:00"), agency=WASTE)
    other = actor(Role.AGENCY_STAFF, body=WASTE)
    course.do(c.Receive, at("2026-03-12 13:30"), assignment=2, by=other)
    course.do(c.RequestExtension, at("2026-03-12 14:00"), assignment=2, by=other)


@pytest.mark.clause("ST.8.1.1", "VL.15.2.a", "VL.13.2.b")
@pytest.mark.parametrize(
    ("edition", "term", "due"), [(VL, "total", "2026-03-19 09:00"), (ST, "handling", "2026-03-18 09:00")]
)
def test_a_result_given_back_was_none_so_the_term_runs_on_from_receipt(
    edition: str, term: str, due: str
) -> None:
    course = received(edition).do(c.RecordResult, RECEIVED).do(c.SubmitResult, RECEIVED)
    first = course.duty(term)
    course.do(c.ApproveResult, at("2026-03-11 09:00")).do(c.ReturnResult, at("2026-03-17 16:00"))
    assert course.outcome(first) == "met"
    again = course.duty(term)
    assert (again.starts_at, again.due_at) == (RECEIVED, at(due))
    if edition == VL:
        course.do(c.RecordResult, at("2026-03-20 09:00")).do(c.SubmitResult, at("2026-03-20 09:00"))
    course.do(c.ApproveResult, at("2026-03-20 09:00"))
    assert course.outcome(again) == "late"


@pytest.mark.clause("VL.15.2.a", "ST.8.1.1", "ST.8.3")
@pytest.mark.parametrize(("edition", "term"), [(VL, "total"), (ST, "handling")])
@pytest.mark.parametrize(("after", "runs_on"), [(-SECOND, True), (timedelta(0), False), (SECOND, False)])
def test_what_ran_out_while_the_result_lay_with_the_centre_is_not_charged_to_the_agency(
    edition: str, term: str, after: timedelta, runs_on: bool
) -> None:
    course = received(edition)
    ends = course.duty(term).due_at
    course.until_approved(at("2026-03-11 09:00")).do(c.ReturnResult, ends + after)
    assert (term in course.owed()) is runs_on
    assert "extended" not in course.owed(), "it was never extended"


@BOTH
def test_an_extended_term_runs_on_too_when_the_result_is_given_back(edition: str) -> None:
    course = extended(edition).until_approved(at("2026-03-13 09:00"))
    course.do(c.ReturnResult, at("2026-03-16 08:00"))
    assert course.duty("extended").due_at == at("2026-03-24 17:00")
    assert not {"total", "handling"} & course.owed()


def test_the_events_name_request_and_assignment() -> None:
    bodies = [event.body for event in extended(ST).events][-2:]
    assert [type(body) for body in bodies] == [e.ExtensionRequested, e.ExtensionGranted]
    assert [(body.assignment, body.request) for body in bodies] == [(1, 1), (1, 1)]  # type: ignore[attr-defined]
