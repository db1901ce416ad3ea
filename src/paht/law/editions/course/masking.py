"""Releasing the words of citizens, and pictures, to those outside the operations centre."""

from paht.law.casework import commands as c
from paht.law.casework.states import DESK_ROLES, RequestKind, RequestState, Stage
from paht.law.editions.course.row import Row

_UNRELEASED = frozenset(
    {Stage.DRAFT, Stage.SENT, Stage.VERIFIED, Stage.REFUSED, Stage.WITHDRAWN, Stage.IMPORTED}
)
"""Where there is no accepted text."""

ROWS: tuple[Row, ...] = (
    Row(
        command=c.ReleaseText,
        name="Duyệt nội dung, che thông tin cá nhân",
        by=DESK_ROLES,
        at=frozenset(stage for stage in Stage if stage not in _UNRELEASED),
        otherwise="Chỉ duyệt nội dung của phản ánh đã tiếp nhận.",
    ),
    Row(
        command=c.ReleasePictures,
        name="Xác nhận bản công khai của ảnh",
        by=DESK_ROLES,
        at=frozenset(stage for stage in Stage if stage not in _UNRELEASED),
        otherwise="Chỉ xác nhận bản công khai của ảnh trong phản ánh đã tiếp nhận.",
    ),
    Row(
        command=c.ReleaseWords,
        name="Duyệt lời người dân trước khi chuyển cơ quan",
        by=DESK_ROLES,
        at=frozenset({RequestState.WAITING, RequestState.OPEN}),
        otherwise="Tương tác này đã có nội dung làm rõ hoặc đã kết thúc.",
        request_kind=RequestKind.INTERACTION,
    ),
)
