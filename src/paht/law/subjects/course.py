"""Who may do what about a request: its subject asks, the data-protection officer handles it, others look on."""

from paht.law.casework.states import Role
from paht.law.subjects.commands import (
    AcknowledgeRequest,
    AskRight,
    ExtendRequest,
    FulfilRequest,
    RefuseRequest,
    SubjectCommand,
    TakeBackRequest,
)
from paht.law.subjects.laws import Right

SUBJECT = frozenset({Role.SENDER})
HANDLES = frozenset({Role.DATA_PROTECTION_OFFICER})
SEES = HANDLES | {Role.SUPERVISING_DEPARTMENT, Role.AUDITOR}
"""Who reads the requests of a province, without a word of what lies in the vault."""

AT_ONCE = frozenset({Right.SEE, Right.WITHDRAW})
"""Rights that the system itself fulfils when they are asked for: to see one's own data, and not to consent any more,
need nobody's judgement."""

MAY: dict[type[SubjectCommand], frozenset[Role]] = {
    AskRight: SUBJECT,
    TakeBackRequest: SUBJECT,
    AcknowledgeRequest: HANDLES,
    ExtendRequest: HANDLES,
    RefuseRequest: HANDLES,
    FulfilRequest: HANDLES,
}
