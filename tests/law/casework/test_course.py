"""The one-agency course of both editions: what each step asks for, what follows from it, and what becomes public."""

from datetime import timedelta
from typing import Any

import pytest
from tests.law.courses import (
    ABSENT,
    BLANK,
    EDITIONS,
    LEADER,
    PUBLISHER,
    ROADS,
    Course,
    command,
    written,
)
from tests.law.worktime.worktime_cases import at

from paht.law import editions
from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.holding import Holding, holders
from paht.law.casework.publicity import NOTHING, publicity
from paht.law.casework.states import AssignmentState, Party, Stage

VL, ST = "vinh-long-2025", "soc-trang-2024"
NOW = at("2026-03-10 09:00")


@pytest.mark.clause("VL.4.4")
@pytest.mark.parametrize(
    ("before", "kind", "field"),
    [
        (c.Send, c.RequestSupplement, "guidance"),
        (c.Send, c.Refuse, "reason"),
        (c.Verify, c.Accept, "text"),
        (c.Accept, c.Dispatch, "note"),
        (c.Receive, c.ReturnAssignment, "note"),
        (c.RecordResult, c.SubmitResult, "note"),
        (c.SubmitResult, c.ApproveResult, "note"),
        (c.SubmitResult, c.RejectResult, "note"),
        (c.ApproveResult, c.ReturnResult, "note"),
        (c.ApproveResult, c.Publish, "answer"),
    ],
)
@pytest.mark.parametrize(("edition", "clause"), [(VL, "VL.4.4"), (ST, "ST.3.3")])
def test_a_hand_over_without_written_content_is_refused(
    edition: str, clause: str, before: type[c.Command], kind: type[c.Command], field: str
) -> None:
    course = Course(edition).until(before, NOW)
    refused = course.refused(kind, NOW, **{field: BLANK})
    assert (refused.clause, refused.field) == (clause, field)


@pytest.mark.clause("VL.12.4.a", "ST.8.1.1")
@pytest.mark.parametrize(("edition", "clause"), [(VL, "VL.12.4.a"), (ST, "ST.8.1.1")])
def test_a_result_without_an_answer_is_refused(edition: str, clause: str) -> None:
    refused = Course(edition).until(c.Receive, NOW).refused(c.RecordResult, NOW, result=BLANK)
    assert (refused.clause, refused.field) == (clause, "result")


UNKNOWN_GROUNDS: list[tuple[type[c.Command], type[c.Command], dict[str, Any], str]] = [
    (c.Send, c.RequestSupplement, {"grounds": ()}, "grounds"),
    (c.Send, c.RequestSupplement, {"grounds": ("content_unclear", "?")}, "grounds"),
    (c.Send, c.Refuse, {"ground": "?"}, "ground"),
    (c.Verify, c.Accept, {"non_public_ground": "?"}, "non_public_ground"),
    (c.Receive, c.ReturnAssignment, {"ground": "?"}, "ground"),
    (c.ApproveResult, c.ReturnResult, {"ground": "?"}, "ground"),
    (c.Publish, c.Rate, {"level": "?"}, "level"),
]


