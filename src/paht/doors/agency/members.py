"""The page of an agency's people: who takes part since when, who is named, and notices of change to the centre."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from paht import clock
from paht.cases import queries
from paht.doors.agency.tabs import shell
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.notice_rows import notice_row
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.law.casework.case import Refused
from paht.law.casework.states import AGENCY_ROLES, Role
from paht.people import members
from paht.people.actors import Official
from paht.people.models import ROLE_NAMES

TYPED = ("change", "leaving", "name", "role", "changed_on", "document", "capacity", "person")
DONE = {
    "notice": "Đã thông báo Trung tâm. Thay đổi có hiệu lực khi Trung tâm đăng ký trên hệ thống.",
    "named": "Đã ghi nhận.",
}


@staff_only(AGENCY_ROLES)
def show(request: HttpRequest, official: Official) -> HttpResponse:
    """Everybody may read; the leader gives notice of changes and names the leader in charge and the focal person."""
    if official.agency_id is None:
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, official, {}, ())
    if Role.AGENCY_LEADER not in official.roles:
        raise PermissionDenied
    typed = {name: request.POST.get(name, "") for name in TYPED}
    word = "named" if typed["capacity"] else "notice"
    refused = _name(request, official, typed) if word == "named" else _notice(request, official, typed)
    if refused:
        return _page(request, official, typed, refused)
    return HttpResponseRedirect(f"{reverse('agency-members')}?done={word}")


def _notice(request: HttpRequest, official: Official, typed: Mapping[str, str]) -> tuple[Refused, ...]:
    assert official.agency_id is not None
    return members.give_notice(
        jurisdiction=province_of(request),
        agency_id=official.agency_id,
        change=typed["change"],
        staff_id=_key(typed["leaving"]),
        name=typed["name"],
        role=typed["role"],
        changed_on=_day(typed["changed_on"]),
        document=typed["document"],
        by=official.id,
        now=clock.now(),
    )


def _name(request: HttpRequest, official: Official, typed: Mapping[str, str]) -> tuple[Refused, ...]:
    assert official.agency_id is not None
    refused = members.name_person(
        jurisdiction=province_of(request),
        agency_id=official.agency_id,
        capacity=typed["capacity"],
        staff_id=_key(typed["person"]),
        at=clock.now(),
    )
    return (refused,) if refused else ()


def _page(
    request: HttpRequest, official: Official, typed: Mapping[str, str], refused: tuple[Refused, ...]
) -> HttpResponse:
    assert official.agency_id is not None
    jurisdiction, now = province_of(request), clock.now()
    edition = jurisdiction.edition
    here = members.present(agency_id=official.agency_id, at=now)
    named = members.named(agency_id=official.agency_id)
    done = DONE.get(request.GET.get("done", ""))
    return render(
        request,
        "agency/members.html",
        {
            **shell(official, load=queries.agency_load(official, now=now), current="members"),
            "messages": [{"tone": "ok", "text": done}] if done else [],
            "may_change": Role.AGENCY_LEADER in official.roles,
            "people": [
                {
                    "name": member.name,
                    "role": ROLE_NAMES[member.role],
                    "since": member.since,
                    "until": member.until,
                }
                for member in members.members(agency_id=official.agency_id)
            ],
            "named": [
                {
                    "capacity": name,
                    "who": named[key][0] if key in named else "",
                    "since": named[key][1] if key in named else None,
                }
                for key, name in members.CAPACITIES.items()
            ],
            "notices": [
                notice_row(notice)
                for notice in members.notices(jurisdiction_id=jurisdiction.id, agency_id=official.agency_id)
            ],
            "choices": {
                "change": [{"value": key, "label": name} for key, name in members.CHANGES.items()],
                "people": [(str(key), name) for key, name in here.items()],
                "roles": [(role.value, ROLE_NAMES[role]) for role in members.JOINABLE],
                "capacities": list(members.CAPACITIES.items()),
            },
            "clause": clause_words(edition.membership_clause or ""),
            "length": str(edition.membership_length),
            "typed": {name: typed.get(name, "") for name in TYPED},
            "errors": {
                one.field or "": f"{one.reason} Căn cứ: {clause_words(one.clause)}." for one in refused
            },
        },
        status=422 if refused else 200,
    )


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
