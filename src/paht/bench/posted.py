"""What the platforms, an exchange and a camera post to a benchmark's province: signed as each signs, by number."""

import hashlib
import hmac
import json
import os
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from paht import clock
from paht.bench.home import SLUG
from paht.candidates import devices
from paht.walls import within

APP, OA, PAGE, SECRET = "1029384756", "4318657068771012646", "107654321098765", "bench"
SENDERS, FACTS = 50, 3
CHANNELS = ("zalo", "facebook", "calls", "findings")
"""As the inbox names them."""
_HEARD = (
    "SELECT count(*) FROM conversations_heard h JOIN conversations_conversation c "
    "ON (c.jurisdiction_id, c.id) = (h.jurisdiction_id, h.conversation_id) WHERE c.channel = '{}'"
)
MADE = {
    "zalo": _HEARD.format("zalo"),
    "facebook": _HEARD.format("facebook"),
    "calls": "SELECT count(*) FROM calls_call",
    "findings": "SELECT count(*) FROM candidates_candidate",
}
"""How the things are counted that workers make of events."""
_FILES = {
    "PAHT_ZALO": f"""[[account]]
province = "{SLUG}"
app_id = "{APP}"
oa_id = "{OA}"
secret = "{SECRET}"
""",
    "PAHT_MESSENGER": f"""[[account]]
province = "{SLUG}"
page_id = "{PAGE}"
secret = "{SECRET}"
verify_token = "bench"
""",
    "PAHT_CALLS": f"""[[exchange]]
name = "bench"
product = "neutral"
jurisdiction = "{SLUG}"
header = "X-Call-Secret"
secret = "{SECRET}"
""",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A request as the other side makes it."""

    path: str
    body: bytes
    headers: Mapping[str, str]


Made = Callable[[int], Post]
"""The event of a number."""


def described(folder: Path) -> None:
    """Let this installation know the accounts and the exchange; before its web server begins."""
    for name, words in _FILES.items():
        path = folder / f"{name.lower()}.toml"
        path.write_text(words)
        os.environ[name] = str(path)


def wanted(channel: str, number: int) -> int:
    """How many things are to be made of so many events and the first one, which made everything ready."""
    return number // FACTS + 1 if channel == "calls" else number + 1


def events(jurisdiction_id: int) -> dict[str, Made]:
    """By channel, what makes its events."""
    camera = _camera(jurisdiction_id)
    return {
        "zalo": _zalo,
        "facebook": _facebook,
        "calls": _call,
        "findings": lambda number: _finding(jurisdiction_id, camera, number),
    }


def _posted(path: str, body: bytes, **headers: str) -> Post:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Post(path, body, {"Content-Type": "application/json", **named})


def _text(number: int) -> str:
    return f"Đèn đường hẻm {number} không sáng ba đêm liền"


def _json(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _zalo(number: int) -> Post:
    at = str(int(clock.now().timestamp() * 1000))
    body = _json(
        {
            "event_name": "user_send_text",
            "app_id": APP,
            "sender": {"id": f"7{number % SENDERS:018d}"},
            "recipient": {"id": OA},
            "timestamp": at,
            "message": {"msg_id": f"bench-{number}", "text": _text(number)},
        }
    )
    mac = hashlib.sha256(APP.encode() + body + at.encode() + SECRET.encode()).hexdigest()
    return _posted("/webhooks/zalo", body, X_ZEvent_Signature=f"mac={mac}")


def _facebook(number: int) -> Post:
    at = int(clock.now().timestamp() * 1000)
    message = {
        "sender": {"id": f"8{number % SENDERS:015d}"},
        "recipient": {"id": PAGE},
        "timestamp": at,
        "message": {"mid": f"bench-{number}", "text": _text(number)},
    }
    body = _json({"object": "page", "entry": [{"id": PAGE, "time": at, "messaging": [message]}]})
    mac = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return _posted("/webhooks/facebook", body, X_Hub_Signature_256=f"sha256={mac}")


def _call(number: int) -> Post:
    """Three facts a call: it rings, is answered, ends."""
    call, part = divmod(number, FACTS)
    body = {
        "call": f"bench-{call}",
        "what": ("ringing", "answered", "ended")[part],
        "at": clock.now().isoformat(),
        "number": f"09{call % SENDERS:08d}",
        "queue": "1022",
        "extension": "101",
    }
    return _posted("/webhooks/calls/bench", _json(body), X_Call_Secret=SECRET)


def _camera(jurisdiction_id: int) -> uuid.UUID:
    given = devices.Registered(
        name="CAM-BENCH",
        kind="camera",
        owner="Bench",
        calibration="",
        latitude=10.24,
        longitude=105.97,
        threshold=0.5,
    )
    with within(jurisdiction_id):
        found = devices.register(jurisdiction_id=jurisdiction_id, given=given, now=clock.now())
    assert isinstance(found, uuid.UUID), found
    return found


def _finding(jurisdiction_id: int, camera: uuid.UUID, number: int) -> Post:
    now = clock.now()
    body = _json(
        {
            "id": f"bench-{number}",
            "at": now.isoformat(),
            "kind": "flooding",
            "confidence": 0.9,
            "description": "",
        }
    )
    stamp, key = (
        str(int(now.timestamp())),
        devices.key_of(jurisdiction_id=jurisdiction_id, device_id=camera, version=1),
    )
    signed = "v1=" + devices.signature(key=key, timestamp=stamp, body=body)
    headers = {"X_PAHT_Device": str(camera), "X_PAHT_Timestamp": stamp, "X_PAHT_Signature": signed}
    return _posted("/webhooks/findings", body, **headers)
