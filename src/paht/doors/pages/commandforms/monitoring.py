"""The form that passes a report on for monitoring (VL.18, ST.7.4)."""

from collections.abc import Sequence

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms.bodies import joined
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Option, Shown, written
from paht.law.casework import commands as c


def _grounds(shown: Shown) -> Sequence[Option]:
    return [
        Option(ground.key, ground.name, clause_words(ground.clause))
        for ground in shown.edition.monitoring_grounds
        if shown.detail.case.kind in ground.kinds
    ]


def _pass(step: Step, given: Answers) -> Outcome:
    return operations.pass_for_monitoring(
        step, agency=given.text("agency"), ground=given.text("ground"), note=given.text("note")
    )


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="monitor",
        command=c.PassForMonitoring,
        title="Chuyển cơ quan chức năng theo dõi",
        button="Chuyển theo dõi",
        done="Đã chuyển theo dõi",
        run=_pass,
        fields=(
            Field(name="ground", label="Lý do", asks=Asks.CHOICE, options=_grounds),
            Field(name="agency", label="Cơ quan theo dõi", asks=Asks.SELECT, options=joined),
            written(label="Nội dung chuyển"),
        ),
        lead="Phản ánh kết thúc tại đây; người gửi được báo, cơ quan theo dõi xem được hồ sơ.",
        icon="eye",
        kind="quiet",
    ),
)
