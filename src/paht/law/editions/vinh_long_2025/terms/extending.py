"""The terms of extension, Vĩnh Long 2025: the text speaks of the extended date without giving a rule of its own."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import all_of, by_extension, extended_day, on_ordinary
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="extension_decision",
        name="Quyết định đề nghị gia hạn (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.REQUEST,
        starts=(e.ExtensionRequested,),
        ends=(e.ExtensionGranted, e.ExtensionRefused),
    ),
    Term(
        key="extended",
        name="Cập nhật kết quả theo thời gian gia hạn",
        clause="VL.15.2.a",
        length=1 * WORKING_DAY,
        day=extended_day,
        extends="total",
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.ExtensionGranted, e.OrdinaryResumed),
        resumes=(e.ResultReturned, e.StepBackAgreed),
        ends=(e.ResultApproved,),
        lifted_by=(e.SanctionProcedureDeclared,),
        superseded_by=(e.UrgencyOrdered,),
        when=all_of(by_extension, on_ordinary),
    ),
)
