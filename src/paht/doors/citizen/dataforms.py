"""What the page “Dữ liệu của tôi” offers and shows: the rights with what they mean, the terms, one's own requests."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from paht.doors.pages.duties import due_state
from paht.doors.pages.subjectwords import RIGHT_NAMES, basis, ground_words, happened, state_words
from paht.law.subjects import AT_ONCE, CORRECTED, Law, Right
from paht.subjects import queries
from paht.subjects.keeping import Row

MEANINGS = {
    Right.SEE: "Bản trích mọi thông tin hệ thống đang lưu về ông/bà và ai đã xem; đọc trên trang hoặc tải về.",
    Right.CORRECT: "Sửa họ tên, số điện thoại, địa chỉ, thư điện tử, số định danh. Bản cũ được giữ kín kèm phản ánh.",
    Right.DELETE: "Xóa vĩnh viễn thông tin cá nhân, nội dung, thư, cuộc gọi và cuộc trò chuyện đã gửi. Chưa xóa được "
    "khi phản ánh đang giải quyết hoặc còn thời hạn lưu trữ. Khi không còn phản ánh nào phải lưu, tài khoản được đóng "
    "và không còn số để nhắn tin: xin xem kết quả tại trang này bằng mã phản ánh.",
    Right.RESTRICT: "Không ai được xem thông tin cá nhân của ông/bà, trừ khi luật bắt buộc. Phản ánh vẫn được giải "
    "quyết; áp dụng cho các phản ánh đã gửi.",
    Right.WITHDRAW: "Chấm dứt việc dùng dữ liệu dựa trên sự đồng ý (như điền sẵn biểu mẫu). Phản ánh đã gửi vẫn được "
    "giải quyết theo quy chế.",
}
_ICONS = {
    Right.SEE: "eye",
    Right.CORRECT: "edit",
    Right.DELETE: "ban",
    Right.RESTRICT: "lock",
    Right.WITHDRAW: "arrow-back-up",
}
LONGEST_TYPED = 4000


def typed_of(posted: Mapping[str, str]) -> dict[str, str]:
    """What the form holds, as typed. The number that is to be is ``phone_new`` there: ``phone`` gets the code."""
    names = {name: "phone_new" if name == "phone" else name for name in ("right", "note", *CORRECTED)}
    return {name: str(posted.get(given, ""))[:LONGEST_TYPED] for name, given in names.items()}


def offered(law: Law) -> list[dict[str, str]]:
    """The rights as the form's choices."""
    return [
        {
            "value": right.value,
            "label": RIGHT_NAMES[right],
            "hint": f"{MEANINGS[right]} {_when(law, right)}",
            "icon": _ICONS[right],
        }
        for right in Right
    ]


def terms_shown(law: Law) -> list[dict[str, str]]:
    """Each right with its term, its extension and the clause."""
    return [
        {
            "right": RIGHT_NAMES[right],
            "term": "Ngay khi yêu cầu" if right in AT_ONCE else str(term.length),
            "extension": f"một lần, tối đa {term.extension}" if term.extension else "không",
            "basis": basis(term.clause),
        }
        for right, term in law.terms.items()
    ]


def _when(law: Law, right: Right) -> str:
    return "Thực hiện ngay." if right in AT_ONCE else f"Thực hiện trong {law.terms[right].length}."


def shown_request(row: Row, *, jurisdiction_id: int, now: datetime) -> dict[str, Any]:
    """One request with its state, its due moment and its history."""
    request = row.request
    label, icon, tone = state_words(request)
    duty = request.fulfil
    entries = queries.history(jurisdiction_id=jurisdiction_id, request_id=row.id)
    return {
        "id": row.id,
        "code": queries.code_of(row.id),
        "right": RIGHT_NAMES[request.right],
        "is_see": request.right is Right.SEE,
        "label": label,
        "icon": icon,
        "tone": tone,
        "asked_at": request.asked_at,
        "due_at": duty.due_at if duty and request.is_open else None,
        "due": due_state(due_at=duty.due_at, now=now, violation_at=duty.violation_at, internal=duty.internal)
        if duty and request.is_open
        else "",
        "basis": basis(duty.clause) if duty else "",
        "ground": ground_words(request),
        "events": [happened(entry, {}, request) for entry in entries],
        "may_take_back": request.is_open or request.is_restricting,
        "take_back": "Bỏ hạn chế xử lý" if request.is_restricting else "Rút yêu cầu",
    }
