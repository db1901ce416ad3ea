"""Who may do what: every command, every role, every relation to the case."""

from dataclasses import replace
from datetime import datetime

import pytest
from tests.law.courses import ABSENT, EDITIONS, ROADS, STAFF, WASTE, Course, actor, command, with_procedure
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.authority import objection
from paht.law.casework.case import Actor, Refused
from paht.law.casework.decide import COMMANDS
from paht.law.casework.states import AGENCY_ROLES, AssignmentState, Procedure, Role, Stage
from paht.law.editions import get
from paht.law.editions.rows import Relation

NOW = at("2026-03-10 09:00")
LATER = at("2026-04-20 09:00")
DESK = {Role.INTAKE, Role.DISPATCHER}
AGENCY = {Role.AGENCY_STAFF, Role.AGENCY_LEADER}

MAY: dict[type[c.Command], set[Role]] = {
    c.Send: {Role.SENDER},
    c.Originate: DESK,
    c.Enter: DESK,
    c.RequestVerification: DESK,
    c.AnswerVerification: {Role.SENDER},
    c.RecordVerification: DESK,
    c.LapseVerification: {Role.SYSTEM},
    c.AskConfidentiality: {Role.SENDER},
    c.MarkSecret: {*DESK, Role.PUBLISHER, *AGENCY},
    c.ProposeCommendation: {*DESK, Role.PUBLISHER},
    c.MarkFalse: {*DESK, Role.PUBLISHER},
    c.Verify: DESK,
    c.RequestSupplement: DESK,
    c.Supplement: {Role.SENDER},
    c.LapseSupplement: {Role.SYSTEM},
    c.Refuse: DESK,
    c.Accept: DESK,
    c.Dispatch: {Role.DISPATCHER},
    c.DispatchToSeveral: {Role.DISPATCHER},
    c.CloseReturnedPart: {Role.DISPATCHER},
    c.DispatchToLead: {Role.DISPATCHER},
    c.PassOn: AGENCY,
    c.GoOnWithout: AGENCY,
    c.SendAnswerBack: AGENCY,
    c.Receive: AGENCY,
    c.ReturnAssignment: AGENCY,
    c.BeginHandling: AGENCY,
    c.RecordResult: AGENCY,
    c.SubmitResult: AGENCY,
    c.ApproveResult: {Role.AGENCY_LEADER},
    c.RejectResult: {Role.AGENCY_LEADER},
    c.ReturnResult: {Role.DISPATCHER, Role.PUBLISHER},
    c.Publish: {Role.PUBLISHER},
    c.Rate: {Role.SENDER},
    c.Withdraw: {Role.SENDER},
    c.Urge: AGENCY | {Role.DISPATCHER, Role.SUPERVISING_DEPARTMENT, Role.PROVINCIAL_LEADER},
    c.MoveTerms: {Role.SYSTEM},
    c.AskCoordinator: {Role.DISPATCHER},
    c.AnswerCoordination: AGENCY,
    c.AskAgreement: {Role.DISPATCHER, Role.PUBLISHER},
    c.Agree: AGENCY,
    c.Disagree: AGENCY,
    c.DraftInvitation: {Role.DISPATCHER},
    c.SendInvitation: {Role.SUPERVISING_DEPARTMENT},
    c.RecordJoining: {Role.SYSTEM},
    c.GiveUpInvitation: {Role.DISPATCHER, Role.SUPERVISING_DEPARTMENT},
    c.Escalate: {Role.DISPATCHER, Role.SUPERVISING_DEPARTMENT},
    c.ReportDossier: {Role.SUPERVISING_DEPARTMENT},
    c.RecordDirection: {Role.SUPERVISING_DEPARTMENT, Role.PROVINCIAL_LEADER},
    c.WithdrawEscalation: {Role.DISPATCHER, Role.SUPERVISING_DEPARTMENT},
    c.PassForMonitoring: {Role.DISPATCHER},
    c.RequestExtension: AGENCY,
    c.GrantExtension: DESK,
    c.RefuseExtension: DESK,
    c.DeclareSanctionProcedure: AGENCY,
    c.ReportProgress: AGENCY,
    c.HandleDirectly: {Role.AGENCY_LEADER},
    c.EndorseResult: {Role.AGENCY_DEPUTY, Role.AGENCY_LEADER},
    c.DeclineResult: {Role.AGENCY_DEPUTY, Role.AGENCY_LEADER},
    c.RequestStepBack: AGENCY,
    c.AgreeStepBack: {Role.DISPATCHER, Role.PUBLISHER},
    c.DeclineStepBack: {Role.DISPATCHER, Role.PUBLISHER},
    c.Interact: {Role.SENDER},
    c.InteractWithPublic: {Role.INTERACTOR},
    c.JudgeInteraction: DESK | {Role.PUBLISHER},
    c.AnswerInteraction: AGENCY,
    c.ReturnAnswer: {Role.DISPATCHER, Role.PUBLISHER},
    c.ReleaseInteraction: {Role.PUBLISHER},
    c.ReleaseText: DESK | {Role.PUBLISHER},
    c.ReleaseWords: DESK | {Role.PUBLISHER},
    c.ReleasePictures: DESK | {Role.PUBLISHER},
    c.RecordCall: DESK | {Role.PUBLISHER},
    c.OfferUpdate: AGENCY,
    c.PostUpdate: {Role.PUBLISHER},
    c.DeclineUpdate: {Role.PUBLISHER},
    c.RaiseAlarm: DESK,
    c.LowerAlarm: DESK,
    c.PassAlarm: {Role.SYSTEM},
    c.DispatchUrgently: DESK,
    c.ConfirmUrgency: AGENCY,
    c.FinishUrgency: AGENCY,
    c.EnterOutcome: DESK,
}
"""Written out here again, so that a row that grants too much or too little is noticed."""

