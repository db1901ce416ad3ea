"""Something urgent: the alarm, the call to act at once, and what the body called does."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, Stage
from paht.law.editions.course.row import AGENCY, BEFORE_DISPATCH, INTAKE, NOT_NOW, SYSTEM, Row

UNTIL_RESULT = frozenset({*BEFORE_DISPATCH, Stage.HANDLING})

ROWS: tuple[Row, ...] = (
    Row(
        command=c.DispatchUrgently,
        name="Chuyển xử lý khẩn cấp",
        by=INTAKE,
        at=UNTIL_RESULT,
        otherwise="Chỉ chuyển xử lý khẩn cấp phản ánh đang mở, chưa có kết quả.",
    ),
    Row(
        command=c.RaiseAlarm,
        name="Báo động khẩn cấp",
        by=INTAKE,
        at=UNTIL_RESULT,
        otherwise="Chỉ báo động khẩn cấp đối với phản ánh đang mở, chưa có kết quả.",
    ),
    Row(
        command=c.LowerAlarm,
        name="Hạ báo động",
        by=INTAKE,
        at=UNTIL_RESULT,
        otherwise="Chỉ hạ báo động khi phản ánh còn mở và chưa có kết quả.",
    ),
    Row(
        command=c.PassAlarm,
        name="Chuyển báo động đến người trực kế tiếp",
        by=SYSTEM,
        at=BEFORE_DISPATCH,
        otherwise=NOT_NOW,
    ),
    Row(
        command=c.ConfirmUrgency,
        name="Xác nhận, cử lực lượng xử lý",
        by=AGENCY,
        at=frozenset({AssignmentState.SUMMONED}),
        otherwise="Chỉ xác nhận phản ánh khẩn cấp vừa được chuyển đến.",
    ),
    Row(
        command=c.FinishUrgency,
        name="Báo đã xử lý xong tại hiện trường",
        by=AGENCY,
        at=frozenset({AssignmentState.RESPONDING}),
        otherwise="Chỉ báo xử lý xong khi lực lượng đang xử lý phản ánh khẩn cấp.",
    ),
    Row(
        command=c.EnterOutcome,
        name="Nhập kết quả do cơ quan gửi bằng văn bản, thư điện tử",
        by=INTAKE,
        at=frozenset({AssignmentState.SUMMONED, AssignmentState.RESPONDING}),
        otherwise="Chỉ nhập thay kết quả của phản ánh khẩn cấp mà cơ quan chưa cập nhật.",
    ),
)
