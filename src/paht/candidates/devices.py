"""The devices that may tell of something: registered by an administrator, each with a key of its own.

No table holds a key: it is derived from one of the installation, the device and the number of its version. After a
rotation the one before serves for a while, so that no device falls silent.
"""

import hashlib
import hmac
import math
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection

from paht.identity import new_id
from paht.installation.keys import findings_key

CLOCKS_APART = timedelta(minutes=5)
"""How far a message's moment may lie from ours, on either side."""
OVERLAP = timedelta(days=7)
"""For so long the key before serves after a rotation."""
KINDS = {"camera": "Camera, hộp phân tích hình ảnh", "sensor": "Cảm biến, thiết bị quan trắc"}


@dataclass(frozen=True, slots=True)
class Device:
    """A registered device: where it stands (it may say so itself), whose it is, from which confidence on it counts."""

    id: uuid.UUID
    name: str
    kind: str
    owner: str
    calibration: str
    latitude: float | None
    longitude: float | None
    threshold: float
    key_version: int
    previous_until: datetime | None
    is_on: bool


_COLUMNS = (
    "id, name, kind, owner, calibration, latitude, longitude, threshold, key_version, previous_until, is_on"
)


def device(*, jurisdiction_id: int, device_id: uuid.UUID) -> Device | None:
    """The device of that identifier, or ``None``."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM candidates_device WHERE jurisdiction_id = %s AND id = %s",
            [jurisdiction_id, device_id],
        )
        row = cursor.fetchone()
    return Device(*row) if row else None


def devices(*, jurisdiction_id: int) -> list[Device]:
    """All devices of the province by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM candidates_device WHERE jurisdiction_id = %s ORDER BY name LIMIT 2000",
            [jurisdiction_id],
        )
        return [Device(*row) for row in cursor.fetchall()]


@cache
def _root() -> bytes:
    return findings_key(settings.HOME)


def key_of(*, jurisdiction_id: int, device_id: uuid.UUID, version: int) -> str:
    """The key with which the device signs, as it is written into it."""
    named = f"finding\0{jurisdiction_id}\0{device_id}\0{version}".encode()
    return hmac.new(_root(), named, hashlib.sha256).hexdigest()


def signature(*, key: str, timestamp: str, body: bytes) -> str:
    """The signature of a message: HMAC-SHA-256 over the moment (Unix seconds), a full stop and the raw body."""
    return hmac.new(key.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(
    by: Device, *, jurisdiction_id: int, timestamp: str, given: str, body: bytes, now: datetime
) -> bool:
    """Whether the message is the device's own, and of this moment."""
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        return False
    if abs(now.timestamp() - int(timestamp)) > CLOCKS_APART.total_seconds():
        return False
    versions = [by.key_version]
    if by.previous_until is not None and now < by.previous_until:
        versions.append(by.key_version - 1)
    fits = False
    for version in versions:
        key = key_of(jurisdiction_id=jurisdiction_id, device_id=by.id, version=version)
        right = signature(key=key, timestamp=timestamp, body=body)
        fits |= hmac.compare_digest(right.encode(), given.removeprefix("v1=").encode())
    return fits


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What an administrator writes of a device."""

    name: str
    kind: str
    owner: str
    calibration: str
    latitude: float | None
    longitude: float | None
    threshold: float


def problems(given: Registered) -> dict[str, str]:
    """What is wrong with it, by field."""
    found: dict[str, str] = {}
    if not 1 <= len(given.name) <= 80:
        found["name"] = "Xin ghi tên hoặc mã của thiết bị, không quá 80 ký tự."
    if given.kind not in KINDS:
        found["kind"] = "Xin chọn loại thiết bị."
    if not 1 <= len(given.owner) <= 200:
        found["owner"] = "Xin ghi cơ quan quản lý thiết bị."
    if len(given.calibration) > 1000:
        found["calibration"] = "Ghi chú hiệu chuẩn không quá 1.000 ký tự."
    if not math.isfinite(given.threshold) or not 0 <= given.threshold <= 1:
        found["threshold"] = "Ngưỡng tin cậy là số từ 0 đến 100."
    if (given.latitude is None) != (given.longitude is None):
        found["latitude"] = "Xin ghi cả vĩ độ và kinh độ, hoặc bỏ trống cả hai."
    return found


def register(*, jurisdiction_id: int, given: Registered, now: datetime) -> uuid.UUID | dict[str, str]:
    """Register a device; its identifier, or what is wrong by field."""
    if wrong := problems(given):
        return wrong
    device_id = new_id()
    parameters: list[Any] = [jurisdiction_id, device_id, given.name, given.kind, given.owner]
    parameters += [given.calibration, given.latitude, given.longitude, given.threshold, now]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO candidates_device (jurisdiction_id, id, name, kind, owner, calibration, latitude, longitude, "
            "threshold, made_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            parameters,
        )
        if cursor.rowcount == 0:
            return {"name": "Đã có thiết bị mang tên này."}
    return device_id


def rotate(*, jurisdiction_id: int, device_id: uuid.UUID, now: datetime) -> bool:
    """Give the device a new key; the one before serves for a week yet. Whether there is such a device."""
    return _change(
        "key_version = key_version + 1, previous_until = %s", [now + OVERLAP], jurisdiction_id, device_id
    )


def revoke(*, jurisdiction_id: int, device_id: uuid.UUID, now: datetime) -> bool:
    """The same where the key is known to strangers: the one before ends at once."""
    return _change("key_version = key_version + 1, previous_until = %s", [now], jurisdiction_id, device_id)


def switch(*, jurisdiction_id: int, device_id: uuid.UUID, is_on: bool) -> bool:
    """Hear the device, or not any more."""
    return _change("is_on = %s", [is_on], jurisdiction_id, device_id)


def calibrate(
    *, jurisdiction_id: int, device_id: uuid.UUID, threshold: float, calibration: str
) -> dict[str, str]:
    """From which confidence on the device counts, and why; what is wrong by field."""
    if not math.isfinite(threshold) or not 0 <= threshold <= 1:
        return {"threshold": "Ngưỡng tin cậy là số từ 0 đến 100."}
    values = [threshold, calibration[:1000]]
    _change("threshold = %s, calibration = %s", values, jurisdiction_id, device_id)
    return {}


def _change(what: str, values: list[Any], jurisdiction_id: int, device_id: uuid.UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE candidates_device SET {what} WHERE jurisdiction_id = %s AND id = %s",
            [*values, jurisdiction_id, device_id],
        )
        changed: bool = cursor.rowcount == 1
    return changed
