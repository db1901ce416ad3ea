"""Passing on for monitoring what cannot be handled now."""

from paht.law.casework import commands as c
from paht.law.casework.states import Role, Stage
from paht.law.editions.course.row import Row

ROWS: tuple[Row, ...] = (
    Row(
        command=c.PassForMonitoring,
        name="Chuyển cơ quan chức năng theo dõi",
        by=frozenset({Role.DISPATCHER}),
        at=frozenset({Stage.ACCEPTED}),
        otherwise="Chỉ chuyển theo dõi phản ánh đã tiếp nhận và chưa có cơ quan xử lý.",
    ),
)
