"""The terms of dispatch, receipt and return, Sóc Trăng 2024."""

from paht.law.casework import events as e
from paht.law.casework.states import AssignmentState, Party, Stage, Subject
from paht.law.editions.conditions import back_at, on_state
from paht.law.editions.house_targets import redispatch
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

SENT_ON = (
    e.Dispatched,
    e.SupplementRequested,
    e.InvitationDrafted,
    e.Escalated,
    e.PassedForMonitoring,
)
"""What the operations centre does with an accepted report: then it is in other hands, or with the sender."""

TERMS: tuple[Term, ...] = (
    Term(
        key="dispatch",
        name="Chuyển phản ánh đến cơ quan xử lý",
        clause="ST.7.3.1",
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.Accepted,),
        ends=SENT_ON,
    ),
    redispatch(4 * WORKING_HOUR, name="Chuyển lại sau khi cơ quan trả lại (chỉ tiêu nội bộ)", ends=SENT_ON),
    Term(
        key="onward",
        name="Phân phối theo ý kiến, phản hồi đã nhận (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(
            e.InvitationAnswered,
            e.InvitationGivenUp,
            e.HandlerDesignated,
            e.Instructed,
            e.EscalationWithdrawn,
            e.ResultApproved,
            e.OutcomeEntered,
        ),
        ends=SENT_ON,
        when=back_at(Stage.ACCEPTED, "onward"),
    ),
    Term(
        key="receipt",
        name="Cơ quan nhận phản ánh (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Dispatched, e.CooperationAsked, e.OrdinaryResumed),
        ends=(e.Received,),
        superseded_by=(e.UrgencyOrdered,),
        when=on_state(AssignmentState.DISPATCHED),
    ),
    Term(
        key="not_competent",
        name="Trả lại vì không thuộc thẩm quyền",
        clause="ST.8.1.2",
        also=("ST.PL2.2",),
        owed=False,
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
    ),
)
