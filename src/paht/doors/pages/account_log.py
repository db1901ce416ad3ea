"""What happened to accounts of staff, for whoever checks (VL.7.5): a list with filters, and the same as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.doors.pages import confirming, exporting, incidents
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, home_of, staff_only
from paht.law.casework.states import Role
from paht.law.worktime import HO_CHI_MINH
from paht.people import account_events
from paht.people.account_events import KINDS, Happened
from paht.people.actors import Official

SEES = frozenset({Role.AUDITOR, Role.DATA_PROTECTION_OFFICER})
PAGE = 50
_COLUMNS = ("Thời điểm", "Tài khoản", "Tên đăng nhập", "Việc", "Chi tiết", "Người thực hiện")


def nav_items(official: Official, *, current: bool = False) -> list[dict[str, Any]]:
    """The log's entry in a side navigation; none for those who may not read it."""
    if not official.roles & SEES:
        return []
    return [
        {
            "label": "Nhật ký tài khoản",
            "href": reverse("account-log"),
            "icon": "shield-lock",
            "current": current,
        }
    ]


@require_safe
@staff_only(SEES)
def show(request: HttpRequest, official: Official) -> HttpResponse:
    """A page of the log, the latest first: one statement."""
    return _page(request, official)


def _page(request: HttpRequest, official: Official, *, error: str = "") -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    words, what = _asked(asked)
    before = asked.get("truoc", "")
    place = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    found = account_events.listed(
        jurisdiction_id=province_of(request).id, words=words, what=what, before=place, limit=PAGE + 1
    )
    shown = found[:PAGE]
    kept = {name: value for name, value in (("tim", words), ("viec", what)) if value}
    further: dict[str, Any] = {**kept, "truoc": shown[-1].id} if len(found) > PAGE else {}
    nav: list[dict[str, Any]] = [
        {"items": [{"label": "Trang làm việc", "href": home_of(official), "icon": "inbox"}]},
        {
            "label": "Công cụ",
            "items": [*nav_items(official, current=True), *incidents.nav_items(official)],
        },
    ]
    context = {
        **frame(official, area="Nhật ký tài khoản", area_href=reverse("account-log"), nav=nav),
        "rows": [{"row": row, "what": KINDS.get(row.what, row.what)} for row in shown],
        "kinds": list(KINDS.items()),
        "words": words,
        "what": what,
        "error": error,
        "asks_confirmation": confirming.is_asked(official, in_own_queue=True),
        "most": exporting.MOST_ROWS,
        "next_href": f"?{urlencode(further)}" if further else None,
        "first_href": f"{reverse('account-log')}?{urlencode(kept)}" if place is not None else None,
    }
    return render(request, "account_log.html", context, status=422 if error else 200)


@require_POST
@staff_only(SEES)
def export(request: HttpRequest, official: Official) -> HttpResponseBase:
    """The rows of the same filter as a file, after a confirmation."""
    words, what = _asked(request.POST)
    chosen = ", ".join(part for part in (words and f"tìm “{words}”", KINDS.get(what, "")) if part) or "tất cả"
    why = exporting.refused(request, official, what=f"nhật ký tài khoản ({chosen})")
    if why:
        return _page(request, official, error=why)
    rows = list(
        account_events.every(
            jurisdiction_id=province_of(request).id, words=words, what=what, most=exporting.MOST_ROWS
        )
    )
    name = f"nhat-ky-tai-khoan-{clock.now().astimezone(HO_CHI_MINH):%Y%m%d-%H%M}"
    return exporting.table(name, _COLUMNS, (_line(row) for row in rows))


def _asked(typed: Any) -> tuple[str, str]:
    what = typed.get("viec", "")
    return typed.get("tim", "").strip()[:100], what if what in KINDS else ""


def _line(row: Happened) -> tuple[str, ...]:
    moment = f"{row.happened_at.astimezone(HO_CHI_MINH):%d/%m/%Y %H:%M:%S}"
    return moment, row.name, row.login, KINDS.get(row.what, row.what), row.said, row.by
