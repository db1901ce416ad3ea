"""A member of staff's own page: where they are signed in, and their second factors."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import EVERYBODY, frame, home_of, staff_only
from paht.people import factors, sessions
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
    }
    return render(request, "account.html", context)


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
