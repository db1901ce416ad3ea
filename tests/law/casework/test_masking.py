"""Free text is held until an officer of the IOC released it, masked or as it is; urgent text goes at once, recorded."""

import pytest
from tests.law.courses import BLANK, EDITIONS, INTAKE, LEADER, STAFF, WASTE, Course, actor, written
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Masked
from paht.law.casework.codec import decode_case, decode_event, encode_case, encode_event
from paht.law.casework.publicity import Extent, grounds, publicity, released
from paht.law.casework.states import Role, Stage
from paht.law.editions.rows import Edition

NOW = at("2026-03-10 09:00")
CLAUSE = {"vinh-long-2025": "VL.7.5", "soc-trang-2024": "ST.4.5"}
HELD = written(70, id="held")
TWO_PHONES = (Masked("phone", 2),)
UNSATISFIED = "unsatisfied"

personal = pytest.mark.clause("VL.7.5", "ST.4.5")
each_edition = pytest.mark.parametrize("edition", EDITIONS)


def accepted_held(edition: str) -> Course:
    return Course(edition).until(c.Verify, NOW).do(c.Accept, NOW, text=None, held=HELD)


@personal
@each_edition
def test_acceptance_releases_the_text_with_what_was_masked_on_record(edition: str) -> None:
    course = Course(edition).until(c.Verify, NOW).do(c.Accept, NOW, text=written(50), masked=TWO_PHONES)
    body = course.events[-1].body
    assert isinstance(body, e.Accepted)
    assert (body.masked, course.events[-1].actor, course.events[-1].at) == (TWO_PHONES, INTAKE, NOW)
    assert (released(course.case), course.case.held) == (written(50), None)
    assert decode_event(encode_event(course.events[-1])) == course.events[-1]
    assert decode_case(encode_case(course.case)) == course.case


@personal
@each_edition
@pytest.mark.parametrize(
    "kind",
    [c.Dispatch, c.DispatchToSeveral, c.DispatchToLead, c.AskCoordinator, c.PassForMonitoring],
)
def test_nobody_is_charged_before_the_text_is_released(edition: str, kind: type[c.Command]) -> None:
    course = accepted_held(edition)
    assert (course.case.stage, released(course.case), course.case.held) == (Stage.ACCEPTED, None, HELD)
    if course.edition.step(kind) is None:
        return
    refused = course.refused(kind, NOW)
    assert (refused.clause, "duyệt nội dung" in refused.reason) == (CLAUSE[edition], True)
    course.do(c.ReleaseText, NOW, text=written(60), masked=TWO_PHONES)
    assert (released(course.case), course.case.held) == (written(60), None)
    course.do(kind, NOW)


@personal
def test_a_coordinator_is_not_asked_to_agree_to_what_it_may_not_read_yet() -> None:
    """A report that a coordinator named the handler of came back for information, and then turned out urgent."""
    edition = "vinh-long-2025"
    course = Course(edition).until(c.Accept, NOW).do(c.AskCoordinator, NOW).do(c.AnswerCoordination, NOW)
    course.handled(NOW, agency=WASTE, until=c.Receive)
    staff, leader = (actor(role, body=WASTE) for role in (Role.AGENCY_STAFF, Role.AGENCY_LEADER))
    course.do(c.ReturnAssignment, NOW, by=staff, assignment=2, ground="needs_information")
    course.do(c.RequestSupplement, NOW).do(c.DispatchUrgently, NOW, agency=WASTE, text=None)
    course.do(c.ConfirmUrgency, NOW, by=staff, assignment=3).do(c.LowerAlarm, NOW)
    for kind, who in ((c.RecordResult, staff), (c.SubmitResult, staff), (c.ApproveResult, leader)):
        course.do(kind, NOW, by=who, assignment=3)
    refused = course.refused(c.AskAgreement, NOW)
    assert (refused.clause, "duyệt nội dung" in refused.reason) == (CLAUSE[edition], True)
    course.do(c.ReleaseText, NOW).do(c.AskAgreement, NOW)


