"""What the page of an agency's connection shows."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from paht import clock
from paht.cases import queries
from paht.doors.agency.tabs import shell
from paht.doors.pages.staff import frame
from paht.exchange import credentials, deliveries, endpoints, mapping, proposals
from paht.people.actors import Official

DONE = {
    "revoked": "Đã thu hồi kết nối; phần mềm không còn đọc, ghi được từ yêu cầu kế tiếp.",
    "endpoint": "Đã lưu địa chỉ nhận thông báo.",
    "on": "Đã bật lại; thông báo đang chờ được gửi ngay.",
    "off": "Đã tắt; phần mềm vẫn kéo được thay đổi.",
    "tried": "Gửi thử thành công: máy chủ của cơ quan đã trả lời.",
    "approver": "Đã đăng ký người phê duyệt.",
    "no-approver": "Đã gỡ mã người phê duyệt.",
    "mapping": "Bảng mã mới đang áp dụng.",
    "again": "Sẽ gửi lại ngay.",
}
KINDS = {
    "case.dispatched": "Giao xử lý",
    "case.received": "Đã tiếp nhận",
    "case.given_back": "Cơ quan trả lại",
    "case.result_recorded": "Ghi kết quả",
    "case.submitted": "Trình phê duyệt",
    "case.approved": "Đã phê duyệt",
    "case.rejected": "Lãnh đạo trả lại",
    "case.returned": "Trung tâm trả lại kết quả",
    "case.cooperation_asked": "Đề nghị phối hợp",
    "case.urged": "Đôn đốc",
    "case.urgent": "Khẩn cấp",
    "case.extension_granted": "Cho gia hạn",
    "case.extension_refused": "Không gia hạn",
    "case.deadline_near": "Sắp đến hạn",
    "case.published": "Đã công khai",
    "case.answered": "Đã trả lời",
    "case.withdrawn": "Người gửi rút",
    "case.directed": "Có chỉ đạo",
    "case.asked": "Hỏi sau trả lời",
}
STATES = {
    "waiting": ("Đang chờ", "hourglass", "warn"),
    "delivered": ("Đã nhận", "circle-check", "ok"),
    "given_up": ("Thôi gửi", "alert-circle", "bad"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Whose connection the page is about, who reads it, and where it is."""

    official: Official
    agency_id: uuid.UUID
    name: str
    href: str
    may_change: bool
    is_administrator: bool = False


def context(request: HttpRequest, place: Place, *, done: str) -> dict[str, Any]:
    """Credentials, endpoint, calls, codes and approvers of one agency."""
    now, official = clock.now(), place.official
    key: dict[str, Any] = {"jurisdiction_id": official.jurisdiction_id, "agency_id": place.agency_id}
    endpoint = endpoints.endpoint_of(**key)
    state, before = request.GET.get("trang-thai", ""), request.GET.get("truoc", "")
    state = state if state in STATES else ""
    calls = deliveries.listed(
        **key,
        state=state,
        before=int(before) if before.isdecimal() and len(before) < 18 else None,
        limit=deliveries.PAGE + 1,
    )
    known = mapping.current(**key)
    return {
        **_frame(place),
        "place": place,
        "messages": [*_trouble(endpoint), *([{"tone": "ok", "text": DONE[done]}] if done in DONE else [])],
        "clients": credentials.listed(**key),
        "endpoint": endpoint,
        "calls": [_call(each) for each in calls[: deliveries.PAGE]],
        "call_state": state,
        "call_states": [("", "Tất cả"), *((code, words[0]) for code, words in STATES.items())],
        "next_calls": f"?trang-thai={state}&truoc={calls[deliveries.PAGE - 1].change}#goi"
        if calls[deliveries.PAGE :]
        else None,
        "first_calls": "?#goi" if before else None,
        "mapping": known,
        "mapping_text": json.dumps(known.content or _EMPTY, ensure_ascii=False, indent=2),
        "approvers": proposals.approvers(**key, at=now),
        "leaders": [(str(staff_id), name) for staff_id, name in proposals.leaders(**key, at=now)],
        "waiting_approvals": len(proposals.waiting(**key, staff_id=official.id)),
        "api": request.build_absolute_uri("/api/exchange/v1/"),
        "preview": None,
    }


_EMPTY: dict[str, dict[str, str]] = {"field": {}, "state": {}, "ground": {}}


def _frame(place: Place) -> dict[str, Any]:
    if place.is_administrator:
        items = [
            {"label": "Tổng quan", "href": reverse("administration"), "icon": "settings"},
            {
                "label": "Kết nối phần mềm",
                "href": reverse("administration-exchange"),
                "icon": "refresh",
                "current": True,
            },
        ]
        return frame(
            place.official, area="Quản trị", area_href=reverse("administration"), nav=[{"items": items}]
        )
    load = queries.agency_load(place.official, now=clock.now())
    return shell(place.official, load=load, current="exchange")


def _trouble(endpoint: endpoints.Endpoint | None) -> list[dict[str, str]]:
    if endpoint is None or not endpoint.failing_since:
        return []
    if endpoint.state == "disabled":
        text = (
            f"Địa chỉ nhận thông báo đã bị tắt sau thời gian dài không trả lời ({endpoint.problem}). "
            f"{endpoint.waiting} thông báo vẫn được giữ và sẽ gửi theo thứ tự khi bật lại."
        )
        return [{"tone": "bad", "text": text}]
    text = (
        f"Máy chủ của cơ quan đang không nhận được thông báo ({endpoint.problem}). Hệ thống tự gửi lại; "
        f"{endpoint.waiting} thông báo đang chờ, không mất, không đổi thứ tự trong từng phản ánh."
    )
    return [{"tone": "warn", "text": text}]


def _call(each: deliveries.Delivery) -> dict[str, Any]:
    label, icon, tone = STATES[each.state]
    return {
        "id": each.id,
        "code": each.code,
        "href": reverse("agency-case", kwargs={"case_id": each.case_id}),
        "kind": KINDS.get(each.kind, "Thay đổi hồ sơ"),
        "badge": (label, icon, tone),
        "attempts": each.attempts,
        "problem": each.problem,
        "status": each.status,
        "milliseconds": each.milliseconds,
        "made_at": each.made_at,
        "settled_at": each.settled_at,
    }
