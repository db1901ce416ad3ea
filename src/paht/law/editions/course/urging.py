"""Following, urging, reminding."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, Role
from paht.law.editions.course.row import AGENCY, Row
from paht.law.editions.rows import Relation

ROWS: tuple[Row, ...] = (
    Row(
        command=c.Urge,
        name="Đôn đốc, nhắc nhở",
        by=AGENCY | {Role.DISPATCHER, Role.SUPERVISING_DEPARTMENT, Role.PROVINCIAL_LEADER},
        at=frozenset(
            state
            for state in AssignmentState
            if state.is_open
            and state
            not in (
                AssignmentState.APPROVED,
                AssignmentState.IDENTIFYING,
                AssignmentState.FOLLOWING,
                AssignmentState.AGREEING,
            )
        ),
        otherwise="Cơ quan đã có kết quả hoặc không còn được giao phản ánh này, nên không còn gì để đôn đốc.",
        relation=Relation.SUPERIOR,
    ),
)
