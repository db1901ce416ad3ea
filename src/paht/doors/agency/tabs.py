"""The agency's lists, and the frame around every page of its interface."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from paht import clock
from paht.cases.queries import Load
from paht.doors.pages import consents, provisions, reminders, roster
from paht.doors.pages.staff import frame
from paht.doors.pages.undelivered import endpoint_warning
from paht.law.casework.states import AssignmentState, Role
from paht.people.actors import Official


@dataclass(frozen=True, slots=True)
class Tab:
    """A list of the agency: its key in the address, its states (none: a list of its own kind), words when empty."""

    key: str
    label: str
    icon: str
    states: frozenset[AssignmentState]
    empty: str
    empty_text: str


TABS = (
    Tab(
        "handling",
        "Đang xử lý",
        "inbox",
        frozenset(
            {
                AssignmentState.DISPATCHED,
                AssignmentState.RECEIVED,
                AssignmentState.LEADING,
                AssignmentState.WAITING,
                AssignmentState.COMPILING,
                AssignmentState.HANDLING,
                AssignmentState.HANDLED,
                AssignmentState.CORRECTING,
                AssignmentState.SUMMONED,
                AssignmentState.RESPONDING,
            }
        ),
        "Không có phản ánh nào đang chờ cơ quan xử lý",
        "Phản ánh được Trung tâm phân phối sẽ hiện tại đây, việc đến hạn trước xếp trên cùng.",
    ),
    Tab(
        "approval",
        "Chờ phê duyệt",
        "signature",
        frozenset({AssignmentState.WITH_DEPUTY, AssignmentState.SUBMITTED}),
        "Không có kết quả nào chờ phê duyệt",
        "Kết quả do chuyên viên trình sẽ hiện tại đây.",
    ),
    Tab(
        "delivered",
        "Đã trả kết quả",
        "rubber-stamp",
        frozenset({AssignmentState.APPROVED}),
        "Chưa có kết quả nào đang ở Trung tâm",
        "Kết quả đã phê duyệt nằm tại đây cho đến khi Trung tâm công khai hoặc trả lại.",
    ),
    Tab(
        "coordination",
        "Phối hợp",
        "sitemap",
        frozenset({AssignmentState.IDENTIFYING, AssignmentState.AGREEING, AssignmentState.FOLLOWING}),
        "Không có phản ánh nào chờ cơ quan phối hợp",
        "Phản ánh chưa xác định được cơ quan xử lý, chuyển đến cơ quan được UBND tỉnh chỉ định phối hợp.",
    ),
    Tab(
        "monitoring",
        "Theo dõi",
        "eye",
        frozenset(),
        "Chưa có phản ánh nào chuyển đến để theo dõi",
        "Phản ánh chuyển theo dõi, nắm tình hình; cơ quan xem hồ sơ, không có thời hạn xử lý.",
    ),
    Tab(
        "below",
        "Cấp dưới",
        "sitemap",
        frozenset(),
        "Đơn vị cấp dưới không có phản ánh nào đang xử lý",
        "Cơ quan cấp trên nhận thông tin đồng thời với đơn vị được giao, để theo dõi, đôn đốc.",
    ),
    Tab(
        "past",
        "Đã kết thúc",
        "history",
        frozenset(),
        "Chưa có phản ánh nào kết thúc",
        "Phản ánh đã công khai, đã trả lại hoặc đã rút được lưu tại đây.",
    ),
)
BY_KEY = {tab.key: tab for tab in TABS}
_AREA = "Cơ quan xử lý"


def shell(official: Official, *, load: Load, current: str) -> dict[str, Any]:
    """What the staff layout needs, with the agency's lists and their counts."""
    items = [
        {
            "label": tab.label,
            "href": f"{reverse('agency')}?tab={tab.key}",
            "icon": tab.icon,
            "current": tab.key == current,
            "count": _count(tab, load),
            "urgent": tab.key == "handling" and load.overdue > 0,
        }
        for tab in TABS
    ]
    items.append(
        {
            "label": "Sau trả lời",
            "href": reverse("agency-asked"),
            "icon": "message-question",
            "current": current == "asked",
            "count": load.asked or None,
            "urgent": load.asked_late > 0,
        }
    )
    nav: list[dict[str, Any]] = [{"label": "Phản ánh", "items": items}]
    tools: list[dict[str, Any]] = [
        {"label": name, "href": reverse(f"agency-{key}"), "icon": icon, "current": key == current}
        for key, name, icon in (
            ("procedure", "Quy trình nội bộ", "route"),
            ("members", "Thành viên", "users"),
            ("exchange", "Kết nối phần mềm", "refresh"),
        )
    ]
    tools += [*reminders.nav_items(official), *roster.nav_items(official), *consents.nav_items(official)]
    tools += provisions.nav_items(official)
    if Role.AGENCY_LEADER in official.roles:
        follow = {"label": "Tổng quan cơ quan", "href": reverse("leadership"), "icon": "layout-dashboard"}
        tools = [follow, *tools]
    nav.append({"label": "Công cụ", "items": tools})
    warnings = endpoint_warning(
        jurisdiction_id=official.jurisdiction_id, agency_id=official.agency_id, now=clock.now()
    )
    return {**frame(official, area=_AREA, area_href=reverse("agency"), nav=nav), "messages": warnings}


def _count(tab: Tab, load: Load) -> int | None:
    if tab.key == "below":
        return load.subordinate or None
    return sum(load.by_state.get(state, 0) for state in tab.states) if tab.states else None
