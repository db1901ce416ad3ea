"""The page on which an agency's leader, or the administrator, connects the agency's software: credentials, endpoint,
calls, codes, approvers. Whatever opens something wants a second factor each time."""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.agencies import queries as agencies
from paht.doors.exchange.managed import Place, context
from paht.doors.exchange.mapped import map_codes
from paht.doors.pages import confirming
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, home_of, staff_only
from paht.exchange import credentials, deliveries, endpoints, proposals
from paht.exchange.credentials import Made
from paht.exchange.delivering import send
from paht.exchange.endpoints import Endpoint
from paht.identity import new_id
from paht.law.casework.states import AGENCY_ROLES, Role
from paht.people import attempts
from paht.people.actors import Official

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
TESTS = 10
"""Calls for a try that an agency makes in a quarter of an hour."""
LEAD = "Kết nối cho phần mềm đọc và ghi thay cơ quan: xin xác nhận chính ông/bà đang thao tác."


@staff_only(AGENCY_ROLES)
def own(request: HttpRequest, official: Official) -> HttpResponse:
    """The page of one's own agency; its leader changes it."""
    if official.agency_id is None:
        raise PermissionDenied
    may = Role.AGENCY_LEADER in official.roles
    return _shown(
        request, Place(official, official.agency_id, official.agency_name, reverse("agency-exchange"), may)
    )


@staff_only(ADMINISTRATORS)
def of_agency(request: HttpRequest, official: Official, agency_id: uuid.UUID) -> HttpResponse:
    """The same page of any agency, for the administrator."""
    bodies = agencies.directory(jurisdiction_id=official.jurisdiction_id)
    body = next((each for each in bodies if each.id == agency_id), None)
    if body is None:
        raise Http404
    href = reverse("administration-exchange-agency", kwargs={"agency_id": agency_id})
    return _shown(request, Place(official, agency_id, body.name, href, True, is_administrator=True))


@require_safe
@staff_only(ADMINISTRATORS)
def every(request: HttpRequest, official: Official) -> HttpResponse:
    """All agencies with software, and how their endpoints are."""
    jurisdiction_id = official.jurisdiction_id
    bodies = agencies.directory(jurisdiction_id=jurisdiction_id)
    known: dict[uuid.UUID, dict[str, Any]] = {}

    def row_of(agency_id: uuid.UUID, name: str) -> dict[str, Any]:
        new = {"id": agency_id, "name": name, "clients": 0, "used_at": None, "endpoint": None}
        return known.setdefault(agency_id, new)

    for client in credentials.listed(jurisdiction_id=jurisdiction_id, agency_id=None):
        row = row_of(client.agency_id, client.agency)
        row["clients"] += client.revoked_at is None
        row["used_at"] = max(filter(None, (row["used_at"], client.used_at)), default=None)
    for name, endpoint in endpoints.every_endpoint(jurisdiction_id=jurisdiction_id):
        row = row_of(endpoint.agency_id, name)
        row["endpoint"] = endpoint
    rows = sorted(known.values(), key=lambda row: str(row["name"]))
    nav = [
        {
            "items": [
                {"label": "Tổng quan", "href": reverse("administration"), "icon": "settings"},
                *nav_items(official, current=True),
            ]
        }
    ]
    return render(
        request,
        "exchange/every.html",
        {
            **frame(official, area="Quản trị", area_href=reverse("administration"), nav=nav),
            "rows": rows,
            "bodies": [body for body in bodies if body.joined and body.id not in known],
            "messages": [],
        },
    )


@require_POST
@staff_only(AGENCY_ROLES)
def again(request: HttpRequest, official: Official) -> HttpResponse:
    """Send a call again: any of the agency's people may, nothing is opened by it."""
    agency_id = official.agency_id
    try:
        delivery_id = uuid.UUID(request.POST.get("delivery", ""))
    except ValueError as error:
        raise Http404 from error
    if agency_id is None or not deliveries.send_again(
        jurisdiction_id=official.jurisdiction_id, agency_id=agency_id, delivery_id=delivery_id, at=clock.now()
    ):
        raise Http404
    return HttpResponseRedirect(f"{reverse('agency-exchange')}?done=again#goi")


