"""Forms about what is urgent: the one act that calls a body at once, the alarm, and what the body called does."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from paht.agencies import queries as agencies
from paht.cases import operations, queries
from paht.cases.operations import Outcome, Step
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Option, Shown, written
from paht.doors.pages.wording import VIETNAM
from paht.law.casework import commands as c
from paht.law.editions.rows import Edition

WITHOUT_WORDS = "Sự việc khẩn cấp, người gửi chưa mô tả; vị trí và tệp kèm theo phản ánh."
_NEVER = datetime.min.replace(tzinfo=UTC)


def kind_name(edition: Edition, key: str) -> str:
    """An urgent kind in words."""
    return next((row.name for row in edition.urgent_kinds if row.key == key), "Khẩn cấp")


def _kinds(shown: Shown) -> Sequence[Option]:
    """Of a case with an alarm, the kind that it has."""
    standing = _standing(shown)
    return [
        Option(row.key, row.name, clause_words(row.clause))
        for row in shown.edition.urgent_kinds
        if not standing or row.key == standing
    ]


def _standing(shown: Shown) -> str:
    alarm = shown.detail.case.alarm
    return alarm.kind if alarm and alarm.stands else ""


def _likely(shown: Shown) -> list[agencies.Body]:
    case = shown.detail.case
    commune = case.place.commune if case.place else ""
    likely = agencies.candidates(
        jurisdiction_id=shown.jurisdiction.id, field=case.field.value, commune=commune
    )
    charged = {a.agency for a in case.assignments if a.state.is_open}
    return [body for body in likely if body.joined and str(body.id) not in charged]


def _bodies(shown: Shown) -> Sequence[Option]:
    """The likely bodies first, then every other that takes part."""
    likely = [Option(str(body.id), body.name, group="Có khả năng nhất") for body in _likely(shown)]
    known = {option.value for option in likely}
    others = [
        Option(str(body.id), body.name, group="Cơ quan khác")
        for body in agencies.directory(jurisdiction_id=shown.jurisdiction.id)
        if body.joined and body.kind != "ioc" and str(body.id) not in known
    ]
    return [*likely, *others]


def _likeliest(shown: Shown) -> str:
    return next((str(body.id) for body in _likely(shown)), "")


def _order(shown: Shown) -> str:
    standing = _standing(shown)
    kind = f" ({kind_name(shown.edition, standing).lower()})" if standing else ""
    return f"Phản ánh khẩn cấp{kind}: đề nghị xác nhận và cử ngay lực lượng xử lý."


def _dispatch(step: Step, given: Answers) -> Outcome:
    return operations.dispatch_urgently(
        step,
        agency=given.text("agency"),
        note=given.text("note"),
        text=None if _says_something(step) else WITHOUT_WORDS,
        reached=given.ticked("reached"),
        kind=given.text("kind"),
    )


def _says_something(step: Step) -> bool:
    """Whether the sender wrote anything: that goes to the body as it is, and is held for everybody else."""
    case = queries.case_alone(jurisdiction_id=step.jurisdiction.id, case_id=step.case_id)
    return case is not None and case.original is not None and not case.original.is_blank


def _typed_moment(step: Step, given: Answers) -> datetime:
    """The end of the minute that was typed, but never a moment to come that only this rounding makes."""
    typed = given.moment("finished_at")
    if typed is None:
        return _NEVER
    return min(typed + timedelta(seconds=59), step.now) if typed <= step.now else typed


def _this_minute(shown: Shown) -> str:
    return f"{shown.now.astimezone(VIETNAM):%Y-%m-%dT%H:%M}"


_AGENCY = Field(
    name="agency",
    label="Cơ quan cử lực lượng",
    asks=Asks.SELECT,
    options=_bodies,
    initial=_likeliest,
    hint="Hệ thống gọi điện thoại và nhắn tin ngay; ngoài giờ làm việc gọi người trực của cơ quan.",
)
_REACHED = Field(
    name="reached",
    label="Đã gọi được người gửi, sự việc có thật",
    asks=Asks.TICK,
    required=False,
    hint="Không cần chờ hình ảnh. Chưa gọi được thì để trống: vẫn chuyển ngay, nội dung chuyển là lý do.",
)
_FINISHED = Field(name="finished_at", label="Xử lý xong lúc", asks=Asks.MOMENT, initial=_this_minute)
_KIND = Field(name="kind", label="Loại sự việc", asks=Asks.CHOICE, options=_kinds, initial=_standing)

FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="urgent",
        command=c.DispatchUrgently,
        title="Chuyển xử lý khẩn cấp",
        lead="Một thao tác xác minh, tiếp nhận và phân phối ngay; cơ quan đọc ngay nguyên văn chưa che (có ghi nhận).",
        button="Chuyển ngay",
        done="Đã chuyển xử lý khẩn cấp, đang gọi cơ quan",
        run=_dispatch,
        fields=(
            _KIND,
            _AGENCY,
            _REACHED,
            Field(name="note", label="Nội dung chuyển", initial=_order, rows=2),
        ),
        icon="urgent",
        kind="danger",
        key="k",
        opens_on=lambda shown: shown.detail.case.awaits_force,
    ),
    CommandForm(
        action="raise-alarm",
        command=c.RaiseAlarm,
        title="Báo động khẩn cấp",
        lead="Cơ quan đang được giao bị gọi ngay; phản ánh chưa phân phối chuyển lên đầu hàng đợi.",
        button="Báo động",
        done="Đã báo động khẩn cấp",
        run=lambda step, given: operations.raise_alarm(
            step, kind=given.text("kind"), note=given.text("note")
        ),
        fields=(_KIND, written(label="Vì sao khẩn cấp", rows=2)),
        icon="alert-triangle",
        kind="danger",
    ),
    CommandForm(
        action="lower-alarm",
        command=c.LowerAlarm,
        title="Báo động nhầm: hạ báo động",
        lead="Phản ánh tiếp tục theo quy trình thường.",
        button="Hạ báo động",
        done="Đã hạ báo động, phản ánh tiếp tục theo quy trình thường",
        run=lambda step, given: operations.lower_alarm(step, reason=given.text("reason")),
        fields=(written("reason", "Lý do hạ báo động", rows=2),),
        icon="arrow-back-up",
        kind="quiet",
    ),
    CommandForm(
        action="confirm-urgency",
        command=c.ConfirmUrgency,
        title="Xác nhận, cử lực lượng xử lý ngay",
        button="Xác nhận",
        done="Đã xác nhận và cử lực lượng",
        run=lambda step, given: operations.confirm_urgency(
            step, assignment=given.number, force=given.text("force")
        ),
        fields=(
            Field(
                name="force",
                label="Lực lượng được cử",
                initial=lambda shown: "Đã cử lực lượng đến hiện trường.",
                hint="Đơn vị, số người, phương tiện, dự kiến đến lúc nào.",
                rows=2,
            ),
        ),
        icon="urgent",
        key="k",
        opens=True,
    ),
    CommandForm(
        action="finish-urgency",
        command=c.FinishUrgency,
        title="Báo đã xử lý xong tại hiện trường",
        lead="Thời hạn cập nhật kết quả tính từ lúc xử lý xong.",
        button="Đã xử lý xong",
        done="Đã ghi nhận xử lý xong; xin cập nhật kết quả",
        run=lambda step, given: operations.finish_urgency(
            step, assignment=given.number, finished_at=_typed_moment(step, given)
        ),
        fields=(_FINISHED,),
        icon="clock-check",
        opens=True,
        fits=lambda shown: any(
            a.finished_at is None for a in shown.detail.case.assignments if a.number in shown.numbers
        ),
    ),
    CommandForm(
        action="enter-outcome",
        command=c.EnterOutcome,
        title="Nhập kết quả cơ quan gửi bằng văn bản, thư điện tử",
        button="Nhập kết quả",
        done="Đã nhập kết quả thay cơ quan",
        run=lambda step, given: operations.enter_outcome(
            step,
            assignment=given.number,
            result=given.text("result"),
            source=given.text("source"),
            finished_at=_typed_moment(step, given),
            files=given.files,
        ),
        fields=(
            Field(name="source", label="Số, ngày văn bản hoặc thư điện tử", asks=Asks.LINE),
            _FINISHED,
            Field(name="result", label="Kết quả xử lý", rows=5),
            Field(name="files", label="Văn bản, hình ảnh kèm theo", asks=Asks.FILES, required=False),
        ),
        icon="mail",
    ),
)
