"""The terms of extension, Sóc Trăng 2024."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import all_of, by_extension, extended_day, on_ordinary
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="extension_decision",
        name="Xác định thời hạn gia hạn (chỉ tiêu nội bộ)",
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
        name="Xử lý dứt điểm theo thời hạn gia hạn",
        clause="ST.8.3",
        length=1 * WORKING_DAY,
        day=extended_day,
        extends="handling",
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.ExtensionGranted, e.OrdinaryResumed),
        resumes=(e.ResultReturned,),
        ends=(e.ResultApproved,),
        superseded_by=(e.UrgencyOrdered,),
        when=all_of(by_extension, on_ordinary),
    ),
)
