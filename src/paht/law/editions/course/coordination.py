"""A report without known handler: asking the designated coordinating agency who handles, and for its agreement."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentRole, AssignmentState, Role, Stage
from paht.law.editions.course.row import AGENCY, Row

_COORDINATOR = frozenset({AssignmentRole.COORDINATOR})

ROWS: tuple[Row, ...] = (
    Row(
        command=c.AskCoordinator,
        name="Chuyển cơ quan được chỉ định phối hợp",
        by=frozenset({Role.DISPATCHER}),
        at=frozenset({Stage.ACCEPTED}),
        otherwise="Chỉ hỏi cơ quan được chỉ định phối hợp khi phản ánh đã tiếp nhận và chưa có cơ quan xử lý.",
    ),
    Row(
        command=c.AnswerCoordination,
        name="Phản hồi cơ quan có thẩm quyền xử lý",
        by=AGENCY,
        at=frozenset({AssignmentState.IDENTIFYING}),
        otherwise="Trung tâm không đang chờ cơ quan phản hồi về cơ quan có thẩm quyền xử lý.",
        capacities=_COORDINATOR,
    ),
    Row(
        command=c.AskAgreement,
        name="Xin ý kiến thống nhất kết quả",
        by=frozenset({Role.DISPATCHER, Role.PUBLISHER}),
        at=frozenset({AssignmentState.FOLLOWING}),
        otherwise="Cơ quan được chỉ định phối hợp đang có câu hỏi chưa trả lời, hoặc đã hết việc.",
        capacities=_COORDINATOR,
    ),
    Row(
        command=c.Agree,
        name="Thống nhất với kết quả xử lý",
        by=AGENCY,
        at=frozenset({AssignmentState.AGREEING}),
        otherwise="Trung tâm không đang xin ý kiến thống nhất kết quả.",
        capacities=_COORDINATOR,
    ),
    Row(
        command=c.Disagree,
        name="Chưa thống nhất với kết quả xử lý",
        by=AGENCY,
        at=frozenset({AssignmentState.AGREEING}),
        otherwise="Trung tâm không đang xin ý kiến thống nhất kết quả.",
        capacities=_COORDINATOR,
    ),
)
