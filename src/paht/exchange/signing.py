"""Signed calls in the shape of Standard Webhooks, and the reference verifier that ``docs/exchange.md`` gives vendors.

Three headers: ``webhook-id`` (the same at every try), ``webhook-timestamp`` (seconds), ``webhook-signature``: ``v1,``
and the base64 of HMAC-SHA256 over ``id.timestamp.body``; several, with spaces between, while a secret is being rotated.
This module knows the standard library alone, so that the conformance check can carry it.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence

PREFIX = "whsec_"
TOLERANCE_SECONDS = 300
"""So far may the two clocks lie apart; an older call is a replay."""


class Untrue(Exception):  # noqa: N818 (an answer)
    """The call is not ours, not whole, or not of now; the words say which."""


def written(key: bytes) -> str:
    """A secret as it is handed over."""
    return PREFIX + base64.b64encode(key).decode()


def key_of(secret: str) -> bytes:
    """The key of a secret as it was handed over; ValueError where it is none."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("not a secret") from error
    if not 24 <= len(key) <= 64:
        raise ValueError("not a secret")
    return key


def signature(key: bytes, *, message_id: str, timestamp: int, body: bytes) -> str:
    """One signature of the call."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def headers(keys: Sequence[bytes], *, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers of a call, signed with every key that is good at the moment."""
    signed = [signature(key, message_id=message_id, timestamp=timestamp, body=body) for key in keys]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signed),
    }


def verify(secrets: Sequence[str], *, given: Mapping[str, str], body: bytes, now: float) -> str:
    """The call's ``webhook-id`` where one of the secrets signed it and it is of now; raises :class:`Untrue`.

    Whoever receives keeps the ids that it has worked off, for longer than the tolerance, and answers a known one with
    2xx without doing anything: calls come at least once.
    """
    known = {name.lower(): value for name, value in given.items()}
    message_id, stamp = known.get("webhook-id", ""), known.get("webhook-timestamp", "")
    if not message_id or not stamp.isascii() or not stamp.isdecimal():
        raise Untrue("headers are missing")
    if abs(now - int(stamp)) > TOLERANCE_SECONDS:
        raise Untrue("too old, or from the future")
    right = [
        signature(key_of(secret), message_id=message_id, timestamp=int(stamp), body=body)
        for secret in secrets
    ]
    for each in known.get("webhook-signature", "").split(" "):
        if any(hmac.compare_digest(each.encode(), one.encode()) for one in right):
            return message_id
    raise Untrue("no signature is right")
