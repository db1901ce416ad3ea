"""Answers that are not what was asked for: problem details (RFC 9457), with the clause where the law refuses."""

import json
from typing import Any

from django.http import HttpResponse

from paht.doors.pages.clauses import clause_words
from paht.law.casework.case import Refused

TITLES = {
    400: "Yêu cầu không đọc được",
    401: "Chưa xác thực",
    403: "Không được phép",
    404: "Không có",
    405: "Phương thức không dùng được ở địa chỉ này",
    409: "Hồ sơ đã thay đổi",
    413: "Nội dung quá lớn",
    415: "Loại nội dung không nhận",
    422: "Quy chế không cho phép",
    428: "Thiếu điều kiện của yêu cầu",
    429: "Quá nhiều yêu cầu",
    503: "Tạm thời chưa phục vụ được",
}


def answer(body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    """JSON that nobody keeps."""
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
        status=status,
        content_type="application/json; charset=utf-8",
        headers=headers,
    )
    response.setdefault("Cache-Control", "private, no-cache")
    return response


def problem(status: int, detail: str, *, kind: str = "about:blank", **more: Any) -> HttpResponse:
    """A problem: ``detail`` says what is wrong and what to do next."""
    body = {"type": kind, "title": TITLES[status], "status": status, "detail": detail, **more}
    response = answer(body, status=status)
    response["Content-Type"] = "application/problem+json; charset=utf-8"
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="exchange"'
    return response


def refused(refusal: Refused) -> HttpResponse:
    """What the regulation refuses: each reason with its clause and field."""
    return problem(
        422,
        refusal.reason,
        kind="urn:paht:refused",
        clause=refusal.clause,
        clause_words=clause_words(refusal.clause),
        errors=[
            {
                "field": one.field,
                "reason": one.reason,
                "clause": one.clause,
                "clause_words": clause_words(one.clause),
            }
            for one in refusal.all
        ],
        next="Không gửi lại nguyên như cũ: lệnh này sẽ lại bị từ chối. Xin đọc lại hồ sơ và sửa theo lý do.",
    )
