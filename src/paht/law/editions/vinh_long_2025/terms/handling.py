"""The terms of handling, Vĩnh Long 2025."""

from datetime import datetime

from paht.law.casework import events as e
from paht.law.casework.case import Case
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import by_the_regulation, charged_with, on_first_result, with_leader
from paht.law.editions.rows import Term
from paht.law.editions.vinh_long_2025.terms.dispatching import RECEIPT
from paht.law.worktime import WORKING_DAY, WORKING_HOUR, Calendar, due


def _latest_receipt(case: Case, body: e.Body, at: datetime, calendar: Calendar) -> datetime:
    """One working hour after dispatch: the total runs from receipt, taken at the latest then (VL.12.1.a)."""
    return due(calendar=calendar, start=at, length=RECEIPT).due_at


def _receipt(case: Case, body: e.Body, at: datetime, calendar: Calendar) -> datetime:
    assignment = charged_with(case, body)
    return min(assignment.received_at or at, _latest_receipt(case, body, assignment.dispatched_at, calendar))


TERMS: tuple[Term, ...] = (
    Term(
        key="handling",
        name="Xử lý phản ánh",
        clause="VL.12.2.b",
        length=6 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
        ends=(e.ResultRecorded,),
        superseded_by=(e.ExtensionGranted,),
        lifted_by=(e.SanctionProcedureDeclared,),
    ),
    Term(
        key="delivery",
        name="Trả kết quả sau khi có kết quả xử lý",
        clause="VL.12.4.c",
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultRecorded,),
        ends=(e.ResultApproved,),
        when=on_first_result,
    ),
    Term(
        key="total_unreceived",
        name="Tổng thời gian xử lý, tính từ thời điểm chậm nhất phải tiếp nhận",
        clause="VL.15.2.a",
        length=7 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Dispatched,),
        superseded_by=(e.Received,),
        begins=_latest_receipt,
    ),
    Term(
        key="total",
        name="Tổng thời gian xử lý theo quy định",
        clause="VL.15.2.a",
        length=7 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received,),
        ends=(e.ResultApproved,),
        # A result given back was none: the total runs on from receipt.
        resumes=(e.ResultReturned, e.StepBackAgreed),
        superseded_by=(e.ExtensionGranted,),
        lifted_by=(e.SanctionProcedureDeclared,),
        when=by_the_regulation,
        begins=_receipt,
    ),
    Term(
        key="leader_approval",
        name="Lãnh đạo cơ quan phê duyệt (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.AGENCY_LEADER,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultSubmitted, e.ResultEndorsed),
        ends=(e.ResultApproved, e.ResultRejected),
        when=with_leader,
    ),
    Term(
        key="rework",
        name="Hoàn thiện kết quả lãnh đạo trả lại (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultRejected,),
        ends=(e.ResultSubmitted,),
    ),
)
