"""Receipts of the signed record: to take away, and to check (by the key, then against the case as it stands now)."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from paht.cases import queries
from paht.cases.codes import read_code
from paht.doors.citizen.views_public import published
from paht.doors.pages.province import province_of
from paht.doors.pages.record import receipt_file
from paht.doors.pages.rendering import render
from paht.installation.keys import record_public_key_files
from paht.record.checkpoints import Malformed, read_keys
from paht.record.receipts import LARGEST_CHARACTERS, Receipt, checked

_NO_FILE = "Xin chọn tệp biên nhận (.json) đã tải về từ trang của phản ánh."
_NOT_ONE = (
    "Tệp này không phải biên nhận do hệ thống cấp hoặc đã bị thay đổi. Xin tải lại biên nhận từ trang của phản ánh rồi "
    "kiểm tra lại; nếu tệp vẫn nguyên như lúc tải về, xin báo cho Trung tâm."
)
_NO_KEY = "Hệ thống chưa có dấu niêm phong nào để đối chiếu. Xin thử lại sau ít phút."


@never_cache
@require_safe
def of_result(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The receipt of a published result."""
    jurisdiction = province_of(request)
    published(jurisdiction, case_id)
    return receipt_file(jurisdiction_id=jurisdiction.id, case_id=case_id) or _none_yet()


@never_cache
@require_safe
def of_followed(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt of a followed report, for whoever holds its code."""
    jurisdiction, read = province_of(request), read_code(code)
    detail = queries.followed(jurisdiction_id=jurisdiction.id, code=read) if read else None
    if detail is None:
        raise Http404
    return receipt_file(jurisdiction_id=jurisdiction.id, case_id=detail.id) or _none_yet()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Say whether a receipt holds, and whether the case still agrees with it."""
    if request.method != "POST":
        return _page(request)
    given = request.FILES.get("bien_nhan")
    if given is None:
        return _page(request, error=_NO_FILE)
    try:
        keys = read_keys(_lines())
    except (OSError, Malformed):
        return _page(request, error=_NO_KEY)
    try:
        plain = json.loads(given.read(LARGEST_CHARACTERS + 1))
        if not isinstance(plain, dict):
            raise Malformed("it is not a receipt of the record")
        receipt = checked(plain, *keys)
    except (ValueError, RecursionError):
        return _page(request, error=_NOT_ONE)
    return _page(request, found=_compared(receipt, jurisdiction_id=province_of(request).id))


@require_safe
def key(_request: HttpRequest) -> HttpResponse:
    """The public keys that ever signed, one a line, the newest first."""
    lines = _lines()
    if not lines:
        raise Http404
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


def _lines() -> str:
    return "".join(path.read_text() for path in record_public_key_files(settings.HOME))


def _compared(receipt: Receipt, *, jurisdiction_id: int) -> dict[str, Any]:
    leaf = receipt.leaf
    shown = {"version": leaf.version, "checkpoint": receipt.checkpoint.number, "at": receipt.checkpoint.at}
    if leaf.jurisdiction_id != jurisdiction_id:
        return {
            **shown,
            "tone": "info",
            "title": "Biên nhận thật, của tỉnh khác",
            "text": "Xin kiểm tra trên trang của tỉnh đã cấp biên nhận để đối chiếu với hồ sơ.",
        }
    head = queries.head_at(jurisdiction_id=jurisdiction_id, case_id=leaf.subject, version=leaf.version)
    if head == leaf.head:
        return {
            **shown,
            "tone": "ok",
            "title": "Biên nhận thật, hồ sơ còn nguyên",
            "text": "Các bước đã ghi đến lúc niêm phong vẫn đúng như trong biên nhận.",
        }
    return {
        **shown,
        "tone": "bad",
        "title": "Biên nhận thật, nhưng hồ sơ không còn như khi niêm phong",
        "text": "Một hoặc nhiều bước đã bị thay đổi sau khi niêm phong. Xin giữ tệp biên nhận và báo ngay cho "
        "Trung tâm hoặc cơ quan kiểm tra.",
    }


def _page(request: HttpRequest, *, error: str = "", found: dict[str, Any] | None = None) -> HttpResponse:
    context = {"current": "follow", "errors": {"bien_nhan": error} if error else {}, "found": found}
    return render(request, "citizen/receipt_check.html", context, status=422 if error else 200)


def _none_yet() -> HttpResponse:
    words = "Hồ sơ chưa được niêm phong. Việc này thực hiện mỗi phút; xin tải lại sau ít phút."
    return HttpResponse(words, status=404, content_type="text/plain; charset=utf-8")
