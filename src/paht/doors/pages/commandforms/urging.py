"""Forms of those who follow a case: superior bodies, the operations centre, the supervising department, leaders."""

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.commandforms.form import Answers, CommandForm, written
from paht.law.casework import commands as c


def _urge(step: Step, given: Answers) -> Outcome:
    return operations.urge(step, assignment=given.number, note=given.text("note"))


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="urge",
        command=c.Urge,
        title="Đôn đốc cơ quan xử lý",
        button="Gửi đôn đốc",
        done="Đã gửi nội dung đôn đốc đến cơ quan xử lý",
        run=_urge,
        fields=(written(label="Nội dung đôn đốc, chỉ đạo"),),
        icon="bell",
        kind="quiet",
    ),
)
