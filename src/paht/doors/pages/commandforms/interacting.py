"""Forms about what is asked after the answer, and about calls to an agency."""

from collections.abc import Sequence

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Option, Shown, written
from paht.doors.pages.wording import vi_datetime
from paht.law.casework import commands as c
from paht.law.casework.case import Request

_TAKEN, _MISSED = "taken", "missed"


def _judgements(shown: Shown) -> Sequence[Option]:
    return [
        Option(ground.key, ground.name, clause_words(ground.clause)) for ground in shown.edition.judgements
    ]


def _outcomes(shown: Shown) -> Sequence[Option]:
    return [Option(_MISSED, "Không bắt máy"), Option(_TAKEN, "Có người nhận máy")]


def request_of(shown: Shown) -> Request | None:
    """The one request that the form is about; ``None`` where there are several to choose from."""
    if len(shown.numbers) != 1:
        return None
    return next((r for r in shown.detail.case.requests if r.number == shown.numbers[0]), None)


def request_name(shown: Shown, number: int) -> str:
    """An interaction by its number and moment: its words are shown beside, not in the form."""
    request = next((r for r in shown.detail.case.requests if r.number == number), None)
    if request is None:
        return ""
    assignment = shown.detail.case.assignment(request.assignment or 0)
    agency = shown.detail.agencies.get(assignment.agency, "") if assignment else ""
    return ", ".join(part for part in (f"Số {number}", vi_datetime(request.asked_at), agency) if part)


def _answer(shown: Shown) -> str:
    request = request_of(shown)
    return shown.detail.text(request.answer) if request else ""


def _judge(step: Step, given: Answers) -> Outcome:
    return operations.judge_interaction(
        step, request=given.number, judgement=given.text("judgement"), reason=given.text("reason")
    )


def _release(step: Step, given: Answers) -> Outcome:
    return operations.release_interaction(
        step, request=given.number, question=given.text("question"), answer=given.text("answer")
    )


def _call(step: Step, given: Answers) -> Outcome:
    answered = {_TAKEN: True, _MISSED: False}.get(given.text("answered"))
    return operations.record_call(step, assignment=given.number, answered=answered, note=given.text("note"))


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="answer-interaction",
        command=c.AnswerInteraction,
        title="Làm rõ, trả lời tương tác",
        button="Gửi nội dung làm rõ",
        done="Đã gửi nội dung làm rõ, Trung tâm kiểm tra rồi đăng",
        run=lambda step, given: operations.answer_interaction(
            step, request=given.number, answer=given.text("answer")
        ),
        fields=(
            written(
                "answer",
                "Nội dung làm rõ",
                hint="Trả lời đúng điều được hỏi. Không ghi tên, số điện thoại của người dân.",
                rows=5,
            ),
        ),
        icon="message-question",
        opens=True,
        names=request_name,
    ),
    CommandForm(
        action="release-interaction",
        command=c.ReleaseInteraction,
        title="Kiểm tra, đăng nội dung làm rõ",
        button="Đăng nội dung làm rõ",
        done="Đã đăng nội dung làm rõ",
        run=_release,
        fields=(
            Field(
                name="question",
                label="Câu hỏi như hiển thị kèm kết quả",
                required=False,
                hint="Giữ đúng ý người hỏi, bỏ thông tin cá nhân. Để trống khi làm rõ vì đánh giá không hài lòng.",
            ),
            Field(name="answer", label="Nội dung làm rõ", rows=5, initial=_answer),
        ),
        icon="circle-check",
        opens=True,
        names=request_name,
    ),
    CommandForm(
        action="judge-interaction",
        command=c.JudgeInteraction,
        title="Xem xét tương tác",
        button="Ghi kết luận",
        done="Đã ghi kết luận về tương tác",
        run=_judge,
        fields=(
            Field(name="judgement", label="Kết luận", asks=Asks.CHOICE, options=_judgements),
            written("reason", "Lý do"),
        ),
        icon="eye-check",
        names=request_name,
    ),
    CommandForm(
        action="return-answer",
        command=c.ReturnAnswer,
        title="Trả lại nội dung làm rõ",
        button="Trả lại cơ quan",
        done="Đã trả lại nội dung làm rõ",
        run=lambda step, given: operations.return_answer(step, request=given.number, note=given.text("note")),
        fields=(written(label="Điểm cần bổ sung"),),
        icon="arrow-back-up",
        kind="danger",
        names=request_name,
    ),
    CommandForm(
        action="record-call",
        command=c.RecordCall,
        title="Ghi nhận cuộc gọi đến cơ quan",
        button="Ghi cuộc gọi",
        done="Đã ghi nhận cuộc gọi",
        run=_call,
        fields=(
            Field(name="answered", label="Kết quả cuộc gọi", asks=Asks.CHOICE, options=_outcomes),
            written(label="Đã gọi số nào, trao đổi gì"),
        ),
        lead="Thời điểm gọi là lúc ghi nhận: xin ghi ngay sau khi gọi từ đầu số dùng chung.",
        icon="phone",
        kind="quiet",
    ),
)
