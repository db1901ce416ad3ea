"""The state of the case, its assignments and its requests after each event."""

from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Alarm, Assignment, Case, PublicPicture, Request, Written
from paht.law.casework.states import (
    AssignmentRole,
    AssignmentState,
    Procedure,
    RequestKind,
    RequestState,
    Stage,
)
from paht.simulation import sharing
from paht.simulation.course.standing import ASKED, HANDLING, coordinating, numbered, urgent

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
    e.CoordinationAsked: Stage.HANDLING,
    e.AgreementAsked: Stage.HANDLING,
    e.InvitationDrafted: Stage.HANDLING,
    e.PassedForMonitoring: Stage.MONITORED,
}
"""The stage after an event; one that is not named here leaves it, but for those that :func:`stage_after` settles."""


SETTLED = (
    e.AssignmentReturned,
    e.ResultApproved,
    e.ReturnedPartClosed,
    e.OutcomeEntered,
    e.Escalated,
    e.HandlerNamed,
    e.HandlerUnknown,
    e.Agreed,
    e.Disagreed,
    e.InvitationAnswered,
    e.InvitationGivenUp,
    e.HandlerDesignated,
    e.Instructed,
    e.EscalationWithdrawn,
)
"""Events after which the stage follows from what is still open."""


ASSIGNMENT_AFTER: dict[type[e.Body], AssignmentState] = {
    e.Dispatched: AssignmentState.DISPATCHED,
    e.CooperationAsked: AssignmentState.DISPATCHED,
    e.AnswerSentBack: AssignmentState.CORRECTING,
    e.Received: AssignmentState.RECEIVED,
    e.AssignmentReturned: AssignmentState.RETURNED,
    e.HandlingBegun: AssignmentState.HANDLING,
    e.ResultRecorded: AssignmentState.HANDLED,
    e.ResultApproved: AssignmentState.APPROVED,
    e.ResultRejected: AssignmentState.CORRECTING,
    e.CoordinationAsked: AssignmentState.IDENTIFYING,
    e.HandlerNamed: AssignmentState.FOLLOWING,
    e.HandlerUnknown: AssignmentState.ENDED,
    e.AgreementAsked: AssignmentState.AGREEING,
    e.Agreed: AssignmentState.FOLLOWING,
    e.Disagreed: AssignmentState.FOLLOWING,
    e.PassedForMonitoring: AssignmentState.MONITORING,
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
    e.InvitationDrafted: RequestState.OPEN,
    e.InvitationSent: RequestState.OPEN,
    e.InvitationAnswered: RequestState.ANSWERED,
    e.InvitationGivenUp: RequestState.CANCELLED,
    e.Escalated: RequestState.OPEN,
    e.DossierReported: RequestState.OPEN,
    e.HandlerDesignated: RequestState.ANSWERED,
    e.Instructed: RequestState.ANSWERED,
    e.EscalationWithdrawn: RequestState.CANCELLED,
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


def stage_after(before: Case, after: Case, body: e.Body) -> Stage:
    """The stage in which the case must be after the event."""
    if isinstance(body, e.SecretMarked):
        return Stage.ANSWERED if before.stage is Stage.PUBLISHED else before.stage
    in_course = before.stage in (Stage.ACCEPTED, Stage.HANDLING)
    turned = isinstance(body, e.AlarmRaised | e.AlarmLowered) and in_course
    if not isinstance(body, SETTLED) and not turned:
        return STAGE_AFTER.get(type(body), before.stage)
    charged = [a for a in after.assignments if a.state.is_open and a.role in HANDLING]
    if urgent(after) and not charged:
        return Stage.ACCEPTED
    pending = (RequestKind.DIRECTION, RequestKind.INVITATION)
    elsewhere = (
        any(a.state is not AssignmentState.APPROVED for a in charged)
        or any(a.state in ASKED for a in after.assignments)
        or any(after.open_request(kind) for kind in pending)
    )
    if elsewhere:
        return Stage.HANDLING
    if not charged or after.directed_to is not None:
        return Stage.ACCEPTED
    return Stage.HANDLING if after.part_returned else Stage.CHECKING


def beside(before: Case, body: e.Body) -> dict[int, dict[str, Any]]:
    """What the event changes of assignments that it is not about, by number."""
    relieved = {"state": AssignmentState.RELIEVED}
    charged = [a for a in before.assignments if a.state.is_open and a.role in HANDLING]
    if isinstance(body, e.Disagreed):
        return {a.number: relieved for a in charged}
    if not isinstance(body, e.HandlerDesignated):
        return {}
    changes: dict[int, dict[str, Any]] = {
        a.number: {"state": AssignmentState.ENDED} for a in coordinating(before)
    }
    at_work = [a for a in charged if a.state is not AssignmentState.APPROVED]
    mine = [a for a in at_work if a.agency == body.agency]
    own = [a for a in mine if a.role is not AssignmentRole.COOPERATING][:1]
    changes |= {a.number: {"directed": True} for a in own}
    if own:
        return changes
    led = any(a.role is AssignmentRole.LEAD for a in at_work)
    anew = any(a.agency == body.agency for a in charged)
    whole = led or anew or not at_work
    return changes | {a.number: relieved for a in (charged if whole else at_work)}


def directed_to(before: Case, body: e.Body) -> str | None:
    """The body that a direction wants charged, after the event."""
    if isinstance(body, e.Dispatched):
        return None if body.agency == before.directed_to else before.directed_to
    if isinstance(body, e.HandlerDesignated):
        bound = any("directed" in changed for changed in beside(before, body).values())
        return before.directed_to if bound else body.agency
    return before.directed_to


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


def assignment_after(before: Assignment | None, after: Case, body: e.Body) -> AssignmentState | None:
    """The state of the assignment that the event is about: an event that is not named here leaves it."""
    shared = sharing.state_after(after, body) if isinstance(body, e.AssignmentBody) else None
    if shared is not None:
        return shared
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


def held_after(before: Case, body: e.Body) -> Written | None:
    """What is held for masking after the event: only acceptance and release change it."""
    if isinstance(body, e.Accepted):
        return body.held
    return None if isinstance(body, e.TextReleased) else before.held


def pictures_after(before: Case, body: e.Body) -> dict[str, PublicPicture]:
    """What is decided about the pictures after the event: only a release changes it, and only of those it names."""
    decided = {picture.file: picture for picture in before.public_pictures}
    if isinstance(body, e.PicturesReleased):
        decided |= {picture.file: picture for picture in body.pictures}
    return decided


def unmasked_after(was: datetime | None, body: e.Body, at: datetime) -> datetime | None:
    """Since when the assignment that the event is about reads the words unmasked: only something urgent opens them."""
    if isinstance(body, e.UrgencyOrdered):
        return at if body.unmasked else None
    return None if isinstance(body, e.OrdinaryResumed) else was


def moot(request: Request, after: Case, body: e.Body) -> bool:
    """Whether the event takes from the request what it asked for, so that it is cancelled."""
    assignment = numbered(after.assignments, request.assignment or 0)
    if request.kind is RequestKind.EXTENSION:
        past = {AssignmentState.APPROVED, AssignmentState.RETURNED, AssignmentState.ENDED}
        past |= {AssignmentState.RELIEVED, AssignmentState.SUMMONED, AssignmentState.RESPONDING}
        declared = isinstance(body, e.SanctionProcedureDeclared) and body.assignment == request.assignment
        return declared or assignment is None or assignment.state in past
    if request.kind is RequestKind.STEP_BACK:
        return assignment is None or assignment.state is not AssignmentState.APPROVED
    return False


def request_after(before: Case, after: Case, body: e.Body) -> RequestState:
    """The state of the request that the event is about."""
    if isinstance(body, e.InteractionSent) and not body.is_sender:
        return RequestState.WAITING
    if isinstance(body, e.InteractionJudged) and body.judgement != "justified":
        return RequestState.DECLINED
    if isinstance(body, e.InteractionSent | e.ClarificationOwed | e.InteractionJudged):
        request = numbered(after.requests, body.request)
        asks_agency = request is not None and request.assignment is not None
        return RequestState.OPEN if asks_agency else RequestState.CHECKING
    if isinstance(body, e.WordsReleased):
        was = numbered(before.requests, body.request)
        assert was is not None
        return RequestState(was.state)
    return REQUEST_AFTER[type(body)]
