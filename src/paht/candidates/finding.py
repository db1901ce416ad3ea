"""A device's message: read strictly, its kind of finding put into our fields. Pure."""

import json
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from paht.law.casework.states import Field

LONGEST_EVENT, LONGEST_KIND, LONGEST_DESCRIPTION = 100, 60, 1000
SOONEST, LATEST = timedelta(days=7), timedelta(minutes=5)
"""How old a finding may be, and how far ahead a device's clock."""

KINDS: dict[str, tuple[Field, str]] = {
    "flooding": (Field.DRAINAGE, "Ngập nước"),
    "water_level": (Field.DRAINAGE, "Mực nước vượt ngưỡng"),
    "pothole": (Field.ROAD, "Hư hỏng mặt đường"),
    "waste": (Field.WASTE, "Rác thải không đúng nơi quy định"),
    "smoke": (Field.FIRE, "Có khói"),
    "fire": (Field.FIRE, "Có lửa"),
    "accident": (Field.TRAFFIC, "Tai nạn giao thông"),
    "traffic_jam": (Field.TRAFFIC, "Ùn tắc giao thông"),
    "illegal_parking": (Field.TRAFFIC, "Đỗ xe sai quy định"),
    "pavement": (Field.BUILDING_ORDER, "Lấn chiếm vỉa hè, lòng đường"),
    "light_out": (Field.LIGHTING, "Đèn chiếu sáng không hoạt động"),
    "tree_fallen": (Field.TREES, "Cây ngã đổ"),
    "crowd": (Field.SECURITY, "Tụ tập đông người"),
    "noise": (Field.NOISE, "Tiếng ồn vượt ngưỡng"),
    "air": (Field.POLLUTION, "Chất lượng không khí vượt ngưỡng"),
    "water_quality": (Field.POLLUTION, "Chất lượng nước vượt ngưỡng"),
    "salinity": (Field.AGRICULTURE, "Độ mặn vượt ngưỡng"),
    "erosion": (Field.LAND, "Sạt lở bờ sông, bờ kênh"),
}
"""The kinds that a device may name, each with its field and its name; any other one is judged by its description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one message of a device says."""

    event: str
    kind: str
    at: datetime
    confidence: float
    description: str
    latitude: float | None
    longitude: float | None


def read_finding(content: str, *, now: datetime) -> Finding | tuple[str, ...]:
    """The finding, or everything that is wrong with the message, for whoever set up the device."""
    try:
        given = json.loads(content)
    except (ValueError, RecursionError):
        return ("the event is no JSON",)
    if not isinstance(given, dict):
        return ("the event is no JSON object",)
    problems: list[str] = []
    finding = Finding(
        event=_text(given, "id", LONGEST_EVENT, problems),
        kind=_text(given, "kind", LONGEST_KIND, problems),
        at=_moment(given.get("at"), now, problems),
        confidence=_number(given, "confidence", 0, 1, problems) or 0.0,
        description=_text(given, "description", LONGEST_DESCRIPTION, problems, required=False),
        latitude=_number(given, "latitude", -90, 90, problems, required=False),
        longitude=_number(given, "longitude", -180, 180, problems, required=False),
    )
    if (finding.latitude is None) != (finding.longitude is None):
        problems.append("latitude and longitude come together or not at all")
    return tuple(problems) or finding


def _text(
    given: dict[str, Any], name: str, longest: int, problems: list[str], *, required: bool = True
) -> str:
    value = given.get(name, "")
    if not isinstance(value, str) or len(value) > longest or "\x00" in value or (required and not value):
        problems.append(f"{name}: a text of {'1' if required else '0'} to {longest} characters")
        return ""
    return value


def _number(
    given: dict[str, Any], name: str, least: float, most: float, problems: list[str], *, required: bool = True
) -> float | None:
    value = given.get(name)
    if value is None and not required:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value or 0) or not least <= (value or 0) <= most:
        problems.append(f"{name}: a number from {least} to {most}")
        return None
    return float(value or 0)


def _moment(value: object, now: datetime, problems: list[str]) -> datetime:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        problems.append("at: a moment in ISO 8601 with its zone")
        return now
    if not now - SOONEST <= at <= now + LATEST:
        problems.append("at: not older than seven days and not in the future")
        return now
    return at
