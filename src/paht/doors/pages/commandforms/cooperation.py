"""Forms by which several agencies come to share a case, and by which a lead and its cooperating agencies work."""

from collections.abc import Sequence

from paht.agencies import queries as agencies
from paht.agencies.models import AgencyKind
from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Option, Shown, written
from paht.law.casework import commands as c

_LISTED_APART = frozenset({AgencyKind.COMMUNE, AgencyKind.DISTRICT})
"""Kinds of which a province has so many that only the competent ones stand among the boxes."""
_NEVER_CHARGED = frozenset({AgencyKind.IOC, AgencyKind.PEOPLES_COMMITTEE})
"""The one dispatches, the other directs."""


def _bodies(shown: Shown) -> list[Option]:
    """The joined bodies that are not charged with the case: those competent for it first."""
    case = shown.detail.case
    charged = {a.agency for a in case.assignments if a.state.is_open} | {str(shown.official.agency_id)}
    place = case.place.commune if case.place else ""
    competent = [
        str(body.id)
        for body in agencies.candidates(
            jurisdiction_id=shown.jurisdiction.id, field=case.field.value, commune=place
        )
    ]
    found = [
        Option(str(body.id), body.name, group=body.kind_name, hint=_hint(str(body.id) in competent))
        for body in agencies.directory(jurisdiction_id=shown.jurisdiction.id)
        if body.joined and body.kind not in _NEVER_CHARGED and str(body.id) not in charged
    ]
    return sorted(found, key=lambda o: competent.index(o.value) if o.value in competent else len(competent))


def _hint(competent: bool) -> str:
    return "Có thẩm quyền theo lĩnh vực, địa bàn" if competent else ""


def _boxes(shown: Shown) -> Sequence[Option]:
    apart = {kind.label for kind in _LISTED_APART}
    return [option for option in _bodies(shown) if option.hint or option.group not in apart]


def _others(shown: Shown) -> Sequence[Option]:
    boxes = {option.value for option in _boxes(shown)}
    return [option for option in _bodies(shown) if option.value not in boxes]


_AGENCIES = Field(name="agencies", label="Các cơ quan", asks=Asks.SEVERAL, options=_boxes)
_OTHER = Field(
    name="other",
    label="Thêm một cơ quan khác trong danh bạ",
    asks=Asks.SELECT,
    required=False,
    options=_others,
)
_TELL_SUPERIOR = Field(
    name="tell_superior",
    label="Cung cấp thông tin đồng thời cho cơ quan cấp trên",
    asks=Asks.TICK,
    required=False,
    hint="Để cơ quan cấp trên theo dõi, đôn đốc, chỉ đạo việc xử lý (khoản 3 Điều 7).",
    initial=lambda shown: "1",
)


def _chosen(given: Answers) -> tuple[str, ...]:
    return (*given.several("agencies"), *given.several("other"))


def _dispatch_to_several(step: Step, given: Answers) -> Outcome:
    return operations.dispatch_to_several(step, agencies=_chosen(given), note=given.text("note"))


def _close_returned_part(step: Step, given: Answers) -> Outcome:
    return operations.close_returned_part(step, note=given.text("note"))


def _dispatch_to_lead(step: Step, given: Answers) -> Outcome:
    return operations.dispatch_to_lead(
        step,
        agency=given.text("agency"),
        note=given.text("note"),
        tell_superior=given.ticked("tell_superior"),
    )


def _pass_on(step: Step, given: Answers) -> Outcome:
    return operations.pass_on(
        step,
        assignment=given.number,
        agencies=_chosen(given),
        note=given.text("note"),
        tell_superior=given.ticked("tell_superior"),
    )


def _go_on_without(step: Step, given: Answers) -> Outcome:
    return operations.go_on_without(step, assignment=given.number, note=given.text("note"))


def _send_answer_back(step: Step, given: Answers) -> Outcome:
    return operations.send_answer_back(step, assignment=given.number, note=given.text("note"))


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="dispatch-several",
        command=c.DispatchToSeveral,
        title="Phân phối đến nhiều cơ quan",
        lead="Mỗi cơ quan xử lý phần việc của mình trong thời hạn riêng; kết quả được công khai khi các cơ quan "
        "đã trả kết quả. Khi các cơ quan đang xử lý, có thể phân phối thêm một cơ quan.",
        button="Phân phối đến các cơ quan đã chọn",
        done="Đã phân phối đến các cơ quan liên quan",
        run=_dispatch_to_several,
        fields=(
            _AGENCIES,
            _OTHER,
            written(label="Nội dung phân phối", hint="Ghi rõ phần việc của từng cơ quan.", rows=4),
        ),
        icon="send",
    ),
    CommandForm(
        action="close-returned-part",
        command=c.CloseReturnedPart,
        title="Không phân phối thêm cho phần được trả lại",
        lead="Các cơ quan còn lại tiếp tục xử lý; phần việc bị trả lại không cần cơ quan nào khác.",
        button="Ghi nhận, không phân phối thêm",
        done="Đã ghi nhận: không phân phối thêm cho phần việc được trả lại",
        run=_close_returned_part,
        fields=(written(label="Lý do"),),
        icon="checks",
        kind="quiet",
    ),
    CommandForm(
        action="dispatch-lead",
        command=c.DispatchToLead,
        title="Giao cơ quan chủ trì, có cơ quan phối hợp",
        lead="Khi phản ánh liên quan đến nhiều cơ quan: giao một cơ quan chủ trì; cơ quan này chuyển cho các cơ quan "
        "phối hợp, tổng hợp ý kiến và trả lời.",
        button="Giao chủ trì",
        done="Đã giao cơ quan chủ trì",
        run=_dispatch_to_lead,
        fields=(
            Field(name="agency", label="Cơ quan chủ trì", asks=Asks.SELECT, options=_bodies),
            _TELL_SUPERIOR,
            written(label="Nội dung phân phối", rows=4),
        ),
        icon="send",
    ),
    CommandForm(
        action="pass-on",
        command=c.PassOn,
        title="Chuyển cơ quan phối hợp xử lý",
        lead="Cơ quan chủ trì nêu rõ nội dung cần phối hợp. Thời hạn tổng hợp tính từ khi nhận được ý kiến cuối cùng.",
        button="Chuyển phối hợp",
        done="Đã chuyển cơ quan phối hợp xử lý",
        run=_pass_on,
        fields=(
            _AGENCIES,
            _OTHER,
            _TELL_SUPERIOR,
            written(label="Nội dung đề nghị phối hợp", rows=4),
        ),
        icon="send",
        opens=True,
    ),
    CommandForm(
        action="go-on-without",
        command=c.GoOnWithout,
        title="Tổng hợp, không cần phần phối hợp được trả lại",
        button="Không cần phần này",
        done="Đã ghi nhận: tổng hợp không cần phần phối hợp được trả lại",
        run=_go_on_without,
        fields=(written(label="Lý do"),),
        icon="checks",
        kind="quiet",
    ),
    CommandForm(
        action="send-answer-back",
        command=c.SendAnswerBack,
        title="Trả lại ý kiến phối hợp chưa bảo đảm",
        button="Trả lại ý kiến",
        done="Đã trả lại ý kiến phối hợp để hoàn thiện",
        run=_send_answer_back,
        fields=(written(label="Yêu cầu chỉnh sửa"),),
        icon="arrow-back-up",
        kind="danger",
    ),
)
