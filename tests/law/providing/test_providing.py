"""Giving reports to a state body: who asks, who decides, what personal data need, how a package ends (VL.19.1, VL.20.4,
ST.5.1)."""

from datetime import date, datetime, timedelta

import pytest

from paht.law.casework.altered import replace
from paht.law.casework.case import Actor, Document, FileRef, Refused, Written
from paht.law.casework.states import Role
from paht.law.editions import EDITIONS
from paht.law.providing import (
    BODIES,
    DESCRIPTION,
    NEW,
    PACKAGE_DAYS,
    DecideProvision,
    DropPackage,
    EndProvision,
    Facts,
    FinishPackage,
    Pictures,
    Provision,
    ProvisionCommand,
    ProvisionState,
    RecallProvision,
    RecordProvision,
    Scope,
    TakePackage,
    decide,
    evolve,
    may_read,
    state_of,
)
from paht.law.providing.decide import MOST_OPEN, MOST_TAKINGS
from paht.law.worktime import HO_CHI_MINH

EDITION_IDS = ["vinh-long-2025", "soc-trang-2024"]
KEEPING = {"vinh-long-2025": "VL.19.1", "soc-trang-2024": "ST.5.1"}
PERSONAL = {"vinh-long-2025": "VL.20.4", "soc-trang-2024": "ST.5.1"}
NOW = datetime(2026, 11, 18, 10, tzinfo=HO_CHI_MINH)
TODAY = NOW.date()
CLERK = Actor(id="an", roles=frozenset({Role.DISPATCHER}), body="ioc")
OFFICE = Actor(id="quan", roles=frozenset({Role.SUPERVISING_DEPARTMENT}), body="office")
OTHER_OFFICE = Actor(id="binh", roles=frozenset({Role.SUPERVISING_DEPARTMENT}), body="office")
AGENCY = Actor(id="chi", roles=frozenset({Role.AGENCY_STAFF}), body="roads")
INTAKE = Actor(id="dung", roles=frozenset({Role.INTAKE}), body="ioc")
MACHINE = Actor(id="system", roles=frozenset({Role.SYSTEM}))
PAPER = Document("15/TTT-VP", date(2026, 11, 17), FileRef("f", "0" * 64, "image/jpeg"))
PURPOSE = Written("p", "c", 40)
NONE = Written("", "", 0)
SCOPE = Scope(first_on=date(2026, 1, 1), last_on=TODAY)
FACTS = Facts(communes=frozenset({"29584"}), agencies=frozenset({"roads", "waste"}))


def recording(**changes: object) -> RecordProvision:
    given = {
        "body": "",
        "body_name": "Thanh tra tỉnh",
        "document": PAPER,
        "ground": "Điều 47 Luật Thanh tra",
        "purpose": PURPOSE,
        "scope": SCOPE,
        "personal": frozenset({"name", "phone"}),
        "pictures": Pictures.ORIGINAL,
        **changes,
    }
    return RecordProvision(**given)  # type: ignore[arg-type]


def deciding(**changes: object) -> DecideProvision:
    given = {
        "approves": True,
        "fields": frozenset({"name"}),
        "law": "khoản 1 Điều 47 Luật Thanh tra",
        "reason": NONE,
        **changes,
    }
    return DecideProvision(**given)  # type: ignore[arg-type]


FINISHED = FinishPackage(sha256="ab" * 32, size_bytes=1000, cases=3)


def told(
    provision: Provision,
    command: ProvisionCommand,
    actor: Actor,
    *,
    at: datetime = NOW,
    facts: Facts = FACTS,
    edition: str = "vinh-long-2025",
) -> Provision | Refused:
    """It after the command, or the refusal."""
    events = decide(provision, command, actor=actor, facts=facts, now=at, edition=EDITIONS[edition])
    if isinstance(events, Refused):
        return events
    for event in events:
        assert type(event.body).__name__ in BODIES
        provision = evolve(provision, event)
    return provision


def done(provision: Provision, command: ProvisionCommand, actor: Actor, **more: object) -> Provision:
    after = told(provision, command, actor, **more)  # type: ignore[arg-type]
    assert isinstance(after, Provision), after
    assert after.version == provision.version + 1
    return after


def refused(provision: Provision, command: ProvisionCommand, actor: Actor, **more: object) -> Refused:
    answer = told(provision, command, actor, **more)  # type: ignore[arg-type]
    assert isinstance(answer, Refused), answer
    return answer


def asked(actor: Actor = CLERK, **changes: object) -> Provision:
    return done(NEW, recording(**changes), actor)


def approved(**changes: object) -> Provision:
    return done(asked(), deciding(**changes), OFFICE)


def ready() -> Provision:
    return done(approved(), FINISHED, MACHINE)


