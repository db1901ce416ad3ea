"""Which events each command must cause."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Case
from paht.law.casework.states import (
    AssignmentRole,
    AssignmentState,
    Stage,
)
from paht.simulation import sharing
from paht.simulation.course.standing import numbered, urgent

Yield = Callable[[Case, Any], tuple[type[e.Body], ...]]


UNSATISFIED = "unsatisfied"
"""The level of every edition at which the agency has to clarify."""


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
    asked = numbered(case.assignments, command.assignment)
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


def _dispatched_urgently(case: Case, command: c.DispatchUrgently) -> tuple[type[e.Body], ...]:
    raised = () if urgent(case) else (e.AlarmRaised, *_called(case))
    verified = (e.Verified,) if case.stage is Stage.SENT else ()
    accepted = (e.Accepted,) if case.stage in (Stage.SENT, Stage.VERIFIED) else ()
    return (*raised, *verified, *accepted, e.Dispatched, e.UrgencyOrdered)


def _alarm_lowered(case: Case, command: c.LowerAlarm) -> tuple[type[e.Body], ...]:
    called = (AssignmentState.SUMMONED, AssignmentState.RESPONDING)
    return (e.AlarmLowered, *(e.OrdinaryResumed for a in case.assignments if a.state in called))


def _outcome_entered(case: Case, command: c.EnterOutcome) -> tuple[type[e.Body], ...]:
    assignment = numbered(case.assignments, command.assignment)
    known = assignment is not None and assignment.finished_at is not None
    after = sharing.after_answer(case, command.assignment)
    return (*(() if known else (e.UrgencyFinished,)), e.OutcomeEntered, *after)


OUTCOMES: dict[str, type[e.Body]] = {
    "verified": e.VerificationSucceeded,
    "not_reached": e.VerificationTried,
    "wrong": e.VerificationFailed,
}


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


def yields(case: Case, command: c.Command) -> tuple[type[e.Body], ...]:
    """The events that the command must cause on the case."""
    shared = sharing.yields(case, command)
    return YIELDS[type(command)](case, command) if shared is None else shared