READERS = {
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    Role.DATA_PROTECTION_OFFICER,
}

BEFORE: dict[type[c.Command], type[c.Command] | None] = {
    c.Send: None,
    c.Originate: None,
    c.Enter: None,
    c.RequestVerification: c.Send,
    c.AnswerVerification: c.Send,
    c.RecordVerification: c.Send,
    c.LapseVerification: c.Send,
    c.AskConfidentiality: c.Dispatch,
    c.MarkSecret: c.Receive,
    c.ProposeCommendation: c.Publish,
    c.MarkFalse: c.Publish,
    c.Verify: c.Send,
    c.RequestSupplement: c.Send,
    c.Supplement: c.Send,
    c.LapseSupplement: c.Send,
    c.Refuse: c.Send,
    c.Accept: c.Verify,
    c.Dispatch: c.Accept,
    c.Receive: c.Dispatch,
    c.ReturnAssignment: c.Receive,
    c.BeginHandling: c.Receive,
    c.RecordResult: c.Receive,
    c.SubmitResult: c.RecordResult,
    c.ApproveResult: c.SubmitResult,
    c.RejectResult: c.SubmitResult,
    c.ReturnResult: c.ApproveResult,
    c.Publish: c.ApproveResult,
    c.Rate: c.Publish,
    c.Withdraw: c.Send,
    c.Urge: c.Dispatch,
    c.MoveTerms: c.Send,
    c.AskCoordinator: c.Accept,
    c.AnswerCoordination: c.Accept,
    c.AskAgreement: c.Accept,
    c.Agree: c.Accept,
    c.Disagree: c.Accept,
    c.DraftInvitation: c.Accept,
    c.SendInvitation: c.Accept,
    c.RecordJoining: c.Accept,
    c.GiveUpInvitation: c.Accept,
    c.Escalate: c.Accept,
    c.ReportDossier: c.Accept,
    c.RecordDirection: c.Accept,
    c.WithdrawEscalation: c.Accept,
    c.PassForMonitoring: c.Accept,
    c.RequestExtension: c.Receive,
    c.GrantExtension: c.Receive,
    c.RefuseExtension: c.Receive,
    c.DeclareSanctionProcedure: c.Receive,
    c.ReportProgress: c.Receive,
    c.HandleDirectly: c.Receive,
    c.EndorseResult: c.SubmitResult,
    c.DeclineResult: c.SubmitResult,
    c.RequestStepBack: c.ApproveResult,
    c.AgreeStepBack: c.ApproveResult,
    c.DeclineStepBack: c.ApproveResult,
    c.Interact: c.Publish,
    c.InteractWithPublic: c.Publish,
    c.JudgeInteraction: c.Publish,
    c.AnswerInteraction: c.Publish,
    c.ReturnAnswer: c.Publish,
    c.ReleaseInteraction: c.Publish,
    c.ReleaseText: c.Accept,
    c.ReleasePictures: c.Accept,
    c.ReleaseWords: c.Publish,
    c.RecordCall: c.Dispatch,
    c.OfferUpdate: c.Publish,
    c.PostUpdate: c.Publish,
    c.DeclineUpdate: c.Publish,
    c.RaiseAlarm: c.Send,
    c.LowerAlarm: c.Send,
    c.PassAlarm: c.Send,
    c.DispatchUrgently: c.Send,
    c.ConfirmUrgency: c.Send,
    c.FinishUrgency: c.Send,
    c.EnterOutcome: c.Send,
}

