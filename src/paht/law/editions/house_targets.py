"""Internal targets for which no text gives a term, the same in every edition that has them: they order the lists, and
nobody is late by them."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import all_of, to_be_dispatched, unless_owed, words_to_release
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY, WORKING_HOUR, Length

INVITING: tuple[Term, ...] = (
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
"""Of an invitation to join."""

DIRECTING: tuple[Term, ...] = (
    Term(
        key="dossier",
        name="Tổng hợp hồ sơ, báo cáo UBND tỉnh (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=2 * WORKING_DAY,
        holder=Party.SUPERVISING_DEPARTMENT,
        subject=Subject.REQUEST,
        starts=(e.Escalated,),
        ends=(e.DossierReported,),
    ),
    Term(
        key="direction",
        name="UBND tỉnh cho ý kiến chỉ đạo (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=5 * WORKING_DAY,
        holder=Party.PEOPLES_COMMITTEE,
        subject=Subject.REQUEST,
        starts=(e.DossierReported,),
        ends=(e.HandlerDesignated, e.Instructed),
    ),
)
"""Of a dossier to the People's Committee, and its direction."""

REWORK = Term(
    key="rework",
    name="Hoàn thiện kết quả lãnh đạo trả lại (chỉ tiêu nội bộ)",
    clause="",
    internal=True,
    length=4 * WORKING_HOUR,
    holder=Party.AGENCY,
    subject=Subject.ASSIGNMENT,
    starts=(e.ResultRejected,),
    ends=(e.ResultSubmitted,),
)
"""Of a result that the leader gave back."""

INTERACTION_CORRECTION = Term(
    key="interaction_correction",
    name="Bổ sung nội dung làm rõ bị trả lại (chỉ tiêu nội bộ)",
    clause="",
    internal=True,
    length=1 * WORKING_HOUR,
    holder=Party.AGENCY,
    subject=Subject.REQUEST,
    starts=(e.AnswerReturned,),
    ends=(e.InteractionAnswered,),
)
"""Of a clarification that the operations centre gave back."""


WORDS_RELEASE = Term(
    key="words_release",
    name="Duyệt, che thông tin cá nhân trong lời người dân trước khi cơ quan đọc (chỉ tiêu nội bộ)",
    clause="",
    internal=True,
    length=1 * WORKING_HOUR,
    holder=Party.IOC,
    subject=Subject.REQUEST,
    starts=(e.InteractionSent, e.InteractionJudged, e.ClarificationOwed),
    ends=(e.WordsReleased,),
    superseded_by=(e.InteractionAnswered,),
    when=words_to_release,
)
"""Of words that a citizen wrote after the answer: the agency's own term runs meanwhile."""


def redispatch(length: Length, *, name: str, ends: tuple[type[e.Body], ...]) -> Term:
    """Of a report that an agency gave back."""
    return Term(
        key="redispatch",
        name=name,
        clause="",
        internal=True,
        length=length,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.AssignmentReturned,),
        ends=(*ends, e.ReturnedPartClosed),
        when=all_of(to_be_dispatched, unless_owed("redispatch")),
    )
