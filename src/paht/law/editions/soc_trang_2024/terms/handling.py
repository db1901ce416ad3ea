"""The terms of handling, Sóc Trăng 2024."""

from dataclasses import replace

from paht.law.casework import events as e
from paht.law.casework.states import AssignmentRole, AssignmentState, Party, Subject
from paht.law.editions.conditions import (
    all_of,
    by_the_regulation,
    in_capacity,
    on_ordinary,
    on_state,
    receipt_where_returned,
)
from paht.law.editions.house_targets import REWORK
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY

_ALONE = in_capacity(AssignmentRole.SOLE)
"""A lead and those who cooperate have terms of their own (ST.8.2)."""

TERMS: tuple[Term, ...] = (
    Term(
        key="staff_handling",
        name="Nhân sự xử lý phản ánh hiện trường",
        clause="ST.PL2.2",
        length=5 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received, e.OrdinaryResumed),
        ends=(e.ResultSubmitted,),
        superseded_by=(e.ExtensionGranted, e.UrgencyOrdered),
        when=all_of(_ALONE, by_the_regulation, on_state(AssignmentState.RECEIVED, AssignmentState.HANDLING)),
    ),
    Term(
        key="handling",
        name="Cơ quan xử lý gửi kết quả về Trung tâm IOC",
        clause="ST.8.1.1",
        length=6 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.Received, e.OrdinaryResumed),
        ends=(e.ResultApproved,),
        # A result given back was none: the term runs on from receipt.
        resumes=(e.ResultReturned,),
        superseded_by=(e.ExtensionGranted, e.UrgencyOrdered),
        when=all_of(
            _ALONE,
            by_the_regulation,
            on_ordinary,
            on_state(
                AssignmentState.RECEIVED,
                AssignmentState.HANDLING,
                AssignmentState.CORRECTING,
                AssignmentState.SUBMITTED,
            ),
        ),
        begins=receipt_where_returned(),
    ),
    Term(
        key="leader_approval",
        name="Lãnh đạo cơ quan phê duyệt kết quả",
        clause="ST.8.4",
        also=("ST.PL2.4", "ST.PL2.3"),
        length=1 * WORKING_DAY,
        holder=Party.AGENCY_LEADER,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultSubmitted, e.ResultReturned),
        ends=(e.ResultApproved, e.ResultRejected),
    ),
    replace(REWORK, lifted_by=(e.AnswersReopened,)),
)
