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
from paht.law.casework.commands.handling import (
    ApproveResult,
    BeginHandling,
    RecordResult,
    RejectResult,
    SubmitResult,
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
from paht.law.casework.commands.inviting import (
    DraftInvitation,
    GiveUpInvitation,
    RecordJoining,
    SendInvitation,
)
from paht.law.casework.commands.monitoring import PassForMonitoring
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
    "AnswerCoordination",
    "ApproveResult",
    "AskAgreement",
    "AskCoordinator",
    "AssignmentCommand",
    "BeginHandling",
    "CloseReturnedPart",
    "Command",
    "ConfirmUrgency",
    "Disagree",
    "Dispatch",
    "DispatchToLead",
    "DispatchToSeveral",
    "DispatchUrgently",
    "DraftInvitation",
    "EnterOutcome",
    "Escalate",
    "FinishUrgency",
    "GiveUpInvitation",
    "GoOnWithout",
    "LapseSupplement",
    "LowerAlarm",
    "MoveTerms",
    "PassAlarm",
    "PassForMonitoring",
    "PassOn",
    "Publish",
    "RaiseAlarm",
    "Rate",
    "Receive",
    "RecordDirection",
    "RecordJoining",
    "RecordResult",
    "Refuse",
    "RejectResult",
    "ReportDossier",
    "RequestCommand",
    "RequestSupplement",
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
