"""Several agencies on one case: side by side, or a lead with cooperating agencies."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentRole, AssignmentState, Role, Stage
from paht.law.editions.course.row import AGENCY, Row
from paht.law.editions.rows import Relation

_LEAD = frozenset({AssignmentRole.LEAD})
_DISPATCHER = frozenset({Role.DISPATCHER})

ROWS: tuple[Row, ...] = (
    Row(
        command=c.DispatchToSeveral,
        name="Phân phối đến nhiều cơ quan",
        by=_DISPATCHER,
        at=frozenset({Stage.ACCEPTED, Stage.HANDLING}),
        otherwise="Chỉ phân phối phản ánh đã tiếp nhận và chưa có đủ kết quả của các cơ quan.",
    ),
    Row(
        command=c.CloseReturnedPart,
        name="Không phân phối thêm cho phần được trả lại",
        by=_DISPATCHER,
        at=frozenset({Stage.HANDLING}),
        otherwise="Không có phần việc nào được trả lại mà các cơ quan khác còn đang xử lý.",
    ),
    Row(
        command=c.DispatchToLead,
        name="Giao cơ quan chủ trì",
        by=_DISPATCHER,
        at=frozenset({Stage.ACCEPTED}),
        otherwise="Chỉ giao chủ trì đối với phản ánh đã tiếp nhận và chưa có cơ quan xử lý.",
    ),
    Row(
        command=c.PassOn,
        name="Chuyển cơ quan phối hợp xử lý",
        by=AGENCY,
        at=frozenset({AssignmentState.LEADING, AssignmentState.WAITING}),
        otherwise="Chỉ chuyển phối hợp sau khi nhận và trước khi tổng hợp kết quả.",
        capacities=_LEAD,
    ),
    Row(
        command=c.GoOnWithout,
        name="Tổng hợp, không cần phần phối hợp được trả lại",
        by=AGENCY,
        at=frozenset({AssignmentState.WAITING}),
        otherwise="Không có phần phối hợp nào được trả lại đang chờ cơ quan chủ trì xem xét.",
        capacities=_LEAD,
    ),
    Row(
        command=c.SendAnswerBack,
        name="Trả lại ý kiến phối hợp chưa bảo đảm",
        by=AGENCY,
        at=frozenset({AssignmentState.APPROVED}),
        otherwise="Chỉ trả lại ý kiến đã được phê duyệt, khi cơ quan chủ trì chưa trình kết quả.",
        relation=Relation.LEADS,
        capacities=frozenset({AssignmentRole.COOPERATING}),
    ),
)
