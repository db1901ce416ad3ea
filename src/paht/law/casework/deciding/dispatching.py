"""Charging agencies, and their receipt or return."""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Assignment, Case, Refused
from paht.law.casework.deciding.cooperation import (
    after_return,
    against_binding,
    chargeable,
    superior_of,
)
from paht.law.casework.deciding.inquiry import (
    Decision,
    Inquiry,
    blank,
    charged,
    ground_of,
    internal_procedure,
)
from paht.law.casework.states import AssignmentRole
from paht.law.editions.rows import Edition, Ground
from paht.law.worktime import due


def _dispatch(inquiry: Inquiry, command: c.Dispatch) -> Decision:
    clause = inquiry.edition.by_command[c.Dispatch].clause
    agency = chargeable(inquiry, command.agency, clause, field="agency")
    if isinstance(agency, Refused):
        return agency
    return (
        against_binding(inquiry, (agency.id,), field="agency")
        or blank(inquiry, command.note, "note")
        or (
            e.Dispatched(
                assignment=len(inquiry.case.assignments) + 1,
                agency=agency.id,
                role=AssignmentRole.SOLE,
                superior=superior_of(inquiry, agency, tell=command.tell_superior),
                note=command.note,
                directed=inquiry.case.directed_to == agency.id,
            ),
        )
    )


def _receive(inquiry: Inquiry, command: c.Receive) -> Decision:
    procedure = internal_procedure(inquiry, charged(inquiry, command))
    return (e.Received(assignment=command.assignment, procedure=procedure),)


def _return_assignment(inquiry: Inquiry, command: c.ReturnAssignment) -> Decision:
    """For want of competence at any time, if late (VL.12.2.a, ST.8.1.2); for information in its window (VL.12.1.c)."""
    ground = ground_of(inquiry.edition.return_grounds, command.ground)
    if ground is None or charged(inquiry, command).role not in ground.capacities:
        clause = inquiry.edition.by_command[c.ReturnAssignment].clause
        return Refused(clause, "Xin chọn lý do trả lại theo quy chế.", field="ground")
    late = _window_is_over(inquiry, charged(inquiry, command), ground)
    if late and ground.only_in_window:
        return Refused(
            ground.clause,
            "Đã quá thời hạn được trả lại để yêu cầu cung cấp thêm thông tin; cơ quan tiếp tục xử lý theo quy chế.",
            field="ground",
        )
    if ground.names_responsible and not (command.responsible or "").strip():
        return Refused(ground.clause, "Xin cho biết cơ quan có trách nhiệm xử lý.", field="responsible")
    return blank(inquiry, command.note, "note") or (
        e.AssignmentReturned(
            assignment=command.assignment,
            ground=ground.key,
            note=command.note,
            responsible=command.responsible,
            late=late,
        ),
        *after_return(inquiry.case, command.assignment),
    )


def _window_is_over(inquiry: Inquiry, assignment: Assignment, ground: Ground) -> bool:
    """Whether the ground's window, counted from the agency's receipt, has passed."""
    window = inquiry.edition.term(ground.key)
    start = assignment.received_at or inquiry.now
    moment = due(
        calendar=inquiry.calendar, start=start, length=window.length, count=inquiry.edition.day_count
    )
    return inquiry.now > moment.due_at


def _not_designated(case: Case, number: int, edition: Edition) -> Refused | None:
    """A body designated by the People's Committee must handle: it cannot give the report back (VL.21.7)."""
    assignment = case.assignment(number)
    if assignment is None or not assignment.directed:
        return None
    assert edition.designated_clause is not None, "an edition with directions names the clause"
    return Refused(
        edition.designated_clause,
        "Cơ quan được UBND tỉnh chỉ định có trách nhiệm xử lý phản ánh này, không trả lại bước trước.",
    )


DECIDERS: dict[type[c.Command], Callable[[Inquiry, Any], Decision]] = {
    c.Dispatch: _dispatch,
    c.Receive: _receive,
    c.ReturnAssignment: _return_assignment,
}

OBJECTIONS: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {}

PART_OBJECTIONS: dict[type[c.Command], Callable[[Case, int, Edition], Refused | None]] = {
    c.ReturnAssignment: _not_designated,
}
