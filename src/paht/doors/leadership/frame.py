"""The frame around the leaders' pages, and the addresses of the lists behind their figures."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from paht.doors.pages import account_log, consents, incidents, provisions, reminders, roster, subjects
from paht.doors.pages.staff import frame, home_of
from paht.figures.periods import Period
from paht.law.casework import events as e
from paht.law.casework.states import AGENCY_ROLES, DESK_ROLES, Party, Role
from paht.law.editions.rows import Edition
from paht.people.actors import Official

OVERSIGHT = frozenset(
    {Role.PROVINCIAL_LEADER, Role.SUPERVISING_DEPARTMENT, Role.AUDITOR, Role.DATA_PROTECTION_OFFICER}
)
LEADERSHIP = OVERSIGHT | {Role.AGENCY_LEADER}


def sees_province(official: Official) -> bool:
    """Whether the official oversees the whole province, not the part of one body."""
    return bool(official.roles & OVERSIGHT)


def shell(official: Official, *, current: str) -> dict[str, Any]:
    """What the staff layout needs."""
    province = sees_province(official)
    name = "Toàn tỉnh" if province else "Cơ quan"
    items = [
        ("overview", "Tổng quan", reverse("leadership"), "layout-dashboard"),
        ("open", "Đang mở", cases_href(open=1), "list-details"),
        ("overdue", "Quá hạn", cases_href(overdue=1), "clock-exclamation"),
        ("violated", "Vi phạm thời hạn", cases_href(violated=1), "gavel"),
        ("failings", "Vi phạm, xếp hạng", reverse("leadership-failings"), "award"),
        *(
            [("merits", "Khen thưởng, phản ánh sai", reverse("leadership-merits"), "award")]
            if province
            else []
        ),
        ("edition", "Thời hạn theo quy chế", reverse("leadership-edition"), "scale"),
    ]
    nav: list[dict[str, Any]] = [
        {
            "label": name,
            "items": [
                {"label": label, "href": href, "icon": icon, "current": key == current}
                for key, label, href, icon in items
            ],
        }
    ]
    if not official.roles & LEADERSHIP:  # the centre comes here for this list alone
        nav = [{"label": name, "items": [item for item in nav[0]["items"] if item["current"]]}]
    work = [
        *subjects.nav_items(official),
        *reminders.nav_items(official),
        *roster.nav_items(official),
        *incidents.nav_items(official),
        *consents.nav_items(official),
        *provisions.nav_items(official),
        *account_log.nav_items(official),
    ]
    if official.roles & DESK_ROLES:
        work = [{"label": "Bàn điều hành", "href": reverse("desk"), "icon": "inbox"}, *work]
    if official.roles & AGENCY_ROLES:
        work = [{"label": "Phản ánh của cơ quan", "href": reverse("agency"), "icon": "inbox"}, *work]
    if work:
        nav.append({"label": "Công cụ", "items": work})
    home = reverse("leadership") if official.roles & LEADERSHIP else home_of(official)
    return frame(official, area="Theo dõi, điều hành", area_href=home, nav=nav)


def cases_href(period: Period | None = None, /, **chosen: Any) -> str:
    """The address of the list of cases behind a figure."""
    words = {key: str(value) for key, value in chosen.items() if value not in ("", None)}
    if period:
        words["ky"] = period.key
    return f"{reverse('leadership-cases')}?{urlencode(words)}" if words else reverse("leadership-cases")


def result_terms(edition: Edition) -> tuple[str, ...]:
    """The agencies' legal terms that a result ends."""
    return tuple(
        term.key
        for term in edition.terms
        if term.owed
        and not term.internal
        and term.holder in (Party.AGENCY, Party.AGENCY_LEADER)
        and {e.ResultRecorded, e.ResultApproved} & set(term.ends)
    )
