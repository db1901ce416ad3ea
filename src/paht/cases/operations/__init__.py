"""The way in: every door, sweep and import changes a case through these operations, and there is no second way.

Each returns :class:`Done`, the law's :class:`Refused`, or :class:`Overtaken` when somebody else was faster. A repeated
``command_id`` gets the first answer. The current moment is given by the caller.
"""

from paht.cases.operations.answering import publish, rate, return_result
from paht.cases.operations.calendars import move_terms
from paht.cases.operations.cooperation import (
    close_returned_part,
    dispatch_to_lead,
    dispatch_to_several,
    go_on_without,
    pass_on,
    return_answer,
)
from paht.cases.operations.dispatching import dispatch, receive, return_assignment
from paht.cases.operations.handling import (
    approve_result,
    begin_handling,
    record_result,
    reject_result,
    submit_result,
)
from paht.cases.operations.intake import (
    accept,
    lapse_supplement,
    refuse,
    request_supplement,
    verify,
    withdraw,
)
from paht.cases.operations.performing import Done, NotFound, Outcome, Overtaken, Step, perform

__all__ = [
    "Done",
    "NotFound",
    "Outcome",
    "Overtaken",
    "Step",
    "accept",
    "approve_result",
    "begin_handling",
    "close_returned_part",
    "dispatch",
    "dispatch_to_lead",
    "dispatch_to_several",
    "go_on_without",
    "lapse_supplement",
    "move_terms",
    "pass_on",
    "perform",
    "publish",
    "rate",
    "receive",
    "record_result",
    "refuse",
    "reject_result",
    "request_supplement",
    "return_answer",
    "return_assignment",
    "return_result",
    "submit_result",
    "verify",
    "withdraw",
]
