"""What every page of the desk shows: who may come in, the side navigation with its counts, the warnings."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from paht import clock
from paht.agencies.holidays_default import missing_year
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.cases.queries import Count
from paht.doors.pages import erasures, incidents, provisions, registering, roster, staff, subjects
from paht.doors.pages.province import province_of
from paht.doors.pages.record import record_warning
from paht.doors.pages.undelivered import way_warning
from paht.law.casework import commands as c
from paht.law.casework.states import DESK_ROLES, Role, Stage
from paht.law.editions.rows import Edition
from paht.mail.queries import count_open
from paht.people.actors import Official

MAY_ENTER = DESK_ROLES | {Role.SUPERVISING_DEPARTMENT, Role.AUDITOR}
"""The desk works here; those who oversee it look on."""

ONWARD: tuple[type[c.Command], ...] = (c.Verify, c.Accept, c.Dispatch, c.CloseReturnedPart, c.Publish)
"""The commands by which a case moves on at the desk, in their order."""

QUEUES: dict[str, tuple[str, str]] = {
    Stage.SENT: ("Chờ xác minh", "inbox"),
    Stage.VERIFIED: ("Đã xác minh", "eye-check"),
    Stage.ACCEPTED: ("Đã tiếp nhận", "clipboard-check"),
    Stage.HANDLING: ("Phần việc được trả lại", "arrow-back-up"),
    Stage.CHECKING: ("Chờ công khai", "checks"),
}
OVERDUE = "overdue"
WAITING = "waiting"
"""The word in the queue's address for what waits for its sender."""

BEGUN_HERE: tuple[tuple[str, type[c.Command], str], ...] = (
    ("source", c.Originate, "Tạo từ nguồn tin"),
    ("caller", c.Enter, "Nhập hộ người gọi"),
)
"""The cases that begin at the desk: the word in the address, the command, the name in the navigation."""


def own_stages(official: Official, edition: Edition) -> tuple[str, ...]:
    """The stages in which the official is the one who moves a case on."""
    steps = [step for command in ONWARD if (step := edition.step(command)) and official.roles & step.by]
    return tuple(stage for stage in QUEUES if any(stage in step.at for step in steps))