@pytest.mark.clause("VL.9.2", "VL.10.1", "VL.12.2.a", "VL.13.2.b", "VL.14.4", "ST.3.6", "VL.10.2")
@pytest.mark.clause("ST.7.1", "ST.7.2.portal", "ST.8.1.2", "ST.9.4", "ST.10.3")
@pytest.mark.parametrize(("before", "kind", "said", "field"), UNKNOWN_GROUNDS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_ground_that_the_regulation_does_not_know_is_refused(
    edition: str, before: type[c.Command], kind: type[c.Command], said: dict[str, Any], field: str
) -> None:
    course = Course(edition).until(before, NOW)
    refused = course.refused(kind, NOW, **said)
    step = course.edition.step(kind)
    assert step is not None
    assert (refused.clause, refused.field) == (step.clause, field)


@pytest.mark.clause("VL.9.2", "ST.7.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sender_gets_each_exact_ground_with_guidance_step_by_step(edition: str) -> None:
    for ground in editions.get(edition).supplement_grounds:
        assert len(ground.guidance) > 20, ground.key
        course = Course(edition).do(c.Send, NOW).do(c.RequestSupplement, NOW, grounds=(ground.key,))
        assert course.case.requests[0].grounds == (ground.key,)
        assert course.case.requests[0].text == written()


@pytest.mark.clause("VL.9.2", "ST.7.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_there_is_never_more_than_one_supplement_at_a_time(edition: str) -> None:
    course = Course(edition).do(c.Send, NOW).do(c.RequestSupplement, NOW)
    course.refused(c.RequestSupplement, NOW)
    course.do(c.Supplement, NOW).do(c.RequestSupplement, NOW)
    assert [request.number for request in course.case.requests] == [1, 2]


@pytest.mark.clause("VL.9.1", "ST.7.1")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("before", [c.Send, c.Verify, c.Accept])
def test_what_was_supplemented_is_verified_again_before_acceptance(
    edition: str, before: type[c.Command]
) -> None:
    course = Course(edition).until(before, NOW).do(c.RequestSupplement, NOW).do(c.Supplement, NOW)
    course.refused(c.Accept, NOW)
    course.do(c.Verify, NOW).do(c.Accept, NOW)


@pytest.mark.clause("VL.9.2")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_supplement_of_files_alone_leaves_the_words_as_they_were(edition: str) -> None:
    course = Course(edition).do(c.Send, NOW).do(c.RequestSupplement, NOW)
    before = course.case
    course.do(c.Supplement, NOW, original=BLANK)
    assert course.case.original == before.original
    assert len(course.case.files) == len(before.files) + 1


@pytest.mark.clause("VL.1.1.b", "ST.3.9", "ST.1.1.c")
@pytest.mark.parametrize(("edition", "clause"), [(VL, "VL.1.1.b"), (ST, "ST.3.9")])
def test_a_complaint_is_refused_with_that_reason_and_told_where_to_go(edition: str, clause: str) -> None:
    course = Course(edition).do(c.Send, NOW).do(c.Refuse, NOW, ground="complaint")
    assert (course.case.stage, course.case.end_clause) == (Stage.REFUSED, clause)
    (ground,) = (g for g in course.edition.refusal_grounds if g.key == "complaint")
    assert "Ban Tiếp công dân" in ground.guidance


@pytest.mark.clause("VL.1.1.a", "VL.8.2.3", "VL.8.2.6", "VL.8.2.7", "VL.8.2.8", "VL.8.2.9", "ST.3.6")
@pytest.mark.parametrize(
    ("edition", "clauses"),
    [
        (
            VL,
            {
                *("VL.1.1.a", "VL.1.1.b", "VL.8.2.3", "VL.8.2.6", "VL.8.2.7", "VL.8.2.8"),
                *("VL.8.2.9", "VL.8.1.a"),
            },
        ),
        (ST, {"ST.3.9", "ST.3.6", "ST.2.3", "ST.4.2", "ST.4.3"}),
    ],
)
@pytest.mark.parametrize("before", [c.Send, c.Verify, c.Accept])
def test_every_ground_of_refusal_ends_the_case_by_its_clause_until_it_is_dispatched(
    edition: str, clauses: set[str], before: type[c.Command]
) -> None:
    grounds = editions.get(edition).refusal_grounds
    assert {ground.clause for ground in grounds} == clauses
    for ground in grounds:
        course = Course(edition).until(before, NOW).do(c.Refuse, NOW, ground=ground.key)
        assert course.case.end_clause == ground.clause
        assert course.case.answer == written()
    Course(edition).until(c.Dispatch, NOW).refused(c.Refuse, NOW)


@pytest.mark.clause("VL.10.1", "ST.7.2.edit", "VL.11.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_original_always_travels_with_the_corrected_text(edition: str) -> None:
    course = Course(edition).until(c.Verify, NOW)
    original = course.case.original
    course.do(c.Accept, NOW, text=written(110, id="corrected")).do(c.Dispatch, NOW)
    assert course.case.original == original
    assert course.case.text == written(110, id="corrected")


@pytest.mark.clause("VL.11.3", "ST.3.5")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_dispatch_charges_an_agency_of_the_directory_and_tells_its_superior(edition: str) -> None:
    course = Course(edition).until(c.Accept, NOW)
    for agency in ("?", ABSENT):
        assert course.refused(c.Dispatch, NOW, agency=agency).field == "agency"
    course.do(c.Dispatch, NOW)
    (assignment,) = course.case.assignments
    assert (assignment.agency, assignment.superior) == (ROADS, "committee")
    course.refused(c.Dispatch, NOW)


WAYS_ON = [
    (edition, kind)
    for edition in EDITIONS
    for kind in (c.AskCoordinator, c.DraftInvitation, c.Escalate, c.PassForMonitoring)
    if editions.get(edition).step(kind)
]


@pytest.mark.clause("VL.11.1", "ST.7.3.1")
@pytest.mark.parametrize(("edition", "kind"), WAYS_ON)
@pytest.mark.parametrize(("after", "outcome"), [(timedelta(0), "met"), (timedelta(seconds=1), "late")])
def test_an_accepted_report_leaves_the_centre_within_the_term_of_dispatch_whichever_way_it_goes(
    edition: str, kind: type[c.Command], after: timedelta, outcome: str
) -> None:
    course = Course(edition).until(c.Accept, NOW)
    duty = course.duty("dispatch")
    assert course.do(kind, duty.due_at + after).outcome(duty) == outcome


@pytest.mark.clause("VL.11.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_event_says_who_did_it_and_when(edition: str) -> None:
    course = Course(edition)
    for minute, kind in enumerate((c.Send, c.Verify, c.Accept, c.Dispatch)):
        course.do(kind, NOW + timedelta(minutes=minute))
    assert [event.at for event in course.events] == [NOW + timedelta(minutes=m) for m in range(4)]
    assert [event.actor.id for event in course.events] == [
        *("the-sender", "the-intake", "the-intake", "the-dispatcher")
    ]


@pytest.mark.clause("VL.12.2.a")
@pytest.mark.parametrize("named", [None, "", "  "])
def test_a_return_for_want_of_competence_names_the_responsible_body_in_vinh_long(named: str | None) -> None:
    course = Course(VL).until(c.Receive, NOW)
    refused = course.refused(c.ReturnAssignment, NOW, responsible=named)
    assert (refused.clause, refused.field) == ("VL.12.2.a", "responsible")
    course.do(c.ReturnAssignment, NOW, ground="needs_information", responsible=named)


@pytest.mark.clause("ST.8.1.2")
def test_soc_trang_asks_a_returning_agency_for_no_name() -> None:
    course = Course(ST).until(c.Receive, NOW).do(c.ReturnAssignment, NOW, responsible=None)
    assert course.case.stage is Stage.ACCEPTED


@pytest.mark.clause("VL.12.1.b", "ST.8.4")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_head_may_do_every_step_of_the_agency_alone(edition: str) -> None:
    course = Course(edition).until(c.Dispatch, NOW)
    for kind in (c.Receive, c.BeginHandling, c.RecordResult, c.SubmitResult, c.ApproveResult):
        course.do(kind, NOW, by=LEADER)
    assert course.case.stage is Stage.CHECKING


@pytest.mark.clause("VL.8.2.10")
@pytest.mark.parametrize("before", [c.Send, c.Verify, c.Accept, c.Dispatch, c.Receive])
def test_the_sender_may_withdraw_until_the_agency_begins_handling(before: type[c.Command]) -> None:
    course = Course(VL).until(before, NOW).do(c.Withdraw, NOW)
    assert course.case.stage is Stage.WITHDRAWN
    assert publicity(course.case) == NOTHING


@pytest.mark.clause("VL.8.2.10")
@pytest.mark.parametrize("begun", [(c.BeginHandling,), (c.RecordResult,), (c.RecordResult, c.SubmitResult)])
def test_a_withdrawal_is_refused_once_handling_is_recorded(begun: tuple[type[c.Command], ...]) -> None:
    course = Course(VL).until(c.Receive, NOW)
    for kind in begun:
        course.do(kind, NOW)
    refused = course.refused(c.Withdraw, NOW)
    assert (refused.clause, "đã tiến hành xử lý" in refused.reason) == ("VL.8.2.10", True)


@pytest.mark.clause("VL.8.2.10")
def test_what_an_earlier_agency_began_and_gave_back_does_not_bind_the_sender() -> None:
    course = Course(VL).until(c.Receive, NOW).do(c.BeginHandling, NOW).do(c.ReturnAssignment, NOW)
    course.do(c.Dispatch, NOW).do(c.Withdraw, NOW)
    assert course.case.stage is Stage.WITHDRAWN


@pytest.mark.clause("VL.13.2.b", "ST.9.4")
@pytest.mark.parametrize(
    ("edition", "state"), [(VL, AssignmentState.CORRECTING), (ST, AssignmentState.SUBMITTED)]
)
def test_a_result_that_will_not_do_goes_back_to_the_agency_or_to_its_leader(
    edition: str, state: AssignmentState
) -> None:
    course = Course(edition).until(c.ApproveResult, NOW).do(c.ReturnResult, NOW)
    assert course.case.assignments[0].state is state
    assert course.case.assignments[0].times_returned == 1
    assert course.case.stage is Stage.HANDLING
    course.refused(c.Publish, NOW)


@pytest.mark.clause("VL.13.2.a", "VL.13.2.b", "ST.9.4")
@pytest.mark.parametrize(
    ("edition", "clauses"), [(VL, ["VL.13.2.a", "VL.13.2.b", "VL.13.2.c"]), (ST, ["ST.9.4"])]
)
def test_the_grounds_on_which_a_result_goes_back_are_those_of_the_regulation(
    edition: str, clauses: list[str]
) -> None:
    assert [ground.clause for ground in editions.get(edition).result_grounds] == clauses


@pytest.mark.clause("VL.13.1.a", "ST.9.1", "ST.9.3.a")
@pytest.mark.parametrize("edition", EDITIONS)
def test_only_a_checked_and_published_result_is_public(edition: str) -> None:
    course = Course(edition)
    for kind in (
        *(c.Send, c.Verify, c.Accept, c.Dispatch, c.Receive, c.RecordResult, c.SubmitResult),
        c.ApproveResult,
    ):
        course.do(kind, NOW, **({"personal_public": True} if kind is c.Send else {}))
        assert publicity(course.case) == NOTHING
    course.do(c.Publish, NOW)
    assert publicity(course.case).content
    assert publicity(course.case).sender_name


@pytest.mark.clause("VL.5.4")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_senders_name_is_not_public_unless_the_sender_chose_so(edition: str) -> None:
    course = Course(edition).until(c.Publish, NOW)
    assert publicity(course.case).content
    assert not publicity(course.case).sender_name


NON_PUBLIC = [
    pytest.param(VL, "personal", "VL.10.2"),
    pytest.param(VL, "named_party", "VL.10.2"),
    pytest.param(VL, "sensitive", "VL.10.2"),
    pytest.param(VL, "committee", "VL.13.1.b", marks=pytest.mark.clause("VL.13.1.b")),
    pytest.param(ST, "confidential", "ST.9.3.b"),
]


@pytest.mark.clause("VL.10.2", "ST.9.3.b", "ST.15.6")
@pytest.mark.parametrize(("edition", "ground", "clause"), NON_PUBLIC)
def test_what_was_accepted_as_non_public_is_answered_and_never_published(
    edition: str, ground: str, clause: str
) -> None:
    assert {g.key: g.clause for g in editions.get(edition).non_public_grounds}[ground] == clause
    course = Course(edition).do(c.Send, NOW, personal_public=True).do(c.Verify, NOW)
    course.do(c.Accept, NOW, non_public_ground=ground, non_public_reason=written(20))
    for kind in (c.Dispatch, c.Receive, c.RecordResult, c.SubmitResult, c.ApproveResult, c.Publish):
        course.do(kind, NOW)
        assert publicity(course.case) == NOTHING
    assert course.case.stage is Stage.ANSWERED
    assert isinstance(course.events[-1].body, e.AnsweredPrivately)
    course.do(c.Rate, NOW)
    assert publicity(course.case) == NOTHING


@pytest.mark.clause("VL.8.2.11")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_refused_report_is_never_public(edition: str) -> None:
    course = Course(edition).do(c.Send, NOW, personal_public=True).do(c.Refuse, NOW)
    assert publicity(course.case) == NOTHING


LEVELS = {
    VL: [("Hài lòng", "VL.14.4"), ("Chấp nhận được", "VL.14.4"), ("Không hài lòng", "VL.14.4")],
    ST: [("Rất hài lòng", "ST.10.3"), ("Hài lòng", "ST.10.3"), ("Không hài lòng", "ST.10.3")],
}


@pytest.mark.clause("VL.14.4", "VL.14.1", "VL.5.5", "ST.10.3")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sender_rates_a_result_once_on_the_three_levels_of_the_edition(edition: str) -> None:
    levels = editions.get(edition).levels
    assert [(level.name, level.clause) for level in levels] == LEVELS[edition]
    for level in levels:
        course = Course(edition).until(c.Publish, NOW).do(c.Rate, NOW, level=level.key)
        assert course.case.rating == level.key
        assert course.refused(c.Rate, NOW).clause == level.clause


HOLDING = [
    ((c.Send,), Holding(Party.IOC)),
    ((c.Send, c.RequestSupplement), Holding(Party.SENDER)),
    ((c.Send, c.RequestSupplement, c.Supplement), Holding(Party.IOC)),
    ((c.Send, c.Verify), Holding(Party.IOC)),
    ((c.Send, c.Verify, c.Accept), Holding(Party.IOC)),
    ((c.Send, c.Verify, c.Accept, c.Dispatch), Holding(Party.AGENCY, ROADS)),
    ((c.Send, c.Verify, c.Accept, c.Dispatch, c.Receive), Holding(Party.AGENCY, ROADS)),
    ((c.Send, c.Verify, c.Accept, c.Dispatch, c.Receive, c.ReturnAssignment), Holding(Party.IOC)),
]


@pytest.mark.parametrize(("steps", "holding"), HOLDING)
@pytest.mark.parametrize("edition", EDITIONS)
def test_it_is_always_known_who_has_the_case(
    edition: str, steps: tuple[type[c.Command], ...], holding: Holding
) -> None:
    course = Course(edition)
    assert holders(course.case) == ()
    for kind in steps:
        course.do(kind, NOW)
    assert holders(course.case) == (holding,)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_result_passes_from_staff_to_leader_to_centre(edition: str) -> None:
    course = Course(edition).until(c.RecordResult, NOW)
    assert holders(course.case) == (Holding(Party.AGENCY, ROADS),)
    course.do(c.SubmitResult, NOW)
    assert holders(course.case) == (Holding(Party.AGENCY_LEADER, ROADS),)
    course.do(c.RejectResult, NOW)
    assert holders(course.case) == (Holding(Party.AGENCY, ROADS),)
    course.do(c.RecordResult, NOW).do(c.SubmitResult, NOW).do(c.ApproveResult, NOW)
    assert holders(course.case) == (Holding(Party.IOC),)
    course.do(c.Publish, NOW)
    assert holders(course.case) == ()


def test_vinh_long_says_that_an_answer_is_guidance_and_no_legal_basis() -> None:
    assert "không phải là cơ sở pháp lý để giải quyết các quan hệ dân sự" in editions.get(VL).guidance_notice


@pytest.mark.clause("VL.12.4.a")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_result_that_waits_for_approval_or_publication_is_not_changed_any_more(edition: str) -> None:
    course = Course(edition).until(c.SubmitResult, NOW)
    course.refused(c.RecordResult, NOW)
    course.do(c.ApproveResult, NOW).refused(c.RecordResult, NOW)
    assert course.ask(command(c.ReturnResult, course.edition), NOW, by=PUBLISHER)


@pytest.mark.clause("VL.20.1.c")
@pytest.mark.parametrize("after", [c.Send, c.Verify, c.Accept, c.ApproveResult])
def test_the_centre_owes_each_of_its_steps_until_a_moment(after: type[c.Command]) -> None:
    case = Course(VL).until(after, NOW).case
    owed = [duty for duty in case.duties if duty.holder is Party.IOC]
    assert owed
    assert all(NOW < duty.due_at <= NOW + timedelta(days=1) for duty in owed)
