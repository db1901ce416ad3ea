"""Forms of extension: the agency asks, the operations centre sets the day."""

from collections.abc import Sequence

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Option, Shown, written
from paht.doors.pages.wording import vi_date
from paht.law.casework import commands as c
from paht.law.casework.case import Request
from paht.law.casework.states import RequestKind, RequestState

SCAN = "Ảnh chụp hoặc ảnh quét rõ từng trang của văn bản."

NUMBER_AND_DAY = (
    Field(name="document_number", label="Số, ký hiệu văn bản", asks=Asks.LINE),
    Field(name="dated_on", label="Ngày văn bản", asks=Asks.DAY),
)
"""What is asked of a written document that the case does not keep."""
DOCUMENT = (*NUMBER_AND_DAY, Field(name="files", label="Văn bản", asks=Asks.FILES, hint=SCAN))
"""What is asked of a written document."""


def _grounds(shown: Shown) -> Sequence[Option]:
    rule = shown.edition.extension
    return [Option(g.key, g.name, clause_words(g.clause)) for g in (rule.grounds if rule else ())]


def _asked(shown: Shown) -> Request | None:
    return next(
        (
            r
            for r in shown.detail.case.requests
            if r.kind is RequestKind.EXTENSION and r.state is RequestState.OPEN
        ),
        None,
    )


def _committed(shown: Shown) -> str:
    request = _asked(shown)
    return request.until.isoformat() if request and request.until else ""


def _named(shown: Shown, number: int) -> str:
    """The agency, its document, and the day that it commits itself to."""
    request = next(r for r in shown.detail.case.requests if r.number == number)
    assignment = shown.detail.case.assignment(request.assignment or 0)
    agency = shown.detail.agencies.get(assignment.agency, "") if assignment else ""
    day = f", cam kết xong ngày {vi_date(request.until)}" if request.until else ""
    paper = f", văn bản số {request.document.number}" if request.document else ""
    return f"{agency}{paper}{day}"


def _request(step: Step, given: Answers) -> Outcome:
    return operations.request_extension(
        step,
        assignment=given.number,
        ground=given.text("ground"),
        reason=given.text("reason"),
        number=given.text("document_number"),
        dated_on=given.day("dated_on"),
        files=given.files,
        until=given.day("until"),
    )


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="request-extension",
        command=c.RequestExtension,
        title="Đề nghị gia hạn xử lý",
        button="Gửi đề nghị gia hạn",
        done="Đã gửi đề nghị gia hạn đến Trung tâm",
        run=_request,
        lead="Chỉ gia hạn một lần, trước khi hết hạn, đối với nội dung phức tạp cần kiểm tra, xác minh. "
        "Thời hạn hiện tại vẫn tính cho đến khi Trung tâm quyết định.",
        fields=(
            Field(name="ground", label="Lý do gia hạn", asks=Asks.CHOICE, options=_grounds),
            written("reason", "Nội dung cần kiểm tra, xác minh"),
            *DOCUMENT,
            Field(name="until", label="Ngày cam kết xử lý dứt điểm", asks=Asks.DAY),
        ),
        icon="hourglass",
        kind="quiet",
    ),
    CommandForm(
        action="grant-extension",
        command=c.GrantExtension,
        title="Xác định thời hạn gia hạn",
        button="Gia hạn và thông báo người gửi",
        done="Đã xác định thời hạn gia hạn và thông báo người gửi",
        run=lambda step, given: operations.grant_extension(
            step, request=given.number, until=given.day("until"), note=given.text("note")
        ),
        fields=(
            Field(name="until", label="Xử lý đến hết ngày", asks=Asks.DAY, initial=_committed),
            written("note", "Thông báo cho người gửi", hint="Người gửi đọc được nội dung này."),
        ),
        icon="calendar",
        names=_named,
        opens=True,
    ),
    CommandForm(
        action="refuse-extension",
        command=c.RefuseExtension,
        title="Không gia hạn",
        button="Không gia hạn",
        done="Đã từ chối gia hạn; thời hạn xử lý giữ nguyên",
        run=lambda step, given: operations.refuse_extension(
            step, request=given.number, reason=given.text("reason")
        ),
        fields=(written("reason", "Lý do không gia hạn"),),
        icon="ban",
        kind="danger",
        names=_named,
    ),
)
