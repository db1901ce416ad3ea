"""What cameras, sensors and boxes that read pictures found (VL.8.3): signed, stored sealed, acknowledged at once.

The signature is over the raw body, so nothing is read of a message before it is proven to be the device's own.
"""

import base64
import binascii
import json
import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from paht import clock
from paht.candidates.devices import Device, device, is_signed
from paht.candidates.finding import Finding, read_finding
from paht.candidates.taking import CHANNEL, packed
from paht.doors.pages.province import province_of
from paht.messages import inbox
from paht.people import attempts

LARGEST = 1536 * 1024
PER_DEVICE = 3000
"""Messages of one device in a quarter of an hour; a flood below that is held together as one group."""


@csrf_exempt
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """202 once the finding is durable, also for one that came before (``"new": false``)."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST:
        return _told(413, f"the message is larger than {LARGEST} bytes")
    now, jurisdiction = clock.now(), province_of(request)
    body = request.body
    by = _device(request, jurisdiction.id)
    if by is None or not is_signed(
        by,
        jurisdiction_id=jurisdiction.id,
        timestamp=request.headers.get("X-PAHT-Timestamp", ""),
        given=request.headers.get("X-PAHT-Signature", ""),
        body=body,
        now=now,
    ):
        # The same answer for a device that is not known: nobody learns which there are.
        return _told(403, "no such device, or the signature, the key or the moment is wrong")
    if not by.is_on:
        return _told(403, "the device is switched off")
    if not attempts.spend({f"finding:{jurisdiction.id}:{by.id}": PER_DEVICE}, at=now):
        answer = _told(429, "too many messages")
        answer["Retry-After"] = "900"
        return answer
    read = _parts(request, body)
    if isinstance(read, str):
        return _told(422, read)
    event, picture = read
    finding = read_finding(event, now=now)
    if not isinstance(finding, Finding):
        return _told(422, *finding)
    taken = inbox.take(
        jurisdiction_id=jurisdiction.id,
        channel=CHANNEL,
        event_id=f"{by.id}\0{finding.event}",
        content=packed(device_id=by.id, event=event, picture=picture),
        now=now,
    )
    return JsonResponse({"stored": True, "new": taken is not None}, status=202)


def _device(request: HttpRequest, jurisdiction_id: int) -> Device | None:
    try:
        device_id = uuid.UUID(request.headers.get("X-PAHT-Device", ""))
    except ValueError:
        return None
    return device(jurisdiction_id=jurisdiction_id, device_id=device_id)


def _parts(request: HttpRequest, body: bytes) -> tuple[str, bytes] | str:
    """The event as JSON text and the picture's bytes, or what is wrong."""
    if request.content_type == "multipart/form-data":
        try:
            event = request.POST["event"]
        except (MultiValueDictKeyError, ValueError):
            return "a part named event holds the JSON of the finding"
        picture = request.FILES.get("picture")
        return event, picture.read() if picture is not None else b""
    if request.content_type != "application/json":
        return "send application/json, or multipart/form-data with the parts event and picture"
    try:
        given = json.loads(body)
        encoded = given.pop("picture", "") if isinstance(given, dict) else ""
        return json.dumps(given), base64.b64decode(encoded, validate=True)
    except (ValueError, RecursionError, TypeError, binascii.Error):
        return "the body is no JSON, or its picture no base64"


def _told(status: int, *problems: str) -> HttpResponse:
    return JsonResponse({"stored": False, "problems": problems}, status=status)
