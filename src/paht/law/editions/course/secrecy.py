"""What must stay with few: answers for the sender alone, state secrets."""

from paht.law.casework import commands as c
from paht.law.casework.states import DESK_ROLES, Stage
from paht.law.editions.course.row import AGENCY, SENDER, Row

ROWS: tuple[Row, ...] = (
    Row(
        command=c.AskConfidentiality,
        name="Yêu cầu giữ bí mật",
        by=SENDER,
        at=frozenset({Stage.SENT, Stage.VERIFIED, Stage.ACCEPTED, Stage.HANDLING, Stage.CHECKING}),
        otherwise="Chỉ yêu cầu giữ bí mật trước khi có kết quả trả lời.",
    ),
    Row(
        command=c.MarkSecret,
        name="Đánh dấu nội dung bí mật nhà nước",
        by=DESK_ROLES | AGENCY,
        at=frozenset(stage for stage in Stage if stage not in (Stage.DRAFT, Stage.IMPORTED)),
        otherwise="Phản ánh chưa được gửi.",
    ),
)
