"""An agency's own work."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, Role
from paht.law.editions.course.row import AGENCY, Row

ROWS: tuple[Row, ...] = (
    Row(
        command=c.BeginHandling,
        name="Bắt đầu xử lý",
        by=AGENCY,
        at=frozenset({AssignmentState.RECEIVED}),
        otherwise="Chỉ ghi nhận bắt đầu xử lý đối với phản ánh vừa nhận.",
    ),
    Row(
        command=c.RecordResult,
        name="Ghi kết quả xử lý",
        by=AGENCY,
        at=frozenset(
            {
                AssignmentState.RECEIVED,
                AssignmentState.HANDLING,
                AssignmentState.COMPILING,
                AssignmentState.HANDLED,
                AssignmentState.CORRECTING,
                AssignmentState.RESPONDING,
            }
        ),
        otherwise="Kết quả đang chờ phê duyệt hoặc đã chuyển Trung tâm; không sửa được ở bước này.",
    ),
    Row(
        command=c.SubmitResult,
        name="Trình lãnh đạo phê duyệt",
        by=AGENCY,
        at=frozenset({AssignmentState.HANDLED}),
        otherwise="Phải ghi kết quả xử lý trước khi trình.",
    ),
    Row(
        command=c.ApproveResult,
        name="Phê duyệt kết quả",
        by=frozenset({Role.AGENCY_LEADER}),
        at=frozenset({AssignmentState.SUBMITTED}),
        otherwise="Chỉ phê duyệt kết quả đang chờ phê duyệt.",
    ),
    Row(
        command=c.RejectResult,
        name="Trả lại chuyên viên hoàn thiện",
        by=frozenset({Role.AGENCY_LEADER}),
        at=frozenset({AssignmentState.SUBMITTED}),
        otherwise="Chỉ trả lại kết quả đang chờ phê duyệt.",
    ),
)
