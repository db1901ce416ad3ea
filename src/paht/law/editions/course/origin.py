"""Cases that do not come through a sender's own form."""

from paht.law.casework import commands as c
from paht.law.casework.states import Stage
from paht.law.editions.course.row import INTAKE, Row

ROWS: tuple[Row, ...] = (
    Row(
        command=c.Originate,
        name="Tạo phản ánh từ nguồn tin của Trung tâm",
        by=INTAKE,
        at=frozenset({Stage.DRAFT}),
        otherwise="Phản ánh này đã được tạo.",
    ),
    Row(
        command=c.Enter,
        name="Nhập phản ánh hộ người gửi",
        by=INTAKE,
        at=frozenset({Stage.DRAFT}),
        otherwise="Phản ánh này đã được nhập.",
    ),
)
