"""A device in a test: registered, signing its messages as its vendor would."""

import json
import uuid
from typing import Any

from django.test import Client

from paht.candidates import devices, taking
from paht.messages import inbox
from tests.conftest import Clock
from tests.province import TestProvince
from tests.working import as_worker

ADDRESS = "/webhooks/findings"


def registered(province: TestProvince, time: Clock, **changes: Any) -> uuid.UUID:
    """A camera at the province's place, heard from a confidence of one half on."""
    given = {
        "name": f"CAM-{uuid.uuid4().hex[:6]}",
        "kind": "camera",
        "owner": "Công an tỉnh",
        "calibration": "",
        "latitude": province.place.latitude,
        "longitude": province.place.longitude,
        "threshold": 0.5,
    }
    found = devices.register(
        jurisdiction_id=province.jurisdiction.id,
        given=devices.Registered(**(given | changes)),  # type: ignore[arg-type]
        now=time.at,
    )
    assert isinstance(found, uuid.UUID), found
    return found


def event(time: Clock, **changes: Any) -> dict[str, Any]:
    """What a camera tells of water on a street."""
    given = {"id": uuid.uuid4().hex, "at": time.at.isoformat(), "kind": "flooding", "confidence": 0.9}
    return given | changes


def signed(
    province: TestProvince, time: Clock, device: uuid.UUID, body: bytes, *, version: int = 1, late: float = 0
) -> dict[str, str]:
    """The headers of a message."""
    timestamp = str(int(time.at.timestamp() - late))
    key = devices.key_of(jurisdiction_id=province.jurisdiction.id, device_id=device, version=version)
    return {
        "X-PAHT-Device": str(device),
        "X-PAHT-Timestamp": timestamp,
        "X-PAHT-Signature": "v1=" + devices.signature(key=key, timestamp=timestamp, body=body),
    }


def tell(
    client: Client,
    province: TestProvince,
    time: Clock,
    device: uuid.UUID,
    given: dict[str, Any],
    *,
    picture: bytes = b"",
    **signing: Any,
) -> Any:
    """Send the message: as JSON, or with a picture in two parts."""
    body, kind = json.dumps(given).encode(), "application/json"
    if picture:
        edge = "----edge"
        body = (
            f'--{edge}\r\nContent-Disposition: form-data; name="event"\r\n\r\n'.encode()
            + body
            + f'\r\n--{edge}\r\nContent-Disposition: form-data; name="picture"; filename="a.jpg"\r\n'.encode()
            + b"Content-Type: image/jpeg\r\n\r\n"
            + picture
            + f"\r\n--{edge}--\r\n".encode()
        )
        kind = f"multipart/form-data; boundary={edge}"
    headers = signed(province, time, device, body, **signing)
    return client.post(ADDRESS, body, content_type=kind, headers=headers)


def worked(time: Clock) -> int:
    """The worker takes up everything that waits."""
    done = 0
    with as_worker():
        while each := inbox.work({taking.CHANNEL: taking.handle}, now=lambda: time.at):
            done += each
    return done
