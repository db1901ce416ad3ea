"""What somebody wants done. Commands name texts and files by reference; personal data never come this far.

One module a matter of the course, as in ``events``, ``deciding`` and ``evolving``.
"""

from paht.law.casework.commands.answering import Publish, Rate, ReturnResult
from paht.law.casework.commands.base import AssignmentCommand, Command, RequestCommand
from paht.law.casework.commands.calendars import MoveTerms
from paht.law.casework.commands.cooperation import (
    CloseReturnedPart,
    DispatchToLead,
    DispatchToSeveral,
    GoOnWithout,
    PassOn,
    SendAnswerBack,
)
from paht.law.casework.commands.coordination import (
    Agree,
    AnswerCoordination,
    AskAgreement,
    AskCoordinator,
    Disagree,
)
from paht.law.casework.commands.directing import Escalate, RecordDirection, ReportDossier, WithdrawEscalation
from paht.law.casework.commands.dispatching import Dispatch, Receive, ReturnAssignment
from paht.law.casework.commands.extending import GrantExtension, RefuseExtension, RequestExtension
from paht.law.casework.commands.handling import (
    ApproveResult,
    BeginHandling,
    RecordResult,
    RejectResult,
    SubmitResult,
)
from paht.law.casework.commands.identity import (
    AnswerVerification,
    LapseVerification,
    RecordVerification,
    RequestVerification,
)
from paht.law.casework.commands.intake import (
    Accept,
    LapseSupplement,
    Refuse,
    RequestSupplement,
    Send,
    Supplement,
    Verify,
    Withdraw,
)
from paht.law.casework.commands.interacting import (
    AnswerInteraction,
    Interact,
    InteractWithPublic,
    JudgeInteraction,
    RecordCall,
    ReleaseInteraction,
    ReturnAnswer,
)
from paht.law.casework.commands.inviting import (
    DraftInvitation,
    GiveUpInvitation,
    RecordJoining,
    SendInvitation,
)
from paht.law.casework.commands.masking import ReleasePictures, ReleaseText, ReleaseWords
from paht.law.casework.commands.merit import MarkFalse, ProposeCommendation
from paht.law.casework.commands.monitoring import PassForMonitoring
from paht.law.casework.commands.origin import Enter, Originate
from paht.law.casework.commands.procedure import (
    AgreeStepBack,
    DeclineResult,
    DeclineStepBack,
    EndorseResult,
    HandleDirectly,
    RequestStepBack,
)
from paht.law.casework.commands.sanctioning import DeclareSanctionProcedure, ReportProgress
from paht.law.casework.commands.secrecy import AskConfidentiality, MarkSecret
from paht.law.casework.commands.updating import DeclineUpdate, OfferUpdate, PostUpdate
from paht.law.casework.commands.urgency import (
    ConfirmUrgency,
    DispatchUrgently,
    EnterOutcome,
    FinishUrgency,
    LowerAlarm,
    PassAlarm,
    RaiseAlarm,
)
from paht.law.casework.commands.urging import Urge

__all__ = [
    "Accept",
    "Agree",
    "AgreeStepBack",
    "AnswerCoordination",
    "AnswerInteraction",
    "AnswerVerification",
    "ApproveResult",
    "AskAgreement",
    "AskConfidentiality",
    "AskCoordinator",
    "AssignmentCommand",
    "BeginHandling",
    "CloseReturnedPart",
    "Command",
    "ConfirmUrgency",
    "DeclareSanctionProcedure",
    "DeclineResult",
    "DeclineStepBack",
    "DeclineUpdate",
    "Disagree",
    "Dispatch",
    "DispatchToLead",
    "DispatchToSeveral",
    "DispatchUrgently",
    "DraftInvitation",
    "EndorseResult",
    "Enter",
    "EnterOutcome",
    "Escalate",
    "FinishUrgency",
    "GiveUpInvitation",
    "GoOnWithout",
    "GrantExtension",
    "HandleDirectly",
    "Interact",
    "InteractWithPublic",
    "JudgeInteraction",
    "LapseSupplement",
    "LapseVerification",
    "LowerAlarm",
    "MarkFalse",
    "MarkSecret",
    "MoveTerms",
    "OfferUpdate",
    "Originate",
    "PassAlarm",
    "PassForMonitoring",
    "PassOn",
    "PostUpdate",
    "ProposeCommendation",
    "Publish",
    "RaiseAlarm",
    "Rate",
    "Receive",
    "RecordCall",
    "RecordDirection",
    "RecordJoining",
    "RecordResult",
    "RecordVerification",
    "Refuse",
    "RefuseExtension",
    "RejectResult",
    "ReleaseInteraction",
    "ReleasePictures",
    "ReleaseText",
    "ReleaseWords",
    "ReportDossier",
    "ReportProgress",
    "RequestCommand",
    "RequestExtension",
    "RequestStepBack",
    "RequestSupplement",
    "RequestVerification",
    "ReturnAnswer",
    "ReturnAssignment",
    "ReturnResult",
    "Send",
    "SendAnswerBack",
    "SendInvitation",
    "SubmitResult",
    "Supplement",
    "Urge",
    "Verify",
    "Withdraw",
    "WithdrawEscalation",
]
