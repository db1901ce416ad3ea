"""What is said of requests of data subjects: rights, states, actions, the lines of their history, clauses."""

from typing import Any

from paht.doors.pages.clauses import clause_words
from paht.doors.pages.wording import vi_datetime
from paht.law.subjects import LAWS, Outcome, Right, SubjectRequest, cited
from paht.law.subjects.events import (
    RequestAcknowledged,
    RequestExtended,
    RequestFulfilled,
    RequestRefused,
    RequestTakenBack,
    RightAsked,
)
from paht.subjects.queries import Entry

RIGHT_NAMES = {
    Right.SEE: "Xem dữ liệu",
    Right.CORRECT: "Đính chính",
    Right.DELETE: "Xóa dữ liệu",
    Right.RESTRICT: "Hạn chế xử lý",
    Right.WITHDRAW: "Rút lại sự đồng ý",
}
STATES = {
    Outcome.OPEN: ("Đang thực hiện", "progress", "primary"),
    Outcome.FULFILLED: ("Đã thực hiện", "circle-check", "ok"),
    Outcome.REFUSED: ("Từ chối", "ban", "bad"),
    Outcome.TAKEN_BACK: ("Đã rút", "arrow-back-up", ""),
}
"""Label, icon and tone of each outcome."""
BESIDE_NAMES = {
    "conversation": "Cuộc trò chuyện từ",
    "letter": "Thư điện tử ngày",
    "call": "Cuộc gọi lúc",
}
"""What is held beside reports, before its moment."""
FIELD_NAMES = {
    "name": "Họ và tên",
    "phone": "Số điện thoại",
    "email": "Thư điện tử",
    "address": "Địa chỉ",
    "identity_number": "Số định danh cá nhân",
    "description": "Nội dung phản ánh",
    "note": "Nội dung yêu cầu",
    "content": "Tin nhắn đến",
    "said": "Tin nhắn trả lời",
    "to": "Nơi nhận tin",
    "state": "Bản nháp trong cuộc trò chuyện",
    "subject": "Tiêu đề thư",
    "quoted": "Đoạn thư trích lại",
    "file_names": "Tên tệp",
    "phone_index": "Tra theo số điện thoại",
    "erased": "Xóa",
    "restricted refused": "Bị từ chối xem (đang hạn chế xử lý)",
    "phone_index refused": "Bị từ chối tra theo số điện thoại",
    "salt": "Mã niêm phong",
}
ACTION_NAMES = {
    "phan-hoi": "Phản hồi đã nhận yêu cầu",
    "mo": "Xem nội dung yêu cầu",
    "thuc-hien": "Thực hiện yêu cầu",
    "xoa": "Xóa dữ liệu",
    "gia-han": "Gia hạn",
    "tu-choi": "Từ chối",
}


def basis(clause: str) -> str:
    """The clause as an official text cites it, of the regulation or of a law on personal data."""
    return cited(clause) or clause_words(clause)


def state_words(request: SubjectRequest) -> tuple[str, str, str]:
    """Label, icon and tone of the request's state."""
    if request.is_restricting:
        return "Đang hạn chế xử lý", "lock", "warn"
    if request.lifted_at is not None:
        return "Đã bỏ hạn chế", "arrow-back-up", ""
    if request.outcome is Outcome.FULFILLED and request.kept:
        return f"Đã xóa một phần, còn {request.kept} phản ánh phải lưu giữ", "circle-check", "warn"
    if request.is_open and request.acknowledge and request.acknowledge.is_open:
        return "Chờ phản hồi", "hourglass", "info"
    return STATES[request.outcome]


def ground_words(request: SubjectRequest) -> dict[str, str] | None:
    """On which ground it was refused, by which clause, and what is left to do; ``None`` where it was not."""
    law = LAWS.get(request.law)
    ground = next((each for each in law.grounds if each.key == request.ground), None) if law else None
    if ground is None:
        return None
    return {"name": ground.name, "basis": basis(ground.clause), "next_step": ground.next_step}


def happened(entry: Entry, names: dict[str, str], request: SubjectRequest) -> dict[str, Any]:
    """One line of the history, as the timeline macro takes it."""
    what, icon, tone = _what(entry, request)
    return {
        "at": entry.at,
        "who": names.get(entry.actor.id, ""),
        "what": what,
        "icon": icon,
        "tone": tone,
        "note": entry.words,
    }


def _what(entry: Entry, request: SubjectRequest) -> tuple[str, str, str]:
    body = entry.body
    if isinstance(body, RightAsked):
        return f"Yêu cầu: {RIGHT_NAMES[body.right]}", "flag", "info"
    if isinstance(body, RequestAcknowledged):
        return "Phản hồi đã nhận yêu cầu", "mail", "ok"
    if isinstance(body, RequestExtended):
        return f"Gia hạn đến {vi_datetime(body.fulfil.due_at)}", "hourglass", "warn"
    if isinstance(body, RequestRefused):
        ground = ground_words(request)
        return f"Từ chối: {ground['name'] if ground else ''}", "ban", "bad"
    if isinstance(body, RequestFulfilled):
        kept = f", {body.kept} phản ánh còn phải lưu giữ" if body.kept else ""
        return f"Đã thực hiện{kept}", "circle-check", "ok"
    assert isinstance(body, RequestTakenBack), body
    return "Người yêu cầu rút yêu cầu", "arrow-back-up", ""
