"""Which province a request is in, and the answer while the database cannot say."""

from django.http import HttpRequest, HttpResponse

from paht.agencies.jurisdictions import Jurisdiction


def province_of(request: HttpRequest) -> Jurisdiction:
    """The jurisdiction that the middleware found."""
    found = request.jurisdiction  # type: ignore[attr-defined]
    assert isinstance(found, Jurisdiction)
    return found


def busy(_request: HttpRequest) -> HttpResponse:
    """The database cannot be reached: nothing was taken in, and the browser still holds what was typed."""
    response = HttpResponse(
        "Hệ thống tạm thời bận, chưa ghi nhận yêu cầu này. Xin bấm Quay lại rồi gửi lại sau ít phút; "
        "việc khẩn cấp xin gọi 112, 113, 114 hoặc 115.",
        status=503,
        content_type="text/plain; charset=utf-8",
    )
    response["Retry-After"] = "30"
    return response
