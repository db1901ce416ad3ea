"""Inviting a competent body that has not joined the system yet."""

from paht.law.casework import commands as c
from paht.law.casework.states import RequestKind, RequestState, Role, Stage
from paht.law.editions.course.row import SYSTEM, Row

_OPEN = frozenset({RequestState.OPEN})
_OVER = "Việc mời tham gia này đã kết thúc."

ROWS: tuple[Row, ...] = (
    Row(
        command=c.DraftInvitation,
        name="Soạn công văn mời tham gia hệ thống",
        by=frozenset({Role.DISPATCHER}),
        at=frozenset({Stage.ACCEPTED}),
        otherwise="Chỉ mời cơ quan tham gia khi phản ánh đã tiếp nhận và chưa có cơ quan xử lý.",
    ),
    Row(
        command=c.SendInvitation,
        name="Ghi nhận đã gửi công văn mời",
        by=frozenset({Role.SUPERVISING_DEPARTMENT}),
        at=_OPEN,
        otherwise=_OVER,
        request_kind=RequestKind.INVITATION,
    ),
    Row(
        command=c.RecordJoining,
        name="Ghi nhận cơ quan được mời đã tham gia",
        by=SYSTEM,
        at=_OPEN,
        otherwise=_OVER,
        request_kind=RequestKind.INVITATION,
    ),
    Row(
        command=c.GiveUpInvitation,
        name="Kết thúc việc mời tham gia",
        by=frozenset({Role.DISPATCHER, Role.SUPERVISING_DEPARTMENT}),
        at=_OPEN,
        otherwise=_OVER,
        request_kind=RequestKind.INVITATION,
    ),
)
