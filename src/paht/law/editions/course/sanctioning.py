"""Cases under an administrative-sanction procedure."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState
from paht.law.editions.course.row import AGENCY, Row

_AT_WORK = frozenset({AssignmentState.RECEIVED, AssignmentState.HANDLING, AssignmentState.RESPONDING})

ROWS: tuple[Row, ...] = (
    Row(
        command=c.DeclareSanctionProcedure,
        name="Chuyển sang thủ tục xử phạt vi phạm hành chính",
        by=AGENCY,
        at=_AT_WORK,
        otherwise="Chỉ ghi nhận thủ tục xử phạt khi cơ quan đang xử lý và chưa có kết quả.",
    ),
    Row(
        command=c.ReportProgress,
        name="Thông tin tình trạng xử lý",
        by=AGENCY,
        at=_AT_WORK,
        otherwise="Chỉ thông tin tình trạng khi cơ quan đang xử lý và chưa có kết quả.",
    ),
)
