"""What somebody wants done. Commands name texts and files by reference; personal data never come this far.

One module a matter of the course, as in ``events``, ``deciding`` and ``evolving``.
"""

from paht.law.casework.commands.answering import Publish, Rate, ReturnResult
from paht.law.casework.commands.base import AssignmentCommand, Command, RequestCommand
from paht.law.casework.commands.calendars import MoveTerms
from paht.law.casework.commands.dispatching import Dispatch, Receive, ReturnAssignment
from paht.law.casework.commands.extending import GrantExtension, RefuseExtension, RequestExtension
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
from paht.law.casework.commands.procedure import (
    AgreeStepBack,
    DeclineResult,
    DeclineStepBack,
    EndorseResult,
    HandleDirectly,
    RecordCall,
    RequestStepBack,
)
from paht.law.casework.commands.sanctioning import DeclareSanctionProcedure, ReportProgress
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
    "AgreeStepBack",
    "ApproveResult",
    "AssignmentCommand",
    "BeginHandling",
    "Command",
    "ConfirmUrgency",
    "DeclareSanctionProcedure",
    "DeclineResult",
    "DeclineStepBack",
    "Dispatch",
    "DispatchUrgently",
    "EndorseResult",
    "EnterOutcome",
    "FinishUrgency",
    "GrantExtension",
    "HandleDirectly",
    "LapseSupplement",
    "LowerAlarm",
    "MoveTerms",
    "PassAlarm",
    "Publish",
    "RaiseAlarm",
    "Rate",
    "Receive",
    "RecordCall",
    "RecordResult",
    "Refuse",
    "RefuseExtension",
    "RejectResult",
    "ReportProgress",
    "RequestCommand",
    "RequestExtension",
    "RequestStepBack",
    "RequestSupplement",
    "ReturnAssignment",
    "ReturnResult",
    "Send",
    "SubmitResult",
    "Supplement",
    "Urge",
    "Verify",
    "Withdraw",
]
