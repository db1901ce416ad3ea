"""What is said of incidents: kinds, actions, the pages on which they are noticed, the lines of their history."""

import uuid
from typing import Any

from paht.doors.pages.clauses import clause_words
from paht.doors.pages.wording import vi_datetime
from paht.incidents.queries import Entry
from paht.law.incidents import NOTICE, IncidentKind
from paht.law.incidents.events import (
    IncidentClosed,
    IncidentNoted,
    IncidentReclassified,
    IncidentReported,
    NoticeRecorded,
)

KIND_NAMES = {
    IncidentKind.SECURITY: "Mất an toàn thông tin",
    IncidentKind.LEAK: "Lộ dữ liệu cá nhân",
    IncidentKind.FAULT: "Hệ thống lỗi",
    IncidentKind.OTHER: "Khác",
}
KIND_HINTS = {
    IncidentKind.SECURITY: "Nghi bị xâm nhập, tài khoản bị người khác dùng, liên kết hoặc tệp lạ",
    IncidentKind.LEAK: "Người không có thẩm quyền đã xem, nhận hoặc có thể xem dữ liệu cá nhân",
    IncidentKind.FAULT: "Trang không mở được, không lưu được, hiển thị sai",
    IncidentKind.OTHER: "Việc khác cần đơn vị vận hành biết",
}
ACTION_NAMES = {
    "ghi": "Ghi diễn biến",
    "doi-loai": "Đổi loại sự cố",
    "thong-bao": "Ghi nhận thông báo vi phạm",
    "ket-thuc": "Kết thúc sự cố",
}
_PAGES = (
    ("desk-case", "Hồ sơ phản ánh tại Trung tâm"),
    ("desk", "Bàn điều hành"),
    ("agency-case", "Hồ sơ phản ánh tại cơ quan"),
    ("agency", "Trang của cơ quan xử lý"),
    ("leadership-case", "Hồ sơ phản ánh (lãnh đạo)"),
    ("leadership", "Trang theo dõi, điều hành"),
    ("administration", "Trang quản trị"),
    ("account", "Tài khoản của tôi"),
    ("roster", "Lịch trực"),
    ("reminders", "Nhắc việc"),
    ("registering", "Đăng ký thành viên"),
    ("incident", "Sự cố hệ thống"),
    ("subject", "Yêu cầu về dữ liệu cá nhân"),
)
"""Parts of the system by the beginning of a route's name; the first that fits."""


def code_of(incident_id: uuid.UUID) -> str:
    """How an incident is called between people; the tail of its key, for its head is the time."""
    return f"SC-{incident_id.hex[-8:].upper()}"


def page_name(route: str) -> str:
    """The part of the system, with the route's own name for whoever repairs it; ``""`` for none."""
    if not route:
        return ""
    part = next((name for beginning, name in _PAGES if route.startswith(beginning)), "")
    return f"{part} ({route})" if part else route


def basis(clause: str) -> str:
    """The clause as an official text cites it, of the regulation or of the law on personal data."""
    return NOTICE.source if clause == NOTICE.clause else clause_words(clause)


def happened(entry: Entry, names: dict[str, str]) -> dict[str, Any]:
    """One line of the history, as the timeline macro takes it."""
    what, icon, tone = _what(entry)
    return {
        "at": entry.at,
        "who": names.get(entry.actor.id, ""),
        "what": what,
        "icon": icon,
        "tone": tone,
        "note": entry.words,
    }


def _what(entry: Entry) -> tuple[str, str, str]:
    body = entry.body
    if isinstance(body, IncidentReported):
        return (
            f"Báo sự cố: {KIND_NAMES[body.kind]}, phát hiện lúc {vi_datetime(body.found_at)}",
            "flag",
            "warn",
        )
    if isinstance(body, IncidentReclassified):
        return f"Đổi loại sự cố: {KIND_NAMES[body.kind]}", "tag", "info"
    if isinstance(body, NoticeRecorded):
        when = vi_datetime(body.given_at)
        return f"Đã thông báo vi phạm lúc {when}, văn bản {body.document}", "mail", "ok"
    if isinstance(body, IncidentClosed):
        return "Kết thúc sự cố", "circle-check", "ok"
    assert isinstance(body, IncidentNoted), body
    return "Ghi diễn biến", "edit", ""
