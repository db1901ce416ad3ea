"""Incidents of the system: the form behind the button on every page of staff (VL.21.8), the list, and one incident."""

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_resolver, reverse
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.doors.pages import limits
from paht.doors.pages.incidentwords import (
    ACTION_NAMES,
    KIND_HINTS,
    KIND_NAMES,
    basis,
    code_of,
    happened,
    page_name,
)
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.roster import typed_moment
from paht.doors.pages.staff import EVERYBODY, frame, home_of, staff_only
from paht.identity import new_id
from paht.incidents import operations, queries
from paht.incidents.operations import NoIncident, Outcome, Step
from paht.incidents.queries import Row
from paht.law.casework.case import Refused
from paht.law.incidents import MAY, NOTICE, SEES, CloseIncident, IncidentKind
from paht.people.actors import Official
from paht.people.queries import staff_names

PAGE = 50
_UNREADABLE = "Xin ghi ngày, giờ, ví dụ 14/02/2026 09:30; thời điểm này chưa đọc được."
_FIELDS = ("kind", "found_at", "description", "words", "reason", "given_at", "document", "conclusion")


def nav_items(official: Official, *, current: bool = False) -> list[dict[str, Any]]:
    """The list's entry in a side navigation; none for those who do not follow incidents."""
    if not official.roles & SEES:
        return []
    return [{"label": "Sự cố hệ thống", "href": reverse("incidents"), "icon": "alarm", "current": current}]


@staff_only(EVERYBODY)
def report(request: HttpRequest, official: Official) -> HttpResponse:
    """The form; it knows the route of the page it was opened from, never that page's address."""
    page = _known_route(request.POST.get("page", "") or request.GET.get("tu", ""))
    typed: dict[str, str] = {}
    errors: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in _FIELDS}
        now = clock.now()
        found_at = typed_moment(typed["found_at"]) if typed["found_at"] else now
        if found_at is None:
            errors["found_at"] = _UNREADABLE
        elif not limits.may_report_incident(official, at=now):
            errors[""] = (
                f"Đã báo nhiều sự cố trong thời gian ngắn. Xin báo tiếp sau {limits.WINDOW_WORDS}; việc gấp xin gọi."
            )
        else:
            outcome = operations.report(
                _step(request, official, now),
                kind=typed["kind"],
                found_at=found_at,
                description=typed["description"],
                page=page,
            )
            if not isinstance(outcome, Refused):
                return HttpResponseRedirect(f"{reverse('incident-report')}?ma={code_of(outcome.id)}")
            errors = _errors(outcome)
    done = request.GET.get("ma", "")
    context = {
        **_frame(official),
        "typed": typed,
        "errors": errors,
        "command_id": _uuid(request.POST.get("command_id", "")) or new_id(),
        "page": page,
        "page_name": page_name(page),
        "kinds": _kinds(),
        "basis": basis(province_of(request).edition.incident_clause),
        "done": done if re.fullmatch(r"SC-[0-9A-F]{8}", done) else "",
        "home": home_of(official),
    }
    return render(request, "incident_report.html", context, status=422 if errors else 200)


@require_safe
@staff_only(SEES)
def listed(request: HttpRequest, official: Official) -> HttpResponse:
    """Open incidents, a page of the closed ones: two statements."""
    after = read_place(request.GET.get("sau", ""))
    closed = queries.closed_incidents(official, after=after, limit=PAGE + 1)
    shown = closed[:PAGE]
    more = len(closed) > PAGE
    context = {
        **_frame(official, current=True),
        "open": [_line(row) for row in queries.open_incidents(official)] if after is None else [],
        "closed": [_line(row) for row in shown],
        "next_href": f"?sau={write_place(shown[-1].incident.closed_at, shown[-1].id)}" if more else "",
        "is_first": after is None,
        "now": clock.now(),
    }
    return render(request, "incidents.html", context)


@require_safe
@staff_only(SEES)
def show(request: HttpRequest, official: Official, incident_id: uuid.UUID) -> HttpResponse:
    """One incident: its notice, its history, what may be done."""
    return _page(request, official, incident_id)


def _note(step: Step, incident_id: uuid.UUID, typed: Mapping[str, str], _at: datetime) -> Outcome:
    return operations.note(step, incident_id=incident_id, words=typed["words"])


def _reclassify(step: Step, incident_id: uuid.UUID, typed: Mapping[str, str], at: datetime) -> Outcome:
    return operations.reclassify(
        step, incident_id=incident_id, kind=typed["kind"], found_at=at, reason=typed["reason"]
    )


