"""Finding a case by its code, or every case of a sender by phone number (a confirmed, recorded look)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from paht import clock
from paht.cases import queries
from paht.cases.codes import read_code
from paht.doors.desk.frame import MAY_ENTER, frame
from paht.doors.desk.views import queue_rows
from paht.doors.pages import confirming
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.law.casework.admission import form_state
from paht.law.casework.states import DESK_ROLES
from paht.people import senders
from paht.people.actors import Official
from paht.people.vault_wire import TooMany


@staff_only(MAY_ENTER)
def search(request: HttpRequest, official: Official) -> HttpResponse:
    """The search page. A phone number is posted, so it stands in no address, history or server log."""
    typed = request.POST.get("code", request.GET.get("code", "")).strip()
    if typed:
        return _by_code(request, official, typed)
    if request.method == "POST":
        if not official.roles & DESK_ROLES:
            raise PermissionDenied
        return _by_phone(request, official)
    return _answer(request, official)


def _by_code(request: HttpRequest, official: Official, typed: str) -> HttpResponse:
    code = read_code(typed)
    found = queries.id_of_code(official, code=code) if code else None
    if found:
        return HttpResponseRedirect(reverse("desk-case", args=[found]))
    error = (
        "Không có phản ánh nào mang mã này."
        if code
        else "Mã chưa đúng: mã gồm hai chữ cái của tỉnh và 12 ký tự, ký tự cuối là ký tự kiểm tra."
    )
    return _answer(request, official, code=typed, errors={"code": error})


def _by_phone(request: HttpRequest, official: Official) -> HttpResponse:
    phone, purpose = request.POST.get("phone", "").strip(), request.POST.get("purpose", "").strip()
    errors = {}
    edition = province_of(request).edition
    state = dict(form_state(edition=edition, values={"phone": phone})).get("phone")
    if state != "ok":
        errors["phone"] = "Số điện thoại chưa đúng: cần 10 số (di động) hoặc 11 số (cố định), bắt đầu bằng 0."
    if not purpose:
        errors["purpose"] = "Xin ghi mục đích tra cứu; mục đích được lưu vào biên bản truy cập."
    if not errors:
        why = confirming.refused(
            request, official, purpose=f"Tra cứu số điện thoại: {purpose}", in_own_queue=False
        )
        errors = {confirming.CODE: why} if why else {}
    if errors:
        return _answer(request, official, phone=phone, purpose=purpose, errors=errors)
    try:
        sender_id = senders.look_up(
            jurisdiction_id=official.jurisdiction_id, phone=phone, actor_id=official.actor.id, purpose=purpose
        )
    except TooMany as limit:
        errors = {"phone": _TOO_MANY.format(limit.minutes, clause_words(edition.security_clause))}
        return _answer(request, official, phone=phone, purpose=purpose, errors=errors)
    rows = queries.cases_of_sender(official, sender_id=sender_id) if sender_id else []
    found = queue_rows(rows, province_of(request), clock.now())
    return _answer(request, official, phone=phone, purpose=purpose, rows=found)


_TOO_MANY = (
    "Chưa tra cứu: số lần tra cứu theo số điện thoại trong 15 phút đã đến giới hạn bảo vệ người gửi ({1}). "
    "Xin thử lại sau {0} phút, hoặc tra cứu theo mã phản ánh."
)


def _answer(
    request: HttpRequest,
    official: Official,
    *,
    code: str = "",
    phone: str = "",
    purpose: str = "",
    errors: dict[str, str] | None = None,
    rows: list[dict[str, object]] | None = None,
) -> HttpResponse:
    context = {
        **frame(request, official, current="search"),
        "code": code,
        "phone": phone,
        "purpose": purpose,
        "errors": errors or {},
        "rows": rows,
        "may_look_up": bool(official.roles & DESK_ROLES),
    }
    return render(request, "desk/search.html", context, status=422 if errors else 200)
