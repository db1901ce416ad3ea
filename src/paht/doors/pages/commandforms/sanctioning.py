"""Forms of the administrative-sanction procedure: the agency declares it and tells how far it has come."""

from collections.abc import Sequence

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms.extending import DOCUMENT
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Option, Shown, written
from paht.law.casework import commands as c


def _grounds(shown: Shown) -> Sequence[Option]:
    return [
        Option(ground.key, ground.name, clause_words(ground.clause))
        for ground in shown.edition.sanction_grounds
    ]


def _declare(step: Step, given: Answers) -> Outcome:
    return operations.declare_sanction_procedure(
        step,
        assignment=given.number,
        ground=given.text("ground"),
        reason=given.text("reason"),
        number=given.text("document_number"),
        dated_on=given.day("dated_on"),
        files=given.files,
        recorded_at=given.moment("recorded_at"),
    )


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="declare-sanction",
        command=c.DeclareSanctionProcedure,
        title="Chuyển sang thủ tục xử phạt vi phạm hành chính",
        button="Ghi nhận thủ tục xử phạt",
        done="Đã ghi nhận thủ tục xử phạt; thời hạn tính theo Luật Xử lý vi phạm hành chính",
        run=_declare,
        lead="Thời hạn xử lý theo quy chế được thay bằng thời hạn ra quyết định xử phạt, tính từ khi lập biên bản; "
        "cơ quan thông tin tình trạng xử lý theo định kỳ.",
        fields=(
            Field(name="ground", label="Thời hạn áp dụng", asks=Asks.CHOICE, options=_grounds),
            Field(name="recorded_at", label="Lập biên bản lúc", asks=Asks.MOMENT),
            *DOCUMENT,
            written("reason", "Nội dung, căn cứ xử phạt"),
        ),
        icon="gavel",
        kind="quiet",
    ),
    CommandForm(
        action="report-progress",
        command=c.ReportProgress,
        title="Thông tin tình trạng xử lý",
        button="Gửi thông tin cho người gửi",
        done="Đã thông tin tình trạng xử lý cho người gửi",
        run=lambda step, given: operations.report_progress(
            step, assignment=given.number, note=given.text("note")
        ),
        fields=(written("note", "Tình trạng xử lý", hint="Người gửi đọc được nội dung này, kèm ngày."),),
        icon="progress",
        kind="quiet",
    ),
)
