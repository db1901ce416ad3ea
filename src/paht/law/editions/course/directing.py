"""Bringing a report before the People's Committee or its chair, and the direction that comes of it."""

from paht.law.casework import commands as c
from paht.law.casework.states import RequestKind, RequestState, Role, Stage
from paht.law.editions.course.row import Row

_OPEN = frozenset({RequestState.OPEN})
_OVER = "Việc xin ý kiến chỉ đạo này đã kết thúc."

ROWS: tuple[Row, ...] = (
    Row(
        command=c.Escalate,
        name="Đề nghị xin ý kiến chỉ đạo của UBND tỉnh",
        by=frozenset({Role.DISPATCHER, Role.SUPERVISING_DEPARTMENT}),
        at=frozenset({Stage.ACCEPTED, Stage.HANDLING, Stage.CHECKING}),
        otherwise="Chỉ xin ý kiến chỉ đạo đối với phản ánh đã tiếp nhận và chưa kết thúc.",
    ),
    Row(
        command=c.ReportDossier,
        name="Tổng hợp hồ sơ, báo cáo UBND tỉnh",
        by=frozenset({Role.SUPERVISING_DEPARTMENT}),
        at=_OPEN,
        otherwise=_OVER,
        request_kind=RequestKind.DIRECTION,
    ),
    Row(
        command=c.RecordDirection,
        name="Ghi nhận ý kiến chỉ đạo",
        by=frozenset({Role.PROVINCIAL_LEADER, Role.SUPERVISING_DEPARTMENT}),
        at=_OPEN,
        otherwise=_OVER,
        request_kind=RequestKind.DIRECTION,
    ),
    Row(
        command=c.WithdrawEscalation,
        name="Rút đề nghị xin ý kiến chỉ đạo",
        by=frozenset({Role.DISPATCHER, Role.SUPERVISING_DEPARTMENT}),
        at=_OPEN,
        otherwise=_OVER,
        request_kind=RequestKind.DIRECTION,
    ),
)
