"""Every component in one page, and two sample pages: to look at, and to prove that all of them render.

Needs no database, no settings and no clock. `python -m paht.doors.pages.gallery FOLDER` writes the pages out.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment

from paht.doors.pages.environment import environment

NOW = datetime(2026, 2, 13, 9, 30, tzinfo=UTC)
SITE = {
    "province": "Vĩnh Long",
    "centre": "Trung tâm Giám sát, Điều hành thông minh tỉnh Vĩnh Long",
    "hotline": "02703.836.021",
    "regulation": "Quy chế tiếp nhận, xử lý phản ánh hiện trường ban hành năm 2025.",
}
SAMPLES = ("gallery", "citizen", "desk")


def render_gallery() -> str:
    """Return the gallery: every macro with real text, in its full, empty and error states."""
    return render_sample("gallery")


def render_sample(name: str, static_root: str = "/static/") -> str:
    """Return the sample page `name` (one of SAMPLES) with static files under `static_root`."""
    made = _environment(static_root)
    return made.get_template(f"gallery/{name}.html").render(_context())


def _environment(static_root: str) -> Environment:
    """Return the pages' environment with plain static addresses, because no settings need exist here."""
    made = environment()
    made.globals["static"] = lambda path: static_root + path
    return made


def _context() -> dict[str, Any]:
    """Return what a view would give; the moments are fixed, so the gallery is the same every day."""
    return {
        "site": SITE,
        "now": NOW,
        "later": NOW + timedelta(minutes=35),
        "tomorrow": NOW + timedelta(days=3, hours=2),
        "past": NOW - timedelta(days=2, hours=4),
        "current": "send",
        "area": "Bàn điều hành",
        "area_href": "/desk/",
        "me": {"name": "Nguyễn Thị Hạnh", "role": "Cán bộ tiếp nhận", "agency": SITE["centre"]},
        "nav": _nav(),
        "rows": _rows(),
        "events": _events(),
        "fields": [
            (
                "Hạ tầng",
                [
                    ("road", "Đường, cầu, biển báo"),
                    ("drainage", "Ngập, cống, nắp hố ga"),
                    ("lighting", "Chiếu sáng"),
                ],
            ),
            ("Môi trường", [("waste", "Rác thải"), ("pollution", "Ô nhiễm")]),
        ],
        "communes": [("29551", "Phường Thanh Đức"), ("29557", "Phường Long Châu"), ("29566", "Xã An Bình")],
    }


def _nav() -> list[dict[str, Any]]:
    return [
        {
            "label": "Phản ánh",
            "items": [
                {"label": "Chờ xác minh", "href": "#", "icon": "inbox", "count": 128, "current": True},
                {"label": "Khẩn cấp", "href": "#", "icon": "urgent", "count": 2, "urgent": True},
                {"label": "Chờ phân phối", "href": "#", "icon": "send", "count": 14},
                {"label": "Chờ công khai", "href": "#", "icon": "checks", "count": 31},
            ],
        },
        {
            "label": "Theo dõi",
            "items": [
                {"label": "Trễ hạn", "href": "#", "icon": "clock-exclamation", "count": 7, "urgent": True},
                {"label": "Tất cả phản ánh", "href": "#", "icon": "list-details"},
                {"label": "Lịch làm việc", "href": "#", "icon": "calendar"},
            ],
        },
    ]


def _rows() -> list[dict[str, Any]]:
    texts: tuple[tuple[str, str, str, str, str, int], ...] = (
        ("7K3M-9QTX-2", "Ổ gà sâu trước chợ, xe máy ngã nhiều lần", "Long Châu", "sent", "overdue", -188_000),
        ("2HDP-66WC-8", "Đèn đường hỏng cả đoạn, rất tối", "Thanh Đức", "verified", "due_soon", 2_100),
        ("9XRA-41NE-5", "Rác đổ tràn ra đường cạnh trường học", "Long Châu", "handling", "in_time", 266_400),
        ("5TVB-83KJ-1", "Nắp hố ga bị mất, chưa rào chắn", "Long Châu", "supplement_owed", "in_time", 93_600),
        ("4ZMQ-70YF-3", "Quán karaoke gây ồn sau 23 giờ", "Thanh Đức", "checking", "violation", -620_000),
    )
    edges = {"overdue": "row-bad", "violation": "row-bad", "due_soon": "row-warn"}
    return [
        {
            "code": f"VL-{code}",
            "text": text,
            "commune": f"Phường {commune}",
            "stage": stage,
            "duty": duty,
            "due_at": NOW + timedelta(seconds=seconds),
            "edge": edges.get(duty, ""),
            "sent_at": NOW - timedelta(days=place, minutes=17),
        }
        for place, (code, text, commune, stage, duty, seconds) in enumerate(texts)
    ]


def _events() -> list[dict[str, Any]]:
    return [
        {
            "at": NOW - timedelta(hours=30),
            "what": "Đã gửi phản ánh",
            "who": "Người gửi",
            "icon": "send",
            "tone": "info",
        },
        {
            "at": NOW - timedelta(hours=29),
            "what": "Đã xác minh, tiếp nhận",
            "who": "Trung tâm Giám sát, Điều hành thông minh",
            "clause": "Điều 10 khoản 1",
            "icon": "clipboard-check",
            "tone": "primary",
        },
        {
            "at": NOW - timedelta(hours=28),
            "what": "Đã phân phối đến UBND phường Long Châu",
            "who": "Trần Văn Phúc",
            "clause": "Điều 11 khoản 1",
            "note": "Ưu tiên rào chắn ngay trong ngày.\nẢnh hiện trường kèm theo.",
        },
        {
            "at": NOW - timedelta(hours=3),
            "what": "Trễ hạn tiếp nhận tại cơ quan xử lý",
            "clause": "Điều 12 khoản 1 điểm a",
            "icon": "clock-exclamation",
            "tone": "bad",
        },
    ]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for sample in SAMPLES:
        (folder / f"{sample}.html").write_text(render_sample(sample), encoding="utf-8")
