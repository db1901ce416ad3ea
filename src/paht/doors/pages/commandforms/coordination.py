"""Forms about a report without known handler (VL.17)."""

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.commandforms.bodies import any_body, coordinators
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, written
from paht.law.casework import commands as c


def _ask(step: Step, given: Answers) -> Outcome:
    return operations.ask_coordinator(step, agency=given.text("agency"), note=given.text("note"))


def _answer(step: Step, given: Answers) -> Outcome:
    return operations.answer_coordination(
        step, assignment=given.number, agency=given.text("agency"), note=given.text("note")
    )


def _ask_agreement(step: Step, given: Answers) -> Outcome:
    return operations.ask_agreement(step, assignment=given.number, note=given.text("note"))


def _agree(step: Step, given: Answers) -> Outcome:
    return operations.agree(step, assignment=given.number, note=given.text("note"))


def _disagree(step: Step, given: Answers) -> Outcome:
    return operations.disagree(
        step, assignment=given.number, note=given.text("note"), agency=given.text("agency")
    )


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="ask-coordinator",
        command=c.AskCoordinator,
        title="Chưa xác định được cơ quan xử lý: chuyển cơ quan được chỉ định phối hợp",
        button="Chuyển cơ quan phối hợp",
        done="Đã chuyển cơ quan được chỉ định phối hợp",
        run=_ask,
        fields=(
            Field(
                name="agency",
                label="Cơ quan được UBND tỉnh chỉ định phối hợp",
                asks=Asks.SELECT,
                options=coordinators,
            ),
            written(label="Nội dung cần xác định"),
        ),
        icon="sitemap",
        kind="quiet",
    ),
    CommandForm(
        action="answer-coordination",
        command=c.AnswerCoordination,
        title="Phản hồi Trung tâm: cơ quan có thẩm quyền xử lý",
        button="Gửi phản hồi",
        done="Đã phản hồi Trung tâm",
        run=_answer,
        fields=(
            Field(
                name="agency",
                label="Cơ quan có thẩm quyền xử lý",
                asks=Asks.SELECT,
                options=any_body,
                required=False,
                hint="Để trống nếu không xác định được; phản ánh khi đó được báo cáo Chủ tịch UBND tỉnh.",
            ),
            written(label="Nội dung phản hồi"),
        ),
        icon="sitemap",
        opens=True,
    ),
    CommandForm(
        action="ask-agreement",
        command=c.AskAgreement,
        title="Xin ý kiến thống nhất trước khi công khai",
        button="Chuyển kết quả xin ý kiến",
        done="Đã chuyển kết quả xin ý kiến thống nhất",
        run=_ask_agreement,
        fields=(written(label="Nội dung xin ý kiến"),),
        icon="sitemap",
        opens=True,
    ),
    CommandForm(
        action="agree",
        command=c.Agree,
        title="Thống nhất với kết quả xử lý",
        button="Thống nhất",
        done="Đã thống nhất với kết quả xử lý",
        run=_agree,
        fields=(written(label="Ý kiến"),),
        icon="checks",
        opens=True,
    ),
    CommandForm(
        action="disagree",
        command=c.Disagree,
        title="Chưa thống nhất với kết quả xử lý",
        button="Gửi ý kiến chưa thống nhất",
        done="Đã gửi ý kiến chưa thống nhất",
        run=_disagree,
        fields=(
            written(label="Điểm chưa thống nhất"),
            Field(
                name="agency",
                label="Cơ quan cần xử lý tiếp",
                asks=Asks.SELECT,
                options=any_body,
                required=False,
                hint="Để trống nếu để Trung tâm chọn cơ quan.",
            ),
        ),
        icon="arrow-back-up",
        kind="danger",
    ),
)
