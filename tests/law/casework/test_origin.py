"""What comes in otherwise: the IOC's own sources, a caller's report, a new report linked to an answered one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.law.courses import BLANK, EDITIONS, FACTS, INTAKE, SENDER, Course, command, findings
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.admission import binding
from paht.law.casework.case import Case, Finding, Place, Refused
from paht.law.casework.decide import Facts
from paht.law.casework.deciding.inquiry import LinkedFact
from paht.law.casework.evolve import evolve
from paht.law.casework.holding import Holding, holders
from paht.law.casework.states import Channel, Kind, Occurrence, Party, Role, Stage

VL, ST = EDITIONS
NOW = at("2026-03-10 09:00")


# What the IOC finds by its own technology


@pytest.mark.clause("VL.8.3")
@pytest.mark.parametrize("source", ["camera", "sensor", "press", "social"])
def test_the_ioc_makes_a_report_of_a_verified_source_without_photo_or_personal_form(source: str) -> None:
    course = Course(VL).do(c.Originate, NOW, source=source)
    case = course.case
    assert (case.stage, case.source, case.sender, case.channel) == (Stage.SENT, source, "", Channel.DESK)
    assert holders(case) == (Holding(Party.IOC),)
    assert {row.key for row in binding(course.edition, case)} == {"content", "in_earnest", "in_scope"}
    bound = tuple(Finding(row.key, "pass") for row in binding(course.edition, case))
    course.do(c.Verify, NOW, findings=bound)
    for kind in (c.Accept, c.Dispatch, c.Receive, c.RecordResult, c.SubmitResult, c.ApproveResult, c.Publish):
        course.do(kind, NOW)
    assert course.case.stage is Stage.PUBLISHED


@pytest.mark.clause("VL.8.3", "VL.8.1.a", "VL.8.2.9", "VL.1.1.b")
@pytest.mark.parametrize("condition", ["content", "in_earnest", "in_scope"])
def test_what_the_ioc_itself_found_is_accepted_only_where_its_content_holds(condition: str) -> None:
    course = Course(VL).do(c.Originate, NOW)
    refused = course.refused(c.Verify, NOW, findings=findings(course.edition, but=condition))
    assert refused.field == condition


@pytest.mark.clause("VL.8.3")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source": "rumour"}, "source"),
        ({"source_verified": False}, "source_verified"),
        ({"source_note": BLANK}, "source_note"),
        ({"original": BLANK}, "description"),
        ({"place": None}, "place"),
        ({"place": Place(0.0, 0.0, "map", "x", km_outside=40.0)}, "place"),
    ],
)
def test_without_a_verified_source_a_content_and_a_place_no_report_is_made(
    changes: dict[str, object], field: str
) -> None:
    refused = Course(VL).refused(c.Originate, NOW, **changes)
    assert refused.field == field
    assert refused.clause in {"VL.8.3", "VL.7.3", "VL.8.1.c", "VL.1.1.a"}


@pytest.mark.clause("VL.8.3")
def test_of_a_report_without_sender_nothing_is_asked_of_a_sender_and_nobody_acts_as_one() -> None:
    course = Course(VL).do(c.Originate, NOW)
    for kind in (c.RequestSupplement, c.RequestVerification):
        assert "không có người gửi" in course.refused(kind, NOW).reason
    nobody = replace(SENDER, id="")
    assert course.refused(c.Withdraw, NOW, by=nobody).clause == "VL.8.2.10"
    ended = course.do(c.Refuse, NOW)
    assert "không có người gửi" in ended.refused(c.MarkFalse, NOW).reason


def test_soc_trang_has_no_reports_of_its_own_sources() -> None:
    assert Course(ST).refused(c.Originate, NOW).clause == "ST.2.4"


# What an officer enters for somebody who calls


@pytest.mark.clause("ST.7.2.office")
@pytest.mark.parametrize("channel", [Channel.HOTLINE, Channel.EMAIL, Channel.DESK])
def test_an_officer_enters_the_report_of_a_caller_who_is_then_its_sender(channel: Channel) -> None:
    course = Course(ST).do(c.Enter, NOW, channel=channel, sender="caller-1")
    body = course.events[0].body
    assert isinstance(body, e.Sent)
    assert (body.entered, body.sender, body.channel, body.declared) == (True, "caller-1", channel, True)
    assert course.events[0].actor == INTAKE
    course.do(c.RequestSupplement, NOW)
    assert course.refused(c.Supplement, NOW, by=SENDER).clause == "ST.7.1"
    course.do(c.Supplement, NOW, by=replace(SENDER, id="caller-1"))


@pytest.mark.clause("ST.7.2.office", "ST.4.2", "ST.4.4")
def test_a_report_entered_for_a_caller_needs_all_that_the_callers_own_would() -> None:
    refused = Course(ST).refused(c.Enter, NOW, form=(), declared=False, original=BLANK, place=None)
    assert {one.field for one in refused.all} == {
        *("description", "place", "name", "phone", "address", "identity_number", "declared")
    }
    assert Course(ST).refused(c.Enter, NOW, channel=Channel.WEB).field == "channel"
    assert Course(VL).refused(c.Enter, NOW).clause == "VL.2.4"


# Kinds, each with its own conditions


@pytest.mark.clause("VL.2.1", "VL.8.1.c")
@pytest.mark.parametrize("kind", list(Kind))
def test_in_vinh_long_a_field_report_alone_needs_photo_and_place(kind: Kind) -> None:
    course = Course(VL)
    sent = command(c.Send, course.edition, kind=kind, files=(), place=None)
    answer = course.ask(sent, NOW)
    if kind is Kind.REPORT:
        assert isinstance(answer, Refused)
        assert [one.field for one in answer.all] == ["photo", "place"]
        return
    course.do(c.Send, NOW, kind=kind, files=(), place=None)
    bound = {row.key for row in binding(course.edition, course.case)}
    assert bound.isdisjoint({"photo_age", "gps", "clear_picture", "unedited"})
    for ground in ("photo_missing", "photo_unclear", "place_unclear"):
        assert course.refused(c.RequestSupplement, NOW, grounds=(ground,)).field == "grounds"
    assert course.refused(c.Refuse, NOW, ground="edited").field == "ground"


# What threatens, and when


@pytest.mark.clause("VL.5.1")
@pytest.mark.parametrize("occurrence", list(Occurrence))
def test_what_happened_happens_or_threatens_can_be_reported(occurrence: Occurrence) -> None:
    body = Course(VL).do(c.Send, NOW, occurrence=occurrence).events[0].body
    assert isinstance(body, e.Sent)
    assert body.occurrence is occurrence


@pytest.mark.clause("VL.7.3", "ST.4.3")
@pytest.mark.parametrize(("edition", "clause"), [(VL, "VL.7.3"), (ST, "ST.4.3")])
def test_only_what_threatens_lies_in_the_future(edition: str, clause: str) -> None:
    tomorrow = NOW + timedelta(days=1)
    refused = Course(edition).refused(c.Send, NOW, happened_at=NOW + timedelta(seconds=1))
    assert (refused.clause, refused.field) == (clause, "happened_at")
    for changes in (
        {"happened_at": NOW},
        {"happened_at": tomorrow, "occurrence": Occurrence.THREATENING},
    ):
        body = Course(edition).do(c.Send, NOW, **changes).events[0].body
        assert isinstance(body, e.Sent)
        assert body.happened_at == changes["happened_at"]


@pytest.mark.clause("VL.22.1", "ST.4.4")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_senders_declaration_is_kept_with_the_report(edition: str) -> None:
    body = Course(edition).do(c.Send, NOW).events[0].body
    assert isinstance(body, e.Sent)
    assert body.declared


# A new report linked to an answered one


def linking(edition: str, linked: LinkedFact | None) -> tuple[e.Event, ...] | Refused:
    course = Course(edition)
    sent = command(c.Send, course.edition, linked_to="case-0")
    return course.ask(sent, NOW, facts=replace(FACTS, linked=linked))


@pytest.mark.clause("VL.5.6")
@pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.ANSWERED])
def test_a_sender_links_a_new_report_to_an_own_answered_one(stage: Stage) -> None:
    answer = linking(VL, LinkedFact(SENDER.id, stage))
    assert not isinstance(answer, Refused)
    assert evolve(Case(id="case-1", edition=VL), answer[0]).linked_to == "case-0"


@pytest.mark.clause("VL.5.6")
@pytest.mark.parametrize(
    "linked",
    [None, LinkedFact("somebody-else", Stage.PUBLISHED)]
    + [
        LinkedFact(SENDER.id, stage)
        for stage in Stage
        if stage not in (Stage.DRAFT, Stage.PUBLISHED, Stage.ANSWERED)
    ],
)
def test_nothing_is_linked_but_an_own_answered_report(linked: LinkedFact | None) -> None:
    answer = linking(VL, linked)
    assert isinstance(answer, Refused)
    assert answer.clause == "VL.5.6"


def test_soc_trang_links_no_reports() -> None:
    answer = linking(ST, LinkedFact(SENDER.id, Stage.PUBLISHED))
    assert isinstance(answer, Refused)


@pytest.mark.clause("VL.2.4")
@pytest.mark.parametrize("edition", EDITIONS)
def test_where_a_regulation_says_nothing_of_links_the_centre_takes_none_in(edition: str) -> None:
    course = Course(edition)
    course.edition = replace(course.edition, link_clause=None)
    course.facts = replace(FACTS, linked=LinkedFact(SENDER.id, Stage.PUBLISHED))
    assert course.refused(c.Send, NOW, linked_to="case-0").clause == course.edition.own_clause


@pytest.mark.clause("VL.5.6", "VL.8.2.7")
def test_a_linked_report_may_repeat_content_and_picture_of_the_answered_one() -> None:
    course = Course(VL).do(c.Send, NOW)
    assert course.refused(c.Verify, NOW, findings=findings(course.edition, but="not_duplicate"))
    course.case = replace(course.case, linked_to="case-0")
    assert course.refused(c.Refuse, NOW, ground="duplicate").field == "ground"
    course.do(c.Verify, NOW, findings=findings(course.edition, but="not_duplicate"))


def test_facts_know_nobody_until_told() -> None:
    assert (Facts().first_time, Facts().linked, Facts().standing.version) == (False, None, 0)
    assert Role.SENDER in SENDER.roles
