"""What a report proved to be worth, once the case has ended."""

from paht.law.casework import commands as c
from paht.law.casework.states import DESK_ROLES, Stage
from paht.law.editions.course.row import Row

ANSWERED = frozenset({Stage.PUBLISHED, Stage.ANSWERED, Stage.MONITORED})

ROWS: tuple[Row, ...] = (
    Row(
        command=c.ProposeCommendation,
        name="Đề nghị khen thưởng người gửi",
        by=DESK_ROLES,
        at=ANSWERED,
        otherwise="Chỉ đề nghị khen thưởng khi phản ánh đã có kết quả hoặc đã chuyển theo dõi.",
    ),
    Row(
        command=c.MarkFalse,
        name="Kết luận phản ánh không đúng sự thật",
        by=DESK_ROLES,
        at=ANSWERED | {Stage.REFUSED},
        otherwise="Chỉ kết luận khi phản ánh đã kết thúc.",
    ),
)
