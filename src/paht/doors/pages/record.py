"""The signed record on pages: the alarm when it is not signed any more, and the receipt of a case."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpResponse, JsonResponse

from paht.cases.checkpointing import folder_of_record, late_since
from paht.doors.pages.wording import vi_datetime
from paht.record.receipts import Receipt, receipt_of

EXPLANATION = (
    "Biên nhận chứng minh hồ sơ đã ghi đến bước nào vào lúc niêm phong: nếu về sau các bước đó bị sửa, xóa hoặc "
    "ghi lại thì đối chiếu với biên nhận sẽ phát hiện được."
)


def record_warning(now: datetime) -> list[dict[str, str]]:
    """A message while the newest checkpoint is older than it may be."""
    since = late_since(now=now)
    if since is None:
        return []
    last = (
        "Không còn dấu niêm phong nào"
        if since.year == 1
        else f"Lần niêm phong gần nhất: {vi_datetime(since)}"
    )
    text = (
        f"Nhật ký xử lý đang không được niêm phong mỗi phút một lần. {last}. Việc tiếp nhận, xử lý vẫn tiếp tục; "
        "đề nghị quản trị hệ thống kiểm tra tiến trình nền và thư mục niêm phong (PAHT_CHECKPOINTS)."
    )
    return [{"tone": "warn", "text": text}]


def receipt_shown(*, jurisdiction_id: int, case_id: uuid.UUID, href: str) -> dict[str, Any] | None:
    """What ``parts/receipt.html`` shows; ``None`` while no checkpoint covers the case."""
    receipt = receipt_of(folder_of_record(), jurisdiction_id=jurisdiction_id, case_id=case_id)
    if receipt is None:
        return None
    return {
        "version": receipt.leaf.version,
        "head": receipt.leaf.head.hex(),
        "checkpoint": receipt.checkpoint.number,
        "at": receipt.checkpoint.at,
        "steps": len(receipt.path),
        "explanation": EXPLANATION,
        "href": href,
    }


def receipt_file(*, jurisdiction_id: int, case_id: uuid.UUID) -> HttpResponse | None:
    """The receipt to keep, as JSON; ``None`` while no checkpoint covers the case."""
    receipt: Receipt | None = receipt_of(folder_of_record(), jurisdiction_id=jurisdiction_id, case_id=case_id)
    if receipt is None:
        return None
    plain = {**receipt.plain(), "explanation": EXPLANATION}
    response = JsonResponse(plain, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"bien-nhan-{receipt.leaf.subject}-{receipt.leaf.version}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