def nav_items(official: Official, *, current: bool = False) -> list[dict[str, Any]]:
    """The entry in the administrator's side navigation."""
    if Role.ADMINISTRATOR not in official.roles:
        return []
    href = reverse("administration-exchange")
    return [{"label": "Kết nối phần mềm", "href": href, "icon": "refresh", "current": current}]


def _shown(request: HttpRequest, place: Place) -> HttpResponse:
    if request.method != "POST":
        return _page(request, place)
    if not place.may_change:
        raise PermissionDenied
    what = request.POST.get("do", "")
    action = _ACTIONS.get(what)
    if action is None:
        return _page(request, place, errors={"": "Không rõ thao tác; xin tải lại trang."})
    if what not in _FREE:
        asked = _ask(request, place)
        if asked is not None:
            return asked
    return action(request, place)


def _ask(request: HttpRequest, place: Place) -> HttpResponse | None:
    """The page that asks for the second factor and sends the form once more; ``None`` once it is confirmed."""
    purpose = f"Kết nối phần mềm: {place.name}"
    error = confirming.refused(request, place.official, purpose=purpose, in_own_queue=False)
    if error is None:
        return None
    hidden = {confirming.CODE, confirming.ANSWER, "csrfmiddlewaretoken"}
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in hidden]
    home = home_of(place.official)
    nav = [{"items": [{"label": "Kết nối phần mềm", "href": place.href, "icon": "refresh"}]}]
    return render(
        request,
        "confirm.html",
        {
            **frame(place.official, area="Kết nối phần mềm", area_href=home, nav=nav),
            "errors": {confirming.CODE: error} if confirming.is_given(request) else {},
            "lead": f"{LEAD} Nội dung đã nhập được giữ nguyên.",
            "next": "",
            "typed": typed,
        },
        status=422,
    )


def _page(
    request: HttpRequest,
    place: Place,
    *,
    errors: dict[str, str] | None = None,
    told: dict[str, str] | None = None,
    done: str = "",
    **more: Any,
) -> HttpResponse:
    """``told`` is a secret, shown this once."""
    shown = context(request, place, done=done or request.GET.get("done", ""))
    typed = {name: request.POST.get(name, "") for name in ("name", "url", "mapping", "code", "staff")}
    if not request.POST.get("mapping"):
        typed["mapping"] = shown["mapping_text"]
    page = {**shown, "errors": errors or {}, "told": told, "typed": typed, **more}
    return render(request, "exchange/manage.html", page, status=422 if errors else 200)


def _key(place: Place) -> dict[str, Any]:
    return {"jurisdiction_id": place.official.jurisdiction_id, "agency_id": place.agency_id}


def _make(request: HttpRequest, place: Place) -> HttpResponse:
    made = credentials.make(
        jurisdiction=province_of(request),
        agency_id=place.agency_id,
        name=request.POST.get("name", ""),
        can_write=request.POST.get("scope") == "write",
        by=place.official.id,
        at=clock.now(),
    )
    if isinstance(made, Made):
        return _page(request, place, told={"label": "Mã kết nối (token)", "secret": made.token})
    return _page(request, place, errors={"name": made})


def _client(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("client", ""))
    except ValueError as error:
        raise Http404 from error


def _rotate(request: HttpRequest, place: Place) -> HttpResponse:
    made = credentials.rotate(**_key(place), client_id=_client(request), by=place.official.id, at=clock.now())
    if made is None:
        return _page(request, place, errors={"": "Kết nối này không còn hiệu lực."})
    return _page(
        request, place, told={"label": "Mã kết nối mới (mã cũ còn dùng được 24 giờ)", "secret": made.token}
    )


