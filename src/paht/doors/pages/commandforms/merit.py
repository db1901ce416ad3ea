"""Forms for what a report proved to be worth."""

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.commandforms.form import Answers, CommandForm, written
from paht.law.casework import commands as c


def _commend(step: Step, given: Answers) -> Outcome:
    return operations.propose_commendation(step, reason=given.text("reason"))


def _false(step: Step, given: Answers) -> Outcome:
    return operations.mark_false(step, finding=given.text("finding"))


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="propose-commendation",
        command=c.ProposeCommendation,
        title="Đề nghị khen thưởng người gửi",
        button="Đề nghị khen thưởng",
        done="Đã ghi nhận đề nghị khen thưởng",
        run=_commend,
        fields=(written("reason", "Giá trị của phản ánh"),),
        icon="award",
        kind="quiet",
    ),
    CommandForm(
        action="mark-false",
        command=c.MarkFalse,
        title="Kết luận phản ánh không đúng sự thật",
        button="Ghi kết luận",
        done="Đã ghi kết luận phản ánh không đúng sự thật",
        run=_false,
        fields=(
            written(
                "finding",
                "Căn cứ kết luận",
                hint="Được tính là một lần vi phạm nội dung của tài khoản người gửi.",
            ),
        ),
        icon="alert-triangle",
        kind="danger",
    ),
)
