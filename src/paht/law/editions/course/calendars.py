"""Terms that follow the calendar."""

from paht.law.casework import commands as c
from paht.law.casework.states import Stage
from paht.law.editions.course.row import SYSTEM, Row

_NOTHING_OWED = frozenset({Stage.DRAFT, Stage.REFUSED, Stage.WITHDRAWN, Stage.MONITORED, Stage.IMPORTED})
"""An answered case may still owe a clarification."""

ROWS: tuple[Row, ...] = (
    Row(
        command=c.MoveTerms,
        name="Điều chỉnh thời hạn theo lịch làm việc",
        by=SYSTEM,
        at=frozenset(stage for stage in Stage if stage not in _NOTHING_OWED),
        otherwise="Phản ánh đã kết thúc nên không còn thời hạn để điều chỉnh.",
    ),
)
