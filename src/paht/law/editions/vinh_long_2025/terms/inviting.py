"""The targets of an invitation to join, Vĩnh Long 2025: the text gives no term."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY

TERMS: tuple[Term, ...] = (
    Term(
        key="invitation_letter",
        name="Gửi công văn mời tham gia hệ thống (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=1 * WORKING_DAY,
        holder=Party.SUPERVISING_DEPARTMENT,
        subject=Subject.REQUEST,
        starts=(e.InvitationDrafted,),
        ends=(e.InvitationSent,),
    ),
    Term(
        key="joining",
        name="Theo dõi cơ quan được mời tham gia (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=5 * WORKING_DAY,
        holder=Party.SUPERVISING_DEPARTMENT,
        subject=Subject.REQUEST,
        starts=(e.InvitationSent,),
        ends=(e.InvitationAnswered, e.InvitationGivenUp),
    ),
)
