"""Forms of the agency's internal procedure, of a result taken back, and of calls to an agency."""

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Shown, written
from paht.law.casework import commands as c


def _own_draft(shown: Shown) -> str:
    """What the agency has drafted already."""
    case = shown.detail.case
    assignment = case.assignment(shown.numbers[0]) if shown.numbers else None
    return shown.detail.text(assignment.result) if assignment else ""


def _handle(step: Step, given: Answers) -> Outcome:
    return operations.handle_directly(
        step,
        assignment=given.number,
        result=given.text("result"),
        files=given.files,
        note=given.text("note"),
    )


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="handle-directly",
        command=c.HandleDirectly,
        title="Xử lý trực tiếp và phê duyệt",
        button="Phê duyệt, chuyển kết quả về Trung tâm",
        done="Đã phê duyệt. Kết quả đã chuyển về Trung tâm",
        run=_handle,
        lead="Theo quy trình nội bộ của cơ quan, thủ trưởng xử lý và phê duyệt trong một bước.",
        fields=(
            Field(name="result", label="Kết quả xử lý", rows=6, initial=_own_draft),
            Field(name="files", label="Ảnh sau xử lý", asks=Asks.FILES, required=False),
            written("note", "Ý kiến chuyển Trung tâm"),
        ),
        icon="rubber-stamp",
        opens=True,
    ),
    CommandForm(
        action="endorse",
        command=c.EndorseResult,
        title="Cấp phó xem xét kết quả",
        button="Đồng ý, trình thủ trưởng",
        done="Đã trình thủ trưởng phê duyệt",
        run=lambda step, given: operations.endorse_result(
            step, assignment=given.number, note=given.text("note")
        ),
        fields=(written("note", "Ý kiến trình thủ trưởng"),),
        icon="signature",
        opens=True,
    ),
    CommandForm(
        action="decline",
        command=c.DeclineResult,
        title="Trả lại chuyên viên hoàn thiện",
        button="Trả lại chuyên viên",
        done="Đã trả lại chuyên viên để hoàn thiện",
        run=lambda step, given: operations.decline_result(
            step, assignment=given.number, note=given.text("note")
        ),
        fields=(written("note", "Yêu cầu hoàn thiện"),),
        icon="writing",
        kind="danger",
    ),
    CommandForm(
        action="request-step-back",
        command=c.RequestStepBack,
        title="Đề nghị Trung tâm trả bước trước",
        button="Gửi đề nghị",
        done="Đã đề nghị Trung tâm trả bước trước",
        run=lambda step, given: operations.request_step_back(
            step, assignment=given.number, reason=given.text("reason")
        ),
        lead="Khi kết quả đã chuyển Trung tâm, chưa công khai, mà cần cập nhật nội dung xử lý.",
        fields=(written("reason", "Nội dung cần cập nhật"),),
        icon="arrow-back-up",
        kind="quiet",
    ),
    CommandForm(
        action="agree-step-back",
        command=c.AgreeStepBack,
        title="Cơ quan đề nghị trả bước trước",
        button="Đồng ý, trả lại cơ quan cập nhật",
        done="Đã trả lại cơ quan để cập nhật kết quả",
        run=lambda step, given: operations.agree_step_back(
            step, request=given.number, note=given.text("note")
        ),
        fields=(written("note", "Nội dung trao đổi với cơ quan"),),
        icon="arrow-back-up",
        kind="quiet",
    ),
    CommandForm(
        action="decline-step-back",
        command=c.DeclineStepBack,
        title="Không trả bước trước",
        button="Giữ kết quả đã chuyển",
        done="Đã giữ kết quả; cơ quan được thông báo",
        run=lambda step, given: operations.decline_step_back(
            step, request=given.number, reason=given.text("reason")
        ),
        fields=(written("reason", "Lý do"),),
        icon="ban",
        kind="quiet",
    ),
)
