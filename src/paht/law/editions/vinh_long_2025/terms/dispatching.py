"""The terms of dispatch, receipt and return, Vĩnh Long 2025."""

from paht.law.casework import events as e
from paht.law.casework.states import AssignmentState, Party, Stage, Subject
from paht.law.editions.conditions import (
    all_of,
    back_at,
    not_left_to_a_direction,
    on_state,
)
from paht.law.editions.house_targets import redispatch
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

RECEIPT = 1 * WORKING_HOUR

SENT_ON = (
    e.Dispatched,
    e.SupplementRequested,
    e.CoordinationAsked,
    e.InvitationDrafted,
    e.Escalated,
    e.PassedForMonitoring,
)
"""What the operations centre does with an accepted report: then it is in other hands, or with the sender."""

TERMS: tuple[Term, ...] = (
    Term(
        key="dispatch",
        name="Phân phối đến cơ quan xử lý",
        clause="VL.11.1",
        length=1 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.Accepted,),
        ends=SENT_ON,
    ),
    redispatch(
        1 * WORKING_HOUR, name="Phân phối lại sau khi cơ quan trả lại (chỉ tiêu nội bộ)", ends=SENT_ON
    ),
    Term(
        key="onward",
        name="Phân phối theo ý kiến, phản hồi đã nhận (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=1 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(
            e.HandlerNamed,
            e.Disagreed,
            e.InvitationAnswered,
            e.InvitationGivenUp,
            e.HandlerDesignated,
            e.Instructed,
            e.EscalationWithdrawn,
            e.ResultApproved,
        ),
        ends=SENT_ON,
        when=all_of(back_at(Stage.ACCEPTED, "onward"), not_left_to_a_direction),
    ),
    Term(
        key="receipt",
        name="Cơ quan tiếp nhận phản ánh được phân phối",
        clause="VL.12.1.a",
        length=RECEIPT,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Dispatched, e.OrdinaryResumed),
        ends=(e.Received,),
        superseded_by=(e.UrgencyOrdered,),
        when=on_state(AssignmentState.DISPATCHED),
    ),
    Term(
        key="not_competent",
        name="Trả lại vì không thuộc thẩm quyền",
        clause="VL.12.2.a",
        owed=False,
        length=1 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
    ),
    Term(
        key="needs_information",
        name="Trả lại bước trước, yêu cầu cung cấp thêm thông tin",
        clause="VL.12.1.c",
        owed=False,
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
    ),
)