@pytest.mark.clause("VL.19.1", "ST.5.1")
@pytest.mark.parametrize("edition", EDITION_IDS)
@pytest.mark.parametrize("actor", [CLERK, OFFICE], ids=["dispatcher", "department"])
def test_the_centre_or_the_department_records_what_a_body_outside_asks(actor: Actor, edition: str) -> None:
    found = done(NEW, recording(body_name=" Thanh tra tỉnh ", ground=" Điều 47 "), actor, edition=edition)
    assert (found.state, found.asker, found.body, found.body_name) == (
        ProvisionState.ASKED,
        actor.id,
        "",
        "Thanh tra tỉnh",
    )
    assert (found.ground, found.scope, found.document) == ("Điều 47", SCOPE, PAPER)
    assert (found.personal, found.pictures) == (frozenset({"name", "phone"}), Pictures.ORIGINAL)
    assert (found.asked_at, found.granted, found.granted_pictures) == (NOW, frozenset(), Pictures.NONE)


@pytest.mark.clause("VL.19.1", "ST.5.1")
@pytest.mark.parametrize("edition", EDITION_IDS)
def test_whoever_has_no_such_duty_records_nothing(edition: str) -> None:
    for actor in (INTAKE, replace(CLERK, roles=frozenset({Role.SENDER})), MACHINE):
        own = refused(NEW, recording(body="roads"), replace(actor, body="roads"), edition=edition)
        assert ("không được giao" in own.reason, own.clause) == (True, KEEPING[edition])


@pytest.mark.clause("VL.19.1")
def test_an_agency_records_its_own_request_alone() -> None:
    assert asked(AGENCY, body="roads").body == "roads"
    assert refused(NEW, recording(body="waste"), AGENCY).field == "body_name"
    assert refused(NEW, recording(), AGENCY).field == "body_name"
    assert asked(CLERK, body="waste", body_name="Tên khác").body_name == ""


@pytest.mark.clause("VL.19.1")
def test_nobody_has_more_than_ten_requests_open() -> None:
    assert done(NEW, recording(), CLERK, facts=replace(FACTS, open_ones=MOST_OPEN - 1))
    assert (
        str(MOST_OPEN) in refused(NEW, recording(), CLERK, facts=replace(FACTS, open_ones=MOST_OPEN)).reason
    )


@pytest.mark.clause("VL.19.1", "ST.5.1")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"body": "unknown"}, "body_name"),
        ({"body_name": " "}, "body_name"),
        ({"body_name": "x" * 201}, "body_name"),
        ({"document": replace(PAPER, number="")}, "document_number"),
        ({"document": replace(PAPER, number="x" * 201)}, "document_number"),
        ({"document": replace(PAPER, dated_on=None)}, "dated_on"),
        ({"document": replace(PAPER, dated_on=TODAY + timedelta(days=1))}, "dated_on"),
        ({"document": replace(PAPER, file=None)}, "files"),
        ({"ground": " "}, "ground"),
        ({"ground": "x" * 201}, "ground"),
        ({"purpose": Written("p", "c", 14)}, "purpose"),
        ({"purpose": Written("p", "c", 1001)}, "purpose"),
        ({"scope": replace(SCOPE, first_on=None)}, "first_on"),
        ({"scope": replace(SCOPE, last_on=None)}, "first_on"),
        ({"scope": replace(SCOPE, first_on=TODAY + timedelta(days=1))}, "last_on"),
        ({"scope": replace(SCOPE, last_on=TODAY + timedelta(days=1))}, "last_on"),
        ({"scope": replace(SCOPE, fields=frozenset({"moon"}))}, "fields"),
        ({"scope": replace(SCOPE, stages=frozenset({"draft"}))}, "stages"),
        ({"scope": replace(SCOPE, communes=frozenset({"00000"}))}, "communes"),
        ({"scope": replace(SCOPE, agencies=frozenset({"unknown"}))}, "agencies"),
    ],
)
def test_a_request_names_body_letter_ground_purpose_and_a_scope_that_there_is(
    changes: dict[str, object], field: str
) -> None:
    found = refused(NEW, recording(**changes), CLERK)
    assert ([each.field for each in found.all], found.clause) == ([field], "VL.19.1")


@pytest.mark.clause("VL.19.1")
@pytest.mark.parametrize(
    "changes",
    [
        {"body_name": "x" * 200},
        {"document": replace(PAPER, number="x" * 200, dated_on=TODAY)},
        {"ground": "x" * 200},
        {"purpose": Written("p", "c", 15)},
        {"purpose": Written("p", "c", 1000)},
        {"scope": Scope(TODAY, TODAY)},
        {
            "scope": replace(
                SCOPE,
                fields=frozenset({"road"}),
                stages=frozenset({"published", "imported"}),
                communes=frozenset({"29584"}),
                agencies=frozenset({"roads"}),
            )
        },
    ],
)
def test_a_request_at_its_limits_is_recorded(changes: dict[str, object]) -> None:
    assert asked(**changes).state is ProvisionState.ASKED


