"""The way in: every door, sweep and import changes a case through these operations, and there is no second way.

Each returns :class:`Done`, the law's :class:`Refused`, or :class:`Overtaken` when somebody else was faster. A repeated
``command_id`` gets the first answer. The current moment is given by the caller.
"""

from paht.cases.operations.answering import publish, rate, return_result
from paht.cases.operations.calendars import move_terms
from paht.cases.operations.dispatching import dispatch, receive, return_assignment
from paht.cases.operations.extending import document, grant_extension, refuse_extension, request_extension
from paht.cases.operations.handling import (
    approve_result,
    begin_handling,
    record_result,
    reject_result,
    submit_result,
)
from paht.cases.operations.identity import (
    answer_verification,
    lapse_verification,
    record_verification,
    request_verification,
)
from paht.cases.operations.intake import (
    accept,
    lapse_supplement,
    refuse,
    request_supplement,
    verify,
    withdraw,
)
from paht.cases.operations.interacting import (
    answer_interaction,
    interact,
    interact_with_public,
    judge_interaction,
    record_call,
    release_interaction,
    return_answer,
)
from paht.cases.operations.merit import mark_false, propose_commendation
from paht.cases.operations.performing import Done, NotFound, Outcome, Overtaken, Step, perform
from paht.cases.operations.procedure import (
    agree_step_back,
    decline_result,
    decline_step_back,
    endorse_result,
    handle_directly,
    request_step_back,
)
from paht.cases.operations.sanctioning import declare_sanction_procedure, report_progress
from paht.cases.operations.secrecy import ask_confidentiality, mark_secret
from paht.cases.operations.updating import decline_update, offer_update, post_update
from paht.cases.operations.urgency import (
    confirm_urgency,
    dispatch_urgently,
    enter_outcome,
    finish_urgency,
    lower_alarm,
    pass_alarm,
    raise_alarm,
)
from paht.cases.operations.urging import urge

__all__ = [
    "Done",
    "NotFound",
    "Outcome",
    "Overtaken",
    "Step",
    "accept",
    "agree_step_back",
    "answer_interaction",
    "answer_verification",
    "approve_result",
    "ask_confidentiality",
    "begin_handling",
    "confirm_urgency",
    "declare_sanction_procedure",
    "decline_result",
    "decline_step_back",
    "decline_update",
    "dispatch",
    "dispatch_urgently",
    "document",
    "endorse_result",
    "enter_outcome",
    "finish_urgency",
    "grant_extension",
    "handle_directly",
    "interact",
    "interact_with_public",
    "judge_interaction",
    "lapse_supplement",
    "lapse_verification",
    "lower_alarm",
    "mark_false",
    "mark_secret",
    "move_terms",
    "offer_update",
    "pass_alarm",
    "perform",
    "post_update",
    "propose_commendation",
    "publish",
    "raise_alarm",
    "rate",
    "receive",
    "record_call",
    "record_result",
    "record_verification",
    "refuse",
    "refuse_extension",
    "reject_result",
    "release_interaction",
    "report_progress",
    "request_extension",
    "request_step_back",
    "request_supplement",
    "request_verification",
    "return_answer",
    "return_assignment",
    "return_result",
    "submit_result",
    "urge",
    "verify",
    "withdraw",
]
