"""The terms of check, correction and publication, Sóc Trăng 2024."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import once_all_are_in
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="return_without_answer",
        name="Trả lại kết quả chưa có nội dung trả lời",
        clause="ST.9.4",
        also=("ST.PL2.5",),
        owed=False,
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.ResultApproved, e.OutcomeEntered),
    ),
    Term(
        key="publication",
        name="Công bố kết quả xử lý phản ánh hiện trường",
        clause="ST.9.2",
        also=("ST.PL2.5",),
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.ResultApproved, e.OutcomeEntered, e.ReturnedPartClosed, e.AssignmentReturned),
        ends=(e.Published, e.AnsweredPrivately, e.AnsweredElsewhere, e.ResultReturned),
        superseded_by=(e.HandlerDesignated,),
        when=once_all_are_in,
    ),
)
