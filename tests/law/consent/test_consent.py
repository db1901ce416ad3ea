"""A sender's personal data: who may ask, what ends a grant, who may look (VL.7.5, VL.20.4, ST.4.5)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from paht.law.casework.altered import replace
from paht.law.casework.case import Actor, Assignment, Case, Document, FileRef, Refused, Written
from paht.law.casework.states import AssignmentRole, AssignmentState, Role
from paht.law.consent import (
    ANSWER_WITHIN,
    BODIES,
    MOST_HOURS,
    MOST_REFUSALS,
    NEW,
    AnswerConsent,
    AskConsent,
    Basis,
    Consent,
    ConsentCommand,
    ConsentState,
    Facts,
    LookUnderConsent,
    RecallConsent,
    RecordDemand,
    WithdrawConsent,
    decide,
    evolve,
    state_of,
)
from paht.law.consent.course import may_read
from paht.law.editions import EDITIONS, get
from paht.law.worktime import HO_CHI_MINH

EDITION_IDS = ["vinh-long-2025", "soc-trang-2024"]
CLAUSES = {"vinh-long-2025": ("VL.7.5", "VL.20.4"), "soc-trang-2024": ("ST.4.5", "ST.5.1")}
NOW = datetime(2026, 11, 18, 10, tzinfo=HO_CHI_MINH)
PURPOSE = Written("p", "c", 40)
HANDLER = Actor(id="an", roles=frozenset({Role.AGENCY_STAFF}), body="roads")
OTHER = Actor(id="binh", roles=frozenset({Role.AGENCY_STAFF}), body="waste")
DEPARTMENT = Actor(id="quan", roles=frozenset({Role.SUPERVISING_DEPARTMENT}), body="office")
SENDER = Actor(id="buoi", roles=frozenset({Role.SENDER}))
PAPER = Document("12/CV-CAT", date(2026, 11, 17), FileRef("f", "0" * 64, "image/jpeg"))


def case(
    *,
    edition: str = "vinh-long-2025",
    role: AssignmentRole = AssignmentRole.SOLE,
    state: AssignmentState = AssignmentState.HANDLING,
    **more: object,
) -> Case:
    """A case that the road agency is charged with."""
    charged = Assignment(number=1, agency="roads", role=role, state=state, superior=None, dispatched_at=NOW)
    plain = Case(id="k", edition=edition, sender="buoi")
    return replace(plain, assignments=(charged,), **more)


def asking(**changes: object) -> AskConsent:
    given = {"fields": frozenset({"name", "phone"}), "purpose": PURPOSE, "hours": 24, **changes}
    return AskConsent(**given)  # type: ignore[arg-type]


def demanding(**changes: object) -> RecordDemand:
    given = {
        "body": "",
        "body_name": "Công an tỉnh",
        "fields": frozenset({"phone"}),
        "purpose": PURPOSE,
        "hours": 24,
        "document": PAPER,
        "law": "",
        **changes,
    }
    return RecordDemand(**given)  # type: ignore[arg-type]


def told(
    consent: Consent,
    command: ConsentCommand,
    actor: Actor,
    *,
    about: Case | None = None,
    at: datetime = NOW,
    earlier: Sequence[Consent] = (),
) -> Consent | Refused:
    """It after the command, or the refusal."""
    about = about or case()
    events = decide(
        consent,
        command,
        actor=actor,
        case=about,
        facts=Facts(tuple(earlier)),
        now=at,
        edition=EDITIONS[about.edition],
    )
    if isinstance(events, Refused):
        return events
    for event in events:
        assert type(event.body).__name__ in BODIES
        consent = evolve(consent, event)
    return consent


def done(consent: Consent, command: ConsentCommand, actor: Actor, **more: object) -> Consent:
    after = told(consent, command, actor, **more)  # type: ignore[arg-type]
    assert isinstance(after, Consent), after
    return after


def refused(consent: Consent, command: ConsentCommand, actor: Actor, **more: object) -> Refused:
    answer = told(consent, command, actor, **more)  # type: ignore[arg-type]
    assert isinstance(answer, Refused), answer
    return answer


def asked(**changes: object) -> Consent:
    return done(NEW, asking(**changes), HANDLER)


def granted(**changes: object) -> Consent:
    return done(asked(**changes), AnswerConsent(agrees=True), SENDER)


@pytest.mark.clause("VL.7.5", "ST.4.5")
@pytest.mark.parametrize("edition", EDITION_IDS)
def test_only_a_body_that_handles_the_case_asks(edition: str) -> None:
    about = case(edition=edition)
    found = done(NEW, asking(), HANDLER, about=about)
    assert (found.basis, found.body, found.hours) == (Basis.HANDLING, "roads", 24)
    for actor in (OTHER, DEPARTMENT, SENDER, replace(HANDLER, roles=frozenset({Role.INTAKE}))):
        assert refused(NEW, asking(), actor, about=about).clause == CLAUSES[edition][0]


@pytest.mark.clause("VL.7.5")
@pytest.mark.parametrize(
    ("role", "state"),
    [
        (AssignmentRole.COORDINATOR, AssignmentState.IDENTIFYING),
        (AssignmentRole.MONITORING, AssignmentState.MONITORING),
        (AssignmentRole.SOLE, AssignmentState.RETURNED),
        (AssignmentRole.SOLE, AssignmentState.ENDED),
    ],
)
def test_whoever_coordinates_follows_or_is_done_asks_nothing(
    role: AssignmentRole, state: AssignmentState
) -> None:
    assert refused(NEW, asking(), HANDLER, about=case(role=role, state=state)).clause == "VL.7.5"


@pytest.mark.clause("VL.7.5")
def test_where_the_centre_is_the_source_there_is_nobody_to_ask() -> None:
    assert "không có thông tin" in refused(NEW, asking(), HANDLER, about=case(sender="")).reason
    assert refused(NEW, demanding(), DEPARTMENT, about=case(sender="")).clause == "VL.20.4"


@pytest.mark.clause("VL.7.5")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fields": frozenset()}, "fields"),
        ({"fields": frozenset({"phone", "description"})}, "fields"),
        ({"purpose": Written("p", "c", 14)}, "purpose"),
        ({"purpose": Written("p", "c", 501)}, "purpose"),
        ({"hours": 0}, "hours"),
        ({"hours": MOST_HOURS + 1}, "hours"),
    ],
)
def test_a_question_names_fields_of_the_form_a_purpose_and_at_most_72_hours(
    changes: dict[str, object], field: str
) -> None:
    assert refused(NEW, asking(**changes), HANDLER).field == field


def test_everything_wrong_with_a_question_is_said_at_once() -> None:
    found = refused(NEW, asking(fields=frozenset(), purpose=Written("p", "c", 0), hours=100), HANDLER)
    assert [each.field for each in found.all] == ["fields", "purpose", "hours"]


@pytest.mark.clause("VL.7.5", "ST.4.5")
@pytest.mark.parametrize("edition", EDITION_IDS)
def test_what_the_edition_does_not_ask_for_cannot_be_asked_about(edition: str) -> None:
    command = asking(fields=frozenset({"identity_number"}))
    answer = told(NEW, command, HANDLER, about=case(edition=edition))
    assert isinstance(answer, Refused) == (edition == "vinh-long-2025")


@pytest.mark.clause("VL.7.5")
def test_one_question_at_a_time_and_none_after_two_refusals() -> None:
    waiting = asked()
    assert "đang chờ" in refused(NEW, asking(), HANDLER, earlier=[waiting]).reason
    no = done(waiting, AnswerConsent(agrees=False), SENDER)
    assert state_of(no, case(), now=NOW) is ConsentState.REFUSED
    done(NEW, asking(), HANDLER, earlier=[no] * (MOST_REFUSALS - 1))
    assert "tôn trọng" in refused(NEW, asking(), HANDLER, earlier=[no] * MOST_REFUSALS).reason


@pytest.mark.clause("VL.7.5")
def test_a_question_after_confidentiality_was_asked_for_says_so() -> None:
    assert done(NEW, asking(), HANDLER, about=case(confidential=True)).is_confidential
    assert not asked().is_confidential


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_nothing_is_seen_before_the_sender_has_agreed_and_silence_is_no_consent() -> None:
    waiting = asked()
    assert "chưa trả lời" in refused(waiting, LookUnderConsent(), HANDLER).reason
    late = NOW + ANSWER_WITHIN
    assert state_of(waiting, case(), now=late) is ConsentState.LAPSED
    assert "im lặng" in refused(waiting, LookUnderConsent(), HANDLER, at=late).reason
    assert "hết hạn trả lời" in refused(waiting, AnswerConsent(agrees=True), SENDER, at=late).reason


@pytest.mark.clause("VL.7.5")
@pytest.mark.parametrize("actor", [HANDLER, DEPARTMENT, replace(SENDER, id="somebody else")])
def test_nobody_but_the_sender_answers_or_withdraws(actor: Actor) -> None:
    assert "Chỉ người gửi" in refused(asked(), AnswerConsent(agrees=True), actor).reason
    assert "Chỉ người gửi" in refused(granted(), WithdrawConsent(), actor).reason


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_a_grant_lasts_from_the_answer_for_its_hours_and_not_a_moment_longer() -> None:
    answered = NOW + timedelta(days=2)
    grant = done(asked(hours=MOST_HOURS), AnswerConsent(agrees=True), SENDER, at=answered)
    assert grant.ends_at == answered + timedelta(hours=MOST_HOURS)
    done(grant, LookUnderConsent(), HANDLER, at=grant.ends_at - timedelta(seconds=1))
    assert "đã hết" in refused(grant, LookUnderConsent(), HANDLER, at=grant.ends_at).reason


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_the_sender_takes_a_grant_back_and_nothing_is_seen_after() -> None:
    back = done(granted(), WithdrawConsent(), SENDER)
    assert state_of(back, case(), now=NOW) is ConsentState.WITHDRAWN
    assert "đã rút" in refused(back, LookUnderConsent(), HANDLER).reason
    assert "không còn hiệu lực" in refused(back, WithdrawConsent(), SENDER).reason
    assert "đã rút" in refused(back, AnswerConsent(agrees=True), SENDER).reason


@pytest.mark.clause("VL.7.5")
def test_a_grant_ends_with_the_handling_that_it_was_given_for() -> None:
    over = case(state=AssignmentState.RELIEVED)
    assert state_of(granted(), over, now=NOW) is ConsentState.OVER
    assert "không còn xử lý" in refused(granted(), LookUnderConsent(), HANDLER, about=over).reason
    assert state_of(asked(), over, now=NOW) is ConsentState.OVER
    assert "không cần trả lời" in refused(asked(), AnswerConsent(agrees=True), SENDER, about=over).reason


@pytest.mark.clause("VL.7.5")
@pytest.mark.parametrize(
    "actor", [OTHER, DEPARTMENT, SENDER, Actor(id="x", roles=frozenset({Role.DISPATCHER}), body="roads")]
)
def test_a_grant_is_for_the_handlers_of_its_body_alone(actor: Actor) -> None:
    assert "cơ quan khác" in refused(granted(), LookUnderConsent(), actor).reason


@pytest.mark.clause("VL.7.5")
def test_whoever_asked_may_stop_a_question_or_a_grant_and_nobody_else() -> None:
    for consent in (asked(), granted()):
        assert refused(consent, RecallConsent(), OTHER).clause == "VL.7.5"
        stopped = done(consent, RecallConsent(), HANDLER)
        assert state_of(stopped, case(), now=NOW) is ConsentState.RECALLED
        assert "đã được thôi" in refused(stopped, LookUnderConsent(), HANDLER).reason
        assert "đã kết thúc" in refused(stopped, RecallConsent(), HANDLER).reason
    assert (
        "thôi hỏi"
        in refused(done(asked(), RecallConsent(), HANDLER), AnswerConsent(agrees=True), SENDER).reason
    )


@pytest.mark.clause("VL.20.4")
@pytest.mark.parametrize("edition", EDITION_IDS)
def test_only_the_supervising_department_records_a_formal_request(edition: str) -> None:
    about = case(edition=edition)
    found = done(NEW, demanding(), DEPARTMENT, about=about)
    assert (found.basis, found.document, found.body_name) == (Basis.DEMAND, PAPER, "Công an tỉnh")
    for actor in (HANDLER, SENDER, replace(DEPARTMENT, roles=frozenset({Role.DISPATCHER}))):
        assert refused(NEW, demanding(), actor, about=about).clause == CLAUSES[edition][1]


@pytest.mark.clause("VL.20.4")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"body_name": " "}, "body_name"),
        ({"document": Document("", PAPER.dated_on, PAPER.file)}, "document_number"),
        ({"document": Document("1", None, PAPER.file)}, "dated_on"),
        ({"document": Document("1", date(2026, 11, 19), PAPER.file)}, "dated_on"),
        ({"document": Document("1", PAPER.dated_on, None)}, "files"),
        ({"law": "x" * 201}, "law"),
        ({"hours": MOST_HOURS + 1}, "hours"),
        ({"fields": frozenset()}, "fields"),
        ({"purpose": Written("p", "c", 3)}, "purpose"),
    ],
)
def test_a_formal_request_has_its_body_document_fields_and_purpose(
    changes: dict[str, object], field: str
) -> None:
    assert refused(NEW, demanding(**changes), DEPARTMENT).field == field


@pytest.mark.clause("VL.20.4", "VL.7.5")
def test_a_formal_request_opens_nothing_before_the_sender_agrees() -> None:
    found = done(NEW, demanding(), DEPARTMENT)
    assert "chưa trả lời" in refused(found, LookUnderConsent(), DEPARTMENT).reason
    given = done(found, AnswerConsent(agrees=True), SENDER)
    done(given, LookUnderConsent(), DEPARTMENT)
    assert refused(given, LookUnderConsent(), HANDLER).clause == "VL.20.4"
    no = done(found, AnswerConsent(agrees=False), SENDER)
    assert "không đồng ý" in refused(no, LookUnderConsent(), DEPARTMENT).reason


@pytest.mark.clause("VL.20.4")
def test_another_law_that_compels_is_named_and_opens_without_consent_until_its_end() -> None:
    law = "khoản 2 Điều 88 Bộ luật Tố tụng hình sự"
    found = done(NEW, demanding(law=law), DEPARTMENT)
    assert (found.basis, found.law) == (Basis.COMPELLED, law)
    done(found, LookUnderConsent(), DEPARTMENT)
    for command in (AnswerConsent(agrees=False), WithdrawConsent()):
        assert law in refused(found, command, SENDER).reason
    end = NOW + timedelta(hours=24)
    assert "đã hết" in refused(found, LookUnderConsent(), DEPARTMENT, at=end).reason
    assert state_of(done(found, RecallConsent(), DEPARTMENT), case(), now=NOW) is ConsentState.RECALLED


@pytest.mark.clause("VL.20.4")
def test_a_body_of_the_system_that_demanded_looks_itself_without_being_charged() -> None:
    found = done(NEW, demanding(body="waste", law="Điều 1 Luật X"), DEPARTMENT)
    assert found.body_name == ""
    done(found, LookUnderConsent(), OTHER)
    assert refused(found, LookUnderConsent(), DEPARTMENT).clause == "VL.20.4"
    assert refused(found, RecallConsent(), OTHER).clause == "VL.20.4"


@pytest.mark.clause("VL.7.5", "VL.20.4")
def test_what_was_asked_is_read_by_its_body_and_those_who_oversee() -> None:
    consent = asked()
    assert may_read(consent, HANDLER)
    assert not may_read(consent, OTHER)
    for role in (Role.SUPERVISING_DEPARTMENT, Role.AUDITOR, Role.DATA_PROTECTION_OFFICER):
        assert may_read(consent, Actor(id="x", roles=frozenset({role})))
    for role in (Role.DISPATCHER, Role.ADMINISTRATOR, Role.PROVINCIAL_LEADER):
        assert not may_read(consent, Actor(id="x", roles=frozenset({role})))


def test_the_longest_and_the_shortest_that_may_be_asked_is_asked() -> None:
    everything = frozenset(field.name for field in get("vinh-long-2025").form)
    assert asked(fields=everything).fields == everything
    for characters in (15, 500):
        assert asked(purpose=Written("p", "c", characters)).asked_at == NOW
    name = "C" * 200
    assert done(NEW, demanding(body_name=name), DEPARTMENT).body_name == name
    assert done(NEW, demanding(law="L" * 200), DEPARTMENT).law == "L" * 200
    paper = replace(PAPER, number="1" * 200, dated_on=NOW.astimezone(HO_CHI_MINH).date())
    assert done(NEW, demanding(document=paper), DEPARTMENT).document == paper, "dated today"