def _revoke(request: HttpRequest, place: Place) -> HttpResponse:
    credentials.revoke(**_key(place), client_id=_client(request), by=place.official.id, at=clock.now())
    return _page(request, place, done="revoked")


def _endpoint(request: HttpRequest, place: Place) -> HttpResponse:
    before = endpoints.endpoint_of(**_key(place))
    made = endpoints.put(**_key(place), url=request.POST.get("url", ""), by=place.official.id, at=clock.now())
    if isinstance(made, str):
        return _page(request, place, errors={"url": made})
    told = {"label": "Khóa ký thông báo", "secret": endpoints.secret_of(made)} if before is None else None
    return _page(request, place, told=told, done="endpoint")


def _new_secret(request: HttpRequest, place: Place) -> HttpResponse:
    made = endpoints.rotate(**_key(place), by=place.official.id, at=clock.now())
    if made is None:
        return _page(request, place, errors={"url": "Chưa có địa chỉ nhận thông báo."})
    label = "Khóa ký mới (trong 24 giờ mỗi thông báo ký bằng cả hai khóa)"
    return _page(request, place, told={"label": label, "secret": endpoints.secret_of(made)})


def _switch(request: HttpRequest, place: Place) -> HttpResponse:
    on = request.POST.get("do") == "on"
    endpoints.switch(**_key(place), on=on, by=place.official.id, at=clock.now())
    return _page(request, place, done="on" if on else "off")


def _try_out(request: HttpRequest, place: Place) -> HttpResponse:
    """One call without a case, answered while one waits."""
    found = endpoints.endpoint_of(**_key(place))
    if not isinstance(found, Endpoint):
        return _page(request, place, errors={"url": "Chưa có địa chỉ nhận thông báo."})
    if not attempts.spend({f"exchange:test:{place.agency_id}": TESTS}, at=clock.now()):
        return _page(request, place, errors={"url": "Đã gửi thử quá nhiều lần; xin thử lại sau 15 phút."})
    body = b'{"data": {}, "timestamp": "%s", "type": "test.ping"}' % clock.now().isoformat().encode()
    came = send(found, message_id=f"msg_{new_id().hex}", body=body, now=clock.now())
    if came.delivered:
        return _page(request, place, done="tried")
    return _page(request, place, errors={"url": f"Gửi thử không thành: {came.problem}."})


def _approver(request: HttpRequest, place: Place) -> HttpResponse:
    try:
        staff_id = uuid.UUID(request.POST.get("staff", ""))
    except ValueError:
        staff_id = uuid.UUID(int=0)
    code = request.POST.get("code", "")
    problem = proposals.register(
        **_key(place), code=code, staff_id=staff_id, by=place.official.id, at=clock.now()
    )
    return _page(
        request, place, errors={"code": problem} if problem else None, done="" if problem else "approver"
    )


def _no_approver(request: HttpRequest, place: Place) -> HttpResponse:
    proposals.unregister(**_key(place), code=request.POST.get("code", ""))
    return _page(request, place, done="no-approver")


def _mapping(request: HttpRequest, place: Place) -> HttpResponse:
    outcome = map_codes(request, place)
    return _page(request, place, errors=outcome.errors, done=outcome.done, preview=outcome.preview)


_ACTIONS: dict[str, Callable[[HttpRequest, Place], HttpResponse]] = {
    "make": _make,
    "rotate": _rotate,
    "revoke": _revoke,
    "endpoint": _endpoint,
    "new-secret": _new_secret,
    "on": _switch,
    "off": _switch,
    "try": _try_out,
    "approver": _approver,
    "no-approver": _no_approver,
    "preview": _mapping,
    "mapping": _mapping,
}
_FREE = frozenset({"preview", "mapping", "try"})
"""What opens nothing new, and needs no second factor."""
