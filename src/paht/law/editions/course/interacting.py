"""After the answer: asking back, judging, clarifying, and the calls to an agency."""

from paht.law.casework import commands as c
from paht.law.casework.states import DESK_ROLES, AssignmentState, RequestKind, RequestState, Role, Stage
from paht.law.editions.course.row import AGENCY, SENDER, Row

ROWS: tuple[Row, ...] = (
    Row(
        command=c.Interact,
        name="Tương tác, đề nghị làm rõ kết quả",
        by=SENDER,
        at=frozenset({Stage.PUBLISHED, Stage.ANSWERED}),
        otherwise="Chỉ tương tác được sau khi có kết quả trả lời.",
    ),
    Row(
        command=c.InteractWithPublic,
        name="Tương tác với kết quả công khai",
        by=frozenset({Role.INTERACTOR}),
        at=frozenset({Stage.PUBLISHED}),
        otherwise="Chỉ tương tác được với kết quả đã công khai.",
    ),
    Row(
        command=c.JudgeInteraction,
        name="Xem xét tương tác",
        by=DESK_ROLES,
        at=frozenset({RequestState.WAITING, RequestState.OPEN}),
        otherwise="Tương tác này đã được xem xét hoặc đã có trả lời.",
        request_kind=RequestKind.INTERACTION,
    ),
    Row(
        command=c.AnswerInteraction,
        name="Làm rõ, trả lời tương tác",
        by=AGENCY,
        at=frozenset({RequestState.OPEN}),
        otherwise="Tương tác này chưa được chuyển đến cơ quan, hoặc đã có trả lời.",
        request_kind=RequestKind.INTERACTION,
    ),
    Row(
        command=c.ReturnAnswer,
        name="Trả lại nội dung làm rõ",
        by=frozenset({Role.DISPATCHER, Role.PUBLISHER}),
        at=frozenset({RequestState.CHECKING}),
        otherwise="Chỉ trả lại nội dung làm rõ đang chờ Trung tâm kiểm tra.",
        request_kind=RequestKind.INTERACTION,
    ),
    Row(
        command=c.ReleaseInteraction,
        name="Đăng nội dung làm rõ",
        by=frozenset({Role.PUBLISHER}),
        at=frozenset({RequestState.CHECKING}),
        otherwise="Chỉ đăng nội dung làm rõ đã được cơ quan trả lời.",
        request_kind=RequestKind.INTERACTION,
    ),
    Row(
        command=c.RecordCall,
        name="Ghi nhận cuộc gọi đến cơ quan",
        by=DESK_ROLES,
        at=frozenset(state for state in AssignmentState if state.is_open or state is AssignmentState.ENDED),
        otherwise="Cơ quan đã trả lại phản ánh này, không còn được giao xử lý.",
    ),
)
