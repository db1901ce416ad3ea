"""Several agencies on one case: side by side in Vĩnh Long, under a lead in Sóc Trăng."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.law.casework.walls import WALL
from tests.law.courses import ABSENT, BLANK, ROADS, WASTE, WATER, Course, actor
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Actor
from paht.law.casework.holding import holders
from paht.law.casework.states import AssignmentRole, AssignmentState, Party, Role, Stage

VL, ST = "vinh-long-2025", "soc-trang-2024"
NOW = at("2026-03-10 09:00")
SECOND = timedelta(seconds=1)
A = AssignmentState
Play = Callable[[Course, datetime], object]


def staff(body: str) -> Actor:
    return actor(Role.AGENCY_STAFF, body=body)


def leader(body: str) -> Actor:
    return actor(Role.AGENCY_LEADER, body=body)


def states(course: Course) -> list[AssignmentState]:
    return [a.state for a in course.case.assignments]


def held_by(course: Course) -> set[tuple[Party, str | None]]:
    return {(holding.party, holding.body) for holding in holders(course.case)}


def side_by_side(*bodies: str) -> Course:
    """Vĩnh Long: these agencies have received the report."""
    course = Course(VL).until(c.Accept, NOW).do(c.DispatchToSeveral, NOW, agencies=bodies)
    for number, body in enumerate(bodies, start=1):
        course.do(c.Receive, NOW, by=staff(body), assignment=number)
    return course


def led(*bodies: str, moment: datetime = NOW) -> Course:
    """Sóc Trăng: roads leads, has received and passed on to these, which have received."""
    course = Course(ST).shared(c.PassOn, moment)
    if bodies:
        course.do(c.PassOn, moment, agencies=bodies)
    for number, body in enumerate(bodies, start=2):
        course.do(c.Receive, moment, by=staff(body), assignment=number)
    return course


# Vĩnh Long: side by side


@pytest.mark.clause("VL.11.7")
def test_every_agency_concerned_receives_the_report_with_its_own_part_and_terms() -> None:
    course = Course(VL).until(c.Accept, NOW).do(c.DispatchToSeveral, NOW, agencies=(ROADS, WASTE, WATER))
    assert [(a.agency, a.role, a.state) for a in course.case.assignments] == [
        (body, AssignmentRole.SOLE, A.DISPATCHED) for body in (ROADS, WASTE, WATER)
    ]
    receipts = {duty.body: duty.due_at for duty in course.case.duties if duty.term == "receipt"}
    assert receipts == dict.fromkeys((ROADS, WASTE, WATER), at("2026-03-10 10:00"))
    assert held_by(course) == {(Party.AGENCY, body) for body in (ROADS, WASTE, WATER)}
    course.do(c.Receive, at("2026-03-10 09:30"), by=staff(WASTE), assignment=2)
    (handling,) = (duty for duty in course.case.duties if duty.term == "handling")
    assert (handling.body, handling.due_at) == (WASTE, at("2026-03-18 09:30"))


@pytest.mark.clause("VL.11.4")
def test_the_superior_body_of_every_agency_receives_the_same_at_the_same_time() -> None:
    course = Course(VL).until(c.Accept, NOW).do(c.DispatchToSeveral, NOW)
    assert [a.superior for a in course.case.assignments] == ["committee", "committee"]


@pytest.mark.clause("VL.11.7")
@pytest.mark.parametrize(
    ("agencies", "says"),
    [
        ((), "ít nhất một"),
        ((ROADS,), "từ hai cơ quan"),
        ((ROADS, ROADS), "chỉ chọn một lần"),
        ((ROADS, ABSENT), "chưa tham gia"),
        ((ROADS, "?"), "danh bạ"),
    ],
)
def test_a_choice_of_agencies_that_does_not_hold_is_refused_at_its_field(
    agencies: tuple[str, ...], says: str
) -> None:
    course = Course(VL).until(c.Accept, NOW)
    refused = course.refused(c.DispatchToSeveral, NOW, agencies=agencies)
    assert (refused.clause, refused.field) == ("VL.11.7", "agencies")
    assert says in refused.reason


@pytest.mark.clause("VL.11.7")
def test_a_further_agency_is_charged_while_others_handle_and_nobody_is_charged_twice() -> None:
    course = side_by_side(ROADS, WASTE).do(c.BeginHandling, NOW)
    refused = course.refused(c.DispatchToSeveral, NOW, agencies=(WASTE,))
    assert (refused.clause, refused.field) == ("VL.11.7", "agencies")
    course.do(c.DispatchToSeveral, NOW, agencies=(WATER,))
    assert states(course) == [A.HANDLING, A.RECEIVED, A.DISPATCHED]
    assert course.case.stage is Stage.HANDLING


@pytest.mark.clause("VL.11.7", "VL.13.1.a")
def test_checking_begins_and_publication_is_open_only_when_every_result_is_in() -> None:
    course = side_by_side(ROADS, WASTE)
    course.answered(1, NOW, by=ROADS)
    assert (course.case.stage, "check" in course.owed()) == (Stage.HANDLING, False)
    assert held_by(course) == {(Party.AGENCY, WASTE)}
    assert course.refused(c.Publish, NOW).clause == "VL.13.1.a"
    course.answered(2, NOW)
    assert (course.case.stage, course.owed()) == (Stage.CHECKING, {"check"})
    course.do(c.Publish, NOW)
    assert states(course) == [A.ENDED, A.ENDED]


@pytest.mark.clause("VL.11.7", "VL.12.2.a")
def test_the_return_of_one_agency_stops_neither_the_others_nor_their_terms() -> None:
    course = side_by_side(ROADS, WASTE)
    (of_waste,) = (d for d in course.case.duties if d.term == "handling" and d.body == WASTE)
    course.do(c.ReturnAssignment, NOW)
    assert course.case.stage is Stage.HANDLING
    assert states(course) == [A.RETURNED, A.RECEIVED]
    assert of_waste in course.case.duties
    assert held_by(course) == {(Party.IOC, None), (Party.AGENCY, WASTE)}
    assert course.duty("redispatch").internal


@pytest.mark.clause("VL.11.7")
def test_the_part_given_back_is_dispatched_to_the_body_named_or_closed_with_a_reason() -> None:
    onward = side_by_side(ROADS, WASTE).do(c.ReturnAssignment, NOW)
    onward.do(c.DispatchToSeveral, NOW, agencies=(WATER,))
    assert "redispatch" not in onward.owed()
    assert held_by(onward) == {(Party.AGENCY, WASTE), (Party.AGENCY, WATER)}
    closed = side_by_side(ROADS, WASTE).do(c.ReturnAssignment, NOW)
    assert closed.refused(c.CloseReturnedPart, NOW, note=BLANK).field == "note"
    closed.do(c.CloseReturnedPart, NOW)
    assert held_by(closed) == {(Party.AGENCY, WASTE)}
    assert closed.refused(c.CloseReturnedPart, NOW).clause == "VL.11.7"


@pytest.mark.clause("VL.11.7")
def test_nothing_is_published_while_a_part_given_back_waits_at_the_desk() -> None:
    course = side_by_side(ROADS, WASTE).do(c.ReturnAssignment, NOW)
    course.answered(2, NOW)
    assert (course.case.stage, held_by(course)) == (Stage.HANDLING, {(Party.IOC, None)})
    course.do(c.CloseReturnedPart, NOW)
    assert (course.case.stage, course.owed()) == (Stage.CHECKING, {"check"})


@pytest.mark.clause("VL.11.7")
def test_when_every_agency_has_given_its_part_back_the_report_waits_for_dispatch_again() -> None:
    course = side_by_side(ROADS, WASTE).do(c.ReturnAssignment, NOW)
    course.do(c.ReturnAssignment, NOW, by=staff(WASTE), assignment=2)
    assert (course.case.stage, course.owed(), course.case.part_returned) == (
        Stage.ACCEPTED,
        {"redispatch"},
        False,
    )
    course.do(c.Dispatch, NOW, agency=WATER)


@pytest.mark.clause("VL.11.7", "VL.13.2.b")
def test_a_result_given_back_for_correction_does_not_stop_the_others() -> None:
    course = side_by_side(ROADS, WASTE).answered(1, NOW, by=ROADS)
    course.do(c.ReturnResult, NOW, ground="inadequate")
    assert states(course) == [A.CORRECTING, A.RECEIVED]
    course.answered(2, NOW)
    assert course.case.stage is Stage.HANDLING
    assert course.duty("correction").body == ROADS
    course.answered(1, NOW, by=ROADS)
    assert course.case.stage is Stage.CHECKING


@pytest.mark.clause("VL.8.2.10")
def test_the_sender_cannot_withdraw_once_one_of_several_agencies_has_begun() -> None:
    course = side_by_side(ROADS, WASTE).do(c.BeginHandling, NOW, by=staff(WASTE), assignment=2)
    assert course.refused(c.Withdraw, NOW).clause == "VL.8.2.10"


@pytest.mark.clause("ST.7.3.2")
def test_soc_trang_charges_one_lead_and_never_several_agencies_side_by_side() -> None:
    course = Course(ST).until(c.Accept, NOW)
    assert course.refused(c.DispatchToSeveral, NOW).clause == "ST.2.4"
    for agency in ("?", ABSENT):
        assert course.refused(c.DispatchToLead, NOW, agency=agency).clause == "ST.7.3.2"
    course.do(c.DispatchToLead, NOW)
    assert [(a.agency, a.role) for a in course.case.assignments] == [(ROADS, AssignmentRole.LEAD)]
    assert course.refused(c.DispatchToLead, NOW, agency=WASTE).clause == "ST.7.3.2"
    course.refused(c.Dispatch, NOW, agency=WASTE)


# Sóc Trăng: a lead and cooperating agencies

LEAD_HAS: Play = lambda course, moment: course.shared(c.PassOn, moment)  # noqa: E731
ASKED: Play = lambda course, moment: course.shared(c.PassOn, moment).do(c.PassOn, moment)  # noqa: E731


def _cooperates(course: Course, moment: datetime) -> Course:
    course.shared(c.PassOn, moment).do(c.PassOn, moment)
    return course.do(c.Receive, moment, by=staff(WASTE), assignment=2)


def _gave_back(course: Course, moment: datetime) -> Course:
    ground = {"ground": "cooperating_not_competent"}
    return _cooperates(course, moment).do(c.ReturnAssignment, moment, by=staff(WASTE), assignment=2, **ground)


def _all_in(course: Course, moment: datetime) -> Course:
    return _cooperates(course, moment).answered(2, moment)


def _answer_back(course: Course, moment: datetime) -> Course:
    return _all_in(course, moment).do(c.SendAnswerBack, moment)


def _passes_on(course: Course, moment: datetime) -> Course:
    return course.do(c.PassOn, moment, agencies=(WATER,))


def _answers(course: Course, moment: datetime) -> Course:
    return course.answered(2, moment)


def _submits(number: int, body: str) -> Play:
    def play(course: Course, moment: datetime) -> None:
        course.do(c.RecordResult, moment, by=staff(body), assignment=number)
        course.do(c.SubmitResult, moment, by=staff(body), assignment=number)

    return play


def _lead_answers(course: Course, moment: datetime) -> Course:
    return course.answered(1, moment, by=ROADS)


# Term, clause, length, the agency that owes it, the play that opens it, the play that ends it.
TERMS = [
    pytest.param(
        *("pass_on", "ST.8.2.1", "1 wd", ROADS, LEAD_HAS, _passes_on),
        marks=pytest.mark.clause("ST.8.2.1", "ST.PL2.3"),
    ),
    pytest.param(
        *("cooperation_staff", "ST.PL2.3", "3 wd", WASTE, _cooperates, _submits(2, WASTE)),
        marks=pytest.mark.clause("ST.PL2.3"),
    ),
    pytest.param(
        *("cooperation", "ST.8.2.2", "4 wd", WASTE, _cooperates, _answers),
        marks=pytest.mark.clause("ST.8.2.2"),
    ),
    pytest.param("pass_on_again", "", "1 wd", ROADS, _gave_back, _passes_on),
    pytest.param(
        *("compilation", "ST.PL2.3", "1 wd", ROADS, _all_in, _submits(1, ROADS)),
        marks=pytest.mark.clause("ST.PL2.3"),
    ),
    pytest.param(
        *("lead_answer", "ST.8.2.3", "2 wd", ROADS, _all_in, _lead_answers),
        marks=pytest.mark.clause("ST.8.2.3"),
    ),
    pytest.param("answer_rework", "", "1 wd", WASTE, _answer_back, _answers),
]
TABLE = pytest.mark.parametrize(("term", "clause", "length", "body", "opening", "ending"), TERMS)


@TABLE
@pytest.mark.parametrize("across", WALL)
def test_a_term_of_cooperation_runs_in_working_time_against_the_agency_that_holds_it(
    term: str, clause: str, length: str, body: str, opening: Play, ending: Play, across: str
) -> None:
    given, ends = WALL[across]
    course = Course(ST)
    opening(course, at(given))
    duty = course.duty(term)
    assert (duty.starts_at, duty.due_at) == (at(given), at(ends[length]))
    assert duty.violation_at == at(f"{ends[length][:10]} 17:00")
    assert (duty.clause, duty.internal, duty.body) == (clause, clause == "", body)
    assert duty.holder is Party.AGENCY


@TABLE
@pytest.mark.parametrize(("after", "outcome"), [(timedelta(0), "met"), (SECOND, "late")])
@pytest.mark.parametrize("across", WALL)
def test_the_last_moment_of_cooperation_is_in_time_and_the_next_second_is_late(
    term: str,
    clause: str,
    length: str,
    body: str,
    opening: Play,
    ending: Play,
    across: str,
    after: timedelta,
    outcome: str,
) -> None:
    given, ends = WALL[across]
    course = Course(ST)
    opening(course, at(given))
    duty = course.duty(term)
    ending(course, at(ends[length]) + after)
    assert course.outcome(duty) == outcome


@pytest.mark.clause("ST.PL2.3", "ST.8.4")
@pytest.mark.parametrize(("number", "body"), [(2, WASTE), (1, ROADS)])
def test_the_leader_of_either_agency_has_one_working_day_to_approve(number: int, body: str) -> None:
    course = led(WASTE) if number == 2 else led(WASTE).answered(2, NOW)
    _submits(number, body)(course, at("2026-03-13 16:30"))
    duty = course.duty("leader_approval")
    assert (duty.holder, duty.body, duty.due_at) == (Party.AGENCY_LEADER, body, at("2026-03-16 16:30"))


@pytest.mark.clause("ST.8.1.1", "ST.8.2.1")
def test_the_terms_of_one_agency_do_not_run_against_a_lead_or_those_who_cooperate() -> None:
    course = led()
    assert course.owed() == {"pass_on"}
    course.do(c.PassOn, NOW).do(c.Receive, NOW, by=staff(WASTE), assignment=2)
    assert course.owed() == {"cooperation_staff", "cooperation"}
    alone = Course(ST).until(c.Receive, NOW)
    assert alone.owed() == {"staff_handling", "handling"}


@pytest.mark.clause("ST.7.3.2", "ST.8.2.1")
def test_a_lead_passes_on_or_gives_back_and_does_not_answer_by_itself() -> None:
    course = led()
    for kind in (c.BeginHandling, c.RecordResult):
        assert course.refused(kind, NOW).clause == "ST.8.1.1"
    course.do(c.PassOn, NOW, agencies=(WASTE, WATER))
    assert [(a.agency, a.role, a.state) for a in course.case.assignments] == [
        (ROADS, AssignmentRole.LEAD, A.WAITING),
        (WASTE, AssignmentRole.COOPERATING, A.DISPATCHED),
        (WATER, AssignmentRole.COOPERATING, A.DISPATCHED),
    ]
    assert held_by(course) == {(Party.AGENCY, WASTE), (Party.AGENCY, WATER)}
    course.refused(c.RecordResult, NOW)


@pytest.mark.clause("ST.8.2.1")
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"agencies": ()}, "agencies"),
        ({"agencies": (ROADS,)}, "agencies"),
        ({"agencies": (ABSENT,)}, "agencies"),
        ({"agencies": (WASTE, WASTE)}, "agencies"),
        ({"note": BLANK}, "note"),
    ],
)
def test_what_cannot_be_passed_on_is_refused_at_its_field(said: dict[str, object], field: str) -> None:
    refused = led().refused(c.PassOn, NOW, **said)
    assert refused.field == field
    assert field == "note" or refused.clause == "ST.8.2.1"


@pytest.mark.clause("ST.8.2.1")
@pytest.mark.parametrize("ground", ["lead_not_competent", "no_cooperation_needed"])
def test_a_lead_without_competence_or_need_gives_back_to_the_ioc_and_the_one_agency_course_follows(
    ground: str,
) -> None:
    for moment, late in ((at("2026-03-11 09:00"), False), (at("2026-03-11 09:00") + SECOND, True)):
        course = led().do(c.ReturnAssignment, moment, ground=ground)
        returned = course.events[-1].body
        assert isinstance(returned, e.AssignmentReturned)
        assert returned.late is late
        assert (course.case.stage, course.owed()) == (Stage.ACCEPTED, {"redispatch"})
        course.do(c.Dispatch, moment, agency=WASTE)
        course.do(c.Receive, moment, by=staff(WASTE), assignment=2)
        assert course.owed() == {"staff_handling", "handling"}


@pytest.mark.clause("ST.8.2.1")
def test_a_lead_does_not_give_back_what_others_work_on_or_have_answered() -> None:
    said = {"ground": "no_cooperation_needed"}
    assert led(WASTE).refused(c.ReturnAssignment, NOW, **said).clause == "ST.8.1.2"
    assert led(WASTE).answered(2, NOW).refused(c.ReturnAssignment, NOW, **said).clause == "ST.8.1.2"


@pytest.mark.clause("ST.8.2.1", "ST.8.2.2", "ST.8.1.2")
@pytest.mark.parametrize(
    ("course", "number", "body", "mine"),
    [
        (lambda: Course(ST).until(c.Receive, NOW), 1, ROADS, {"not_competent"}),
        (led, 1, ROADS, {"lead_not_competent", "no_cooperation_needed"}),
        (lambda: led(WASTE), 2, WASTE, {"cooperating_not_competent"}),
    ],
)
def test_each_capacity_has_its_own_grounds_of_return(
    course: Callable[[], Course], number: int, body: str, mine: set[str]
) -> None:
    grounds = {ground.key for ground in Course(ST).edition.return_grounds}
    for ground in grounds - mine:
        said = {"assignment": number, "ground": ground}
        assert course().refused(c.ReturnAssignment, NOW, by=staff(body), **said).field == "ground"
    for ground in mine:
        course().do(c.ReturnAssignment, NOW, by=staff(body), assignment=number, ground=ground)


@pytest.mark.clause("ST.8.2.2", "ST.PL2.3")
def test_a_cooperating_agency_without_competence_gives_back_to_the_lead_naming_the_right_body() -> None:
    back = {"ground": "cooperating_not_competent", "by": staff(WASTE), "assignment": 2}
    nameless = led(WASTE).refused(c.ReturnAssignment, NOW, **(back | {"responsible": " "}))
    assert (nameless.clause, nameless.field) == ("ST.8.2.2", "responsible")
    for moment, late in ((at("2026-03-11 09:00"), False), (at("2026-03-11 09:00") + SECOND, True)):
        course = led(WASTE).do(c.ReturnAssignment, moment, **back)
        returned, told = (event.body for event in course.events[-2:])
        assert isinstance(returned, e.AssignmentReturned)
        assert returned.late is late
        assert told == e.PartReturned(assignment=1, part=2)
        assert course.case.stage is Stage.HANDLING, "it does not go back to the IOC"
        assert held_by(course) == {(Party.AGENCY, ROADS)}
        assert course.owed() == {"pass_on_again"}


@pytest.mark.clause("ST.8.2.1", "ST.8.2.2")
def test_a_lead_to_whom_every_part_came_back_passes_on_again_or_gives_back_to_the_ioc() -> None:
    course = led(WASTE)
    course.do(c.ReturnAssignment, NOW, by=staff(WASTE), assignment=2, ground="cooperating_not_competent")
    assert states(course) == [A.LEADING, A.RETURNED]
    assert course.refused(c.GoOnWithout, NOW).clause == "ST.8.2.3"
    course.do(c.PassOn, NOW, agencies=(WATER,))
    assert states(course) == [A.WAITING, A.RETURNED, A.DISPATCHED]


@pytest.mark.clause("ST.8.2.3", "ST.7.3.2")
def test_the_leads_two_days_run_from_the_last_answer_and_no_earlier() -> None:
    course = led(WASTE, WATER).answered(2, at("2026-03-11 10:00"))
    assert states(course) == [A.WAITING, A.APPROVED, A.RECEIVED]
    assert not course.owed() & {"compilation", "lead_answer"}
    course.answered(3, at("2026-03-12 15:00"), by=WATER)
    assert course.case.assignments[0].state is A.COMPILING
    assert held_by(course) == {(Party.AGENCY, ROADS)}
    assert course.duty("compilation").due_at == at("2026-03-13 15:00")
    assert course.duty("lead_answer").due_at == at("2026-03-16 15:00")


@pytest.mark.clause("ST.8.2.2", "ST.7.3.2")
def test_an_answer_of_a_cooperating_agency_goes_to_the_lead_and_not_to_the_ioc() -> None:
    course = led(WASTE).answered(2, NOW)
    assert course.case.stage is Stage.HANDLING
    assert "publication" not in course.owed()
    refused = course.refused(c.ReturnResult, NOW, assignment=2)
    assert refused.clause == "ST.9.4"
    course.answered(1, NOW, by=ROADS)
    assert (course.case.stage, course.owed()) == (Stage.CHECKING, {"publication"})


@pytest.mark.clause("ST.8.2.3", "ST.7.3.2")
def test_a_part_given_back_is_passed_on_or_left_out_before_the_lead_compiles() -> None:
    course = led(WASTE, WATER).answered(2, NOW)
    back = {"ground": "cooperating_not_competent", "assignment": 3}
    course.do(c.ReturnAssignment, NOW, by=staff(WATER), **back)
    assert (states(course)[0], held_by(course)) == (A.WAITING, {(Party.AGENCY, ROADS)})
    assert "lead_answer" not in course.owed()
    assert course.refused(c.GoOnWithout, NOW, note=BLANK).field == "note"
    course.do(c.GoOnWithout, at("2026-03-10 10:00"))
    assert states(course)[0] is A.COMPILING
    assert course.duty("lead_answer").due_at == at("2026-03-12 10:00")


@pytest.mark.clause("ST.8.2.3")
def test_a_part_left_out_while_others_work_leaves_the_lead_waiting_for_them() -> None:
    course = led(WASTE, WATER)
    back = {"ground": "cooperating_not_competent", "assignment": 3}
    course.do(c.ReturnAssignment, NOW, by=staff(WATER), **back).do(c.GoOnWithout, NOW)
    assert (states(course)[0], held_by(course)) == (A.WAITING, {(Party.AGENCY, WASTE)})
    course.answered(2, NOW)
    assert "lead_answer" in course.owed()


@pytest.mark.clause("ST.7.3.2", "ST.8.2.3")
def test_a_lead_gives_an_inadequate_answer_back_and_its_two_days_run_anew_from_the_next_one() -> None:
    course = led(WASTE).answered(2, NOW)
    assert course.refused(c.SendAnswerBack, NOW, note=BLANK).field == "note"
    owed = course.duty("lead_answer")
    course.do(c.SendAnswerBack, at("2026-03-10 10:00"))
    assert course.outcome(owed) == "void", "the lead has brought no result"
    assert states(course) == [A.WAITING, A.CORRECTING]
    assert (course.case.assignments[1].times_returned, course.owed()) == (1, {"answer_rework"})
    course.answered(2, at("2026-03-11 10:00"))
    assert course.duty("lead_answer").due_at == at("2026-03-13 10:00")


@pytest.mark.clause("ST.7.3.2")
def test_an_answer_is_given_back_by_the_lead_alone_and_not_after_the_lead_has_submitted() -> None:
    course = led(WASTE, WATER).answered(2, NOW)
    for body in (WASTE, WATER):
        assert course.refused(c.SendAnswerBack, NOW, by=staff(body)).clause == "ST.7.3.2"
    course.answered(3, NOW, by=WATER)
    _submits(1, ROADS)(course, NOW)
    assert course.refused(c.SendAnswerBack, NOW).clause == "ST.7.3.2"


@pytest.mark.clause("ST.8.2.3")
def test_a_lead_that_lets_its_two_days_pass_stays_late_although_it_gives_an_answer_back() -> None:
    course = led(WASTE).answered(2, NOW)
    owed = course.duty("lead_answer")
    course.do(c.SendAnswerBack, owed.due_at + SECOND)
    assert course.outcome(owed) == "late"


@pytest.mark.clause("ST.7.3.4")
@pytest.mark.parametrize(("tell", "superior"), [(True, "committee"), (False, None)])
def test_soc_trang_chooses_at_each_dispatch_whether_the_superior_body_is_told(
    tell: bool, superior: str | None
) -> None:
    course = Course(ST).until(c.Accept, NOW).do(c.Dispatch, NOW, tell_superior=tell)
    assert course.case.assignments[0].superior == superior
    course = Course(ST).until(c.Accept, NOW).do(c.DispatchToLead, NOW, tell_superior=tell).do(c.Receive, NOW)
    course.do(c.PassOn, NOW, tell_superior=not tell)
    other = "committee" if superior is None else None
    assert [a.superior for a in course.case.assignments] == [superior, other]


@pytest.mark.clause("VL.11.4")
def test_vinh_long_always_tells_the_superior_body() -> None:
    course = Course(VL).until(c.Accept, NOW).do(c.Dispatch, NOW, tell_superior=False)
    assert course.case.assignments[0].superior == "committee"