@personal
@each_edition
def test_a_held_acceptance_meets_the_term_and_the_dispatch_stays_owed(edition: str) -> None:
    course = accepted_held(edition)
    before = Course(edition).until(c.Accept, NOW)
    assert course.owed() == before.owed()
    assert course.do(c.ReleaseText, NOW).owed() == before.owed()


@personal
@each_edition
def test_only_the_centre_releases_and_never_nothing(edition: str) -> None:
    course = accepted_held(edition)
    assert course.refused(c.ReleaseText, NOW, text=BLANK).field == "text"
    for who in (STAFF, LEADER):
        course.refused(c.ReleaseText, NOW, by=who)
    assert Course(edition).until(c.Verify, NOW).refused(c.ReleaseText, NOW).clause == CLAUSE[edition]
    refused = Course(edition).until(c.Verify, NOW).refused(c.Accept, NOW, text=None, held=BLANK)
    assert refused.field == "text"


@personal
@each_edition
def test_what_was_overlooked_is_masked_later_even_in_a_published_text(edition: str) -> None:
    course = Course(edition).until(c.Publish, NOW).do(c.ReleaseText, NOW, text=written(33), masked=TWO_PHONES)
    assert (course.case.text, course.case.stage) == (written(33), Stage.PUBLISHED)


@pytest.mark.clause("VL.16.2", "VL.7.5", "ST.8.6.1", "ST.4.5")
@each_edition
def test_urgent_words_go_unmasked_to_the_body_called_alone_and_that_is_recorded(edition: str) -> None:
    course = Course(edition).do(c.Send, NOW).do(c.DispatchUrgently, NOW, text=None)
    (called,) = course.case.assignments
    ordered = course.events[-1].body
    assert isinstance(ordered, e.UrgencyOrdered)
    assert (ordered.unmasked, called.unmasked_at) == (True, NOW)
    assert (released(course.case), course.case.held) == (None, course.case.original)
    course.do(c.LowerAlarm, NOW)
    assert course.case.assignments[0].unmasked_at is None, "a false alarm opens nothing any longer"


@pytest.mark.clause("VL.16.2", "ST.8.6.1")
@each_edition
def test_a_body_at_work_reads_unmasked_once_it_is_called_and_never_a_state_secret(edition: str) -> None:
    course = Course(edition).until(c.Dispatch, NOW)
    assert course.case.assignments[0].unmasked_at is None
    assert course.do(c.RaiseAlarm, NOW).case.assignments[0].unmasked_at == NOW
    secret = Course(edition).until(c.Dispatch, NOW).do(c.MarkSecret, NOW).do(c.RaiseAlarm, NOW)
    assert secret.case.assignments[0].unmasked_at is None
    silent = (
        Course(edition).do(c.Send, NOW, original=BLANK, urgent=True).do(c.DispatchUrgently, NOW, text=None)
    )
    assert (silent.case.held, silent.case.assignments[0].unmasked_at) == (None, None)


@personal
@each_edition
def test_an_urgent_result_is_published_without_the_words_until_these_are_released(edition: str) -> None:
    course = Course(edition).do(c.Send, NOW).do(c.DispatchUrgently, NOW, text=None).do(c.ConfirmUrgency, NOW)
    course.until_approved(NOW).do(c.Publish, NOW)
    shown = publicity(course.case)
    assert (shown.extent, shown.content, shown.text) == (Extent.WITHOUT_TEXT, True, False)
    told = grounds(course.case, course.edition)
    assert (told.extent, told.clause) == (Extent.WITHOUT_TEXT, CLAUSE[edition])
    course.do(c.ReleaseText, NOW)
    assert publicity(course.case).extent is Extent.WHOLE


