"""Charging agencies, and their receipt or return."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, Role, Stage
from paht.law.editions.course.row import AGENCY, Row

ROWS: tuple[Row, ...] = (
    Row(
        command=c.Dispatch,
        name="Phân phối phản ánh",
        by=frozenset({Role.DISPATCHER}),
        at=frozenset({Stage.ACCEPTED}),
        otherwise="Chỉ phân phối phản ánh đã tiếp nhận và chưa có cơ quan xử lý.",
    ),
    Row(
        command=c.Receive,
        name="Nhận phản ánh được phân phối",
        by=AGENCY,
        at=frozenset({AssignmentState.DISPATCHED}),
        otherwise="Phản ánh này đã được cơ quan tiếp nhận hoặc đã kết thúc.",
    ),
    Row(
        command=c.ReturnAssignment,
        name="Trả lại bước trước",
        by=AGENCY,
        at=frozenset(
            {
                AssignmentState.RECEIVED,
                AssignmentState.LEADING,
                AssignmentState.HANDLING,
                AssignmentState.SUMMONED,
                AssignmentState.RESPONDING,
            }
        ),
        otherwise="Chỉ trả lại phản ánh đã nhận và chưa có kết quả.",
    ),
)
