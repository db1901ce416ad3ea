"""The course written down a second time, as the checks expect it: authority, effects of events, what is carried over.

The law's own code is not asked here: what two writings of one rule disagree about is a defect in one of them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Actor, Alarm, Assignment, Case, Request
from paht.law.casework.states import (
    AGENCY_ROLES,
    AssignmentRole,
    AssignmentState,
    Party,
    Procedure,
    RequestKind,
    RequestState,
    Role,
    Stage,
)
from paht.law.editions.rows import Edition, Relation, Step
from paht.simulation.files import open_requests

Yield = Callable[[Case], tuple[type[e.Body], ...]]


def one(body: type[e.Body]) -> Yield:
    """Always this event."""
    return lambda case: (body,)


def _handled_directly(case: Case) -> tuple[type[e.Body], ...]:
    return (e.ResultRecorded, e.ResultApproved)


def _answered(case: Case) -> tuple[type[e.Body], ...]:
    if case.secret_reference is not None:
        return (e.AnsweredElsewhere,)
    return (e.AnsweredPrivately,) if case.non_public_ground or case.confidential else (e.Published,)


def _asked(case: Case) -> tuple[int | None, ...]:
    """The parts whose agencies are asked about the answer: the lead's, else all that came to an end with a result."""
    ended = [a for a in case.assignments if a.state is AssignmentState.ENDED and a.approved_at]
    leads = tuple(a.number for a in ended if a.role is AssignmentRole.LEAD)
    return leads or tuple(a.number for a in ended if a.role is AssignmentRole.SOLE) or (None,)


UNSATISFIED = "unsatisfied"
"""The level of every edition at which the agency has to clarify."""


def _called(case: Case) -> tuple[type[e.Body], ...]:
    """Every agency at work on it, as yet in the ordinary way, is called."""
    at_work = (AssignmentState.DISPATCHED, AssignmentState.RECEIVED, AssignmentState.HANDLING)
    return tuple(e.UrgencyOrdered for a in case.assignments if a.state in at_work)


def urgent(case: Case) -> bool:
    """Whether an alarm was raised and not lowered."""
    return case.alarm is not None and case.alarm.lowered_at is None


def _dispatched_urgently(case: Case) -> tuple[type[e.Body], ...]:
    raised = () if urgent(case) else (e.AlarmRaised, *_called(case))
    verified = (e.Verified,) if case.stage is Stage.SENT else ()
    accepted = (e.Accepted,) if case.stage in (Stage.SENT, Stage.VERIFIED) else ()
    return (*raised, *verified, *accepted, e.Dispatched, e.UrgencyOrdered)


def _alarm_lowered(case: Case) -> tuple[type[e.Body], ...]:
    called = (AssignmentState.SUMMONED, AssignmentState.RESPONDING)
    return (e.AlarmLowered, *(e.OrdinaryResumed for a in case.assignments if a.state in called))


