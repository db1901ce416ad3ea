"""The administrator's page of keys with which applications send reports by Open311: who issued them, for which
application, when they were last used, and their end. A key is shown once."""

import uuid
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from paht import clock
from paht.doors.pages.administration import ADMINISTRATORS
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, staff_only
from paht.people.actors import Official
from paht.transfer import keys

SHORTEST_NAME, MOST_ALLOWED = 3, 10_000


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(ADMINISTRATORS)
def show(request: HttpRequest, official: Official) -> HttpResponse:
    """The page; a POST issues a key, which is shown this once, or ends one."""
    if request.method != "POST":
        return _page(request, official)
    here, now, typed = province_of(request).id, clock.now(), request.POST
    if "revoke" in typed:
        key_id = _uuid(typed["revoke"])
        if key_id and keys.revoke(jurisdiction_id=here, key_id=key_id, by=official.id, now=now):
            return HttpResponseRedirect(reverse("open311-keys"))
        return _page(request, official, errors={"": "Khóa này không còn hiệu lực hoặc không có ở tỉnh này."})
    name, most = " ".join(typed.get("name", "").split()), _number(typed.get("most", ""))
    errors = {}
    if not SHORTEST_NAME <= len(name) <= keys.LONGEST_NAME:
        errors["name"] = (
            f"Xin ghi tên ứng dụng hoặc tổ chức, từ {SHORTEST_NAME} đến {keys.LONGEST_NAME} ký tự."
        )
    if not 1 <= most <= MOST_ALLOWED:
        errors["most"] = f"Số phản ánh trong 15 phút từ 1 đến {MOST_ALLOWED}."
    if errors:
        return _page(request, official, typed=typed, errors=errors)
    _, secret = keys.issue(jurisdiction_id=here, name=name, most=most, by=official.id, now=now)
    return _page(request, official, issued={"name": name, "secret": secret})


def _page(
    request: HttpRequest,
    official: Official,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    issued: Mapping[str, str] | None = None,
) -> HttpResponse:
    back = reverse("administration")
    home = {"label": "Tổng quan", "href": back, "icon": "settings"}
    here = {"label": "Khóa Open311", "href": reverse("open311-keys"), "icon": "lock", "current": True}
    context = {
        **frame(official, area="Quản trị", area_href=back, nav=[{"items": [home, here]}]),
        "keys": keys.listed(jurisdiction_id=province_of(request).id),
        "usual": keys.MOST,
        "typed": typed or {},
        "errors": errors or {},
        "issued": issued,
    }
    return render(request, "open311_keys.html", context, status=422 if errors else 200)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
