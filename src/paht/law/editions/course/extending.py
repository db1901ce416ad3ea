"""Asking for more time, and the IOC's answer."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, RequestKind, RequestState
from paht.law.editions.course.row import AGENCY, INTAKE, Row

_SETTLED = "Đề nghị gia hạn này đã được giải quyết hoặc không còn cần thiết."

ROWS: tuple[Row, ...] = (
    Row(
        command=c.RequestExtension,
        name="Đề nghị gia hạn xử lý",
        by=AGENCY,
        at=frozenset({AssignmentState.RECEIVED, AssignmentState.HANDLING, AssignmentState.CORRECTING}),
        otherwise="Chỉ đề nghị gia hạn khi cơ quan đang xử lý và chưa trình kết quả.",
    ),
    Row(
        command=c.GrantExtension,
        name="Xác định thời hạn gia hạn",
        by=INTAKE,
        at=frozenset({RequestState.OPEN}),
        otherwise=_SETTLED,
        request_kind=RequestKind.EXTENSION,
    ),
    Row(
        command=c.RefuseExtension,
        name="Không gia hạn",
        by=INTAKE,
        at=frozenset({RequestState.OPEN}),
        otherwise=_SETTLED,
        request_kind=RequestKind.EXTENSION,
    ),
)
