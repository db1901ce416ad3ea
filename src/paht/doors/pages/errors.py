"""Error pages: what happened, why, and what to do next."""

import sys

import psycopg
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse

from paht.doors.pages.clauses import clause_words
from paht.doors.pages.province import busy, province_of
from paht.doors.pages.rendering import render

_UNKEEPABLE = frozenset({"22021", "22P05"})
"""PostgreSQL's states for a byte or an escape that no text may hold."""


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection ran out or that came from another page; nothing was taken in."""
    del reason
    if not hasattr(request, "jurisdiction"):
        return HttpResponse("Yêu cầu bị từ chối.", status=403, content_type="text/plain; charset=utf-8")
    edition = province_of(request).edition
    return render(
        request,
        "errors/refused.html",
        {
            "title": "Phiên làm việc của biểu mẫu đã hết hạn",
            "reason": "Biểu mẫu được mở quá lâu hoặc trình duyệt chặn cookie, nên hệ thống chưa ghi nhận.\n"
            "Xin bấm nút Quay lại của trình duyệt: nội dung đã nhập vẫn còn; tải lại trang rồi gửi lại.",
            "clause": f"Bảo đảm an toàn thông tin ({clause_words(edition.security_clause)})",
            "next": [{"label": "Mở lại biểu mẫu", "href": request.path}],
        },
        status=403,
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A form that no browser sends: too many fields, hidden fields tampered with, broken coding."""
    del exception
    if not hasattr(request, "jurisdiction"):
        return HttpResponse("Yêu cầu không hợp lệ.", status=400, content_type="text/plain; charset=utf-8")
    return _refused(
        request,
        title="Biểu mẫu không hợp lệ",
        reason="Biểu mẫu gửi lên không đầy đủ hoặc đã bị thay đổi, nên hệ thống chưa ghi nhận.\n"
        "Xin bấm nút Quay lại của trình duyệt, tải lại trang rồi gửi lại.",
    )


def unkeepable(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The answer to text with a character that PostgreSQL cannot keep (NUL, half a pair); ``None`` for any other
    exception."""
    state = getattr(exception.__cause__ or exception, "sqlstate", None)
    is_refused = state in _UNKEEPABLE or "NUL (0x00)" in str(exception)
    if not isinstance(exception, UnicodeEncodeError) and not (
        is_refused and isinstance(exception, DataError | psycopg.DataError | ValueError)
    ):
        return None
    return _refused(
        request,
        title="Nội dung có ký tự không đọc được",
        reason="Nội dung vừa gửi có ký tự điều khiển mà hệ thống không lưu được, nên chưa được ghi nhận.\n"
        "Xin bấm nút Quay lại của trình duyệt: nội dung đã nhập vẫn còn; gõ lại đoạn vừa dán rồi gửi lại.",
    )


def vault_closed(request: HttpRequest) -> HttpResponse:
    """The vault process does not answer, or was asked too often: nothing personal can be opened for the moment."""
    context = {
        "title": "Kho dữ liệu cá nhân tạm thời không mở được",
        "reason": "Thông tin cá nhân và nguyên văn phản ánh được giữ riêng trong kho mã hóa, hiện không trả lời. "
        "Hệ thống không hiển thị phần nào khi chưa ghi được biên bản truy cập.\n"
        "Dữ liệu vẫn còn nguyên. Việc gửi phản ánh mới vẫn thực hiện được bình thường.",
        "clause": f"Bảo đảm an toàn thông tin ({clause_words(province_of(request).edition.security_clause)})",
        "advice": "Xin chờ vài phút rồi mở lại trang; biểu mẫu vừa gửi chưa được ghi nhận, bấm Quay lại của "
        "trình duyệt để lấy lại nội dung đã nhập. Nếu kéo dài, cán bộ xin báo quản trị hệ thống. "
        "Việc khẩn cấp xin gọi 112, 113, 114 hoặc 115.",
        "next": [{"label": "Mở lại trang", "href": request.path}, {"label": "Về trang chủ", "href": "/"}],
    }
    response = render(request, "errors/refused.html", context, status=503)
    response["Retry-After"] = "60"
    return response


def _refused(request: HttpRequest, *, title: str, reason: str) -> HttpResponse:
    context = {
        "title": title,
        "reason": reason,
        "clause": "",
        "next": [{"label": "Mở lại trang", "href": request.path}],
    }
    return render(request, "errors/refused.html", context, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or one that this person may not know of."""
    del exception
    if not hasattr(request, "jurisdiction"):
        return HttpResponse("Không tìm thấy.", status=404, content_type="text/plain; charset=utf-8")
    return render(request, "errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The account is not given this page."""
    del exception
    return render(request, "errors/403.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """A bug, or the database out of reach; said without detail."""
    if isinstance(sys.exc_info()[1], OperationalError) or not hasattr(request, "jurisdiction"):
        return busy(request)
    return render(request, "errors/500.html", status=500)
