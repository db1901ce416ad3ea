"""Before an agency is charged."""

from paht.law.casework import commands as c
from paht.law.casework.states import RequestKind, RequestState, Stage
from paht.law.editions.course.row import BEFORE_DISPATCH, INTAKE, NOT_NOW, SENDER, SYSTEM, Row

ROWS: tuple[Row, ...] = (
    Row(
        command=c.Send,
        name="Gửi phản ánh",
        by=SENDER,
        at=frozenset({Stage.DRAFT}),
        otherwise="Phản ánh này đã được gửi.",
    ),
    Row(
        command=c.Verify,
        name="Xác minh phản ánh",
        by=INTAKE,
        at=frozenset({Stage.SENT}),
        otherwise="Chỉ xác minh phản ánh đang chờ xác minh.",
    ),
    Row(
        command=c.RequestSupplement,
        name="Yêu cầu bổ sung",
        by=INTAKE,
        at=BEFORE_DISPATCH,
        otherwise="Chỉ yêu cầu bổ sung trước khi phân phối đến cơ quan xử lý.",
    ),
    Row(
        command=c.Supplement,
        name="Bổ sung phản ánh",
        by=SENDER,
        at=frozenset({RequestState.OPEN}),
        otherwise="Yêu cầu bổ sung này đã kết thúc; xin gửi phản ánh mới nếu sự việc vẫn còn.",
        request_kind=RequestKind.SUPPLEMENT,
    ),
    Row(
        command=c.Refuse,
        name="Từ chối tiếp nhận",
        by=INTAKE,
        at=BEFORE_DISPATCH,
        otherwise="Phản ánh đã phân phối đến cơ quan xử lý thì không còn từ chối được.",
    ),
    Row(
        command=c.Accept,
        name="Tiếp nhận phản ánh",
        by=INTAKE,
        at=frozenset({Stage.VERIFIED}),
        otherwise="Phải xác minh đủ điều kiện trước khi tiếp nhận.",
    ),
    Row(
        command=c.Withdraw,
        name="Rút phản ánh",
        by=SENDER,
        at=frozenset({*BEFORE_DISPATCH, Stage.HANDLING}),
        otherwise="Cơ quan đã tiến hành xử lý, hoặc phản ánh đã kết thúc, nên không rút được nữa.",
    ),
    Row(
        command=c.LapseSupplement,
        name="Kết thúc vì không bổ sung",
        by=SYSTEM,
        at=frozenset({RequestState.OPEN}),
        otherwise=NOT_NOW,
        request_kind=RequestKind.SUPPLEMENT,
    ),
)
