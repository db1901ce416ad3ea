"""The terms of a lead and its cooperating agencies (khoản 2 Điều 8, Bước 3 Phụ lục II), Sóc Trăng 2024.

The six days of ST.8.1.1 are those of one agency alone; here the text gives no total, but each step its own term.
"""

from paht.law.casework import events as e
from paht.law.casework.states import AssignmentRole, AssignmentState, Party, Subject
from paht.law.editions.conditions import all_of, in_capacity, on_state, unless_owed
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY

_LEAD = in_capacity(AssignmentRole.LEAD)
_COOPERATING = in_capacity(AssignmentRole.COOPERATING)

TERMS: tuple[Term, ...] = (
    Term(
        key="pass_on",
        name="Cơ quan chủ trì chuyển cho cơ quan phối hợp, hoặc trả lại Trung tâm IOC",
        clause="ST.8.2.1",
        also=("ST.PL2.3",),
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received, e.OrdinaryResumed),
        ends=(e.PassedOn,),
        superseded_by=(e.UrgencyOrdered,),
        when=all_of(_LEAD, on_state(AssignmentState.LEADING)),
    ),
    Term(
        key="lead_not_competent",
        name="Cơ quan chủ trì trả lại vì không đúng thẩm quyền",
        clause="ST.8.2.1",
        owed=False,
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
        when=_LEAD,
    ),
    Term(
        key="no_cooperation_needed",
        name="Cơ quan chủ trì trả lại vì không cần phối hợp",
        clause="ST.8.2.1",
        owed=False,
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
        when=_LEAD,
    ),
    Term(
        key="cooperation_staff",
        name="Nhân sự cơ quan phối hợp xử lý",
        clause="ST.PL2.3",
        length=3 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received, e.OrdinaryResumed),
        ends=(e.ResultSubmitted,),
        superseded_by=(e.UrgencyOrdered,),
        when=all_of(_COOPERATING, on_state(AssignmentState.RECEIVED, AssignmentState.HANDLING)),
    ),
    Term(
        key="cooperation",
        name="Cơ quan phối hợp gửi kết quả cho cơ quan chủ trì",
        clause="ST.8.2.2",
        length=4 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received, e.OrdinaryResumed),
        ends=(e.ResultApproved,),
        superseded_by=(e.UrgencyOrdered,),
        when=all_of(_COOPERATING, on_state(AssignmentState.RECEIVED, AssignmentState.HANDLING)),
    ),
    Term(
        key="cooperating_not_competent",
        name="Cơ quan phối hợp trả lại cơ quan chủ trì vì không đúng thẩm quyền",
        clause="ST.8.2.2",
        also=("ST.PL2.3",),
        owed=False,
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
        when=_COOPERATING,
    ),
    Term(
        key="pass_on_again",
        name="Cơ quan chủ trì xem xét phần phối hợp được trả lại (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.PartReturned,),
        ends=(e.PassedOn, e.WentOnWithout),
        when=unless_owed("pass_on_again"),
    ),
    Term(
        key="compilation",
        name="Nhân sự cơ quan chủ trì tổng hợp kết quả, trình lãnh đạo",
        clause="ST.PL2.3",
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.AnswersComplete,),
        ends=(e.ResultSubmitted,),
        lifted_by=(e.AnswersReopened,),
    ),
    Term(
        key="lead_answer",
        name="Cơ quan chủ trì gửi kết quả về Trung tâm IOC",
        clause="ST.8.2.3",
        length=2 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.AnswersComplete,),
        ends=(e.ResultApproved,),
        lifted_by=(e.AnswersReopened,),
    ),
    Term(
        key="answer_rework",
        name="Cơ quan phối hợp hoàn thiện ý kiến được trả lại (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.AnswerSentBack,),
        ends=(e.ResultApproved,),
    ),
)
