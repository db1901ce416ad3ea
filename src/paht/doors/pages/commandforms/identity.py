"""Forms for verifying with the sender by call, SMS or e-mail."""

from collections.abc import Sequence

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Option, Shown, written
from paht.doors.pages.words import WAY_NAMES
from paht.law.casework import commands as c

OUTCOMES = (
    Option("verified", "Đã xác minh, thông tin chính xác"),
    Option("not_reached", "Chưa liên hệ được", "Ghi lại lần liên hệ; thời hạn xác minh vẫn tính tiếp"),
    Option("wrong", "Thông tin không chính xác", "Phản ánh kết thúc, không tiếp nhận"),
)


def _ways(shown: Shown) -> Sequence[Option]:
    return [Option(key, name) for key, name in WAY_NAMES.items()]


def _matters(shown: Shown) -> Sequence[Option]:
    return [
        Option(matter.key, matter.name, clause_words(matter.clause))
        for matter in shown.edition.verification_matters
        if shown.detail.case.first_time or not matter.first_time_only
    ]


def _request(step: Step, given: Answers) -> Outcome:
    return operations.request_verification(
        step, matter=given.text("matter"), way=given.text("way"), note=given.text("note")
    )


def _record(step: Step, given: Answers) -> Outcome:
    return operations.record_verification(
        step,
        request=given.number,
        outcome=given.text("outcome"),
        way=given.text("way"),
        note=given.text("note"),
    )


_WAY = Field(name="way", label="Cách liên hệ", asks=Asks.CHOICE, options=_ways)

FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="record-verification",
        command=c.RecordVerification,
        title="Ghi kết quả xác minh với người gửi",
        button="Ghi kết quả xác minh",
        done="Đã ghi kết quả xác minh",
        run=_record,
        fields=(
            Field(name="outcome", label="Kết quả", asks=Asks.CHOICE, options=lambda shown: OUTCOMES),
            _WAY,
            written(label="Nội dung trao đổi", hint="Không ghi thông tin cá nhân của người gửi."),
        ),
        icon="phone-call",
        opens=True,
    ),
    CommandForm(
        action="request-verification",
        command=c.RequestVerification,
        title="Xác minh với người gửi",
        button="Yêu cầu xác minh",
        done="Đã ghi nhận yêu cầu xác minh",
        run=_request,
        fields=(
            Field(name="matter", label="Nội dung cần xác minh", asks=Asks.CHOICE, options=_matters),
            _WAY,
            written(
                label="Nội dung gửi người phản ánh", hint="Người gửi đọc được và trả lời tại trang theo dõi."
            ),
        ),
        icon="phone",
        kind="quiet",
    ),
)