@pytest.mark.clause("VL.10.2", "VL.8.2.11", "VL.13.1.b", "VL.5.4", "ST.9.3.c", "ST.4.5")
@each_edition
def test_how_much_is_public_is_told_with_its_clause_and_reason(edition: str) -> None:
    def of(course: Course) -> tuple[Extent, str]:
        told = grounds(course.case, course.edition)
        assert told.reason.endswith(".")
        return told.extent, told.clause

    def non_public(rows: Edition) -> str:
        return next(g.key for g in rows.non_public_grounds if not g.needs_reason)

    published = Course(edition).until(c.Publish, NOW)
    assert of(published) == (Extent.WHOLE, published.edition.by_command[c.Publish].clause)
    named = Course(edition).do(c.Send, NOW, personal_public=True)
    assert "lựa chọn của người gửi" not in grounds(named.case, named.edition).reason
    refused = Course(edition).do(c.Send, NOW).do(c.Refuse, NOW)
    assert of(refused) == (Extent.NOTHING, refused.case.end_clause)
    key = non_public(refused.edition)
    private = Course(edition).until(c.Verify, NOW).do(c.Accept, NOW, non_public_ground=key)
    clauses = {g.key: g.clause for g in private.edition.non_public_grounds}
    assert of(private) == (Extent.NOTHING, clauses[key])
    secret = Course(edition).until(c.Publish, NOW).do(c.MarkSecret, NOW)
    assert of(secret) == (Extent.NOTHING, secret.edition.by_command[c.MarkSecret].clause)
    waiting = Course(edition).until(c.Accept, NOW)
    assert of(waiting) == (Extent.NOTHING, waiting.edition.by_command[c.Publish].clause)


@pytest.mark.clause("ST.9.3.b")
def test_a_confidential_report_says_that_its_sender_wished_it() -> None:
    course = Course("soc-trang-2024").until(c.Accept, NOW).do(c.AskConfidentiality, NOW)
    told = grounds(course.case, course.edition)
    assert (told.extent, told.clause) == (Extent.NOTHING, "ST.9.3.b")


@personal
@each_edition
def test_words_after_the_answer_are_released_to_the_agency_within_the_desks_own_target(edition: str) -> None:
    course = Course(edition).until(c.Publish, NOW).do(c.Interact, NOW)
    request = course.case.requests[-1]
    assert (request.question, course.duty("words_release").internal) == (None, True)
    assert course.refused(c.ReleaseWords, NOW, text=BLANK).field == "text"
    course.refused(c.ReleaseWords, NOW, by=STAFF)
    course.do(c.ReleaseWords, NOW, text=written(21), masked=TWO_PHONES)
    after = course.case.requests[-1]
    assert (after.question, after.state, after.text) == (written(21), request.state, request.text)
    assert "words_release" not in course.owed()
    assert "interaction" in course.owed(), "the agency's own term runs on"


@personal
@each_edition
def test_a_rating_without_words_has_nothing_to_release(edition: str) -> None:
    silent = Course(edition).until(c.Publish, NOW).do(c.Rate, NOW, level=UNSATISFIED)
    assert "words_release" not in silent.owed()
    assert silent.refused(c.ReleaseWords, NOW).clause == CLAUSE[edition]
    said = Course(edition).until(c.Publish, NOW).do(c.Rate, NOW, level=UNSATISFIED, comment=written(9))
    assert "words_release" in said.owed()
    assert said.do(c.ReleaseWords, NOW).case.requests[-1].question is not None


@pytest.mark.clause("VL.2.4")
@each_edition
def test_of_a_refused_report_nothing_is_public_by_the_clause_that_refused_it(edition: str) -> None:
    course = Course(edition).until(c.Verify, NOW).do(c.Refuse, NOW)
    assert course.case.end_clause is not None
    why = grounds(course.case, course.edition)
    assert (why.extent, why.clause) == (Extent.NOTHING, course.case.end_clause)
    assert why.reason == "Phản ánh không được tiếp nhận thì không công khai."
