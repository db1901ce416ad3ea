"""A member of staff's own page: where they are signed in, and their second factors."""

import uuid
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.doors.pages import confirming
from paht.doors.pages.confirming import ASKED, CODE, FIELD_ERRORS
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import EVERYBODY, frame, home_of, staff_only
from paht.people import account_events, factors, sessions, staff_programs
from paht.people.actors import Official
from paht.people.models import PASSKEY, TOTP

KINDS = {TOTP: "Ứng dụng xác thực", PASSKEY: "Khóa truy cập"}

DONE = {
    "phien": "Đã kết thúc phiên làm việc.",
    "da-them": "Đã thêm cách xác thực.",
    "da-go": "Đã gỡ cách xác thực.",
    "tat-ca": "Đã kết thúc mọi phiên làm việc khác.",
}

REFUSED = {"con-mot": "Phải giữ ít nhất một cách xác thực. Xin thêm cách khác trước khi gỡ."}


@require_safe
@staff_only(EVERYBODY)
def show(request: HttpRequest, official: Official) -> HttpResponse:
    """The page."""
    return _page(request, official)


def _page(
    request: HttpRequest,
    official: Official,
    *,
    errors: Mapping[str, str] | None = None,
    issued: Mapping[str, str] | None = None,
) -> HttpResponse:
    home = home_of(official)
    nav = [{"items": [{"label": "Trang làm việc", "href": home, "icon": "inbox"}]}]
    word = request.GET.get("done", "")
    told = [("ok", DONE.get(word)), ("warn", REFUSED.get(word))]
    context = {
        **frame(official, area="Tài khoản của tôi", area_href=home, nav=nav),
        "sessions": sessions.lasting(staff_id=official.id, at=clock.now()),
        "factors": [
            {
                "id": row.id,
                "name": row.name,
                "kind": KINDS[row.kind],
                "made_at": row.made_at,
                "used_at": row.used_at,
            }
            for row in factors.held(staff_id=official.id)
        ],
        "codes_left": factors.recovery_codes_left(staff_id=official.id),
        "here": official.session_id,
        "messages": [{"tone": tone, "text": text} for tone, text in told if text],
        "typed": request.POST.get("name", "") if errors else "",
        "errors": errors or {},
        "issued": issued,
    }
    return render(request, "account.html", context, status=422 if errors else 200)


@require_POST
@staff_only(EVERYBODY)
def end(request: HttpRequest, official: Official) -> HttpResponse:
    """End one of the person's sessions, or all but this one."""
    now, which = clock.now(), request.POST.get("session", "")
    if which == "others":
        sessions.end_all_sessions(staff_id=official.id, at=now, but=official.session_id)
        return HttpResponseRedirect(f"{reverse('account')}?done=tat-ca")
    try:
        session_id = uuid.UUID(which)
    except ValueError:
        return HttpResponseRedirect(reverse("account"))
    sessions.end_session(staff_id=official.id, session_id=session_id, at=now)
    return HttpResponseRedirect(f"{reverse('account')}?done=phien")


@require_POST
@staff_only(EVERYBODY)
def let_program_in(request: HttpRequest, official: Official) -> HttpResponse:
    """Make a token with which a program asks in the person's name; it is shown this once. Each needs a confirmation of
    its own, however short ago the last one was."""
    now, name = clock.now(), " ".join(request.POST.get("name", "").split())
    errors: dict[str, str] = {}
    if not 3 <= len(name) <= staff_programs.LONGEST_NAME or not name.isprintable():
        errors["name"] = f"Xin ghi tên phần mềm hoặc việc dùng, từ 3 đến {staff_programs.LONGEST_NAME} ký tự."
    elif not confirming.is_given(request):
        errors[CODE] = ASKED
    else:
        outcome = confirming.confirm(request, official, purpose=f"Cấp mã truy cập: {name}")
        if outcome in FIELD_ERRORS:
            errors[CODE] = FIELD_ERRORS[outcome]
    if errors:
        return _page(request, official, errors=errors)
    assert official.session_id is not None, "whoever is signed in has a session"
    token = staff_programs.issue(staff_id=official.id, session_id=official.session_id, name=name, at=now)
    if token is None:
        return HttpResponseRedirect(reverse("account"))
    account_events.note(staff_id=official.id, what="program", by=official.id, at=now, detail=name)
    return _page(request, official, issued={"name": name, "token": token})
