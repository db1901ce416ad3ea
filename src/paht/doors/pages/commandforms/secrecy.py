"""The form for what touches a state secret."""

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field
from paht.law.casework import commands as c


def _mark(step: Step, given: Answers) -> Outcome:
    return operations.mark_secret(step, reference=given.text("reference"))


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="mark-secret",
        command=c.MarkSecret,
        title="Đánh dấu nội dung bí mật nhà nước",
        button="Đánh dấu bí mật",
        done="Đã đánh dấu; nội dung không hiển thị và không công khai nữa",
        run=_mark,
        fields=(
            Field(
                name="reference",
                label="Số, ký hiệu và nơi lưu hồ sơ mật",
                asks=Asks.LINE,
                hint="Không ghi nội dung bí mật. Sau khi đánh dấu, nội dung và hình ảnh không còn hiển thị.",
            ),
        ),
        icon="shield-lock",
        kind="danger",
    ),
)