def frame(request: HttpRequest, official: Official, *, current: str | None = None) -> dict[str, Any]:
    """The staff layout's context; one statement counts every queue."""
    now = clock.now()
    counts = queries.desk_counts(official, now=now)
    requested = counts.pop(queries.ASKED, Count())
    answered = counts.pop(queries.ANSWERED, Count())
    undecided = counts.pop(queries.UNDECIDED, Count())
    total = sum(count.cases for count in counts.values())
    late = sum(count.overdue for count in counts.values())
    home = reverse("desk")
    items = [
        {"label": "Tất cả", "href": home, "icon": "list-details", "count": total, "current": current == ""}
    ]
    items += [
        {
            "label": name,
            "href": f"{home}?stage={stage}",
            "icon": icon,
            "count": counts.get(stage, Count()).cases,
            "current": current == stage,
        }
        for stage, (name, icon) in QUEUES.items()
        if stage is not Stage.HANDLING or counts.get(stage)
    ]
    late_item = {
        "label": "Trễ hạn",
        "href": f"{home}?stage={OVERDUE}",
        "icon": "clock-exclamation",
        "count": late,
        "urgent": late > 0,
        "current": current == OVERDUE,
    }
    requests_item = {
        "label": "Đề nghị của cơ quan",
        "href": f"{home}?stage={queries.ASKED}",
        "icon": "message-question",
        "count": requested.cases,
        "current": current == queries.ASKED,
    }
    asked_item = {
        "label": "Sau trả lời",
        "href": reverse("desk-asked"),
        "icon": "message-question",
        "count": answered.cases,
        "urgent": answered.overdue > 0,
        "current": current == "asked",
    }
    pictures_item = {
        "label": "Ảnh chờ công khai",
        "href": reverse("desk-pictures"),
        "icon": "photo",
        "count": undecided.cases,
        "current": current == "pictures",
    }
    failings = {"label": "Vi phạm của cơ quan", "href": reverse("leadership-failings"), "icon": "award"}
    waiting = {
        "label": "Chờ người gửi",
        "href": f"{home}?stage={WAITING}",
        "icon": "hourglass",
        "current": current == WAITING,
    }
    edition = province_of(request).edition
    made = [
        {
            "label": label,
            "href": reverse("desk-new", args=[mode]),
            "icon": "plus",
            "current": current == f"new-{mode}",
        }
        for mode, command, label in BEGUN_HERE
        if (step := edition.step(command)) and official.roles & step.by
    ]
    settled_elsewhere = {
        "label": "Chờ phối hợp, chỉ đạo",
        "href": reverse("desk-waiting"),
        "icon": "sitemap",
        "current": current == "elsewhere",
    }
    search = {
        "label": "Tìm phản ánh",
        "href": reverse("desk-search"),
        "icon": "search",
        "current": current == "search",
    }
    learning = {
        "label": "Gợi ý tự học",
        "href": reverse("desk-learning"),
        "icon": "checks",
        "current": current == "learning",
    }
    return {
        **staff.frame(
            official,
            area="Bàn điều hành",
            area_href=home,
            nav=[
                {
                    "label": "Phản ánh tại Trung tâm",
                    "items": [
                        *items,
                        *(waiting, settled_elsewhere, requests_item, late_item, asked_item, pictures_item),
                    ],
                },
                {"label": "Kênh tiếp nhận", "items": _channels(official, current)},
                {
                    "label": "Công cụ",
                    "items": [
                        *made,
                        search,
                        failings,
                        learning,
                        *roster.nav_items(official),
                        *registering.nav_items(official),
                        *incidents.nav_items(official),
                        *subjects.nav_items(official),
                        *provisions.nav_items(official),
                    ],
                },
            ],
        ),
        "ringing_href": reverse("hotline-ringing")
        if _takes_calls(official) and current != "hotline"
        else None,
        "messages": [
            *erasures.replay_warning(),
            *calendar_warning(province_of(request)),
            *record_warning(now),
            *way_warning(jurisdiction_id=official.jurisdiction_id, now=now),
        ],
    }


def _takes_calls(official: Official) -> bool:
    """Whether the official enters what comes by telephone and letter."""
    return bool(official.roles & {Role.INTAKE, Role.DISPATCHER})


def _channels(official: Official, current: str | None) -> list[dict[str, Any]]:
    """The pages on which an officer meets what came by a channel."""
    taken_in = _takes_calls(official)
    channels = [
        ("Cuộc gọi 1022", "hotline", "phone", "hotline", True),
        ("Trò chuyện", "desk-chats", "message-question", "chats", bool(official.roles & DESK_ROLES)),
        ("Thư điện tử", "desk-mail", "mail", "mail", taken_in),
        ("Phát hiện của Trung tâm", "desk-findings", "eye-check", "findings", True),
        ("Tin chưa gửi được", "desk-undelivered", "alert-circle", "undelivered", True),
    ]
    items: list[dict[str, Any]] = [
        {"label": label, "href": reverse(address), "icon": icon, "current": current == name}
        for label, address, icon, name, shown in channels
        if shown
    ]
    if current == "mail" and taken_in:
        # Counted on its own pages alone: the queue's are read hundreds of times a day.
        letters = next(item for item in items if item["current"])
        letters["count"] = count_open(jurisdiction_id=official.jurisdiction_id)
    return items


def calendar_warning(jurisdiction: Jurisdiction) -> list[dict[str, str]]:
    """A message while a year's working calendar awaits confirmation, from 1 December for the next year."""
    year = missing_year(clock.now(), jurisdiction.confirmed_years)
    if year is None:
        return []
    text = (
        f"Lịch làm việc năm {year} (ngày nghỉ lễ, Tết, ngày làm bù) chưa được xác nhận. Thời hạn rơi vào năm {year} "
        "đang tính theo lịch mặc định; đề nghị quản trị hệ thống cập nhật và xác nhận lịch chính thức của tỉnh."
    )
    return [{"tone": "warn", "text": text}]