YIELDS: dict[type[c.Command], Yield] = {
    c.Send: one(e.Sent),
    c.Originate: one(e.Sent),
    c.Enter: one(e.Sent),
    c.RequestVerification: one(e.VerificationRequested),
    c.AnswerVerification: one(e.VerificationAnswered),
    c.LapseVerification: one(e.VerificationLapsed),
    c.AskConfidentiality: one(e.ConfidentialityAsked),
    c.MarkSecret: one(e.SecretMarked),
    c.ProposeCommendation: one(e.CommendationProposed),
    c.MarkFalse: one(e.FoundFalse),
    c.Verify: one(e.Verified),
    c.RequestSupplement: one(e.SupplementRequested),
    c.Supplement: one(e.Supplemented),
    c.LapseSupplement: one(e.SupplementLapsed),
    c.Refuse: one(e.CaseRefused),
    c.Accept: one(e.Accepted),
    c.Dispatch: one(e.Dispatched),
    c.Receive: one(e.Received),
    c.ReturnAssignment: one(e.AssignmentReturned),
    c.BeginHandling: one(e.HandlingBegun),
    c.RecordResult: one(e.ResultRecorded),
    c.SubmitResult: one(e.ResultSubmitted),
    c.ApproveResult: one(e.ResultApproved),
    c.RejectResult: one(e.ResultRejected),
    c.ReturnResult: one(e.ResultReturned),
    c.Publish: _answered,
    c.Rate: one(e.Rated),
    c.Interact: lambda case: (e.InteractionSent,) * len(_asked(case)),
    c.InteractWithPublic: lambda case: (e.InteractionSent,) * len(_asked(case)),
    c.JudgeInteraction: one(e.InteractionJudged),
    c.AnswerInteraction: one(e.InteractionAnswered),
    c.ReturnAnswer: one(e.AnswerReturned),
    c.ReleaseInteraction: one(e.InteractionReleased),
    c.RecordCall: one(e.CallRecorded),
    c.OfferUpdate: one(e.UpdateOffered),
    c.PostUpdate: one(e.UpdatePosted),
    c.DeclineUpdate: one(e.UpdateDeclined),
    c.Withdraw: one(e.Withdrawn),
    c.Urge: one(e.Urged),
    c.MoveTerms: one(e.TermMoved),
    c.RequestExtension: one(e.ExtensionRequested),
    c.GrantExtension: one(e.ExtensionGranted),
    c.RefuseExtension: one(e.ExtensionRefused),
    c.DeclareSanctionProcedure: one(e.SanctionProcedureDeclared),
    c.ReportProgress: one(e.ProgressReported),
    c.HandleDirectly: _handled_directly,
    c.EndorseResult: one(e.ResultEndorsed),
    c.DeclineResult: one(e.ResultRejected),
    c.RequestStepBack: one(e.StepBackRequested),
    c.AgreeStepBack: one(e.StepBackAgreed),
    c.DeclineStepBack: one(e.StepBackDeclined),
    c.RaiseAlarm: lambda case: (e.AlarmRaised, *_called(case)),
    c.LowerAlarm: _alarm_lowered,
    c.PassAlarm: one(e.AlarmPassed),
    c.DispatchUrgently: _dispatched_urgently,
    c.ConfirmUrgency: one(e.UrgencyConfirmed),
    c.FinishUrgency: one(e.UrgencyFinished),
}
"""What a command that succeeds must cause; moving terms may also find nothing to move."""

OUTCOMES: dict[str, type[e.Body]] = {
    "verified": e.VerificationSucceeded,
    "not_reached": e.VerificationTried,
    "wrong": e.VerificationFailed,
}


def yielded(command: c.Command, case: Case) -> tuple[type[e.Body], ...]:
    """The events that the command must cause if it succeeds; a dissatisfied rating also asks for clarifications."""
    if isinstance(command, c.Rate) and command.level == UNSATISFIED:
        return (e.Rated, *(e.ClarificationOwed,) * len(_asked(case)))
    if isinstance(command, c.RecordVerification):
        return (OUTCOMES[command.outcome],)
    if isinstance(command, c.EnterOutcome):
        assignment = _numbered(case.assignments, command.assignment)
        known = assignment is not None and assignment.finished_at is not None
        return (e.OutcomeEntered,) if known else (e.UrgencyFinished, e.OutcomeEntered)
    return YIELDS[type(command)](case)


STAGE_AFTER: dict[type[e.Body], Stage] = {
    e.Sent: Stage.SENT,
    e.Verified: Stage.VERIFIED,
    e.SupplementRequested: Stage.SENT,
    e.SupplementLapsed: Stage.REFUSED,
    e.CaseRefused: Stage.REFUSED,
    e.VerificationFailed: Stage.REFUSED,
    e.VerificationLapsed: Stage.REFUSED,
    e.AnsweredElsewhere: Stage.ANSWERED,
    e.Accepted: Stage.ACCEPTED,
    e.Dispatched: Stage.HANDLING,
    e.ResultReturned: Stage.HANDLING,
    e.StepBackAgreed: Stage.HANDLING,
    e.Published: Stage.PUBLISHED,
    e.AnsweredPrivately: Stage.ANSWERED,
    e.Withdrawn: Stage.WITHDRAWN,
}
"""The stage after an event; one that is not named here leaves it, but for the two in :func:`stage_after`."""

EVIDENCE = frozenset({RequestKind.SUPPLEMENT, RequestKind.VERIFICATION})
"""What an alarm waits for no longer."""