def _notice(step: Step, incident_id: uuid.UUID, typed: Mapping[str, str], at: datetime) -> Outcome:
    return operations.record_notice(step, incident_id=incident_id, given_at=at, document=typed["document"])


def _close(step: Step, incident_id: uuid.UUID, typed: Mapping[str, str], _at: datetime) -> Outcome:
    return operations.close(step, incident_id=incident_id, conclusion=typed["conclusion"])


_ACTIONS: dict[str, tuple[Callable[[Step, uuid.UUID, Mapping[str, str], datetime], Outcome], str]] = {
    "ghi": (_note, ""),
    "doi-loai": (_reclassify, "found_at"),
    "thong-bao": (_notice, "given_at"),
    "ket-thuc": (_close, ""),
}
"""What may be done, by the word in the address, with the field of the form that holds a moment."""
assert _ACTIONS.keys() == ACTION_NAMES.keys()


@require_POST
@staff_only(SEES)
def act(request: HttpRequest, official: Official, incident_id: uuid.UUID, action: str) -> HttpResponse:
    """Do it; what was typed stays where it is refused."""
    if action not in _ACTIONS:
        raise Http404
    perform, moment = _ACTIONS[action]
    now, typed = clock.now(), {name: request.POST.get(name, "") for name in _FIELDS}
    at = typed_moment(typed[moment]) if moment and typed[moment] else now
    if at is None:
        return _page(request, official, incident_id, action=action, typed=typed, errors={moment: _UNREADABLE})
    outcome = perform(_step(request, official, now), incident_id, typed, at)
    if isinstance(outcome, NoIncident):
        raise Http404
    if isinstance(outcome, Refused):
        return _page(request, official, incident_id, action=action, typed=typed, errors=_errors(outcome))
    return HttpResponseRedirect(reverse("incident", args=[incident_id]))


def _page(
    request: HttpRequest,
    official: Official,
    incident_id: uuid.UUID,
    *,
    action: str = "",
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    row = queries.incident(official, incident_id=incident_id)
    if row is None:
        raise Http404
    entries = queries.history(official, incident_id=incident_id)
    names = staff_names(jurisdiction_id=official.jurisdiction_id, ids={entry.actor.id for entry in entries})
    context = {
        **_frame(official, current=True),
        "row": _line(row),
        "notice": row.incident.notice,
        "notice_basis": NOTICE.source,
        "notice_hours": NOTICE.hours,
        "events": [happened(entry, names) for entry in entries],
        "may_act": bool(official.roles & MAY[CloseIncident]) and row.incident.closed_at is None,
        "kinds": [kind for kind in _kinds() if kind["value"] != row.incident.kind],
        "action": action,
        "actions": ACTION_NAMES,
        "typed": typed or {},
        "errors": errors or {},
        "command_id": new_id(),
    }
    return render(request, "incident.html", context, status=422 if errors else 200)


def _line(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "code": code_of(row.id),
        "href": reverse("incident", args=[row.id]),
        "kind": KIND_NAMES[row.incident.kind],
        "page": page_name(row.page),
        "found_at": row.incident.found_at,
        "reported_at": row.incident.reported_at,
        "closed_at": row.incident.closed_at,
        "notice": row.incident.notice,
    }


def _frame(official: Official, *, current: bool = False) -> dict[str, Any]:
    home = home_of(official)
    nav = [{"items": [{"label": "Trang làm việc", "href": home, "icon": "inbox"}]}]
    if items := nav_items(official, current=current):
        nav.append({"items": items})
    return frame(official, area="Sự cố hệ thống", area_href=home, nav=nav)


def _step(request: HttpRequest, official: Official, now: datetime) -> Step:
    return Step(
        jurisdiction=province_of(request),
        actor=official.actor,
        now=now,
        command_id=_uuid(request.POST.get("command_id", "")) or new_id(),
    )


def _errors(refused: Refused) -> dict[str, str]:
    return {each.field or "": f"{each.reason} Căn cứ: {basis(each.clause)}." for each in refused.all}


def _kinds() -> list[dict[str, str]]:
    return [
        {"value": kind.value, "label": KIND_NAMES[kind], "hint": KIND_HINTS[kind]} for kind in IncidentKind
    ]


def _known_route(name: str) -> str:
    """The name where it is one of our routes, so that nothing else is ever kept in its place."""
    return name if name in _routes() else ""


@cache
def _routes() -> frozenset[str]:
    return frozenset(name for name in get_resolver().reverse_dict if isinstance(name, str))


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
