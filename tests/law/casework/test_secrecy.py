"""What must stay with few: confidential answers, state secrets, non-public acceptance (VL.10.2, VL.13.1.b, ST.9.3)."""

from dataclasses import replace

import pytest
from tests.law.courses import BLANK, EDITIONS, LEADER, PUBLISHER, ROADS, STAFF, Course, actor, written
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.publicity import NOTHING, may_read, partial_results, publicity, withheld
from paht.law.casework.states import Role, Stage

VL, ST = EDITIONS
NOW = at("2026-03-10 09:00")
SECRECY = {VL: "VL.13.1.b", ST: "ST.9.3.c"}
TO_CHECKING = (c.Verify, c.Accept, c.Dispatch, c.Receive, c.RecordResult, c.SubmitResult, c.ApproveResult)


@pytest.mark.clause("ST.9.3.b", "ST.15.6")
def test_who_asked_for_confidentiality_when_sending_is_answered_alone() -> None:
    course = Course(ST).do(c.Send, NOW, confidential=True, personal_public=True)
    for kind in (*TO_CHECKING, c.Publish):
        course.do(kind, NOW)
        assert publicity(course.case) == NOTHING
    assert isinstance(course.events[-1].body, e.AnsweredPrivately)
    assert course.case.stage is Stage.ANSWERED


@pytest.mark.clause("ST.9.3.b")
@pytest.mark.parametrize("last", [c.Send, c.Verify, c.Accept, c.Receive, c.ApproveResult])
def test_the_sender_may_still_ask_for_confidentiality_until_answered(last: type[c.Command]) -> None:
    course = Course(ST).until(last, NOW).do(c.AskConfidentiality, NOW)
    assert course.case.confidential
    assert "đã yêu cầu" in course.refused(c.AskConfidentiality, NOW).reason
    if last is c.ApproveResult:
        assert course.do(c.Publish, NOW).case.stage is Stage.ANSWERED


def test_vinh_long_has_no_confidentiality_on_request() -> None:
    course = Course(VL).do(c.Send, NOW, confidential=True)
    assert not course.case.confidential
    assert course.refused(c.AskConfidentiality, NOW).clause == "VL.2.4"


@pytest.mark.clause("VL.10.2", "VL.13.1.b")
@pytest.mark.parametrize(("ground", "clause"), [("sensitive", "VL.10.2"), ("committee", "VL.13.1.b")])
def test_the_list_of_non_public_grounds_is_open_where_the_officer_says_why(ground: str, clause: str) -> None:
    course = Course(VL).do(c.Send, NOW).do(c.Verify, NOW)
    for reason in (None, BLANK):
        refused = course.refused(c.Accept, NOW, non_public_ground=ground, non_public_reason=reason)
        assert (refused.clause, refused.field) == (clause, "non_public_reason")
    course.do(c.Accept, NOW, non_public_ground=ground, non_public_reason=written(20, id="why"))
    body = course.events[-1].body
    assert isinstance(body, e.Accepted)
    assert body.non_public_reason == written(20, id="why")


@pytest.mark.clause("VL.13.1.b", "ST.9.3.c", "ST.15.6")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("last", [c.Send, c.Verify, c.Accept, c.Receive, c.ApproveResult])
def test_a_state_secret_is_never_published_and_answered_outside_the_system(
    edition: str, last: type[c.Command]
) -> None:
    course = Course(edition).until(last, NOW).do(c.MarkSecret, NOW, reference=written(20, id="file-7"))
    assert publicity(course.case) == NOTHING
    for kind in TO_CHECKING[TO_CHECKING.index(last) + 1 :] if last is not c.Send else TO_CHECKING:
        course.do(kind, NOW)
    refused = course.refused(c.Publish, NOW)
    assert (refused.clause, refused.field) == (SECRECY[edition], "answer")
    course.do(c.Publish, NOW, answer=BLANK)
    body = course.events[-1].body
    assert isinstance(body, e.AnsweredElsewhere)
    assert body.reference.id == "file-7"
    assert (course.case.stage, course.case.answer) == (Stage.ANSWERED, None)
    assert publicity(course.case) == NOTHING


@pytest.mark.clause("ST.9.2", "ST.9.3.c")
def test_an_answer_outside_the_system_meets_the_term_of_publication() -> None:
    course = Course(ST).until(c.ApproveResult, NOW).do(c.MarkSecret, NOW)
    duty = course.duty("publication")
    assert course.do(c.Publish, duty.due_at, answer=BLANK).outcome(duty) == "met"


@pytest.mark.clause("VL.11.7", "VL.13.1.b")
def test_the_sender_reads_what_is_in_while_others_still_handle_and_nothing_of_a_secret() -> None:
    course = Course(VL).until(c.Accept, NOW).do(c.DispatchToSeveral, NOW)
    assert partial_results(course.case) == ()
    course.answered(1, NOW, by=ROADS)
    assert [part.agency for part in partial_results(course.case)] == [ROADS]
    secret = replace(course.case, secret_reference=written(20))
    assert partial_results(secret) == ()
    course.answered(2, NOW)
    assert (course.case.stage, partial_results(course.case)) == (Stage.CHECKING, ())


@pytest.mark.clause("VL.13.1.b", "ST.9.3.c")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_secret_found_after_publication_takes_the_result_off(edition: str) -> None:
    course = Course(edition).until(c.Publish, NOW)
    assert publicity(course.case).content
    course.do(c.MarkSecret, NOW, by=PUBLISHER)
    assert (publicity(course.case), course.case.stage) == (NOTHING, Stage.ANSWERED)


@pytest.mark.clause("VL.13.1.b", "ST.9.3.c")
@pytest.mark.parametrize("edition", EDITIONS)
def test_nobody_asks_here_about_what_touches_a_state_secret(edition: str) -> None:
    course = Course(edition).until(c.Publish, NOW).do(c.Interact, NOW).do(c.MarkSecret, NOW, by=PUBLISHER)
    refused = course.refused(c.Interact, NOW)
    assert (refused.clause, "trực tiếp" in refused.reason) == (SECRECY[edition], True)


@pytest.mark.clause("VL.13.1.b", "ST.9.3.c")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("who", [STAFF, LEADER])
def test_the_agency_that_handles_may_find_the_secret_and_only_a_reference_is_kept(
    edition: str, who: object
) -> None:
    course = Course(edition).until(c.Receive, NOW)
    refused = course.refused(c.MarkSecret, NOW, by=who, reference=BLANK)
    assert (refused.clause, refused.field) == (SECRECY[edition], "reference")
    course.do(c.MarkSecret, NOW, by=who)
    assert "đã được đánh dấu" in course.refused(c.MarkSecret, NOW).reason


@pytest.mark.clause("VL.13.1.b", "ST.15.6")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("role", list(Role))
def test_few_read_a_case_with_a_state_secret(edition: str, role: Role) -> None:
    course = Course(edition).until(c.RecordResult, NOW)
    roles = actor(role).roles
    assert may_read(course.case, roles)
    course.do(c.MarkSecret, NOW)
    assert may_read(course.case, roles) is (role is Role.DISPATCHER)
    hidden = withheld(course.case)
    assert course.case.files
    assert hidden.files == hidden.assignments[0].result_files == ()
    assert hidden.duties == course.case.duties