ASSIGNMENT_AFTER: dict[type[e.Body], AssignmentState] = {
    e.Dispatched: AssignmentState.DISPATCHED,
    e.Received: AssignmentState.RECEIVED,
    e.AssignmentReturned: AssignmentState.RETURNED,
    e.HandlingBegun: AssignmentState.HANDLING,
    e.ResultRecorded: AssignmentState.HANDLED,
    e.ResultApproved: AssignmentState.APPROVED,
    e.ResultRejected: AssignmentState.CORRECTING,
    e.ResultEndorsed: AssignmentState.SUBMITTED,
    e.StepBackAgreed: AssignmentState.CORRECTING,
    e.UrgencyOrdered: AssignmentState.SUMMONED,
    e.UrgencyConfirmed: AssignmentState.RESPONDING,
    e.UrgencyFinished: AssignmentState.RESPONDING,
    e.OutcomeEntered: AssignmentState.APPROVED,
}

REQUEST_AFTER: dict[type[e.Body], RequestState] = {
    e.InteractionAnswered: RequestState.CHECKING,
    e.AnswerReturned: RequestState.OPEN,
    e.InteractionReleased: RequestState.ANSWERED,
    e.UpdateOffered: RequestState.OPEN,
    e.UpdatePosted: RequestState.ANSWERED,
    e.UpdateDeclined: RequestState.DECLINED,
    e.SupplementRequested: RequestState.OPEN,
    e.Supplemented: RequestState.ANSWERED,
    e.SupplementLapsed: RequestState.LAPSED,
    e.VerificationRequested: RequestState.OPEN,
    e.VerificationAnswered: RequestState.ANSWERED,
    e.VerificationTried: RequestState.OPEN,
    e.VerificationSucceeded: RequestState.ANSWERED,
    e.VerificationFailed: RequestState.ANSWERED,
    e.VerificationLapsed: RequestState.LAPSED,
    e.ExtensionRequested: RequestState.OPEN,
    e.ExtensionGranted: RequestState.ANSWERED,
    e.ExtensionRefused: RequestState.ANSWERED,
    e.StepBackRequested: RequestState.OPEN,
    e.StepBackAgreed: RequestState.ANSWERED,
    e.StepBackDeclined: RequestState.ANSWERED,
}

CARRIED: dict[type[e.Body], tuple[tuple[str, str], ...]] = {
    e.Sent: tuple(
        (name, name)
        for name in (
            "edition",
            "kind",
            "field",
            "channel",
            "sender",
            "place",
            "original",
            "files",
            "personal_public",
            "source",
            "linked_to",
            "confidential",
            "first_time",
        )
    ),
    e.SupplementLapsed: (("clause", "end_clause"),),
    e.CaseRefused: (("ground", "end_clause"), ("reason", "answer")),
    e.VerificationFailed: (("clause", "end_clause"), ("note", "answer")),
    e.VerificationLapsed: (("clause", "end_clause"),),
    e.SecretMarked: (("reference", "secret_reference"),),
    e.AnsweredElsewhere: (("reference", "secret_reference"),),
    e.Accepted: (("text", "text"), ("field", "field"), ("non_public_ground", "non_public_ground")),
    e.Published: (("answer", "answer"),),
    e.AnsweredPrivately: (("answer", "answer"),),
    e.Rated: (("level", "rating"),),
}
"""What an event says and the case must say after it: field of the event, field of the case."""

REQUEST_CARRIED: dict[type[e.Body], tuple[tuple[str, str], ...]] = {
    e.InteractionSent: (("original", "text"), ("by", "by"), ("assignment", "assignment")),
    e.ClarificationOwed: (("text", "text"), ("assignment", "assignment")),
    e.InteractionJudged: (("judgement", "judgement"), ("by", "by")),
    e.InteractionAnswered: (("answer", "answer"),),
    e.InteractionReleased: (("question", "question"), ("answer", "answer")),
    e.UpdateOffered: (("text", "text"), ("assignment", "assignment"), ("files", "files")),
    e.UpdatePosted: (("text", "answer"),),
}
"""What an event says and its request must say after it."""

