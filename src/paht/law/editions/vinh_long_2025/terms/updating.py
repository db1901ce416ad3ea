"""The term of an update after the answer, Vĩnh Long 2025."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="update",
        name="Đăng tải nội dung cơ quan cập nhật (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.REQUEST,
        starts=(e.UpdateOffered,),
        ends=(e.UpdatePosted, e.UpdateDeclined),
    ),
)
