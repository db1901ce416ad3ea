"""Forms about the invitation of a body that has not joined (VL.11.5, ST.7.3.3)."""

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.commandforms.bodies import absent
from paht.doors.pages.commandforms.extending import NUMBER_AND_DAY
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Shown, written
from paht.law.casework import commands as c


def _draft(step: Step, given: Answers) -> Outcome:
    return operations.draft_invitation(step, agency=given.text("agency"), letter=given.text("letter"))


def _send(step: Step, given: Answers) -> Outcome:
    return operations.send_invitation(
        step, request=given.number, number=given.text("document_number"), dated_on=given.day("dated_on")
    )


def _give_up(step: Step, given: Answers) -> Outcome:
    return operations.give_up_invitation(step, request=given.number, note=given.text("note"))


def _usual_letter(shown: Shown) -> str:
    return (
        f"Kính gửi: …\n\nCăn cứ {shown.edition.name}, {shown.edition.ioc} trân trọng đề nghị Quý cơ quan tham gia "
        f"Hệ thống thông tin phản ánh hiện trường của tỉnh để tiếp nhận, xử lý phản ánh {shown.detail.code} và các "
        "phản ánh thuộc thẩm quyền."
    )


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="draft-invitation",
        command=c.DraftInvitation,
        title="Mời cơ quan chưa tham gia hệ thống",
        button="Chuyển dự thảo công văn mời",
        done="Đã chuyển dự thảo công văn mời cho cơ quan chủ quản",
        run=_draft,
        fields=(
            Field(name="agency", label="Cơ quan cần mời", asks=Asks.SELECT, options=absent),
            Field(name="letter", label="Dự thảo công văn", rows=8, initial=_usual_letter),
        ),
        icon="mail",
        kind="quiet",
        fits=lambda shown: bool(absent(shown)),
    ),
    CommandForm(
        action="send-invitation",
        command=c.SendInvitation,
        title="Gửi công văn mời tham gia hệ thống",
        button="Ghi nhận đã gửi",
        done="Đã ghi nhận công văn mời",
        run=_send,
        fields=NUMBER_AND_DAY,
        lead="Dự thảo của Trung tâm nằm trong phần diễn biến của hồ sơ.",
        icon="mail",
        opens=True,
    ),
    CommandForm(
        action="give-up-invitation",
        command=c.GiveUpInvitation,
        title="Kết thúc việc mời tham gia",
        button="Kết thúc việc mời",
        done="Đã kết thúc việc mời tham gia",
        run=_give_up,
        fields=(written(label="Lý do"),),
        icon="ban",
        kind="danger",
    ),
)
