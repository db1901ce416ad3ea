"""The terms of dispatch, receipt and return, Sóc Trăng 2024."""

from paht.law.casework import events as e
from paht.law.casework.states import AssignmentRole, Party, Subject
from paht.law.editions.conditions import in_capacity
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="dispatch",
        name="Chuyển phản ánh đến cơ quan xử lý",
        clause="ST.7.3.1",
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.Accepted,),
        ends=(e.Dispatched, e.SupplementRequested),
    ),
    Term(
        key="redispatch",
        name="Chuyển lại sau khi cơ quan trả lại (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.AssignmentReturned,),
        when=in_capacity(AssignmentRole.SOLE, AssignmentRole.LEAD),
        ends=(e.Dispatched, e.SupplementRequested),
    ),
    Term(
        key="receipt",
        name="Cơ quan nhận phản ánh (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Dispatched, e.CooperationAsked),
        ends=(e.Received,),
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
