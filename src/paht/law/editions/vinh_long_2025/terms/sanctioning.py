"""The terms under an administrative-sanction procedure, Vĩnh Long 2025 (VL.12.2.b gives way to that law's own)."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import on_sanction, record_drawn_up, under_sanction
from paht.law.editions.rows import Term
from paht.law.worktime import CALENDAR_MONTH, WORKING_DAY, Length

SOURCE = (
    "Điều 66 Luật Xử lý vi phạm hành chính số 15/2012/QH13, sửa đổi, bổ sung bởi Luật số 67/2020/QH14: "
    "tính từ ngày lập biên bản"
)


def _decision(key: str, name: str, length: Length) -> Term:
    """The term for the decision on a sanction; its key is that of the ground on which it was declared."""
    return Term(
        key=key,
        name=name,
        clause="VL.12.2.b",
        source=SOURCE,
        length=length,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.SanctionProcedureDeclared,),
        ends=(e.ResultRecorded,),
        lifted_by=(e.SanctionProcedureDeclared,),
        when=on_sanction(key),
        begins=record_drawn_up(),
    )


TERMS: tuple[Term, ...] = (
    _decision("sanction", "Ra quyết định xử phạt vi phạm hành chính", 7 * WORKING_DAY),
    _decision(
        "sanction_passed_on", "Ra quyết định xử phạt khi phải chuyển người có thẩm quyền", 10 * WORKING_DAY
    ),
    _decision("sanction_verified", "Ra quyết định xử phạt khi có giải trình, xác minh", 1 * CALENDAR_MONTH),
    _decision("sanction_complicated", "Ra quyết định xử phạt vụ việc đặc biệt phức tạp", 2 * CALENDAR_MONTH),
    Term(
        key="progress",
        name="Thông tin tình trạng xử lý theo định kỳ (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=5 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.ASSIGNMENT,
        starts=(e.SanctionProcedureDeclared, e.ProgressReported),
        ends=(e.ProgressReported,),
        superseded_by=(e.ResultRecorded, e.SanctionProcedureDeclared),
        when=under_sanction,
    ),
)
