"""The page on which the centre registers the people of bodies, as these gave notice (VL.12.3, VL.21.2, ST.15.1)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from paht import clock
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.inviting import invitation_link
from paht.doors.pages.notice_rows import notice_row
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, home_of, staff_only
from paht.law.casework.case import Refused
from paht.law.casework.states import Role
from paht.people import members
from paht.people.actors import Official

REGISTRARS = frozenset({Role.DISPATCHER, Role.SUPERVISING_DEPARTMENT, Role.ADMINISTRATOR})


def nav_items(official: Official) -> list[dict[str, Any]]:
    """The page's entry in a side navigation; none for those who do not register."""
    if not official.roles & REGISTRARS:
        return []
    return [
        {"label": "Đăng ký thành viên", "href": reverse("registering"), "icon": "users", "current": False}
    ]


@staff_only(REGISTRARS)
def show(request: HttpRequest, official: Official) -> HttpResponse:
    """The notices; a POST registers one (the link for a new account is told once) or declines it."""
    jurisdiction, now = province_of(request), clock.now()
    outcome: members.Registered | Refused | None = None
    notice = request.POST.get("notice", "")
    number = int(notice) if notice.isdecimal() and len(notice) < 18 else 0
    if request.method == "POST" and request.POST.get("answer") == "decline":
        members.decline(jurisdiction_id=jurisdiction.id, notice_id=number, by=official.id, now=now)
        return HttpResponseRedirect(reverse("registering"))
    if request.method == "POST":
        login = request.POST.get("login", "")
        outcome = members.register(
            jurisdiction=jurisdiction, notice_id=number, login=login, by=official.id, now=now
        )
        if isinstance(outcome, members.Registered) and not outcome.login:
            return HttpResponseRedirect(reverse("registering"))
    refused = outcome if isinstance(outcome, Refused) else None
    home = home_of(official)
    nav = [{"items": [{"label": "Trang làm việc", "href": home, "icon": "inbox"}, *nav_items(official)]}]
    return render(
        request,
        "registering.html",
        {
            **frame(official, area="Đăng ký thành viên", area_href=home, nav=nav),
            "notices": [notice_row(row) for row in members.notices(jurisdiction_id=jurisdiction.id)],
            "registered": outcome if isinstance(outcome, members.Registered) else None,
            "invitation": invitation_link(request, outcome.invitation)
            if isinstance(outcome, members.Registered)
            else "",
            "tried": number if refused else 0,
            "typed": request.POST.get("login", "") if refused else "",
            "errors": {f"login-{number}": f"{refused.reason} Căn cứ: {clause_words(refused.clause)}."}
            if refused
            else {},
        },
        status=422 if refused else 200,
    )
