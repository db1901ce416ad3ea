"""What somebody wants done. Commands name texts and files by reference; personal data never come this far.

One module a matter of the course, as in ``events``, ``deciding`` and ``evolving``.
"""

from paht.law.casework.commands.answering import Publish, Rate, ReturnResult
from paht.law.casework.commands.base import AssignmentCommand, Command, RequestCommand
from paht.law.casework.commands.calendars import MoveTerms
from paht.law.casework.commands.dispatching import Dispatch, Receive, ReturnAssignment
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
from paht.law.casework.commands.merit import MarkFalse, ProposeCommendation
from paht.law.casework.commands.origin import Enter, Originate
from paht.law.casework.commands.secrecy import AskConfidentiality, MarkSecret
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
    "AnswerVerification",
    "ApproveResult",
    "AskConfidentiality",
    "AssignmentCommand",
    "BeginHandling",
    "Command",
    "ConfirmUrgency",
    "Dispatch",
    "DispatchUrgently",
    "Enter",
    "EnterOutcome",
    "FinishUrgency",
    "LapseSupplement",
    "LapseVerification",
    "LowerAlarm",
    "MarkFalse",
    "MarkSecret",
    "MoveTerms",
    "Originate",
    "PassAlarm",
    "ProposeCommendation",
    "Publish",
    "RaiseAlarm",
    "Rate",
    "Receive",
    "RecordResult",
    "RecordVerification",
    "Refuse",
    "RejectResult",
    "RequestCommand",
    "RequestSupplement",
    "RequestVerification",
    "ReturnAssignment",
    "ReturnResult",
    "Send",
    "SubmitResult",
    "Supplement",
    "Urge",
    "Verify",
    "Withdraw",
]
