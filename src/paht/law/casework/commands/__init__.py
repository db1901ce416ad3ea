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
    ReturnAnswer,
)
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

__all__ = [
    "Accept",
    "ApproveResult",
    "AssignmentCommand",
    "BeginHandling",
    "CloseReturnedPart",
    "Command",
    "Dispatch",
    "DispatchToLead",
    "DispatchToSeveral",
    "GoOnWithout",
    "LapseSupplement",
    "MoveTerms",
    "PassOn",
    "Publish",
    "Rate",
    "Receive",
    "RecordResult",
    "Refuse",
    "RejectResult",
    "RequestCommand",
    "RequestSupplement",
    "ReturnAnswer",
    "ReturnAssignment",
    "ReturnResult",
    "Send",
    "SubmitResult",
    "Supplement",
    "Verify",
    "Withdraw",
]
