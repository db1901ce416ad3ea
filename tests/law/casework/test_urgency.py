"""What is urgent: recognised by rows, dispatched with one act of an officer, never refused by the machine."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.law.courses import (
    ABSENT,
    BLANK,
    DISPATCHER,
    DOCUMENT,
    EDITIONS,
    LEADER,
    PHOTO,
    ROADS,
    STAFF,
    SYSTEM,
    WASTE,
    Course,
    actor,
    sending,
    written,
)
from tests.law.worktime.worktime_cases import at

from paht.law import editions
from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Refused
from paht.law.casework.decide import Facts
from paht.law.casework.events import Event
from paht.law.casework.holding import holders
from paht.law.casework.states import (
    AlarmSource,
    AssignmentState,
    Channel,
    Field,
    Kind,
    Party,
    RequestState,
    Role,
    Stage,
)
from paht.law.casework.urgency import recognised
from paht.law.standing import Standing

VL, ST = EDITIONS
NOW = at("2026-03-10 09:00")
NIGHT = at("2026-03-15 02:10")
"""A Sunday, long before anybody works."""
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
CLAUSES = {VL: "VL.16.0", ST: "ST.8.6.0"}

KINDS = {
    "disaster": "Thiên tai",
    "fire": "Hỏa hoạn",
    "accident": "Tai nạn",
    "danger": "Gây mất an toàn, an ninh, trật tự địa bàn",
    "other": "Trường hợp khẩn cấp khác",
}


def bodies(course: Course, since: int = 0) -> list[str]:
    return [type(event.body).__name__ for event in course.events[since:]]


def alarmed(edition: str, moment: datetime = NOW) -> Course:
    """Sent with the tick "urgent"."""
    return Course(edition).do(c.Send, moment, urgent=True)


def called(edition: str, moment: datetime = NOW) -> Course:
    return alarmed(edition, moment).do(c.DispatchUrgently, moment)


def responding(edition: str, moment: datetime = NOW) -> Course:
    return called(edition, moment).do(c.ConfirmUrgency, moment)


# Recognition


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_open_list_names_the_kinds_of_the_regulation_and_any_other(edition: str) -> None:
    rows = {row.key: row.name for row in editions.get(edition).urgent_kinds}
    theft = {VL: "Trộm cướp", ST: "Trộm cắp, cướp giật"}[edition]
    assert rows == {**KINDS, "theft": theft}
    assert {row.clause for row in editions.get(edition).urgent_kinds} == {CLAUSES[edition]}


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("kind", "field", "ticked", "expected"),
    [
        (Kind.REPORT, Field.FIRE, False, ("fire", AlarmSource.FIELD)),
        (Kind.REPORT, Field.SECURITY, False, ("danger", AlarmSource.FIELD)),
        (Kind.QUESTION, Field.FIRE, False, None),
        (Kind.QUESTION, Field.FIRE, True, ("fire", AlarmSource.TICK)),
        (Kind.REPORT, Field.TRAFFIC, False, None),
        (Kind.REPORT, Field.TRAFFIC, True, ("accident", AlarmSource.TICK)),
        (Kind.REPORT, Field.LAND, True, ("disaster", AlarmSource.TICK)),
        (Kind.REPORT, Field.ROAD, False, None),
        (Kind.REPORT, Field.ROAD, True, ("other", AlarmSource.TICK)),
    ],
)
def test_field_and_tick_raise_the_alarm(
    edition: str, kind: Kind, field: Field, ticked: bool, expected: tuple[str, AlarmSource] | None
) -> None:
    found = recognised(edition=editions.get(edition), kind=kind, field=field, ticked=ticked)
    assert ((found.kind, found.source) if found else None) == expected
    course = Course(edition).do(c.Send, NOW, kind=kind, field=field, urgent=ticked)
    alarm = course.case.alarm
    assert ((alarm.kind, alarm.source) if alarm else None) == expected
    assert course.case.is_urgent is (expected is not None)


@pytest.mark.clause("ST.7.2.urgent", "ST.6.2")
def test_an_urgent_call_at_night_raises_the_alarm_at_once() -> None:
    course = Course(ST).do(c.Send, NIGHT, channel=Channel.HOTLINE, urgent=True, files=())
    assert course.duty("alarm").due_at == NIGHT + 5 * MINUTE
    course.do(c.DispatchUrgently, NIGHT + MINUTE)
    assert course.case.stage is Stage.HANDLING
    assert course.case.assignments[0].state is AssignmentState.SUMMONED


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_urgent_is_refused_for_want_of_evidence(edition: str) -> None:
    bare = {"files": (), "place": None, "declared": False, "form": (("phone", "ok"),)}
    course = Course(edition)
    assert course.refused(c.Send, NOW, **bare).all
    course.do(c.Send, NOW, urgent=True, **bare)
    assert course.case.is_urgent


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_urgent_report_is_asked_only_for_a_number_to_ring_and_for_what_or_where(edition: str) -> None:
    course = Course(edition)
    nothing = {"files": (), "place": None, "declared": False, "form": (), "original": BLANK}
    refused = course.refused(c.Send, NOW, urgent=True, **nothing)
    assert [r.field for r in refused.all] == ["phone", "description"]
    assert refused.all[1].clause == CLAUSES[edition]
    assert isinstance(course.ask(sending(course.edition, urgent=True, original=BLANK), NOW), tuple)
    strange = course.refused(
        c.Send, NOW, urgent=True, channel=Channel.EMAIL if edition == VL else Channel.ZALO
    )
    assert strange.field == "channel"
    long = course.refused(c.Send, NOW, urgent=True, original=written(5001))
    assert long.field == "description"


# The watch


@pytest.mark.clause("VL.16.1", "ST.8.6.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_unattended_alarm_goes_to_the_next_on_duty_and_round_again(edition: str) -> None:
    course, moment, to = alarmed(edition, NIGHT), NIGHT, []
    for _ in range(4):
        assert course.duty("alarm").due_at == moment + 5 * MINUTE
        assert isinstance(course.refused(c.PassAlarm, moment + 5 * MINUTE), Refused)
        moment += 5 * MINUTE + SECOND
        course.do(c.PassAlarm, moment)
        assert isinstance(course.events[-1].body, e.AlarmPassed)
        to.append(course.events[-1].body.to)
    assert to == ["second", "third", "first", "second"]
    assert course.case.stage is Stage.SENT
    assert not course.case.assignments, "the machine dispatches nothing"


@pytest.mark.parametrize("edition", EDITIONS)
def test_after_six_rounds_the_next_is_called_every_half_hour(edition: str) -> None:
    course, moment = alarmed(edition, NIGHT), NIGHT
    for _ in range(6):
        moment += 5 * MINUTE + SECOND
        course.do(c.PassAlarm, moment)
    assert "alarm" not in course.owed()
    assert course.duty("alarm_repeated").due_at == moment + 30 * MINUTE
    course.refused(c.PassAlarm, moment + 30 * MINUTE)
    course.do(c.PassAlarm, moment + 30 * MINUTE + SECOND)
    assert course.case.alarm is not None
    assert course.case.alarm.passed == 7


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_system_may_neither_dispatch_nor_refuse_an_alarm(edition: str) -> None:
    course = alarmed(edition)
    for kind in (c.DispatchUrgently, c.LowerAlarm, c.Refuse, c.Dispatch):
        course.refused(kind, NOW + HOUR, by=SYSTEM)


@pytest.mark.clause("VL.16.1", "ST.8.6.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_watch_ends_when_an_officer_acts(edition: str) -> None:
    for act in (c.DispatchUrgently, c.LowerAlarm):
        course = alarmed(edition).do(act, NOW)
        assert not course.owed() & {"alarm", "alarm_repeated", "urgent_dispatch"}
        course.refused(c.PassAlarm, NOW + HOUR)


# One act verifies, accepts and dispatches


@pytest.mark.clause("VL.16.1", "VL.16.2", "ST.8.6.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_one_act_verifies_accepts_and_dispatches_without_evidence(edition: str) -> None:
    course = Course(edition).do(c.Send, NIGHT, urgent=True, files=(), place=None)
    course.do(c.DispatchUrgently, NIGHT + MINUTE, reached=False)
    assert bodies(course) == ["Sent", "Verified", "Accepted", "Dispatched", "UrgencyOrdered"]
    assert course.case.stage is Stage.HANDLING
    assert course.case.assignments[0].agency == ROADS
    assert course.case.assignments[0].superior == "committee"
    (finding,) = course.events[1].body.findings  # type: ignore[attr-defined]
    assert (finding.condition, finding.verdict) == ("phone_check", "override")
    assert finding.reason is not None
    reached = alarmed(edition).do(c.DispatchUrgently, NOW)
    assert reached.events[1].body.findings[0].verdict == "pass"  # type: ignore[attr-defined]


@pytest.mark.clause("VL.16.2", "ST.8.6.1")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ((c.Send,), ["AlarmRaised", "Verified", "Accepted", "Dispatched", "UrgencyOrdered"]),
        ((c.Send, c.Verify), ["AlarmRaised", "Accepted", "Dispatched", "UrgencyOrdered"]),
        ((c.Send, c.Verify, c.Accept), ["AlarmRaised", "Dispatched", "UrgencyOrdered"]),
        (
            (c.Send, c.Verify, c.Accept, c.Dispatch),
            ["AlarmRaised", "UrgencyOrdered", "Dispatched", "UrgencyOrdered"],
        ),
    ],
)
def test_the_one_act_does_what_is_still_missing_at_any_stage(
    edition: str, before: tuple[type[c.Command], ...], expected: list[str]
) -> None:
    course = Course(edition)
    for step in before:
        course.do(step, NOW)
    since = len(course.events)
    course.do(c.DispatchUrgently, NOW, agency=WASTE)
    assert bodies(course, since) == expected
    assert {a.state for a in course.case.assignments} == {AssignmentState.SUMMONED}
    assert course.case.is_urgent


@pytest.mark.clause("VL.16.2", "ST.8.6.1", "VL.4.4")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("agency", {"agency": "?"}),
        ("agency", {"agency": ABSENT}),
        ("note", {"note": BLANK}),
        ("text", {"text": BLANK}),
        ("non_public_ground", {"non_public_ground": "?"}),
    ],
)
def test_an_urgent_dispatch_needs_a_body_that_can_be_called_and_words(
    edition: str, field: str, change: dict[str, object]
) -> None:
    assert alarmed(edition).refused(c.DispatchUrgently, NOW, **change).field == field


@pytest.mark.clause("VL.16.2", "ST.8.6.1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_without_an_alarm_the_kind_is_asked_for(edition: str) -> None:
    course = Course(edition).do(c.Send, NOW)
    for kind in (None, "?"):
        assert course.refused(c.DispatchUrgently, NOW, kind=kind).field == "kind"
    assert course.do(c.DispatchUrgently, NOW, kind="theft").case.alarm.kind == "theft"  # type: ignore[union-attr]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_further_body_is_called_while_the_first_is_at_work_but_nobody_twice(edition: str) -> None:
    course = responding(edition).do(c.DispatchUrgently, NOW, agency=WASTE, kind=None)
    assert [a.state for a in course.case.assignments] == [
        AssignmentState.RESPONDING,
        AssignmentState.SUMMONED,
    ]
    assert course.refused(c.DispatchUrgently, NOW, agency=ROADS).field == "agency"


@pytest.mark.clause("VL.10.2")
def test_an_urgent_report_may_be_accepted_as_non_public() -> None:
    course = alarmed(VL).do(c.DispatchUrgently, NOW, non_public_ground="personal")
    assert course.case.non_public_ground == "personal"


# Officers raise and lower


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_officer_raises_the_alarm_and_evidence_is_no_longer_waited_for(edition: str) -> None:
    course = (
        Course(edition).do(c.Send, NOW).do(c.RequestSupplement, NOW).do(c.RaiseAlarm, NOW, kind="accident")
    )
    assert course.case.requests[0].state is RequestState.CANCELLED
    assert "supplement" not in course.owed()
    assert course.case.alarm is not None
    assert (course.case.alarm.kind, course.case.alarm.source) == ("accident", AlarmSource.OFFICER)
    assert course.refused(c.RaiseAlarm, NOW).clause == CLAUSES[edition]
    assert Course(edition).do(c.Send, NOW).refused(c.RaiseAlarm, NOW, kind="?").field == "kind"
    assert Course(edition).do(c.Send, NOW).refused(c.RaiseAlarm, NOW, note=BLANK).field == "note"


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", [c.Refuse, c.RequestSupplement, c.Dispatch])
def test_before_an_alarm_comes_down_nobody_refuses_it_or_puts_it_on_the_ordinary_way(
    edition: str, kind: type[c.Command]
) -> None:
    course = alarmed(edition).do(c.Verify, NOW).do(c.Accept, NOW)
    refused = course.refused(kind, NOW)
    assert refused.clause == CLAUSES[edition]
    assert "hạ báo động" in refused.reason
    course.do(c.LowerAlarm, NOW).do(kind, NOW)


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_false_alarm_is_lowered_with_a_reason_and_the_case_goes_on_as_an_ordinary_one(edition: str) -> None:
    course = alarmed(edition)
    assert course.refused(c.LowerAlarm, NOW, reason=BLANK).field == "reason"
    course.do(c.LowerAlarm, NOW + MINUTE)
    assert course.case.alarm is not None
    assert course.case.alarm.lowered_at == NOW + MINUTE
    assert not course.case.is_urgent
    assert course.owed() == {"verification" if edition == VL else "intake"}
    course.refused(c.LowerAlarm, NOW)
    for step in (c.Verify, c.Accept, c.Dispatch, c.Receive):
        course.do(step, NOW + HOUR)
    assert "handling" in course.owed()


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_lowered_alarm_leaves_no_case_without_a_due_moment(edition: str) -> None:
    course = Course(edition).do(c.Send, NOW).do(c.RequestSupplement, NOW).do(c.RaiseAlarm, NOW)
    assert course.do(c.LowerAlarm, NOW).owed() == {"after_false_alarm"}


@pytest.mark.clause("VL.12.1.a", "VL.12.2.b", "VL.15.2.a", "ST.8.1.1", "ST.PL2.2")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("steps", "state", "owed"),
    [
        ((), AssignmentState.DISPATCHED, {VL: {"receipt", "total_unreceived"}, ST: {"receipt"}}),
        (
            (c.ConfirmUrgency,),
            AssignmentState.HANDLING,
            {VL: {"handling", "total"}, ST: {"staff_handling", "handling"}},
        ),
    ],
)
def test_an_alarm_lowered_after_the_call_puts_the_body_under_the_ordinary_terms(
    edition: str, steps: tuple[type[c.Command], ...], state: AssignmentState, owed: dict[str, set[str]]
) -> None:
    course = called(edition)
    for step in steps:
        course.do(step, NOW)
    late = NOW + 2 * HOUR
    course.do(c.LowerAlarm, late)
    assert course.case.assignments[0].state is state
    assert not course.case.assignments[0].urgent
    assert course.owed() == owed[edition]
    if edition == VL:
        total = course.duty("total" if steps else "total_unreceived")
        assert total.starts_at == (NOW if steps else NOW + HOUR), "from receipt, at the latest an hour after"


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_alarm_in_the_midst_of_ordinary_handling_calls_the_body_at_once(edition: str) -> None:
    course = Course(edition).until(c.Receive, NOW).do(c.BeginHandling, NOW)
    course.do(c.RaiseAlarm, NOW + HOUR)
    assert course.case.assignments[0].state is AssignmentState.SUMMONED
    urgent = {"urgent_confirmation", "urgent_total"} if edition == VL else {"urgent_confirmation"}
    assert course.owed() == urgent, "the ordinary terms were set aside, nobody was late"
    assert {end.outcome for end in course.events[-1].ended} == {"void"}
    course.do(c.LowerAlarm, NOW + HOUR)
    assert course.case.assignments[0].state is AssignmentState.HANDLING


# The body called


@pytest.mark.clause("VL.16.3")
def test_the_agency_confirms_within_a_working_hour_and_says_which_force_it_sends() -> None:
    course = called(VL)
    assert course.duty("urgent_confirmation").due_at == NOW + HOUR
    assert course.refused(c.ConfirmUrgency, NOW, force=BLANK).field == "force"
    course.refused(c.Receive, NOW)
    course.do(c.ConfirmUrgency, NOW + HOUR)
    assert course.case.assignments[0].begun_at == NOW + HOUR
    assert course.refused(c.Withdraw, NOW + HOUR).clause == "VL.8.2.10"
    assert course.owed() == {"urgent_total"}


@pytest.mark.clause("VL.16.2", "VL.16.1")
def test_a_body_that_is_not_competent_gives_it_back_at_once_and_the_alarm_rings_again() -> None:
    for course in (called(VL), responding(VL)):
        course.do(c.ReturnAssignment, NOW + MINUTE)
        assert course.case.stage is Stage.ACCEPTED
        assert course.case.is_urgent
        assert course.owed() == {"redispatch", "alarm", "urgent_dispatch"}
        course.do(c.DispatchUrgently, NOW + 2 * MINUTE, agency=WASTE)
        assert course.owed() == {"urgent_confirmation", "urgent_total"}


@pytest.mark.clause("VL.16.4")
def test_the_result_is_updated_and_approved_within_an_hour_of_being_known() -> None:
    course = responding(VL, at("2026-03-10 08:00"))
    course.do(c.FinishUrgency, at("2026-03-10 10:15"), finished_at=at("2026-03-10 10:00"))
    duty = course.duty("urgent_result")
    assert (duty.starts_at, duty.due_at) == (at("2026-03-10 10:00"), at("2026-03-10 11:00"))
    course.do(c.RecordResult, at("2026-03-10 10:20"))
    assert "delivery" not in course.owed(), "the ordinary day to return a result has no place here"
    assert course.duty("urgent_result") == duty
    course.do(c.SubmitResult, at("2026-03-10 10:30")).do(c.ApproveResult, at("2026-03-10 11:00"))
    assert course.outcome(duty) == "met"
    assert course.case.stage is Stage.CHECKING


@pytest.mark.clause("VL.16.4")
def test_a_corrected_result_is_not_known_a_second_time() -> None:
    course = responding(VL)
    for step in (c.RecordResult, c.SubmitResult, c.ApproveResult, c.ReturnResult, c.RecordResult):
        course.do(step, NOW)
    assert course.owed() == {"correction_of_form", "urgent_total"}


@pytest.mark.clause("VL.16.4", "ST.8.6.3")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("wrong", [NOW - SECOND, NOW + 2 * HOUR + SECOND])
def test_a_force_finishes_after_it_was_called_and_not_in_the_future(edition: str, wrong: datetime) -> None:
    course = responding(edition)
    assert course.refused(c.FinishUrgency, NOW + 2 * HOUR, finished_at=wrong).field == "finished_at"
    course.do(c.FinishUrgency, NOW + 2 * HOUR, finished_at=NOW + HOUR)
    again = course.refused(c.FinishUrgency, NOW + 2 * HOUR, finished_at=NOW + HOUR)
    assert again.field == "finished_at"


@pytest.mark.clause("VL.16.5")
def test_an_urgent_result_is_checked_and_published_like_any_other() -> None:
    course = responding(VL)
    for step in (c.RecordResult, c.SubmitResult, c.ApproveResult):
        course.do(step, NOW)
    assert course.owed() == {"check"}
    course.do(c.ReturnResult, NOW, ground="inadequate")
    assert course.owed() == {"correction", "urgent_total"}
    for step in (c.RecordResult, c.SubmitResult, c.ApproveResult, c.Publish):
        course.do(step, NOW)
    assert course.case.stage is Stage.PUBLISHED


@pytest.mark.clause("ST.8.6.2")
def test_while_the_body_acts_under_its_own_rules_the_system_sets_no_term() -> None:
    course = called(ST, NIGHT)
    assert {(duty.term, duty.internal, duty.clause) for duty in course.case.duties} == {
        ("urgent_confirmation", True, "")
    }
    course.do(c.ConfirmUrgency, NIGHT + MINUTE)
    assert {(duty.term, duty.internal, duty.clause) for duty in course.case.duties} == {
        ("urgent_follow_up", True, "")
    }


BY_THE_CLOCK = pytest.mark.parametrize(
    ("finished", "due"),
    [
        ("2026-03-10 09:00", "2026-03-10 13:00"),
        ("2026-03-13 16:30", "2026-03-13 20:30"),
        ("2026-03-14 23:00", "2026-03-15 03:00"),
        ("2026-02-16 22:00", "2026-02-17 02:00"),
        ("2026-08-22 16:00", "2026-08-22 20:00"),
    ],
    ids=["a working morning", "Friday evening", "a Saturday night", "Tết", "the swapped Saturday"],
)


@pytest.mark.clause("ST.8.6.3")
@BY_THE_CLOCK
@pytest.mark.parametrize(("after", "outcome"), [(timedelta(0), "met"), (SECOND, "late")])
def test_the_outcome_is_entered_within_four_hours_by_the_clock_of_finishing(
    finished: str, due: str, after: timedelta, outcome: str
) -> None:
    course = responding(ST, at(finished) - HOUR)
    course.do(c.FinishUrgency, at(finished) + 20 * MINUTE, finished_at=at(finished))
    duty = course.duty("urgent_outcome")
    assert (duty.clause, duty.holder, duty.internal) == ("ST.8.6.3", Party.AGENCY, False)
    assert duty.due_at == duty.violation_at == at(due)
    course.do(c.RecordResult, at(due) + after)
    assert course.outcome(duty) == outcome
    for step, by in ((c.SubmitResult, STAFF), (c.ApproveResult, LEADER), (c.Publish, None)):
        course.do(step, at(due) + HOUR, by=by)
    assert course.case.stage is Stage.PUBLISHED


@pytest.mark.clause("ST.8.6.3", "ST.9.2")
@pytest.mark.parametrize("confirmed", [True, False])
def test_the_ioc_enters_the_outcome_that_came_by_letter_or_mail(confirmed: bool) -> None:
    course = called(ST, NIGHT)
    if confirmed:
        course.do(c.ConfirmUrgency, NIGHT)
    late = NIGHT + 5 * HOUR
    for field, change in (
        ("result", {"result": BLANK}),
        ("source", {"source": BLANK}),
        ("finished_at", {"finished_at": late + SECOND}),
    ):
        told = {"finished_at": NIGHT + HOUR, **change}
        assert course.refused(c.EnterOutcome, late, **told).field == field
    since = len(course.events)
    course.do(c.EnterOutcome, late, finished_at=NIGHT + HOUR, files=(DOCUMENT,))
    assert bodies(course, since) == ["UrgencyFinished", "OutcomeEntered"]
    ends = {end.outcome for event in course.events[since:] for end in event.ended}
    assert "met" in ends, "exactly four hours after finishing"
    assert course.case.stage is Stage.CHECKING
    assert course.owed() == {"publication"}
    assert course.case.assignments[0].result_files == (DOCUMENT,)
    course.do(c.Publish, at("2026-03-16 08:00"))


@pytest.mark.clause("ST.8.6.3")
def test_an_outcome_is_entered_once_more_only_by_the_body_itself() -> None:
    course = responding(ST).do(c.FinishUrgency, NOW, finished_at=NOW)
    since = len(course.events)
    course.do(c.EnterOutcome, NOW + HOUR, finished_at=NOW + HOUR)
    assert bodies(course, since) == ["OutcomeEntered"], "when it finished is known already"
    course.refused(c.EnterOutcome, NOW + HOUR)


@pytest.mark.clause("ST.9.2")
@pytest.mark.parametrize("edition", EDITIONS)
def test_with_two_bodies_the_desk_waits_for_both(edition: str) -> None:
    course = responding(edition).do(c.DispatchUrgently, NOW, agency=WASTE)
    other = {"by": actor(Role.AGENCY_STAFF, body=WASTE), "assignment": 2}
    head = {"by": actor(Role.AGENCY_LEADER, body=WASTE), "assignment": 2}
    for step in (c.RecordResult, c.SubmitResult, c.ApproveResult):
        course.do(step, NOW, files=(PHOTO,)) if step is c.RecordResult else course.do(step, NOW)
    assert course.case.stage is Stage.HANDLING
    assert not course.owed() & {"check", "publication"}
    course.do(c.ConfirmUrgency, NOW, **other)
    if edition == ST:
        course.do(c.EnterOutcome, NOW, by=DISPATCHER, assignment=2, finished_at=NOW)
    else:
        course.do(c.RecordResult, NOW, **other).do(c.SubmitResult, NOW, **other)
        course.do(c.ApproveResult, NOW, **head)
    assert course.case.stage is Stage.CHECKING


LOCKED = Facts(standing=Standing(account_locked_at=NOW - HOUR))


def locked_out(course: Course, **changes: Any) -> tuple[Event, ...] | Refused:
    return course.ask(sending(course.edition, **changes), NOW, facts=LOCKED)


@pytest.mark.clause("VL.16.0", "VL.15.1.a")
def test_a_locked_account_keeps_nothing_urgent_from_coming_in() -> None:
    assert isinstance(locked_out(Course(VL)), Refused)
    ticked, by_field = locked_out(Course(VL), urgent=True), locked_out(Course(VL), field=Field.FIRE)
    assert not isinstance(ticked, Refused)
    assert not isinstance(by_field, Refused)


@pytest.mark.clause("VL.16.0", "VL.5.6")
def test_something_urgent_comes_in_without_a_link_that_does_not_hold() -> None:
    course = Course(VL)
    assert isinstance(course.ask(sending(course.edition, linked_to="another's"), NOW), Refused)
    course.do(c.Send, NOW, linked_to="another's", urgent=True)
    assert course.case.linked_to is None
    assert course.case.is_urgent


@pytest.mark.clause("VL.16.0", "VL.8.3")
def test_what_the_ioc_finds_in_an_urgent_field_raises_the_alarm() -> None:
    course = Course(VL).do(c.Originate, NOW, field=Field.FIRE)
    assert course.case.alarm is not None
    assert course.case.awaits_force


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_alarm_waits_for_no_verification_with_the_sender(edition: str) -> None:
    course = Course(edition).do(c.Send, NOW).do(c.RequestVerification, NOW).do(c.RaiseAlarm, NOW + MINUTE)
    assert [request.state for request in course.case.requests] == [RequestState.CANCELLED]
    assert "contact" not in course.owed()
    course.refused(c.RequestVerification, NOW + MINUTE)
    course.do(c.LowerAlarm, NOW + MINUTE).do(c.RequestVerification, NOW + 2 * MINUTE)
    assert "after_false_alarm" not in course.owed()


@pytest.mark.clause("ST.8.6.3", "ST.9.2")
def test_a_last_body_that_returns_leaves_the_result_of_the_other_to_be_checked() -> None:
    course = Course(ST).do(c.Send, NOW).do(c.DispatchUrgently, NOW).do(c.DispatchUrgently, NOW, agency=WASTE)
    course.do(c.EnterOutcome, NOW + HOUR, finished_at=NOW)
    assert course.case.stage is Stage.HANDLING
    other = actor(Role.AGENCY_STAFF, body=WASTE)
    course.do(c.ReturnAssignment, NOW + HOUR, by=other, assignment=2)
    assert course.case.stage is Stage.CHECKING
    assert course.owed() == {"publication"}
    assert [holding.party for holding in holders(course.case)] == [Party.IOC]