def test_everything_wrong_with_a_request_is_said_at_once() -> None:
    found = refused(NEW, recording(body_name="", ground="", scope=Scope()), CLERK)
    assert [each.field for each in found.all] == ["body_name", "ground", "first_on"]


@pytest.mark.clause("VL.20.4", "ST.5.1")
@pytest.mark.parametrize("edition", EDITION_IDS)
def test_personal_data_that_no_form_has_cannot_be_asked_for(edition: str) -> None:
    found = refused(NEW, recording(personal=frozenset({"name", "blood"})), CLERK, edition=edition)
    assert (found.field, found.clause) == ("personal", PERSONAL[edition])
    every = frozenset({*(field.name for field in EDITIONS[edition].form), DESCRIPTION})
    assert done(NEW, recording(personal=every), CLERK, edition=edition).personal == every


@pytest.mark.clause("VL.20.4", "ST.5.1")
@pytest.mark.parametrize("edition", EDITION_IDS)
def test_the_supervising_department_decides_and_never_what_the_same_person_recorded(edition: str) -> None:
    for actor in (CLERK, AGENCY, INTAKE, replace(OFFICE, roles=frozenset({Role.AUDITOR}))):
        assert refused(asked(), deciding(), actor, edition=edition).clause == PERSONAL[edition]
    own = asked(OFFICE)
    assert "không tự quyết định" in refused(own, deciding(), OFFICE, edition=edition).reason
    found = done(own, deciding(), OTHER_OFFICE, edition=edition)
    assert (found.state, found.decided_by, found.decided_at) == (ProvisionState.MAKING, "binh", NOW)


@pytest.mark.clause("VL.20.4", "ST.5.1")
@pytest.mark.parametrize("edition", EDITION_IDS)
@pytest.mark.parametrize(
    "personal",
    [
        {"fields": frozenset({"name"})},
        {"fields": frozenset[str](), "pictures": Pictures.ORIGINAL},
    ],
    ids=["fields", "originals"],
)
def test_personal_data_and_originals_need_the_law_that_compels(
    personal: dict[str, object], edition: str
) -> None:
    found = refused(asked(), deciding(**personal, law=" "), OFFICE, edition=edition)
    assert (found.field, found.clause) == ("law", PERSONAL[edition])
    assert done(asked(), deciding(**personal, law=" Luật X "), OFFICE, edition=edition).law == "Luật X"


@pytest.mark.clause("VL.20.4")
def test_what_everybody_may_see_needs_no_law_and_none_is_kept_for_it() -> None:
    for pictures in (Pictures.NONE, Pictures.PUBLIC):
        for law in ("", "Luật X"):
            found = done(asked(), deciding(fields=frozenset(), pictures=pictures, law=law), OFFICE)
            assert (found.law, found.granted, found.granted_pictures) == ("", frozenset(), pictures)


@pytest.mark.clause("VL.20.4")
def test_a_decision_gives_no_more_than_was_asked_for() -> None:
    assert refused(asked(), deciding(fields=frozenset({"email"})), OFFICE).field == "fields"
    less = asked(pictures=Pictures.PUBLIC)
    assert refused(less, deciding(pictures=Pictures.ORIGINAL), OFFICE).field == "pictures"
    assert (
        refused(asked(pictures=Pictures.NONE), deciding(pictures=Pictures.PUBLIC), OFFICE).field == "pictures"
    )
    assert done(asked(), deciding(fields=frozenset({"name", "phone"})), OFFICE).granted == {"name", "phone"}
    found = done(asked(), deciding(pictures=Pictures.PUBLIC), OFFICE)
    assert (found.granted, found.granted_pictures) == (frozenset({"name"}), Pictures.PUBLIC)


@pytest.mark.clause("VL.20.4")
def test_the_laws_name_and_the_opinion_have_their_length() -> None:
    assert done(asked(), deciding(law="x" * 200, reason=Written("r", "c", 1000)), OFFICE)
    assert refused(asked(), deciding(law="x" * 201), OFFICE).field == "law"
    assert refused(asked(), deciding(reason=Written("r", "c", 1001)), OFFICE).field == "reason"


@pytest.mark.clause("VL.19.1")
def test_a_refusal_has_its_reason_and_ends_the_request() -> None:
    assert refused(asked(), deciding(approves=False), OFFICE).field == "reason"
    found = done(asked(), deciding(approves=False, reason=PURPOSE), OFFICE)
    assert (found.state, found.decided_by, found.closed_at) == (ProvisionState.REFUSED, "quan", NOW)
    assert (found.granted, found.law, found.state.is_over) == (frozenset(), "", True)
    assert "đã được quyết định" in refused(found, deciding(), OFFICE).reason


