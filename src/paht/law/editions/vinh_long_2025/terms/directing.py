"""The targets of an escalation and its direction, Vĩnh Long 2025: the text gives no term."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Stage, Subject
from paht.law.editions.conditions import back_at
from paht.law.editions.house_targets import DIRECTING
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_HOUR

TERMS: tuple[Term, ...] = (
    *DIRECTING,
    Term(
        key="check_again",
        name="Kiểm tra và đăng tải kết quả sau khi có ý kiến (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(
            e.Agreed,
            e.HandlerNamed,
            e.HandlerUnknown,
            e.Instructed,
            e.EscalationWithdrawn,
            e.InvitationAnswered,
            e.InvitationGivenUp,
        ),
        ends=(
            *(e.Published, e.AnsweredPrivately, e.AnsweredElsewhere),
            *(e.ResultReturned, e.StepBackAgreed, e.AgreementAsked, e.Escalated),
        ),
        when=back_at(Stage.CHECKING, "check", "check_again"),
    ),
)
