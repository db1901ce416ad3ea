"""The course that both regulations share; an edition gives every step its own clause, and may change a row."""

from collections.abc import Mapping

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, RequestState, Role, Stage
from paht.law.editions.rows import State, Step

_INTAKE = frozenset({Role.INTAKE, Role.DISPATCHER})
_AGENCY = frozenset({Role.AGENCY_STAFF, Role.AGENCY_LEADER})
_NOT_NOW = "Phản ánh đang ở bước khác của quy trình; xin tải lại trang để xem tình trạng mới nhất."
_OPEN = frozenset({Stage.SENT, Stage.VERIFIED, Stage.ACCEPTED})
_Row = tuple[type[c.Command], str, frozenset[Role], frozenset[State], str]

_ROWS: tuple[_Row, ...] = (
    (c.Send, "Gửi phản ánh", frozenset({Role.SENDER}), frozenset({Stage.DRAFT}), "Phản ánh này đã được gửi."),
    (
        c.Verify,
        "Xác minh phản ánh",
        _INTAKE,
        frozenset({Stage.SENT}),
        "Chỉ xác minh phản ánh đang chờ xác minh.",
    ),
    (
        c.RequestSupplement,
        "Yêu cầu bổ sung",
        _INTAKE,
        _OPEN,
        "Chỉ yêu cầu bổ sung trước khi phân phối đến cơ quan xử lý.",
    ),
    (
        c.Supplement,
        "Bổ sung phản ánh",
        frozenset({Role.SENDER}),
        frozenset({RequestState.OPEN}),
        "Yêu cầu bổ sung này đã kết thúc; xin gửi phản ánh mới nếu sự việc vẫn còn.",
    ),
    (
        c.Refuse,
        "Từ chối tiếp nhận",
        _INTAKE,
        _OPEN,
        "Phản ánh đã phân phối đến cơ quan xử lý thì không còn từ chối được.",
    ),
    (
        c.Accept,
        "Tiếp nhận phản ánh",
        _INTAKE,
        frozenset({Stage.VERIFIED}),
        "Phải xác minh đủ điều kiện trước khi tiếp nhận.",
    ),
    (
        c.Dispatch,
        "Phân phối phản ánh",
        frozenset({Role.DISPATCHER}),
        frozenset({Stage.ACCEPTED}),
        "Chỉ phân phối phản ánh đã tiếp nhận và chưa có cơ quan xử lý.",
    ),
    (
        c.Receive,
        "Nhận phản ánh được phân phối",
        _AGENCY,
        frozenset({AssignmentState.DISPATCHED}),
        "Phản ánh này đã được cơ quan tiếp nhận hoặc đã kết thúc.",
    ),
    (
        c.ReturnAssignment,
        "Trả lại bước trước",
        _AGENCY,
        frozenset({AssignmentState.RECEIVED, AssignmentState.HANDLING}),
        "Chỉ trả lại phản ánh đã nhận và chưa có kết quả.",
    ),
    (
        c.BeginHandling,
        "Bắt đầu xử lý",
        _AGENCY,
        frozenset({AssignmentState.RECEIVED}),
        "Chỉ ghi nhận bắt đầu xử lý đối với phản ánh vừa nhận.",
    ),
    (
        c.RecordResult,
        "Ghi kết quả xử lý",
        _AGENCY,
        frozenset(
            {
                AssignmentState.RECEIVED,
                AssignmentState.HANDLING,
                AssignmentState.HANDLED,
                AssignmentState.CORRECTING,
            }
        ),
        "Kết quả đang chờ phê duyệt hoặc đã chuyển Trung tâm; không sửa được ở bước này.",
    ),
    (
        c.SubmitResult,
        "Trình lãnh đạo phê duyệt",
        _AGENCY,
        frozenset({AssignmentState.HANDLED}),
        "Phải ghi kết quả xử lý trước khi trình.",
    ),
    (
        c.ApproveResult,
        "Phê duyệt kết quả",
        frozenset({Role.AGENCY_LEADER}),
        frozenset({AssignmentState.SUBMITTED}),
        "Chỉ phê duyệt kết quả đang chờ phê duyệt.",
    ),
    (
        c.RejectResult,
        "Trả lại chuyên viên hoàn thiện",
        frozenset({Role.AGENCY_LEADER}),
        frozenset({AssignmentState.SUBMITTED}),
        "Chỉ trả lại kết quả đang chờ phê duyệt.",
    ),
    (
        c.ReturnResult,
        "Trả lại kết quả chưa bảo đảm",
        frozenset({Role.DISPATCHER, Role.PUBLISHER}),
        frozenset({AssignmentState.APPROVED}),
        "Chỉ trả lại kết quả đã chuyển về Trung tâm và chưa công khai.",
    ),
    (
        c.Publish,
        "Công khai, trả lời kết quả",
        frozenset({Role.PUBLISHER}),
        frozenset({Stage.CHECKING}),
        "Chỉ công khai khi kết quả đã được phê duyệt và chuyển về Trung tâm.",
    ),
    (
        c.Rate,
        "Đánh giá kết quả",
        frozenset({Role.SENDER}),
        frozenset({Stage.PUBLISHED, Stage.ANSWERED}),
        "Chỉ đánh giá được sau khi có kết quả trả lời.",
    ),
    (
        c.Withdraw,
        "Rút phản ánh",
        frozenset({Role.SENDER}),
        frozenset({*_OPEN, Stage.HANDLING}),
        "Cơ quan đã tiến hành xử lý, hoặc phản ánh đã kết thúc, nên không rút được nữa.",
    ),
    (
        c.MoveTerms,
        "Điều chỉnh thời hạn theo lịch làm việc",
        frozenset({Role.SYSTEM}),
        frozenset(stage for stage in Stage if not stage.is_end and stage is not Stage.DRAFT),
        "Phản ánh đã kết thúc nên không còn thời hạn để điều chỉnh.",
    ),
    (
        c.LapseSupplement,
        "Kết thúc vì không bổ sung",
        frozenset({Role.SYSTEM}),
        frozenset({RequestState.OPEN}),
        _NOT_NOW,
    ),
)


def course(clauses: Mapping[type[c.Command], str]) -> tuple[Step, ...]:
    """The shared steps with the edition's clauses; a command without a clause is not in the edition."""
    return tuple(
        Step(command=command, name=name, clause=clauses[command], by=by, at=at, otherwise=otherwise)
        for command, name, by, at, otherwise in _ROWS
        if command in clauses
    )
