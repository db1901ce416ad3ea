"""Khoản 6 Điều 8: the terms of what is urgent, Sóc Trăng 2024. The body in charge acts under its own rules: while it
does, the regulation sets no term (ST.8.6.2), and only internal targets order the queue."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import force_finished
from paht.law.editions.rows import Term
from paht.law.editions.urgent_terms import watch
from paht.law.worktime import CLOCK_HOUR

TERMS: tuple[Term, ...] = (
    *watch(),
    Term(
        key="urgent_confirmation",
        name="Cơ quan xác nhận đã nhận cuộc gọi chuyển tiếp (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=1 * CLOCK_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.UrgencyOrdered,),
        ends=(e.UrgencyConfirmed, e.OutcomeEntered),
        superseded_by=(e.OrdinaryResumed,),
    ),
    Term(
        key="urgent_follow_up",
        name="Trung tâm theo dõi việc xử lý khẩn cấp (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=24 * CLOCK_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.UrgencyConfirmed,),
        ends=(e.OutcomeEntered, e.ResultApproved),
        superseded_by=(e.OrdinaryResumed,),
    ),
    Term(
        key="urgent_outcome",
        name="Cập nhật kết quả xử lý khẩn cấp sau khi hoàn thành",
        clause="ST.8.6.3",
        length=4 * CLOCK_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.UrgencyFinished,),
        ends=(e.ResultRecorded, e.OutcomeEntered),
        superseded_by=(e.OrdinaryResumed,),
        begins=force_finished(),
    ),
)
