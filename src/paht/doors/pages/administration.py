"""The administrator's page: the province's bodies and who of them takes part, its staff accounts, the calendar."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.agencies import joining
from paht.agencies import queries as agencies
from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import agency_key
from paht.cases.sweeping import answer_invitations
from paht.doors.pages import erasures, incidents, registering, reminders, roster
from paht.doors.pages.inviting import invitation_link
from paht.doors.pages.province import province_of
from paht.doors.pages.record import record_warning
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, staff_only
from paht.doors.pages.wording import WEEKDAYS
from paht.law.casework.commands import AskCoordinator
from paht.law.casework.states import Role
from paht.law.worktime import HO_CHI_MINH
from paht.people import closing, inviting
from paht.people import queries as people
from paht.people.actors import Official
from paht.people.models import ROLE_NAMES

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
PAGE = 100
_DAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@require_safe
@staff_only(ADMINISTRATORS)
def show(request: HttpRequest, official: Official) -> HttpResponse:
    """The page."""
    return _page(request, official)


@require_POST
@staff_only(ADMINISTRATORS)
def account(request: HttpRequest, official: Official) -> HttpResponse:
    """Create, close or reopen an account (VL.20.6), or invite the person of one again; a link is told once."""
    jurisdiction, now, typed = province_of(request), clock.now(), request.POST
    if "close" in typed:
        return _close(request, official)
    reopened = typed.get("reopen", "")[:100]
    again = typed.get("again", "")[:100] or reopened
    if reopened:
        made = closing.reopen(jurisdiction=jurisdiction, login=reopened, by=official.id, at=now)
    elif again:
        made = inviting.invite_again(jurisdiction=jurisdiction, login=again, by=official.id, at=now)
    else:
        made = inviting.create(
            jurisdiction=jurisdiction,
            login=typed.get("login", ""),
            name=typed.get("name", ""),
            agency_id=agency_key(typed.get("body", "")),
            role=typed.get("role", ""),
            by=official.id,
            at=now,
        )
    if isinstance(made, str):
        login = (again or typed.get("login", "")).strip().lower()
        return _page(request, official, invited={"login": login, "link": invitation_link(request, made)})
    return _page(request, official, typed=typed, errors=made, status=422)


def _close(request: HttpRequest, official: Official) -> HttpResponse:
    """Close the account that was named, with the reason; what is wrong comes back with what was typed."""
    login, reason = request.POST.get("close", "").strip()[:100], request.POST.get("reason", "")[:200]
    problem = closing.close(
        jurisdiction=province_of(request), login=login, reason=reason, by=official.id, at=clock.now()
    )
    if problem is None:
        return _page(request, official, closed=login)
    field = "reason" if problem == closing.NO_REASON else "close"
    return _page(request, official, typed=request.POST, errors={field: problem}, status=422)


def _page(
    request: HttpRequest,
    official: Official,
    *,
    closed: str = "",
    typed: Mapping[str, str] | None = None,
    errors: dict[str, str] | None = None,
    invited: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Bodies, a page of the accounts by login, the calendar: three statements."""
    new = typed or {}
    jurisdiction, now = province_of(request), clock.now()
    words, after = request.GET.get("tim", "").strip()[:100], request.GET.get("sau", "")[:200]
    found = people.accounts(jurisdiction_id=jurisdiction.id, at=now, words=words, after=after, limit=PAGE + 1)
    shown, more = found[:PAGE], found[PAGE:]
    bodies = agencies.directory(jurisdiction_id=jurisdiction.id)
    context = {
        **frame(official, area="Quản trị", area_href=reverse("administration"), nav=_nav(official)),
        "messages": [*erasures.replay_warning(), *record_warning(now), *_closed(closed)],
        "accounts": [
            {
                "login": account.login,
                "name": account.name,
                "agencies": ", ".join(account.agencies),
                "roles": ", ".join(ROLE_NAMES[Role(role)] for role in account.roles),
                "is_active": account.is_active,
            }
            for account in shown
        ],
        "typed": words,
        "new": {name: new.get(name, "") for name in ("name", "login", "body", "role", "close", "reason")},
        "roles": [(role.value, name) for role, name in ROLE_NAMES.items()],
        "bodies": [(str(body.id), body.name) for body in bodies],
        "errors": errors or {},
        "invited": invited,
        "next_after": shown[-1].login if more else "",
        "is_first": not after,
        "kinds": [(name, list(rows)) for name, rows in groupby(bodies, key=lambda body: body.kind_name)],
        "body_count": len(bodies),
        "knows_coordination": AskCoordinator in jurisdiction.edition.by_command,
        "calendar": _calendar(jurisdiction, today=now.astimezone(HO_CHI_MINH).date()),
    }
    return render(request, "administration.html", context, status=status)


