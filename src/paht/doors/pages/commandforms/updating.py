"""Forms about a result that is brought up to date after the answer."""

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Shown, written
from paht.doors.pages.commandforms.interacting import request_name, request_of
from paht.law.casework import commands as c


def _offered(shown: Shown) -> str:
    request = request_of(shown)
    return shown.detail.text(request.text) if request else ""


def _offer(step: Step, given: Answers) -> Outcome:
    return operations.offer_update(step, assignment=given.number, text=given.text("text"), files=given.files)


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="offer-update",
        command=c.OfferUpdate,
        title="Cập nhật kết quả đã trả lời",
        button="Gửi Trung tâm đăng tải",
        done="Đã gửi nội dung cập nhật đến Trung tâm",
        run=_offer,
        fields=(
            written("text", "Nội dung, kết quả cập nhật", rows=5),
            Field(name="files", label="Ảnh kèm theo", asks=Asks.FILES, required=False),
        ),
        lead="Kết quả đã trả lời vẫn được giữ; nội dung cập nhật hiện thêm bên dưới, có ghi ngày.",
        icon="upload",
        kind="quiet",
    ),
    CommandForm(
        action="post-update",
        command=c.PostUpdate,
        title="Đăng nội dung cập nhật của cơ quan",
        button="Đăng cập nhật",
        done="Đã đăng nội dung cập nhật",
        run=lambda step, given: operations.post_update(step, request=given.number, text=given.text("text")),
        fields=(Field(name="text", label="Nội dung cập nhật", rows=5, initial=_offered),),
        icon="news",
        opens=True,
        names=request_name,
    ),
    CommandForm(
        action="decline-update",
        command=c.DeclineUpdate,
        title="Không đăng nội dung cập nhật",
        button="Không đăng",
        done="Đã ghi lý do không đăng nội dung cập nhật",
        run=lambda step, given: operations.decline_update(
            step, request=given.number, reason=given.text("reason")
        ),
        fields=(written("reason", "Lý do"),),
        icon="ban",
        kind="danger",
        names=request_name,
    ),
)