THEN: dict[type[c.Command], tuple[type[c.Command], ...]] = {
    c.Supplement: (c.RequestSupplement,),
    c.LapseSupplement: (c.RequestSupplement,),
    c.GrantExtension: (c.RequestExtension,),
    c.RefuseExtension: (c.RequestExtension,),
    c.AgreeStepBack: (c.RequestStepBack,),
    c.DeclineStepBack: (c.RequestStepBack,),
    c.PostUpdate: (c.OfferUpdate,),
    c.DeclineUpdate: (c.OfferUpdate,),
    c.AnswerVerification: (c.RequestVerification,),
    c.RecordVerification: (c.RequestVerification,),
    c.LapseVerification: (c.RequestVerification,),
    c.JudgeInteraction: (c.Interact,),
    c.ReleaseWords: (c.Interact,),
    c.AnswerInteraction: (c.Interact,),
    c.ReturnAnswer: (c.Interact, c.AnswerInteraction),
    c.ReleaseInteraction: (c.Interact, c.AnswerInteraction),
    c.AnswerCoordination: (c.AskCoordinator,),
    c.AskAgreement: (c.AskCoordinator, c.AnswerCoordination, c.Dispatch),
    c.Agree: (c.AskCoordinator, c.AnswerCoordination, c.Dispatch, c.AskAgreement),
    c.Disagree: (c.AskCoordinator, c.AnswerCoordination, c.Dispatch, c.AskAgreement),
    c.SendInvitation: (c.DraftInvitation,),
    c.RecordJoining: (c.DraftInvitation,),
    c.GiveUpInvitation: (c.DraftInvitation,),
    c.ReportDossier: (c.Escalate,),
    c.RecordDirection: (c.Escalate, c.ReportDossier),
    c.WithdrawEscalation: (c.Escalate,),
    c.LowerAlarm: (c.RaiseAlarm,),
    c.PassAlarm: (c.RaiseAlarm,),
    c.ConfirmUrgency: (c.DispatchUrgently,),
    c.FinishUrgency: (c.DispatchUrgently, c.ConfirmUrgency),
    c.EnterOutcome: (c.DispatchUrgently,),
}
"""What must have been done beside the course before; a dispatch brings the result with it."""


PROCEDURE = {
    c.HandleDirectly: Procedure.DIRECT,
    c.EndorseResult: Procedure.STAFF_DEPUTY_LEADER,
    c.DeclineResult: Procedure.STAFF_DEPUTY_LEADER,
}
"""The internal procedure that a command belongs to."""

SHARED = {
    *(c.DispatchToSeveral, c.CloseReturnedPart, c.DispatchToLead),
    *(c.PassOn, c.GoOnWithout, c.SendAnswerBack),
}
"""Commands of a case that several agencies share."""


def ready_for(kind: type[c.Command], edition: str) -> Course:
    course = Course(edition, with_procedure(PROCEDURE.get(kind, Procedure.STAFF_LEADER)))
    if kind in SHARED:
        return course.shared(kind, NOW) if course.edition.step(kind) else course
    last = BEFORE[kind]
    if last is not None:
        course.until(last, NOW)
    for step in THEN.get(kind, ()) if course.edition.step(kind) else ():
        if step is c.Dispatch:
            course.handled(NOW, agency=WASTE)
        else:
            course.do(step, NOW)
    return course.joined(ABSENT) if kind is c.RecordJoining else course


FOLLOWERS = frozenset({c.Urge})
"""What is for the superior body of the agency, not for the agency itself."""


def when(kind: type[c.Command]) -> datetime:
    return LATER if kind in (c.LapseSupplement, c.LapseVerification, c.PassAlarm) else NOW


def people() -> list[tuple[Actor, bool]]:
    """Every role in every relation to the case, and whether that relation is the right one."""
    found = [(actor(role), True) for role in Role]
    found += [(actor(role, body=WASTE), False) for role in sorted(AGENCY_ROLES)]
    found += [(Actor("nobody's", frozenset({role}), None), False) for role in sorted(AGENCY_ROLES)]
    found += [(actor(Role.SENDER, id="another-sender"), False)]
    found += [(Actor("roleless", frozenset(), ROADS), False)]
    return found


