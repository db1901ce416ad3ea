"""Verifying a sender's identity, or a content, by call, SMS or e-mail."""

from paht.law.casework import commands as c
from paht.law.casework.states import RequestKind, RequestState, Stage
from paht.law.editions.course.row import INTAKE, NOT_NOW, SENDER, SYSTEM, Row

OPEN = frozenset({RequestState.OPEN})
OVER = "Yêu cầu xác minh này đã kết thúc."

ROWS: tuple[Row, ...] = (
    Row(
        command=c.RequestVerification,
        name="Yêu cầu xác minh với người gửi",
        by=INTAKE,
        at=frozenset({Stage.SENT}),
        otherwise="Chỉ yêu cầu xác minh khi phản ánh đang chờ xác minh.",
    ),
    Row(
        command=c.AnswerVerification,
        name="Trả lời yêu cầu xác minh",
        by=SENDER,
        at=OPEN,
        otherwise=OVER,
        request_kind=RequestKind.VERIFICATION,
    ),
    Row(
        command=c.RecordVerification,
        name="Ghi kết quả xác minh với người gửi",
        by=INTAKE,
        at=OPEN,
        otherwise=OVER,
        request_kind=RequestKind.VERIFICATION,
    ),
    Row(
        command=c.LapseVerification,
        name="Kết thúc vì xác minh không thành công",
        by=SYSTEM,
        at=OPEN,
        otherwise=NOT_NOW,
        request_kind=RequestKind.VERIFICATION,
    ),
)
