"""The sealed original of a file, on an explicit demand of the desk: its purpose stated, the second factor given, the
look on record before a byte is opened. Everybody else, and every other page, has copies."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_POST

from paht.doors.desk import views_case
from paht.doors.desk.casepage import Given
from paht.doors.pages import confirming
from paht.doors.pages.sandbox import sandboxed
from paht.doors.pages.staff import staff_only
from paht.evidence import originals
from paht.evidence import queries as evidence
from paht.evidence.records import StoredFile
from paht.law.casework.states import DESK_ROLES
from paht.people.actors import Official

_NO_PURPOSE = (
    "Xin ghi mục đích xem tệp gốc. Mục đích và tên ông/bà được lưu vào biên bản truy cập; "
    "để xem nội dung ảnh, bản hiển thị trên trang là đủ."
)
_NO_FILE = "Xin chọn tệp cần xem."
_GONE = "Tệp gốc không còn mở được vì dữ liệu của người gửi đã được xóa theo yêu cầu; nội dung xử lý vẫn được lưu."
_LOST = (
    "Không tìm thấy tệp gốc trong kho niêm phong nên chưa mở được. Đề nghị báo quản trị hệ thống khôi phục tệp từ bản "
    "sao lưu; không yêu cầu người gửi gửi lại khi chưa kiểm tra."
)
_TAMPERED = (
    "Tệp gốc trong kho đã bị thay đổi so với lúc niêm phong nên không được mở. Đề nghị báo quản trị hệ thống và không "
    "dùng tệp này làm chứng cứ."
)


@require_POST
@staff_only(DESK_ROLES)
def original(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponseBase:
    """The bytes as they were sent, saved and never shown by the browser (VL.7.5, ST.4.5)."""
    detail = views_case.detail_of(official, case_id)
    if detail.is_withheld:
        raise Http404
    purpose = request.POST.get("purpose", "").strip()[:200]
    file = _chosen(request, official, case_id)

    def again(**errors: str) -> HttpResponse:
        return views_case.page(
            request,
            official,
            detail,
            Given(
                "original",
                request.POST,
                {f"original-{name}": text for name, text in errors.items()},
            ),
            status=422,
        )

    if file is None or not purpose:
        missing = {"file": _NO_FILE} if file is None else {}
        return again(**missing, **({} if purpose else {"purpose": _NO_PURPOSE}))
    refused = confirming.refused(
        request,
        official,
        purpose=f"Xem tệp gốc {detail.code}: {purpose}",
        in_own_queue=views_case.is_in_own_queue(request, official, detail.case),
    )
    if refused:
        return again(otp=refused)
    try:
        content = originals.look(file, actor_id=official.actor.id, purpose=f"{detail.code}: {purpose}")
    except originals.NotGiven:
        return again(file=_GONE)
    except FileNotFoundError:
        return again(file=_LOST)
    except originals.Tampered:
        return again(file=_TAMPERED)
    response = StreamingHttpResponse(content, content_type=file.media_type)
    response["Content-Length"] = str(file.size_bytes)
    response["Cache-Control"] = "private, no-store, max-age=0"
    kind = file.media_type.rpartition("/")[2]
    return sandboxed(response, name=f"tep-goc-{file.id.hex[-12:]}.{kind}")


def _chosen(request: HttpRequest, official: Official, case_id: uuid.UUID) -> StoredFile | None:
    """The file that the form names; 404 where it is none of this case."""
    named = request.POST.get("file", "")
    if not named:
        return None
    try:
        file_id = uuid.UUID(named)
    except ValueError:
        raise Http404 from None
    views_case.file_is_of(views_case.detail_of(official, case_id), file_id)
    file = evidence.file(jurisdiction_id=official.jurisdiction_id, id=file_id)
    if file is None:
        raise Http404
    return file
