"""Terms that follow the calendar."""

from paht.law.casework import commands as c
from paht.law.casework.states import Stage
from paht.law.editions.course.row import SYSTEM, Row

ROWS: tuple[Row, ...] = (
    Row(
        command=c.MoveTerms,
        name="Điều chỉnh thời hạn theo lịch làm việc",
        by=SYSTEM,
        at=frozenset(stage for stage in Stage if not stage.is_end and stage is not Stage.DRAFT),
        otherwise="Phản ánh đã kết thúc nên không còn thời hạn để điều chỉnh.",
    ),
)