@pytest.mark.clause("VL.19.1")
def test_whoever_recorded_it_or_the_department_recalls_it_while_it_is_open() -> None:
    for before in (asked(), approved(), ready()):
        for actor in (CLERK, OFFICE):
            found = done(before, RecallProvision(), actor)
            assert (found.state, found.closed_at) == (ProvisionState.RECALLED, NOW)
        assert refused(before, RecallProvision(), AGENCY).clause == "VL.19.1"
    for over in (
        done(asked(), RecallProvision(), CLERK),
        done(asked(), deciding(approves=False, reason=PURPOSE), OFFICE),
    ):
        assert "đã kết thúc" in refused(over, RecallProvision(), CLERK).reason
    late = NOW + timedelta(days=PACKAGE_DAYS)
    assert "đã kết thúc" in refused(ready(), RecallProvision(), CLERK, at=late).reason


@pytest.mark.clause("VL.19.1")
def test_a_package_is_made_by_the_system_once_and_ends_after_seven_days() -> None:
    found = ready()
    assert found.package is not None
    assert (found.state, found.package.sha256, found.package.cases) == (ProvisionState.READY, "ab" * 32, 3)
    assert (found.package.made_at, found.package.ends_at) == (NOW, NOW + timedelta(days=7))
    for before in (asked(), ready(), done(approved(), RecallProvision(), CLERK)):
        assert "trong khi gói" in refused(before, FINISHED, MACHINE).reason
    with pytest.raises(AssertionError):
        told(approved(), FINISHED, OFFICE)
    last, over = NOW + timedelta(days=7, microseconds=-1), NOW + timedelta(days=7)
    assert (state_of(found, now=last), state_of(found, now=over)) == (
        ProvisionState.READY,
        ProvisionState.ENDED,
    )
    assert "chưa hết thời hạn" in refused(found, EndProvision(), MACHINE, at=last).reason
    ended = done(found, EndProvision(), MACHINE, at=over)
    assert (ended.state, ended.closed_at) == (ProvisionState.ENDED, over)
    for nothing in (EndProvision(), DropPackage()):
        assert "Không có gói" in refused(approved(), nothing, MACHINE).reason


@pytest.mark.clause("VL.19.1")
def test_a_package_is_dropped_to_be_made_anew() -> None:
    found = done(ready(), DropPackage(), MACHINE)
    assert (found.state, found.package) == (ProvisionState.MAKING, None)
    assert (found.granted, found.law) == (frozenset({"name"}), "khoản 1 Điều 47 Luật Thanh tra")


@pytest.mark.clause("VL.20.4", "ST.5.1")
@pytest.mark.parametrize("edition", EDITION_IDS)
def test_only_who_recorded_it_takes_the_package_and_at_most_five_times(edition: str) -> None:
    found = ready()
    for actor in (OFFICE, AGENCY, replace(CLERK, roles=frozenset({Role.INTAKE}))):
        assert refused(found, TakePackage(), actor, edition=edition).clause == PERSONAL[edition]
    for taking in range(1, MOST_TAKINGS + 1):
        found = done(found, TakePackage(), CLERK, edition=edition)
        assert found.takings == taking
    assert str(MOST_TAKINGS) in refused(found, TakePackage(), CLERK, edition=edition).reason


@pytest.mark.clause("VL.19.1")
def test_there_is_nothing_to_take_before_and_after() -> None:
    assert "chưa được quyết định" in refused(asked(), TakePackage(), CLERK).reason
    assert "đang được làm" in refused(approved(), TakePackage(), CLERK).reason
    late = NOW + timedelta(days=7)
    assert "hết thời hạn" in refused(ready(), TakePackage(), CLERK, at=late).reason
    assert "được thôi" in refused(done(ready(), RecallProvision(), OFFICE), TakePackage(), CLERK).reason


@pytest.mark.clause("VL.19.1", "ST.5.1")
def test_a_request_is_read_by_who_keeps_reports_by_the_body_that_asks_and_by_who_recorded_it() -> None:
    found = asked(AGENCY, body="roads")
    head = Actor(id="giang", roles=frozenset({Role.AGENCY_LEADER}), body="roads")
    auditor, officer = (
        Actor(id="h", roles=frozenset({role})) for role in (Role.AUDITOR, Role.DATA_PROTECTION_OFFICER)
    )
    for actor in (AGENCY, head, CLERK, OFFICE, auditor, officer):
        assert may_read(found, actor)
    stranger = replace(head, body="waste")
    for actor in (stranger, INTAKE, replace(head, roles=frozenset({Role.SENDER}))):
        assert not may_read(found, actor)
    outside = asked()
    assert not may_read(outside, replace(head, body=""))
    assert may_read(outside, replace(CLERK, roles=frozenset({Role.INTAKE})))