ASSIGNMENT_CARRIED: dict[type[e.Body], tuple[tuple[str, str], ...]] = {
    e.Dispatched: (("agency", "agency"), ("role", "role"), ("superior", "superior")),
    e.ResultRecorded: (("result", "result"), ("files", "result_files")),
    e.ExtensionGranted: (("until", "extended_on"),),
    e.SanctionProcedureDeclared: (("ground", "sanction"),),
    e.OutcomeEntered: (("result", "result"), ("files", "result_files")),
    e.UrgencyFinished: (("finished_at", "finished_at"),),
}

MOMENTS: dict[type[e.Body], str] = {
    e.Sent: "sent_at",
    e.Verified: "verified_at",
    e.Accepted: "accepted_at",
    e.CommendationProposed: "commended_at",
    e.FoundFalse: "found_false_at",
}
"""The field of the case that keeps the event's moment; every end keeps it in ``ended_at``."""

ASSIGNMENT_MOMENTS: dict[type[e.Body], str] = {
    e.Dispatched: "dispatched_at",
    e.Received: "received_at",
    e.HandlingBegun: "begun_at",
    e.ResultApproved: "approved_at",
    e.OutcomeEntered: "approved_at",
    e.UrgencyOrdered: "called_at",
}

LASTING = (
    *("id", "edition", "kind", "channel", "sender", "place", "personal_public", "sent_at"),
    *("source", "linked_to", "first_time"),
)
"""Fields of the case that nothing changes once it is sent."""


def stage_after(before: Case, after: Case, body: e.Body) -> Stage:
    """The stage in which the case must be after the event."""
    others = [a for a in after.assignments if a.state.is_open and a.state is not AssignmentState.APPROVED]
    if isinstance(body, e.AssignmentReturned):
        given = any(a.state is AssignmentState.APPROVED for a in after.assignments)
        return before.stage if others else Stage.CHECKING if given else Stage.ACCEPTED
    if isinstance(body, e.ResultApproved | e.OutcomeEntered):
        return before.stage if others else Stage.CHECKING
    if isinstance(body, e.SecretMarked):
        return Stage.ANSWERED if before.stage is Stage.PUBLISHED else before.stage
    return STAGE_AFTER.get(type(body), before.stage)


def alarm_after(before: Case, body: e.Body, at: datetime) -> Alarm | None:
    """The alarm that the case must have after the event."""
    alarm = before.alarm
    if isinstance(body, e.Sent):
        return Alarm(body.alarm, body.alarm_source, at) if body.alarm and body.alarm_source else None
    if isinstance(body, e.AlarmRaised):
        return Alarm(body.kind, body.source, at)
    if alarm is not None and isinstance(body, e.AlarmPassed):
        return replace(alarm, passed=alarm.passed + 1)
    if alarm is not None and isinstance(body, e.AlarmLowered):
        return replace(alarm, lowered_at=at)
    return alarm


def urgent_after(was_urgent: bool, body: e.Body) -> bool:
    """Whether the assignment that the event is about must be an urgent one after it."""
    if isinstance(body, e.UrgencyOrdered | e.OrdinaryResumed):
        return isinstance(body, e.UrgencyOrdered)
    return was_urgent


def procedure_after(before: Assignment | None, body: e.Body) -> Procedure:
    """The internal procedure after the event: the agency's own from receipt on, or from the call where that came
    first."""
    if isinstance(body, e.Received):
        return body.procedure
    if isinstance(body, e.UrgencyConfirmed) and body.procedure is not None:
        return body.procedure
    return before.procedure if before else Procedure.STAFF_LEADER


def assignment_after(before: Assignment | None, body: e.Body) -> AssignmentState | None:
    """The state of the assignment that the event is about: an event that is not named here leaves it."""
    if isinstance(body, e.ResultSubmitted) and before is not None:
        by_deputy = before.procedure is Procedure.STAFF_DEPUTY_LEADER
        return AssignmentState.WITH_DEPUTY if by_deputy else AssignmentState.SUBMITTED
    if isinstance(body, e.ResultReturned):
        return AssignmentState.SUBMITTED if body.to_leader else AssignmentState.CORRECTING
    if isinstance(body, e.SanctionProcedureDeclared) and before is not None:
        out = before.state is AssignmentState.RESPONDING
        return AssignmentState.RESPONDING if out else AssignmentState.HANDLING
    if isinstance(body, e.OrdinaryResumed):
        return body.state
    return ASSIGNMENT_AFTER.get(type(body), before.state if before else None)


