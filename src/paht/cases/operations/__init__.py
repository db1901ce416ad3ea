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
    send_answer_back,
)
from paht.cases.operations.coordination import (
    agree,
    answer_coordination,
    ask_agreement,
    ask_coordinator,
    disagree,
)
from paht.cases.operations.directing import escalate, record_direction, report_dossier, withdraw_escalation
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
from paht.cases.operations.inviting import (
    draft_invitation,
    give_up_invitation,
    record_joining,
    send_invitation,
)
from paht.cases.operations.masking import release_text, release_words
from paht.cases.operations.merit import mark_false, propose_commendation
from paht.cases.operations.monitoring import pass_for_monitoring
from paht.cases.operations.performing import Done, NotFound, Outcome, Overtaken, Step, perform
from paht.cases.operations.picturing import release_pictures
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
    "agree",
    "agree_step_back",
    "answer_coordination",
    "answer_interaction",
    "answer_verification",
    "approve_result",
    "ask_agreement",
    "ask_confidentiality",
    "ask_coordinator",
    "begin_handling",
    "close_returned_part",
    "confirm_urgency",
    "declare_sanction_procedure",
    "decline_result",
    "decline_step_back",
    "decline_update",
    "disagree",
    "dispatch",
    "dispatch_to_lead",
    "dispatch_to_several",
    "dispatch_urgently",
    "document",
    "draft_invitation",
    "endorse_result",
    "enter_outcome",
    "escalate",
    "finish_urgency",
    "give_up_invitation",
    "go_on_without",
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
    "pass_for_monitoring",
    "pass_on",
    "perform",
    "post_update",
    "propose_commendation",
    "publish",
    "raise_alarm",
    "rate",
    "receive",
    "record_call",
    "record_direction",
    "record_joining",
    "record_result",
    "record_verification",
    "refuse",
    "refuse_extension",
    "reject_result",
    "release_interaction",
    "release_pictures",
    "release_text",
    "release_words",
    "report_dossier",
    "report_progress",
    "request_extension",
    "request_step_back",
    "request_supplement",
    "request_verification",
    "return_answer",
    "return_assignment",
    "return_result",
    "send_answer_back",
    "send_invitation",
    "submit_result",
    "urge",
    "verify",
    "withdraw",
    "withdraw_escalation",
]
