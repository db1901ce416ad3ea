"""After the answer: asking back, rating, clarifying, judging, calls to the agency."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.law.courses import (
    BLANK,
    EDITIONS,
    INTERACTOR,
    LEADER,
    PHOTO,
    ROADS,
    SENDER,
    STAFF,
    WASTE,
    Course,
    actor,
    command,
    written,
)
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.admission import LONGEST_DESCRIPTION
from paht.law.casework.case import Case, Refused
from paht.law.casework.holding import Holding, holders
from paht.law.casework.publicity import publicity
from paht.law.casework.states import AssignmentState, Party, RequestKind, RequestState, Role, Stage
from paht.law.standing import Standing

VL, ST = EDITIONS
NOW = at("2026-03-10 09:00")
SECOND = timedelta(seconds=1)
UNSATISFIED = "unsatisfied"


def published(edition: str) -> Course:
    return Course(edition).until(c.Publish, NOW)


def answered_privately(edition: str) -> Course:
    course = Course(edition).until(c.Verify, NOW)
    course.do(c.Accept, NOW, non_public_ground=course.edition.non_public_grounds[0].key)
    for step in (c.Dispatch, c.Receive, c.RecordResult, c.SubmitResult, c.ApproveResult, c.Publish):
        course.do(step, NOW)
    assert course.case.stage is Stage.ANSWERED
    return course


def last(case: Case) -> RequestState:
    return case.requests[-1].state


@pytest.mark.clause("VL.5.6", "ST.10.1", "ST.10.2", "VL.14.3")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("ending", [published, answered_privately])
def test_the_sender_asks_back_about_any_answer_and_the_agency_owes_a_clarification(
    edition: str, ending: object
) -> None:
    assert callable(ending)
    course: Course = ending(edition)
    course.do(c.Interact, NOW)
    assert holders(course.case) == (Holding(Party.AGENCY, ROADS),)
    assert (course.duty("interaction").body, course.case.requests[-1].by) == (ROADS, SENDER.id)
    course.do(c.AnswerInteraction, NOW)
    assert holders(course.case) == (Holding(Party.IOC),)
    course.do(c.ReleaseInteraction, NOW)
    request = course.case.requests[-1]
    assert (request.state, request.answered_at) == (RequestState.ANSWERED, NOW)
    assert request.answer is not None
    assert request.question is not None
    assert (holders(course.case), course.case.duties) == ((), ())


@pytest.mark.clause("VL.5.6", "ST.10.1")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("until", [c.Send, c.Accept, c.Receive, c.ApproveResult])
def test_nothing_can_be_asked_back_before_there_is_an_answer(edition: str, until: type[c.Command]) -> None:
    course = Course(edition).until(until, NOW)
    assert "sau khi có kết quả" in course.refused(c.Interact, NOW).reason


@pytest.mark.clause("VL.5.6", "ST.10.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_interaction_says_something_and_not_too_much(edition: str) -> None:
    course = published(edition)
    assert course.refused(c.Interact, NOW, original=BLANK).field == "text"
    assert course.refused(c.Interact, NOW, original=written(LONGEST_DESCRIPTION + 1)).field == "text"
    course.do(c.Interact, NOW, original=written(LONGEST_DESCRIPTION))


@pytest.mark.clause("VL.14.3", "ST.10.2")
@pytest.mark.parametrize("edition", EDITIONS)
def test_only_the_agency_that_is_asked_answers(edition: str) -> None:
    course = published(edition).do(c.Interact, NOW)
    for stranger in (actor(Role.AGENCY_STAFF, body=WASTE), actor(Role.AGENCY_LEADER, body=WASTE), SENDER):
        course.refused(c.AnswerInteraction, NOW, by=stranger)
    assert course.refused(c.AnswerInteraction, NOW, answer=BLANK).field == "answer"
    course.do(c.AnswerInteraction, NOW, by=LEADER)
    course.refused(c.AnswerInteraction, NOW)


@pytest.mark.clause("VL.13.1.a", "ST.9.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_clarification_is_given_out_only_after_the_check_of_the_centre(edition: str) -> None:
    course = published(edition).do(c.Interact, NOW)
    course.refused(c.ReleaseInteraction, NOW)
    course.do(c.AnswerInteraction, NOW)
    course.refused(c.ReleaseInteraction, NOW, by=STAFF)
    assert course.refused(c.ReleaseInteraction, NOW, answer=BLANK).field == "answer"
    assert course.refused(c.ReleaseInteraction, NOW, question=BLANK).field == "question"
    assert course.refused(c.ReturnAnswer, NOW, note=BLANK).field == "note"
    course.do(c.ReturnAnswer, NOW)
    assert (last(course.case), holders(course.case)) == (RequestState.OPEN, (Holding(Party.AGENCY, ROADS),))
    assert course.owed() == {"interaction_correction"}
    course.do(c.AnswerInteraction, NOW).do(c.ReleaseInteraction, NOW)


@pytest.mark.clause("VL.14.2", "ST.10.2", "ST.10.3", "VL.5.5", "VL.14.4")
@pytest.mark.parametrize(
    ("edition", "days", "clause"), [(VL, "2026-03-11 09:00", ""), (ST, "2026-03-12 09:00", "ST.10.2")]
)
def test_a_dissatisfied_rating_owes_a_clarification_by_itself(edition: str, days: str, clause: str) -> None:
    course = published(edition).do(c.Rate, NOW, level=UNSATISFIED, comment=written(12))
    duty = course.duty("clarification")
    assert (duty.due_at, duty.clause, duty.internal, duty.body) == (at(days), clause, clause == "", ROADS)
    assert holders(course.case) == (Holding(Party.AGENCY, ROADS),)
    assert course.case.requests[-1].text == written(12)
    course.do(c.AnswerInteraction, duty.due_at)
    assert course.outcome(duty) == "met"
    course.do(c.ReleaseInteraction, duty.due_at, question=BLANK)
    assert holders(course.case) == ()


@pytest.mark.clause("VL.14.2", "ST.10.2")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_clarification_in_the_next_second_is_late(edition: str) -> None:
    course = answered_privately(edition).do(c.Rate, NOW, level=UNSATISFIED)
    duty = course.duty("clarification")
    course.do(c.AnswerInteraction, duty.due_at + SECOND)
    assert course.outcome(duty) == "late"


@pytest.mark.clause("VL.14.1", "VL.14.4", "ST.10.3")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("place", [0, 1])
def test_any_other_rating_owes_nothing(edition: str, place: int) -> None:
    course = published(edition)
    course.do(c.Rate, NOW, level=course.edition.levels[place].key)
    assert (course.case.requests, course.case.duties) == ((), ())


@pytest.mark.clause("VL.14.2", "VL.14.3")
def test_a_clarification_owed_for_a_rating_cannot_be_judged_away() -> None:
    course = published(VL).do(c.Rate, NOW, level=UNSATISFIED)
    assert course.refused(c.JudgeInteraction, NOW).field == "judgement"


@pytest.mark.clause("VL.1.2.c")
def test_other_people_interact_with_public_results_in_vinh_long() -> None:
    course = published(VL).do(c.InteractWithPublic, NOW)
    assert holders(course.case) == (Holding(Party.IOC),)
    assert (last(course.case), course.case.requests[-1].by) == (RequestState.WAITING, INTERACTOR.id)
    course.refused(c.AnswerInteraction, NOW)
    course.do(c.JudgeInteraction, NOW, judgement="justified")
    assert holders(course.case) == (Holding(Party.AGENCY, ROADS),)
    course.do(c.AnswerInteraction, NOW).do(c.ReleaseInteraction, NOW)


@pytest.mark.clause("VL.1.2.c", "VL.10.2")
def test_nobody_else_interacts_with_what_is_not_public() -> None:
    answered_privately(VL).refused(c.InteractWithPublic, NOW)
    course = published(VL)
    course.case = replace(course.case, non_public_ground="personal")
    assert not publicity(course.case).content
    assert course.refused(c.InteractWithPublic, NOW).clause == "VL.1.2.c"


@pytest.mark.clause("VL.7.4", "VL.1.2.c")
@pytest.mark.parametrize(
    ("field", "state"), [("name", "missing"), ("phone", "missing"), ("phone", "malformed")]
)
def test_somebody_else_gives_name_and_phone(field: str, state: str) -> None:
    form = tuple((name, state if name == field else "ok") for name in ("name", "phone"))
    refused = published(VL).refused(c.InteractWithPublic, NOW, form=form, original=BLANK)
    assert {one.field for one in refused.all} == {field, "text"}
    assert refused.clause == "VL.7.4"


@pytest.mark.clause("VL.14.3")
def test_the_term_runs_from_the_sending_however_long_the_centre_judged() -> None:
    course = published(VL).do(c.InteractWithPublic, NOW)
    course.do(c.JudgeInteraction, NOW + timedelta(hours=5), judgement="justified")
    duty = course.duty("interaction")
    assert (duty.starts_at, duty.due_at) == (NOW, at("2026-03-11 09:00"))


@pytest.mark.clause("VL.14.3")
@pytest.mark.parametrize("judgement", ["unjustified", "improper"])
@pytest.mark.parametrize("kind", [c.Interact, c.InteractWithPublic])
def test_an_interaction_that_is_not_justified_owes_nothing_more(
    kind: type[c.Command], judgement: str
) -> None:
    course = published(VL).do(kind, NOW)
    course.do(c.JudgeInteraction, NOW, judgement=judgement)
    assert (last(course.case), holders(course.case)) == (RequestState.DECLINED, ())
    body = course.events[-1].body
    assert isinstance(body, e.InteractionJudged)
    asker = SENDER if kind is c.Interact else INTERACTOR
    assert (body.judgement, body.by, body.is_taken) == (judgement, asker.id, False)
    course.refused(c.AnswerInteraction, NOW)
    course.refused(c.JudgeInteraction, NOW, judgement="justified")


@pytest.mark.clause("VL.14.3")
def test_a_judgement_is_one_of_the_editions_and_says_why() -> None:
    course = published(VL).do(c.InteractWithPublic, NOW)
    assert course.refused(c.JudgeInteraction, NOW, judgement="dull").field == "judgement"
    assert course.refused(c.JudgeInteraction, NOW, reason=BLANK).field == "reason"
    course.do(c.JudgeInteraction, NOW, judgement="justified")
    assert course.refused(c.JudgeInteraction, NOW, judgement="justified").field == "judgement"


@pytest.mark.clause("VL.14.3")
def test_silence_stays_owed_by_the_agency_and_overdue() -> None:
    course = published(VL).do(c.Interact, NOW)
    assert course.owed() == {"interaction", "words_release"}
    course.do(c.JudgeInteraction, at("2026-03-20 09:00"), judgement="unjustified")
    assert course.events[-1].ended[0].outcome == "late"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_agency_that_answered_is_asked_by_itself(edition: str) -> None:
    course = published(edition)
    (first,) = course.case.assignments
    second = type(first)(2, WASTE, first.role, AssignmentState.ENDED, None, NOW, approved_at=NOW)
    third = type(first)(3, "gave-it-back", first.role, AssignmentState.RETURNED, None, NOW)
    course.case = replace(course.case, assignments=(first, second, third))
    course.do(c.Interact, NOW)
    assert set(holders(course.case)) == {Holding(Party.AGENCY, ROADS), Holding(Party.AGENCY, WASTE)}
    assert [r.assignment for r in course.case.requests] == [1, 2]
    course.refused(c.AnswerInteraction, NOW, request=2)
    course.do(c.AnswerInteraction, NOW, request=2, by=actor(Role.AGENCY_STAFF, body=WASTE))


@pytest.mark.clause("VL.14.3", "ST.10.2")
@pytest.mark.parametrize("edition", EDITIONS)
def test_where_no_agency_answered_the_centre_writes_the_clarification(edition: str) -> None:
    course = published(edition)
    course.case = replace(course.case, assignments=())
    course.do(c.Interact, NOW)
    assert (holders(course.case), course.owed()) == ((Holding(Party.IOC),), {"interaction_check"})
    assert "trực tiếp trả lời" in course.refused(c.ReturnAnswer, NOW).reason
    course.do(c.ReleaseInteraction, NOW)
    assert holders(course.case) == ()
    assert course.do(c.Rate, NOW, level=UNSATISFIED).owed() == {"interaction_check"}


@pytest.mark.clause("VL.13.2.c")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_call_is_recorded_with_its_moment_whatever_the_agency_is_at(edition: str) -> None:
    course = Course(edition).until(c.Dispatch, NOW).do(c.RecordCall, NOW, answered=True)
    course.do(c.Receive, NOW).do(c.RecordCall, NOW + SECOND)
    assert course.refused(c.RecordCall, NOW, note=BLANK).field == "note"
    assert course.refused(c.RecordCall, NOW, answered=None).field == "answered"
    (assignment,) = course.case.assignments
    assert [(call.at, call.answered) for call in assignment.calls] == [(NOW, True), (NOW + SECOND, False)]
    assert assignment.state is AssignmentState.RECEIVED
    for step in (c.RecordResult, c.SubmitResult, c.ApproveResult, c.Publish, c.RecordCall):
        course.do(step, NOW + SECOND)
    assert len(course.case.assignments[0].calls) == 3


@pytest.mark.clause("VL.6.2")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_clarification_moves_with_the_calendar_like_any_term(edition: str) -> None:
    course = published(edition).do(c.Interact, NOW)
    assert set(course.do(c.MoveTerms, NOW).case.duties) == {
        course.duty("interaction"),
        course.duty("words_release"),
    }


# Updates of a result that was answered already (VL.12.4.b)


@pytest.mark.clause("VL.12.4.b")
def test_an_update_after_publication_is_posted_beside_the_first_answer() -> None:
    course = published(VL)
    first = course.case.answer
    course.do(c.OfferUpdate, NOW, files=(PHOTO,))
    assert holders(course.case) == (Holding(Party.IOC),)
    assert course.case.requests[-1].kind is RequestKind.UPDATE
    course.refused(c.PostUpdate, NOW, by=STAFF)
    assert course.refused(c.PostUpdate, NOW, text=BLANK).field == "text"
    course.do(c.PostUpdate, NOW + SECOND, text=written(77, id="posted"))
    request = course.case.requests[-1]
    assert (course.case.answer, course.case.stage) == (first, Stage.PUBLISHED)
    assert (request.answer, request.answered_at) == (written(77, id="posted"), NOW + SECOND)
    assert (request.files, holders(course.case)) == ((PHOTO,), ())


@pytest.mark.clause("VL.12.4.b")
def test_an_update_that_is_not_posted_is_declined_with_a_reason() -> None:
    course = published(VL).do(c.OfferUpdate, NOW)
    assert course.refused(c.DeclineUpdate, NOW, reason=BLANK).field == "reason"
    course.do(c.DeclineUpdate, NOW)
    assert (last(course.case), holders(course.case)) == (RequestState.DECLINED, ())
    course.refused(c.PostUpdate, NOW)


@pytest.mark.clause("VL.12.4.b")
def test_only_a_result_that_was_answered_can_be_updated_by_its_agency() -> None:
    course = Course(VL).until(c.Dispatch, NOW).do(c.Withdraw, NOW)
    assert "đã trả lời" in course.refused(c.OfferUpdate, NOW).reason
    course = published(VL)
    course.refused(c.OfferUpdate, NOW, by=actor(Role.AGENCY_STAFF, body=WASTE))
    assert course.refused(c.OfferUpdate, NOW, text=BLANK).field == "text"
    Course(VL).until(c.ApproveResult, NOW).refused(c.OfferUpdate, NOW)


@pytest.mark.clause("VL.15.1.b")
@pytest.mark.parametrize("kind", [c.Interact, c.InteractWithPublic])
def test_whose_interactions_are_locked_asks_nothing_until_the_lock_opens_by_itself(
    kind: type[c.Command],
) -> None:
    course = published(VL)
    locked = replace(course.facts, standing=Standing(interaction_locked_until=NOW + SECOND))
    asked = command(kind, course.edition)
    by = INTERACTOR if kind is c.InteractWithPublic else SENDER
    refused = course.ask(asked, NOW, by=by, facts=locked)
    assert isinstance(refused, Refused)
    assert (refused.clause, "bị khóa" in refused.reason) == ("VL.15.1.b", True)
    assert not isinstance(course.ask(asked, NOW + SECOND, by=by, facts=locked), Refused)