@require_POST
@staff_only(ADMINISTRATORS)
def change_body(request: HttpRequest, official: Official) -> HttpResponse:
    """Let a body take part (VL.11.6), or record that it was designated to coordinate, or is not any more (VL.17)."""
    agency_id = agency_key(request.POST.get("agency", ""))
    change = request.POST.get("change", "")
    if agency_id is None or change not in ("join", "designate", "release"):
        raise Http404
    jurisdiction_id, now = province_of(request).id, clock.now()
    if change == "join":
        joining.join(jurisdiction_id=jurisdiction_id, agency_id=agency_id, at=now)
        answer_invitations(now=now)
    else:
        joining.designate_coordinator(
            jurisdiction_id=jurisdiction_id, agency_id=agency_id, designated=change == "designate"
        )
    return HttpResponseRedirect(reverse("administration"))


def _closed(login: str) -> list[dict[str, str]]:
    words = f"Đã đóng tài khoản {login}. Mọi phiên làm việc của người này kết thúc ngay."
    return [{"tone": "ok", "text": words}] if login else []


def _nav(official: Official) -> list[dict[str, Any]]:
    home = {
        "label": "Tổng quan",
        "href": reverse("administration"),
        "icon": "settings",
        "current": True,
    }
    tools = [
        {"label": "Thiết bị, nguồn tin", "href": reverse("finding-sources"), "icon": "eye-check"},
        {"label": "Lời nhắn", "href": reverse("message-words"), "icon": "message"},
        {"label": "Nhập dữ liệu cũ", "href": reverse("imports"), "icon": "upload"},
        *reminders.nav_items(official),
        *roster.nav_items(official),
        *registering.nav_items(official),
        *incidents.nav_items(official),
        {"label": "Máy lẻ tổng đài", "href": reverse("administration-extensions"), "icon": "phone"},
        {"label": "Kết nối phần mềm", "href": reverse("administration-exchange"), "icon": "refresh"},
        {"label": "Khóa Open311", "href": reverse("open311-keys"), "icon": "lock"},
    ]
    return [{"items": [home, *tools]}]


def _calendar(jurisdiction: Jurisdiction, *, today: date) -> dict[str, Any]:
    """The calendar in force in words, its days from the beginning of this year on."""
    content = jurisdiction.calendar.to_dict()
    first = date(today.year, 1, 1)
    return {
        "version": jurisdiction.calendar_version,
        "confirmed": jurisdiction.confirmed_years,
        "hours": _hours(content["hours"]),
        "seasons": [
            (date.fromisoformat(row["from"]), date.fromisoformat(row["to"]), _hours(row["hours"]))
            for row in content["seasons"]
        ],
        "holidays": _days(content["holidays"], first),
        "worked": _days(content["worked"], first),
        "closures": [row for row in content["closures"] if row["to"] >= first.isoformat()],
        "command": f"./paht calendar --jurisdiction {jurisdiction.slug}",
    }


def _hours(week: dict[str, list[list[str]]]) -> list[tuple[str, str]]:
    return [
        (name, ", ".join(f"{start}–{end}" for start, end in week[key]))
        for key, name in zip(_DAY_KEYS, WEEKDAYS, strict=True)
        if week.get(key)
    ]


def _days(listed: list[str], first: date) -> list[date]:
    return [day for word in listed if (day := date.fromisoformat(word)) >= first]
