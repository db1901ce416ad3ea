"""What our letters say. They are put together in the vault process from these lines alone."""

import re
from collections.abc import Sequence

MISSING: dict[str, str] = {
    "name": "Họ và tên của ông/bà.",
    "phone": "Số điện thoại để Trung tâm liên hệ xác minh.",
    "address": "Địa chỉ liên hệ.",
    "identity_number": "Số định danh cá nhân (căn cước).",
    "email": "Địa chỉ thư điện tử viết đúng.",
    "photo": "Hình ảnh hoặc video rõ ràng về sự việc, chụp trong vòng 24 giờ.",
    "description": "Mô tả sự việc: việc gì, ở đâu, từ khi nào.",
    "place": "Vị trí xảy ra sự việc: xã, phường hoặc điểm trên bản đồ.",
    "happened_at": "Thời gian xảy ra sự việc.",
    "declared": "Xác nhận chịu trách nhiệm trước pháp luật về tính trung thực, chính xác của nội dung.",
    "channel": "Gửi qua một kênh tiếp nhận chính thức của tỉnh (biểu mẫu theo liên kết trong thư này).",
}
"""What can be asked for, by the names of the form's fields."""

COMPLETE, NO_REPORT = "complete", "no_report"
_LINK = re.compile(r"/thu/[\w.:-]{20,200}/")
_TOKEN = re.compile(r"[a-z2-7]{16}")

_COMPLETE = """Kính gửi ông/bà,

Trung tâm đã nhận được thư của ông/bà. Để tiếp nhận thành phản ánh theo Quy chế, thư còn thiếu:

{missing}

Ông/bà có thể bổ sung bằng một trong hai cách:
1. Mở biểu mẫu đã điền sẵn nội dung và tệp trong thư, bổ sung rồi bấm Gửi:
   {link}
2. Trả lời thư này, giữ nguyên tiêu đề.

Liên kết chỉ dùng cho thư này, mở được trên một trình duyệt (cần 4 số cuối của số điện thoại nếu thư đã ghi số) và hết
hiệu lực khi hết thời hạn bổ sung; sau thời hạn đó thư được đóng lại.
Việc khẩn cấp xin gọi ngay 112, 113, 114 hoặc 115.

Trân trọng."""

_NO_REPORT = """Kính gửi ông/bà,

Trung tâm đã nhận được thư của ông/bà. Nội dung thư không thuộc phạm vi tiếp nhận phản ánh hiện trường nên không được
lập thành phản ánh. Nếu có sự việc cụ thể cần phản ánh, xin gửi tại {origin}/gui/ hoặc viết thư mới, nêu rõ việc gì, ở
đâu, từ khi nào, kèm hình ảnh, họ tên và số điện thoại.

Trân trọng."""


def letter_text(letter: str, *, missing: Sequence[str], token: str, link: str, origin: str) -> str | None:
    """The words of a letter; ``None`` for one that is none of ours, or whose sign or link is not in form."""
    if _TOKEN.fullmatch(token) is None:
        return None
    if letter == NO_REPORT:
        return _NO_REPORT.format(origin=origin)
    if letter != COMPLETE or _LINK.fullmatch(link) is None:
        return None
    lines = [f"- {MISSING[name]}" for name in missing if name in MISSING]
    return _COMPLETE.format(missing="\n".join(lines) or f"- {MISSING['declared']}", link=origin + link)
