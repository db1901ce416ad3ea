"""Điều 16: the terms of what is urgent, Vĩnh Long 2025."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import (
    all_of,
    awaits_force,
    call,
    force_finished,
    no_sanction,
    on_first_urgent_result,
    on_urgent,
    unless_owed,
)
from paht.law.editions.rows import Term
from paht.law.editions.urgent_terms import watch
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

TERMS: tuple[Term, ...] = (
    *watch("urgent_dispatch"),
    Term(
        key="urgent_dispatch",
        name="Trung tâm xử lý ngay phản ánh tức thời",
        clause="VL.16.1",
        length=1 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.Sent, e.AlarmRaised, e.AssignmentReturned, e.Disagreed, e.HandlerDesignated),
        ends=(e.UrgencyOrdered,),
        superseded_by=(e.AlarmLowered,),
        when=all_of(awaits_force, unless_owed("urgent_dispatch")),
    ),
    Term(
        key="urgent_confirmation",
        name="Cơ quan xác nhận thông tin, cử lực lượng xử lý tức thời",
        clause="VL.16.3",
        length=1 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.UrgencyOrdered,),
        ends=(e.UrgencyConfirmed,),
        superseded_by=(e.OrdinaryResumed,),
    ),
    Term(
        key="urgent_result",
        name="Cập nhật, phê duyệt kết quả ngay sau khi có kết quả",
        clause="VL.16.4",
        length=1 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.UrgencyFinished, e.ResultRecorded),
        ends=(e.ResultApproved,),
        superseded_by=(e.OrdinaryResumed,),
        when=on_first_urgent_result("urgent_result"),
        begins=force_finished(),
    ),
    Term(
        key="urgent_total",
        name="Tổng thời gian xử lý phản ánh tức thời",
        clause="VL.16.4",
        length=7 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.UrgencyOrdered,),
        ends=(e.ResultApproved,),
        # A result given back was none: the total runs on from the call.
        resumes=(e.ResultReturned, e.StepBackAgreed),
        superseded_by=(e.OrdinaryResumed,),
        lifted_by=(e.SanctionProcedureDeclared,),
        when=all_of(on_urgent, no_sanction),
        begins=call(),
    ),
)
