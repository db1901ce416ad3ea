"""The terms of interactions with an answer, Sóc Trăng 2024."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, RequestState, Subject
from paht.law.editions.conditions import asked_of_agency, request_in
from paht.law.editions.house_targets import INTERACTION_CORRECTION, WORDS_RELEASE
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="interaction",
        name="Làm rõ thông tin người gửi phản hồi",
        clause="ST.10.2",
        length=2 * WORKING_DAY,
        holder=Party.AGENCY,
        subject=Subject.REQUEST,
        starts=(e.InteractionSent,),
        ends=(e.InteractionAnswered,),
        when=asked_of_agency("asked"),
    ),
    Term(
        key="clarification",
        name="Làm rõ khi người gửi không hài lòng",
        clause="ST.10.2",
        length=2 * WORKING_DAY,
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
        starts=(e.InteractionSent, e.ClarificationOwed, e.InteractionAnswered),
        ends=(e.InteractionReleased, e.AnswerReturned),
        when=request_in(RequestState.CHECKING),
    ),
    INTERACTION_CORRECTION,
    WORDS_RELEASE,
)
