"""Forms about a direction of the People's Committee or its chair (VL.4.8, VL.20.1.d, ST.3.7, ST.3.8)."""

from collections.abc import Sequence

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms.bodies import any_body
from paht.doors.pages.commandforms.extending import NUMBER_AND_DAY
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Option, Shown, written
from paht.law.casework import commands as c
from paht.law.casework.impasse import impasse


def _escalate(step: Step, given: Answers) -> Outcome:
    return operations.escalate(step, ground=given.text("ground"), note=given.text("note"))


def _report(step: Step, given: Answers) -> Outcome:
    return operations.report_dossier(step, request=given.number, dossier=given.text("dossier"))


def _record(step: Step, given: Answers) -> Outcome:
    return operations.record_direction(
        step,
        request=given.number,
        agency=given.text("agency"),
        instruction=given.text("instruction"),
        number=given.text("document_number"),
        dated_on=given.day("dated_on"),
    )


def _withdraw(step: Step, given: Answers) -> Outcome:
    return operations.withdraw_escalation(step, request=given.number, note=given.text("note"))


def _grounds(shown: Shown) -> Sequence[Option]:
    return [
        Option(ground.key, ground.name, f"{ground.to}, {clause_words(ground.clause)}")
        for ground in shown.edition.escalation_grounds
        if ground.when is None or ground.when(shown.detail.case)
    ]


def _ground_seen(shown: Shown) -> str:
    found = impasse(shown.detail.case, shown.edition)
    return found.key if found else ""


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="escalate",
        command=c.Escalate,
        title="Đề nghị xin ý kiến chỉ đạo của UBND tỉnh",
        button="Đề nghị xin ý kiến",
        done="Đã đề nghị cơ quan chủ quản tổng hợp, báo cáo",
        run=_escalate,
        fields=(
            Field(name="ground", label="Lý do", asks=Asks.CHOICE, options=_grounds, initial=_ground_seen),
            written(label="Tóm tắt vướng mắc"),
        ),
        icon="gavel",
        kind="quiet",
    ),
    CommandForm(
        action="report-dossier",
        command=c.ReportDossier,
        title="Tổng hợp hồ sơ, báo cáo UBND tỉnh",
        button="Báo cáo",
        done="Đã báo cáo UBND tỉnh",
        run=_report,
        fields=(written("dossier", "Nội dung báo cáo", rows=8),),
        icon="file-text",
        opens=True,
    ),
    CommandForm(
        action="record-direction",
        command=c.RecordDirection,
        title="Ghi nhận ý kiến chỉ đạo",
        button="Ghi nhận chỉ đạo",
        done="Đã ghi nhận ý kiến chỉ đạo",
        run=_record,
        fields=(
            Field(
                name="agency",
                label="Cơ quan được chỉ định xử lý",
                asks=Asks.SELECT,
                options=any_body,
                required=False,
                hint="Cơ quan được chỉ định phải xử lý, không trả lại. Để trống nếu là ý kiến chỉ đạo khác.",
            ),
            written("instruction", "Nội dung chỉ đạo"),
            *NUMBER_AND_DAY,
        ),
        icon="gavel",
        opens=True,
    ),
    CommandForm(
        action="withdraw-escalation",
        command=c.WithdrawEscalation,
        title="Rút đề nghị xin ý kiến chỉ đạo",
        button="Rút đề nghị",
        done="Đã rút đề nghị xin ý kiến chỉ đạo",
        run=_withdraw,
        fields=(written(label="Lý do"),),
        icon="arrow-back-up",
        kind="danger",
    ),
)
