"""The terms of handling, Vĩnh Long 2025."""

from paht.law.casework import events as e
from paht.law.casework.states import AssignmentState, Party, Subject
from paht.law.editions.conditions import (
    all_of,
    by_the_regulation,
    latest_receipt,
    on_first_result,
    on_ordinary,
    on_state,
    receipt_within,
)
from paht.law.editions.house_targets import REWORK
from paht.law.editions.rows import Term
from paht.law.editions.vinh_long_2025.terms.dispatching import RECEIPT
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="handling",
        name="Xử lý phản ánh",
        clause="VL.12.2.b",
        length=6 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received, e.OrdinaryResumed),
        ends=(e.ResultRecorded,),
        superseded_by=(e.ExtensionGranted, e.UrgencyOrdered),
        lifted_by=(e.SanctionProcedureDeclared,),
        when=all_of(by_the_regulation, on_state(AssignmentState.RECEIVED, AssignmentState.HANDLING)),
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
        when=all_of(on_first_result, on_ordinary),
    ),
    Term(
        key="total_unreceived",
        name="Tổng thời gian xử lý, tính từ thời điểm chậm nhất phải tiếp nhận",
        clause="VL.15.2.a",
        length=7 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Dispatched, e.OrdinaryResumed),
        superseded_by=(e.Received, e.UrgencyOrdered),
        when=on_state(AssignmentState.DISPATCHED),
        begins=latest_receipt(RECEIPT),
    ),
    Term(
        key="total",
        name="Tổng thời gian xử lý theo quy định",
        clause="VL.15.2.a",
        length=7 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received, e.OrdinaryResumed),
        ends=(e.ResultApproved,),
        # A result given back was none: the total runs on from receipt.
        resumes=(e.ResultReturned, e.StepBackAgreed),
        superseded_by=(e.ExtensionGranted, e.UrgencyOrdered),
        lifted_by=(e.SanctionProcedureDeclared,),
        when=all_of(
            by_the_regulation,
            on_ordinary,
            on_state(AssignmentState.RECEIVED, AssignmentState.HANDLING, AssignmentState.CORRECTING),
        ),
        begins=receipt_within(RECEIPT),
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
        when=on_state(AssignmentState.SUBMITTED),
    ),
    REWORK,
)
