"""What an agency adds to a result that was answered already."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, RequestKind, RequestState, Role
from paht.law.editions.course.row import AGENCY, Row

_PUBLISHER = frozenset({Role.PUBLISHER})
_NOT_WAITING = "Nội dung cập nhật này đã được đăng tải hoặc đã có ý kiến của Trung tâm."

ROWS: tuple[Row, ...] = (
    Row(
        command=c.OfferUpdate,
        name="Cung cấp nội dung cập nhật kết quả",
        by=AGENCY,
        at=frozenset({AssignmentState.ENDED}),
        otherwise="Chỉ cập nhật được kết quả đã trả lời người gửi.",
    ),
    Row(
        command=c.PostUpdate,
        name="Đăng tải nội dung cập nhật",
        by=_PUBLISHER,
        at=frozenset({RequestState.OPEN}),
        otherwise=_NOT_WAITING,
        request_kind=RequestKind.UPDATE,
    ),
    Row(
        command=c.DeclineUpdate,
        name="Không đăng nội dung cập nhật",
        by=_PUBLISHER,
        at=frozenset({RequestState.OPEN}),
        otherwise=_NOT_WAITING,
        request_kind=RequestKind.UPDATE,
    ),
)
