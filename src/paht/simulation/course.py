"""The course written down a second time, as the checks expect it: authority, effects of events, what is carried over.

The law's own code is not asked here: what two writings of one rule disagree about is a defect in one of them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Actor, Alarm, Assignment, Case, PublicPicture, Request, Written
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
from paht.simulation import sharing
from paht.simulation.files import open_requests

Yield = Callable[[Case, Any], tuple[type[e.Body], ...]]

HANDLING = (AssignmentRole.SOLE, AssignmentRole.LEAD, AssignmentRole.COOPERATING)


def one(body: type[e.Body]) -> Yield:
    """Always this event."""
    return lambda case, command: (body,)


def _answered(case: Case, command: c.Publish) -> tuple[type[e.Body], ...]:
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


def _rated(case: Case, command: c.Rate) -> tuple[type[e.Body], ...]:
    """A dissatisfied rating also asks for clarifications."""
    owed = len(_asked(case)) if command.level == UNSATISFIED else 0
    return (e.Rated, *(e.ClarificationOwed,) * owed)


def _interacted(case: Case, command: c.Interact | c.InteractWithPublic) -> tuple[type[e.Body], ...]:
    return (e.InteractionSent,) * len(_asked(case))


def _handled_directly(case: Case, command: c.HandleDirectly) -> tuple[type[e.Body], ...]:
    return (e.ResultRecorded, e.ResultApproved, *sharing.after_answer(case, command.assignment))


def _identified(case: Case, command: c.AnswerCoordination) -> tuple[type[e.Body], ...]:
    """A coordinator that cannot say leaves the case to the chair."""
    return (e.HandlerUnknown, e.Escalated) if command.agency is None else (e.HandlerNamed,)


def _disagreed(case: Case, command: c.Disagree) -> tuple[type[e.Body], ...]:
    """The second disagreement goes to the chair."""
    asked = _numbered(case.assignments, command.assignment)
    again = asked is not None and asked.disagreements > 0
    return (e.Disagreed, e.Escalated) if again else (e.Disagreed,)


def _directed(case: Case, command: c.RecordDirection) -> tuple[type[e.Body], ...]:
    return (e.Instructed,) if command.agency is None else (e.HandlerDesignated,)


def _called(case: Case) -> tuple[type[e.Body], ...]:
    """Every agency at work on it, as yet in the ordinary way, is called."""
    at_work = (
        AssignmentState.DISPATCHED,
        AssignmentState.RECEIVED,
        AssignmentState.LEADING,
        AssignmentState.HANDLING,
    )
    return tuple(e.UrgencyOrdered for a in case.assignments if a.state in at_work)


def urgent(case: Case) -> bool:
    """Whether an alarm was raised and not lowered."""
    return case.alarm is not None and case.alarm.lowered_at is None


def _dispatched_urgently(case: Case, command: c.DispatchUrgently) -> tuple[type[e.Body], ...]:
    raised = () if urgent(case) else (e.AlarmRaised, *_called(case))
    verified = (e.Verified,) if case.stage is Stage.SENT else ()
    accepted = (e.Accepted,) if case.stage in (Stage.SENT, Stage.VERIFIED) else ()
    return (*raised, *verified, *accepted, e.Dispatched, e.UrgencyOrdered)


def _alarm_lowered(case: Case, command: c.LowerAlarm) -> tuple[type[e.Body], ...]:
    called = (AssignmentState.SUMMONED, AssignmentState.RESPONDING)
    return (e.AlarmLowered, *(e.OrdinaryResumed for a in case.assignments if a.state in called))


def _outcome_entered(case: Case, command: c.EnterOutcome) -> tuple[type[e.Body], ...]:
    assignment = _numbered(case.assignments, command.assignment)
    known = assignment is not None and assignment.finished_at is not None
    after = sharing.after_answer(case, command.assignment)
    return (*(() if known else (e.UrgencyFinished,)), e.OutcomeEntered, *after)


YIELDS: dict[type[c.Command], Yield] = {
    c.Send: one(e.Sent),
    c.Originate: one(e.Sent),
    c.Enter: one(e.Sent),
    c.RequestVerification: one(e.VerificationRequested),
    c.RecordVerification: lambda case, command: (OUTCOMES[command.outcome],),
    c.AnswerVerification: one(e.VerificationAnswered),
    c.LapseVerification: one(e.VerificationLapsed),
    c.AskConfidentiality: one(e.ConfidentialityAsked),
    c.MarkSecret: one(e.SecretMarked),
    c.ReleaseText: one(e.TextReleased),
    c.ReleaseWords: one(e.WordsReleased),
    c.ReleasePictures: one(e.PicturesReleased),
    c.ProposeCommendation: one(e.CommendationProposed),
    c.MarkFalse: one(e.FoundFalse),
    c.Verify: one(e.Verified),
    c.RequestSupplement: one(e.SupplementRequested),
    c.Supplement: one(e.Supplemented),
    c.LapseSupplement: one(e.SupplementLapsed),
    c.Refuse: one(e.CaseRefused),
    c.Accept: one(e.Accepted),
    c.Dispatch: one(e.Dispatched),
    c.CloseReturnedPart: one(e.ReturnedPartClosed),
    c.DispatchToLead: one(e.Dispatched),
    c.Receive: one(e.Received),
    c.ReturnAssignment: one(e.AssignmentReturned),
    c.BeginHandling: one(e.HandlingBegun),
    c.RecordResult: one(e.ResultRecorded),
    c.SubmitResult: one(e.ResultSubmitted),
    c.ApproveResult: one(e.ResultApproved),
    c.RejectResult: one(e.ResultRejected),
    c.ReturnResult: one(e.ResultReturned),
    c.Publish: _answered,
    c.Rate: _rated,
    c.Interact: _interacted,
    c.InteractWithPublic: _interacted,
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
    c.AskCoordinator: one(e.CoordinationAsked),
    c.AnswerCoordination: _identified,
    c.AskAgreement: one(e.AgreementAsked),
    c.Agree: one(e.Agreed),
    c.Disagree: _disagreed,
    c.DraftInvitation: one(e.InvitationDrafted),
    c.SendInvitation: one(e.InvitationSent),
    c.RecordJoining: one(e.InvitationAnswered),
    c.GiveUpInvitation: one(e.InvitationGivenUp),
    c.Escalate: one(e.Escalated),
    c.ReportDossier: one(e.DossierReported),
    c.RecordDirection: _directed,
    c.WithdrawEscalation: one(e.EscalationWithdrawn),
    c.PassForMonitoring: one(e.PassedForMonitoring),
    c.RaiseAlarm: lambda case, command: (e.AlarmRaised, *_called(case)),
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
    c.LowerAlarm: _alarm_lowered,
    c.PassAlarm: one(e.AlarmPassed),
    c.DispatchUrgently: _dispatched_urgently,
    c.ConfirmUrgency: one(e.UrgencyConfirmed),
    c.FinishUrgency: one(e.UrgencyFinished),
    c.EnterOutcome: _outcome_entered,
}
"""What a command that succeeds must cause; moving terms may also find nothing to move."""

OUTCOMES: dict[str, type[e.Body]] = {
    "verified": e.VerificationSucceeded,
    "not_reached": e.VerificationTried,
    "wrong": e.VerificationFailed,
}


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

EVIDENCE = frozenset({RequestKind.SUPPLEMENT, RequestKind.VERIFICATION})
"""What an alarm waits for no longer."""

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

REQUEST_MOMENTS: dict[type[e.Body], str] = {
    e.InvitationDrafted: "asked_at",
    e.InvitationSent: "forwarded_at",
    e.Escalated: "asked_at",
    e.DossierReported: "forwarded_at",
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
    e.TextReleased: (("text", "text"),),
    e.Accepted: (
        ("text", "text"),
        ("held", "held"),
        ("field", "field"),
        ("non_public_ground", "non_public_ground"),
    ),
    e.Published: (("answer", "answer"),),
    e.AnsweredPrivately: (("answer", "answer"),),
    e.Rated: (("level", "rating"),),
    e.PassedForMonitoring: (("clause", "end_clause"),),
}
"""What an event says and the case must say after it: field of the event, field of the case."""

REQUEST_CARRIED: dict[type[e.Body], tuple[tuple[str, str], ...]] = {
    e.InvitationDrafted: (("agency", "agency"), ("letter", "text")),
    e.Escalated: (("note", "text"),),
    e.HandlerDesignated: (("agency", "agency"),),
    e.InteractionSent: (("original", "text"), ("by", "by"), ("assignment", "assignment")),
    e.ClarificationOwed: (("text", "text"), ("assignment", "assignment")),
    e.InteractionJudged: (("judgement", "judgement"), ("by", "by")),
    e.InteractionAnswered: (("answer", "answer"),),
    e.InteractionReleased: (("question", "question"), ("answer", "answer")),
    e.UpdateOffered: (("text", "text"), ("assignment", "assignment"), ("files", "files")),
    e.UpdatePosted: (("text", "answer"),),
    e.WordsReleased: (("text", "question"),),
}
"""What an event says and its request must say after it."""

ASSIGNMENT_CARRIED: dict[type[e.Body], tuple[tuple[str, str], ...]] = {
    e.Dispatched: (
        ("agency", "agency"),
        ("role", "role"),
        ("superior", "superior"),
        ("directed", "directed"),
    ),
    e.CooperationAsked: (("agency", "agency"), ("superior", "superior")),
    e.AssignmentReturned: (("ground", "returned_on"),),
    e.CoordinationAsked: (("agency", "agency"),),
    e.HandlerNamed: (("agency", "named"),),
    e.Disagreed: (("agency", "named"),),
    e.PassedForMonitoring: (("agency", "agency"),),
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
    e.CooperationAsked: "dispatched_at",
    e.Received: "received_at",
    e.HandlingBegun: "begun_at",
    e.ResultApproved: "approved_at",
    e.Agreed: "approved_at",
    e.PassedForMonitoring: "dispatched_at",
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


ASKED = (AssignmentState.IDENTIFYING, AssignmentState.AGREEING)


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


def handling(case: Case) -> set[str]:
    """The agencies that are charged with handling now."""
    return {a.agency for a in case.assignments if a.state.is_open and a.role in HANDLING}


def coordinating(case: Case) -> list[Assignment]:
    """The coordinating agency on the case: none or one."""
    return [a for a in case.assignments if a.role is AssignmentRole.COORDINATOR and a.state.is_open]


def bound_to(case: Case) -> str | None:
    """The one body that may be charged now: as directed, else as the coordinator said."""
    if case.directed_to is not None:
        return case.directed_to
    tried = {
        a.agency
        for a in case.assignments
        if a.state is AssignmentState.RETURNED or (a.state.is_open and a.role in HANDLING)
    }
    return next((a.named for a in coordinating(case) if a.named not in tried), None)


def needs_agreement(case: Case) -> bool:
    """Whether there is a result with which the coordinator has not agreed."""
    results = [a.approved_at for a in case.assignments if a.state.is_open and a.role in HANDLING]
    latest = max((at for at in results if at is not None), default=None)
    return case.stage is Stage.CHECKING and any(
        a.approved_at is None or (latest is not None and a.approved_at < latest) for a in coordinating(case)
    )


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


def yields(case: Case, command: c.Command) -> tuple[type[e.Body], ...]:
    """The events that the command must cause on the case."""
    shared = sharing.yields(case, command)
    return YIELDS[type(command)](case, command) if shared is None else shared


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
    assignment = _numbered(after.assignments, request.assignment or 0)
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
        request = _numbered(after.requests, body.request)
        asks_agency = request is not None and request.assignment is not None
        return RequestState.OPEN if asks_agency else RequestState.CHECKING
    if isinstance(body, e.WordsReleased):
        was = _numbered(before.requests, body.request)
        assert was is not None
        return RequestState(was.state)
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
    if step.relation is Relation.LEADS:
        return any(a.role is AssignmentRole.LEAD and a.agency == actor.body for a in charged)
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
