"""Forms about a result that has come to the operations centre."""

from collections.abc import Sequence

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Option, Shown, written
from paht.law.casework import commands as c


def _result_grounds(shown: Shown) -> Sequence[Option]:
    returned = any(a.times_returned for a in shown.detail.case.assignments if a.number in shown.numbers)
    return [
        Option(ground.key, ground.name, clause_words(ground.clause))
        for ground in shown.edition.result_grounds
        if returned or not ground.only_again
    ]


def _return_result(step: Step, given: Answers) -> Outcome:
    return operations.return_result(
        step, assignment=given.number, ground=given.text("ground"), note=given.text("note")
    )


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="return-result",
        command=c.ReturnResult,
        title="Trả lại kết quả chưa bảo đảm",
        button="Trả lại kết quả",
        done="Đã trả lại kết quả",
        run=_return_result,
        fields=(
            Field(name="ground", label="Điểm chưa bảo đảm", asks=Asks.CHOICE, options=_result_grounds),
            written(label="Yêu cầu chỉnh sửa", rows=4),
        ),
        icon="arrow-back-up",
        kind="danger",
    ),
)
