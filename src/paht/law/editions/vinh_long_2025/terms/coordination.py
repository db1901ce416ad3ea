"""Điều 17: the terms of the designated coordinating agency, Vĩnh Long 2025."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY

TERMS: tuple[Term, ...] = (
    Term(
        key="identification",
        name="Phản hồi nội dung và cơ quan có thẩm quyền xử lý",
        clause="VL.17.2",
        length=1 * WORKING_DAY,
        holder=Party.COORDINATOR,
        subject=Subject.ASSIGNMENT,
        starts=(e.CoordinationAsked,),
        ends=(e.HandlerNamed, e.HandlerUnknown),
    ),
    Term(
        key="agreement",
        name="Cho ý kiến thống nhất với kết quả xử lý",
        clause="VL.17.4",
        length=1 * WORKING_DAY,
        holder=Party.COORDINATOR,
        subject=Subject.ASSIGNMENT,
        starts=(e.AgreementAsked,),
        ends=(e.Agreed, e.Disagreed),
    ),
)