CASES = [
    pytest.param(
        edition,
        kind,
        who,
        related,
        id=f"{edition[:2]} {kind.__name__} {who.id} {who.body or '-'}",
        marks=[pytest.mark.clause(step.clause)] if (step := get(edition).step(kind)) else [],
    )
    for edition in EDITIONS
    for kind in COMMANDS
    for who, related in people()
]


@pytest.mark.clause("VL.2.4", "VL.2.6", "VL.12.3", "ST.2.4", "ST.2.6", "ST.9.1", "VL.8.2.10")
@pytest.mark.parametrize(("edition", "kind", "who", "related"), CASES)
def test_only_those_whom_the_row_names_may_do_it_to_their_own_case(
    edition: str, kind: type[c.Command], who: Actor, related: bool
) -> None:
    course = Course(edition)
    step = course.edition.step(kind)
    if step is None:
        assert course.refused(kind, NOW, by=who).clause == course.edition.own_clause
        return
    course = ready_for(kind, edition)
    if kind in FOLLOWERS and who.roles & AGENCY_ROLES:
        related, who = (not related, replace(who, body="committee")) if who.body == WASTE else (False, who)
    answer = course.ask(command(kind, course.edition), when(kind), by=who)
    anybody_may_send = kind is c.Send and Role.SENDER in who.roles
    if who.roles & MAY[kind] and (related or anybody_may_send):
        assert not isinstance(answer, Refused), answer
    else:
        assert isinstance(answer, Refused)
        assert (answer.clause, answer.field) == (step.clause, None)
        assert step.name in answer.reason


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("role", sorted(READERS))
def test_those_who_only_read_can_do_nothing(edition: str, role: Role) -> None:
    known = Course(edition).edition
    for kind in COMMANDS:
        if known.step(kind) is None:
            Course(edition).refused(kind, when(kind), by=actor(role, body=ROADS))
        elif role not in MAY[kind]:
            ready_for(kind, edition).refused(kind, when(kind), by=actor(role, body=ROADS))


@pytest.mark.clause("VL.12.3", "ST.2.6")
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_agency_that_had_the_case_before_can_do_nothing_to_the_next_ones_part(edition: str) -> None:
    course = Course(edition).until(c.Receive, NOW).do(c.ReturnAssignment, NOW)
    course.do(c.Dispatch, NOW, agency=WASTE)
    course.refused(c.Receive, NOW, by=STAFF, assignment=2)
    course.refused(c.Receive, NOW, by=STAFF, assignment=1)
    course.do(c.Receive, NOW, by=actor(Role.AGENCY_STAFF, body=WASTE), assignment=2)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_person_of_two_roles_acts_in_the_one_that_fits(edition: str) -> None:
    both = Actor("the-sender", frozenset({Role.SENDER, Role.AGENCY_STAFF}), ROADS)
    course = Course(edition).do(c.Send, NOW, by=both)
    course.do(c.Verify, NOW).do(c.Accept, NOW).do(c.Dispatch, NOW).do(c.Receive, NOW, by=both)
    course.refused(c.ApproveResult, NOW, by=both)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("relation", "body", "may"),
    [
        (Relation.CHARGED, ROADS, True),
        (Relation.CHARGED, WASTE, False),
        (Relation.CHARGED, "committee", False),
        (Relation.SUPERIOR, "committee", True),
        (Relation.SUPERIOR, ROADS, False),
        (Relation.SUPERIOR, WASTE, False),
        (Relation.ANY, WASTE, True),
    ],
)
@pytest.mark.parametrize("kind", [c.BeginHandling, c.Publish])
def test_an_agency_must_stand_to_the_case_as_the_row_says(
    edition: str, relation: Relation, body: str, may: bool, kind: type[c.Command]
) -> None:
    course = Course(edition).until(c.Receive, NOW)
    step = replace(
        course.edition.by_command[kind],
        by=frozenset({Role.AGENCY_STAFF}),
        at=frozenset({AssignmentState.RECEIVED, Stage.HANDLING}),
        relation=relation,
    )
    row = replace(course.edition, by_command={**course.edition.by_command, kind: step})
    number = 1 if kind is c.BeginHandling else None
    who = actor(Role.AGENCY_STAFF, body=body)
    refused = objection(case=course.case, actor=who, edition=row, command=kind, number=number)
    assert (refused is None) is may


@pytest.mark.clause("VL.12.3", "ST.2.6")
@pytest.mark.parametrize("edition", EDITIONS)
def test_who_is_head_and_staff_of_another_agency_can_do_nothing_either(edition: str) -> None:
    both = Actor("x", AGENCY_ROLES, WASTE)
    Course(edition).until(c.Dispatch, NOW).refused(c.Receive, NOW, by=both)
