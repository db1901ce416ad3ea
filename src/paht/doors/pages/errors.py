"""Error pages: what happened, why, and what to do next."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from paht.doors.pages.province import busy
from paht.doors.pages.rendering import render


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection ran out or that came from another page; nothing was taken in."""
    del reason
    return render(
        request,
        "errors/refused.html",
        {
            "title": "Phiên làm việc của biểu mẫu đã hết hạn",
            "reason": "Biểu mẫu được mở quá lâu hoặc trình duyệt chặn cookie, nên hệ thống chưa ghi nhận.\n"
            "Xin bấm nút Quay lại của trình duyệt: nội dung đã nhập vẫn còn; tải lại trang rồi gửi lại.",
            "clause": "Bảo đảm an toàn thông tin khi gửi (khoản 6 Điều 4 VL, khoản 4 Điều 3 ST)",
            "next": [{"label": "Mở lại biểu mẫu", "href": request.path}],
        },
        status=403,
    )


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
