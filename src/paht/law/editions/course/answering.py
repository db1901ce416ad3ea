"""Checking, answering, publishing, rating."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentRole, AssignmentState, Role, Stage
from paht.law.editions.course.row import SENDER, Row

ROWS: tuple[Row, ...] = (
    Row(
        command=c.ReturnResult,
        name="Trả lại kết quả chưa bảo đảm",
        by=frozenset({Role.DISPATCHER, Role.PUBLISHER}),
        at=frozenset({AssignmentState.APPROVED}),
        otherwise="Chỉ trả lại kết quả đã chuyển về Trung tâm và chưa công khai.",
        capacities=frozenset({AssignmentRole.SOLE, AssignmentRole.LEAD}),
    ),
    Row(
        command=c.Publish,
        name="Công khai, trả lời kết quả",
        by=frozenset({Role.PUBLISHER}),
        at=frozenset({Stage.CHECKING}),
        otherwise="Chỉ công khai khi kết quả đã được phê duyệt và chuyển về Trung tâm.",
    ),
    Row(
        command=c.Rate,
        name="Đánh giá kết quả",
        by=SENDER,
        at=frozenset({Stage.PUBLISHED, Stage.ANSWERED}),
        otherwise="Chỉ đánh giá được sau khi có kết quả trả lời.",
    ),
)
