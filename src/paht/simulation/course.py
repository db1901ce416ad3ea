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
    AssignmentState,
    Procedure,
    RequestKind,
    RequestState,
    Role,
    Stage,
)
from paht.law.editions.rows import Edition, Relation, Step

Yield = Callable[[Case], tuple[type[e.Body], ...]]


def one(body: type[e.Body]) -> Yield:
    """Always this event."""
    return lambda case: (body,)


def _handled_directly(case: Case) -> tuple[type[e.Body], ...]:
    return (e.ResultRecorded, e.ResultApproved)


def _answered(case: Case) -> tuple[type[e.Body], ...]:
    return (e.AnsweredPrivately,) if case.non_public_ground is not None else (e.Published,)


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
    c.RecordCall: one(e.CallAttempted),
    c.RaiseAlarm: lambda case: (e.AlarmRaised, *_called(case)),
    c.LowerAlarm: _alarm_lowered,
    c.PassAlarm: one(e.AlarmPassed),
    c.DispatchUrgently: _dispatched_urgently,
    c.ConfirmUrgency: one(e.UrgencyConfirmed),
    c.FinishUrgency: one(e.UrgencyFinished),
}
"""What a command that succeeds must cause; moving terms may also find nothing to move."""


def yielded(command: c.Command, case: Case) -> tuple[type[e.Body], ...]:
    """The events that the command must cause if it succeeds."""
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
    e.Accepted: Stage.ACCEPTED,
    e.Dispatched: Stage.HANDLING,
    e.ResultReturned: Stage.HANDLING,
    e.StepBackAgreed: Stage.HANDLING,
    e.Published: Stage.PUBLISHED,
    e.AnsweredPrivately: Stage.ANSWERED,
    e.Withdrawn: Stage.WITHDRAWN,
}
"""The stage after an event; one that is not named here leaves it, but for the two in :func:`stage_after`."""

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
    e.SupplementRequested: RequestState.OPEN,
    e.Supplemented: RequestState.ANSWERED,
    e.SupplementLapsed: RequestState.LAPSED,
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
        )
    ),
    e.SupplementLapsed: (("clause", "end_clause"),),
    e.CaseRefused: (("ground", "end_clause"), ("reason", "answer")),
    e.Accepted: (("text", "text"), ("field", "field"), ("non_public_ground", "non_public_ground")),
    e.Published: (("answer", "answer"),),
    e.AnsweredPrivately: (("answer", "answer"),),
    e.Rated: (("level", "rating"),),
}
"""What an event says and the case must say after it: field of the event, field of the case."""

ASSIGNMENT_CARRIED: dict[type[e.Body], tuple[tuple[str, str], ...]] = {
    e.Dispatched: (("agency", "agency"), ("role", "role"), ("superior", "superior")),
    e.ResultRecorded: (("result", "result"), ("files", "result_files")),
    e.ExtensionGranted: (("until", "extended_on"),),
    e.SanctionProcedureDeclared: (("ground", "sanction"),),
    e.OutcomeEntered: (("result", "result"), ("files", "result_files")),
    e.UrgencyFinished: (("finished_at", "finished_at"),),
}

MOMENTS: dict[type[e.Body], str] = {e.Sent: "sent_at", e.Verified: "verified_at", e.Accepted: "accepted_at"}
"""The field of the case that keeps the event's moment; every end keeps it in ``ended_at``."""

ASSIGNMENT_MOMENTS: dict[type[e.Body], str] = {
    e.Dispatched: "dispatched_at",
    e.Received: "received_at",
    e.HandlingBegun: "begun_at",
    e.ResultApproved: "approved_at",
    e.OutcomeEntered: "approved_at",
    e.UrgencyOrdered: "called_at",
}

LASTING = ("id", "edition", "kind", "channel", "sender", "place", "personal_public", "sent_at")
"""Fields of the case that nothing changes once it is sent."""


def stage_after(before: Case, after: Case, body: e.Body) -> Stage:
    """The stage in which the case must be after the event."""
    others = [a for a in after.assignments if a.state.is_open and a.state is not AssignmentState.APPROVED]
    if isinstance(body, e.AssignmentReturned):
        return before.stage if any(a.state.is_open for a in after.assignments) else Stage.ACCEPTED
    if isinstance(body, e.ResultApproved | e.OutcomeEntered):
        return before.stage if others else Stage.CHECKING
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
    assignment = _numbered(after.assignments, request.assignment)
    if request.kind is RequestKind.EXTENSION:
        past = {AssignmentState.APPROVED, AssignmentState.RETURNED, AssignmentState.ENDED}
        past |= {AssignmentState.SUMMONED, AssignmentState.RESPONDING}
        declared = isinstance(body, e.SanctionProcedureDeclared) and body.assignment == request.assignment
        return declared or assignment is None or assignment.state in past
    if request.kind is RequestKind.STEP_BACK:
        return assignment is None or assignment.state is not AssignmentState.APPROVED
    return False


def permits(edition: Edition, actor: Actor, case: Case, command: c.Command) -> bool:
    """Whether the edition's table allows the command to this actor in this state; whatever is not listed is not."""
    step = edition.by_command.get(type(command))
    if step is None:
        return False
    acting_as = actor.roles & step.by
    if not acting_as:
        return False
    if acting_as == {Role.SENDER} and not isinstance(command, c.Send) and case.sender != actor.id:
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
    if isinstance(command, c.AssignmentCommand):
        assignment = _numbered(case.assignments, command.assignment)
        return assignment is None or assignment.agency == actor.body
    return actor.body in {a.agency for a in charged if a.role in step.capacities}


def _numbered(items: tuple[Any, ...], number: int) -> Any | None:
    return next((item for item in items if item.number == number), None)
