"""Files of an earlier system, as it would export them."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from paht.importing.mapping import Plan, plan_of
from tests.province import TestProvince

TITLES = ("Mã PA", "Ngày gửi", "Nội dung", "Lĩnh vực", "Xã", "Tình trạng", "Kết quả", "Họ tên", "Điện thoại")
MAPPING = {
    "system": "ben-tre",
    "columns": {
        "reference": "Mã PA",
        "sent_at": "Ngày gửi",
        "description": "Nội dung",
        "field": "Lĩnh vực",
        "commune": "Xã",
        "outcome": "Tình trạng",
        "result": "Kết quả",
        "name": "Họ tên",
        "phone": "Điện thoại",
    },
    "dates": {"formats": ["%d/%m/%Y %H:%M", "%d/%m/%Y"]},
    "fields": {"Giao thông đường bộ": "road", "Rác": "waste"},
    "outcomes": {"Đã xử lý": "answered", "Không tiếp nhận": "refused", "*": "unknown"},
}


def plan(province: TestProvince, **changes: object) -> Plan:
    """The mapping, its old commune being the province's first of today."""
    commune = province.jurisdiction.province.communes[0]
    given = {**MAPPING, "communes": {"Xã Cũ": commune.code}, **changes}
    return plan_of(given, province=province.jurisdiction.province)


def row(n: int, **changes: str) -> dict[str, str]:
    """A row as it should be."""
    given = {
        "Mã PA": f"BT-{n}",
        "Ngày gửi": "05/03/2024 08:30",
        "Nội dung": f"Đường hư số {n}, xe khó đi.",
        "Lĩnh vực": "Giao thông đường bộ",
        "Xã": "xã cũ ",
        "Tình trạng": "Đã xử lý",
        "Kết quả": "Đã vá.",
        "Họ tên": "Lâm Thị Ngọc Sương",
        "Điện thoại": "912345678",
    }
    return given | changes


def written(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """The rows as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, TITLES)
        writer.writeheader()
        writer.writerows(rows)
    return path
