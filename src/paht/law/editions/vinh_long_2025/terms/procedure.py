"""The terms of the internal procedure and of a result taken back, Vĩnh Long 2025; the text gives none of its own."""

from paht.law.casework import events as e
from paht.law.casework.states import AssignmentState, Party, Subject
from paht.law.editions.conditions import on_state
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="deputy_review",
        name="Cấp phó xem xét kết quả (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.AGENCY_LEADER,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultSubmitted,),
        ends=(e.ResultEndorsed, e.ResultRejected),
        when=on_state(AssignmentState.WITH_DEPUTY),
    ),
    Term(
        key="step_back_decision",
        name="Quyết định đề nghị trả bước trước (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=2 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.REQUEST,
        starts=(e.StepBackRequested,),
        ends=(e.StepBackAgreed, e.StepBackDeclined),
    ),
    Term(
        key="step_back_update",
        name="Cập nhật kết quả đã được trả bước trước (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.StepBackAgreed,),
        ends=(e.ResultApproved,),
    ),
)
