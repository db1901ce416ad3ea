"""The terms of check, correction and publication, Vĩnh Long 2025."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import on_ground, once_all_are_in
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="check",
        name="Kiểm tra và đăng tải kết quả (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.ResultApproved, e.ReturnedPartClosed, e.AssignmentReturned),
        when=once_all_are_in,
        ends=(
            *(e.Published, e.AnsweredPrivately, e.AnsweredElsewhere),
            *(e.ResultReturned, e.StepBackAgreed, e.AgreementAsked, e.Escalated),
        ),
        superseded_by=(e.HandlerDesignated,),
    ),
    Term(
        key="correction_of_form",
        name="Điều chỉnh kết quả chưa theo mẫu",
        clause="VL.13.2.a",
        length=1 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultReturned,),
        ends=(e.ResultApproved,),
        when=on_ground("not_in_form"),
    ),
    Term(
        key="correction",
        name="Chỉnh sửa kết quả chưa bảo đảm",
        clause="VL.13.2.b",
        length=1 * WORKING_HOUR,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.ResultReturned,),
        ends=(e.ResultApproved,),
        when=on_ground("inadequate", "still_inadequate"),
    ),
)
