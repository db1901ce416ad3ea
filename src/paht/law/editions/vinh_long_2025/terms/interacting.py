"""The terms of interactions with an answer, Vĩnh Long 2025."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, RequestState, Subject
from paht.law.editions.conditions import asked_of_agency, request_in, since_asked
from paht.law.editions.house_targets import INTERACTION_CORRECTION, WORDS_RELEASE
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="interaction_review",
        name="Xem xét tương tác của người khác (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=1 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.REQUEST,
        starts=(e.InteractionSent,),
        ends=(e.InteractionJudged,),
        when=request_in(RequestState.WAITING),
    ),
    Term(
        key="interaction",
        name="Trả lời, làm rõ tương tác",
        clause="VL.14.3",
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.REQUEST,
        starts=(e.InteractionSent, e.InteractionJudged),
        ends=(e.InteractionAnswered,),
        when=asked_of_agency("asked"),
        begins=since_asked(),
    ),
    Term(
        key="clarification",
        # Điều 14 khoản 2 gives no term; the target is that of an interaction.
        name="Làm rõ khi người gửi không hài lòng (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=1 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.REQUEST,
        starts=(e.ClarificationOwed,),
        ends=(e.InteractionAnswered,),
        when=asked_of_agency("rated"),
    ),
    Term(
        key="interaction_check",
        name="Kiểm tra, đăng nội dung làm rõ (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.REQUEST,
        # The IOC writes the answer itself where no agency is charged.
        starts=(e.InteractionSent, e.InteractionJudged, e.ClarificationOwed, e.InteractionAnswered),
        ends=(e.InteractionReleased, e.AnswerReturned),
        when=request_in(RequestState.CHECKING),
    ),
    INTERACTION_CORRECTION,
    WORDS_RELEASE,
)