def moot(request: Request, after: Case, body: e.Body) -> bool:
    """Whether the event takes from the request what it asked for, so that it is cancelled."""
    assignment = _numbered(after.assignments, request.assignment or 0)
    if request.kind is RequestKind.EXTENSION:
        past = {AssignmentState.APPROVED, AssignmentState.RETURNED, AssignmentState.ENDED}
        past |= {AssignmentState.SUMMONED, AssignmentState.RESPONDING}
        declared = isinstance(body, e.SanctionProcedureDeclared) and body.assignment == request.assignment
        return declared or assignment is None or assignment.state in past
    if request.kind is RequestKind.STEP_BACK:
        return assignment is None or assignment.state is not AssignmentState.APPROVED
    return False


def request_after(after: Case, body: e.Body) -> RequestState:
    """The state of the request that the event is about."""
    if isinstance(body, e.InteractionSent) and not body.is_sender:
        return RequestState.WAITING
    if isinstance(body, e.InteractionJudged) and body.judgement != "justified":
        return RequestState.DECLINED
    if isinstance(body, e.InteractionSent | e.ClarificationOwed | e.InteractionJudged):
        request = _numbered(after.requests, body.request)
        asks_agency = request is not None and request.assignment is not None
        return RequestState.OPEN if asks_agency else RequestState.CHECKING
    return REQUEST_AFTER[type(body)]


def held_after_the_end(case: Case) -> set[tuple[Party, str | None]]:
    """Who must have an ended case: for each open request the agency that is asked, else the desk."""
    held: set[tuple[Party, str | None]] = set()
    for request in open_requests(case):
        asks = request.kind is RequestKind.INTERACTION and request.state is RequestState.OPEN
        assignment = _numbered(case.assignments, request.assignment or 0) if asks else None
        held.add((Party.AGENCY, assignment.agency) if assignment else (Party.IOC, None))
    return held


def permits(edition: Edition, actor: Actor, case: Case, command: c.Command) -> bool:
    """Whether the edition's table allows the command to this actor in this state; whatever is not listed is not."""
    step = edition.by_command.get(type(command))
    if step is None:
        return False
    acting_as = actor.roles & step.by
    if not acting_as:
        return False
    own = bool(case.sender) and case.sender == actor.id
    if acting_as == {Role.SENDER} and not isinstance(command, c.Send) and not own:
        return False
    if acting_as <= AGENCY_ROLES and not _stands(case, actor, step, command):
        return False
    if isinstance(command, c.AssignmentCommand):
        assignment = _numbered(case.assignments, command.assignment)
        return assignment is not None and assignment.role in step.capacities and assignment.state in step.at
    if isinstance(command, c.RequestCommand):
        request = _numbered(case.requests, command.request)
        return request is not None and step.request_kind in (None, request.kind) and request.state in step.at
    return case.stage in step.at


def _stands(case: Case, actor: Actor, step: Step, command: c.Command) -> bool:
    """Whether the actor's body stands to the case as the row says."""
    if step.relation is Relation.ANY:
        return True
    charged = [a for a in case.assignments if a.state.is_open]
    if step.relation is Relation.SUPERIOR and isinstance(command, c.AssignmentCommand):
        charged = [a for a in charged if a.number == command.assignment]
    if step.relation is Relation.SUPERIOR:
        return actor.body is not None and actor.body in {a.superior for a in charged}
    if isinstance(command, c.RequestCommand):
        request = _numbered(case.requests, command.request)
        if request is not None and request.assignment is not None:
            asked = _numbered(case.assignments, request.assignment)
            return asked is not None and bool(asked.agency == actor.body)
    if isinstance(command, c.AssignmentCommand):
        assignment = _numbered(case.assignments, command.assignment)
        return assignment is None or assignment.agency == actor.body
    return actor.body in {a.agency for a in charged if a.role in step.capacities}


def _numbered(items: tuple[Any, ...], number: int) -> Any | None:
    return next((item for item in items if item.number == number), None)
