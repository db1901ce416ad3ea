"""The agency's internal procedure, and a result taken back for correction."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, RequestKind, RequestState, Role
from paht.law.editions.course.row import AGENCY, Row

_CHECKERS = frozenset({Role.DISPATCHER, Role.PUBLISHER})
_LEADERS = frozenset({Role.AGENCY_DEPUTY, Role.AGENCY_LEADER})
_SETTLED = "Yêu cầu trả bước trước này đã được giải quyết hoặc không còn cần thiết."

ROWS: tuple[Row, ...] = (
    Row(
        command=c.HandleDirectly,
        name="Xử lý trực tiếp và phê duyệt",
        by=frozenset({Role.AGENCY_LEADER}),
        at=frozenset(
            {
                AssignmentState.RECEIVED,
                AssignmentState.HANDLING,
                AssignmentState.HANDLED,
                AssignmentState.CORRECTING,
                AssignmentState.RESPONDING,
            }
        ),
        otherwise="Chỉ xử lý trực tiếp khi phản ánh đang ở bước xử lý của cơ quan.",
    ),
    Row(
        command=c.EndorseResult,
        name="Đồng ý, trình thủ trưởng phê duyệt",
        by=_LEADERS,
        at=frozenset({AssignmentState.WITH_DEPUTY}),
        otherwise="Chỉ cho ý kiến về kết quả đang chờ cấp phó xem xét.",
    ),
    Row(
        command=c.DeclineResult,
        name="Trả lại chuyên viên (cấp phó)",
        by=_LEADERS,
        at=frozenset({AssignmentState.WITH_DEPUTY}),
        otherwise="Chỉ trả lại kết quả đang chờ cấp phó xem xét.",
    ),
    Row(
        command=c.RequestStepBack,
        name="Đề nghị Trung tâm trả bước trước",
        by=AGENCY,
        at=frozenset({AssignmentState.APPROVED}),
        otherwise="Chỉ đề nghị trả bước trước khi kết quả đã chuyển Trung tâm và chưa công khai.",
    ),
    Row(
        command=c.AgreeStepBack,
        name="Đồng ý trả bước trước",
        by=_CHECKERS,
        at=frozenset({RequestState.OPEN}),
        otherwise=_SETTLED,
        request_kind=RequestKind.STEP_BACK,
    ),
    Row(
        command=c.DeclineStepBack,
        name="Không trả bước trước",
        by=_CHECKERS,
        at=frozenset({RequestState.OPEN}),
        otherwise=_SETTLED,
        request_kind=RequestKind.STEP_BACK,
    ),
)
