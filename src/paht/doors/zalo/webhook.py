"""What Zalo posts (VL.6.1.b): checked, stored, answered at once; everything else is the worker's.

The signature is SHA-256 over application, raw body, the body's own timestamp and the account's secret. An event that
comes again is one row; an event older than Zalo tries is not one of theirs any more.
"""

import hashlib
import hmac
import json
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from paht import clock
from paht.agencies import jurisdictions
from paht.messages import inbox
from paht.messages.platforms import ZaloAccount, zalo_accounts
from paht.walls import within

LARGEST = 256 * 1024
CHANNEL = "zalo"
log = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take an event; 200 says that it is stored, or was before."""
    body = read_body(request)
    if body is None:
        return HttpResponse(status=413)
    try:
        event = json.loads(body, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    if not isinstance(event, dict):
        return HttpResponse(status=400)
    account = _account(event)
    given = request.headers.get("X-ZEvent-Signature", "")
    now = clock.now()
    if account is None or not is_signed(body, event, given, account) or not _is_fresh(event, account, now):
        return HttpResponse(status=403)
    return stored(account.province, CHANNEL, [(_name(event, body), _content(account, event))], now)


def read_body(request: HttpRequest) -> bytes | None:
    """The raw body; ``None`` where it is larger than any event."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return None
    return request.body if 0 <= length <= LARGEST else None


def stored(province: str, channel: str, events: list[tuple[str, str]], now: datetime) -> HttpResponse:
    """Store events of one province, in one statement however many; where the database is away the platform sends them
    again."""
    try:
        jurisdiction = jurisdictions.of_slug(province)
        with within(jurisdiction.id):
            inbox.take_all(jurisdiction_id=jurisdiction.id, channel=channel, events=events, now=now)
    except (KeyError, DatabaseError) as error:
        log.warning("an event of %s was not stored: %s", channel, type(error).__name__)
        return HttpResponse(status=503)
    return HttpResponse(status=200)


def is_signed(body: bytes, event: dict[str, Any], given: str, account: ZaloAccount) -> bool:
    """Whether the signature, with or without its prefix, is the account's over these very bytes."""
    timestamp = str(event.get("timestamp", ""))
    words = account.app_id.encode() + body + timestamp.encode(errors="replace") + account.secret.encode()
    mac = given.strip().lower().removeprefix("mac=").strip()
    return hmac.compare_digest(mac.encode(), hashlib.sha256(words).hexdigest().encode())


def moment(event: dict[str, Any]) -> datetime | None:
    """When it happened by Zalo's clock: milliseconds, as text."""
    text = str(event.get("timestamp", ""))
    if not (text.isascii() and text.isdecimal() and len(text) <= 14):
        return None
    return datetime.fromtimestamp(int(text) / 1000, UTC)


def _is_fresh(event: dict[str, Any], account: ZaloAccount, now: datetime) -> bool:
    at = moment(event)
    if at is None:
        return False
    return -timedelta(seconds=account.skew_seconds) <= now - at <= timedelta(seconds=account.oldest_seconds)


def _account(event: dict[str, Any]) -> ZaloAccount | None:
    """The account that the event names: its application, and itself as the recipient, or the sender of an echo."""
    app_id = str(event.get("app_id", ""))
    named = {str(event.get("oa_id", ""))}
    for role in ("recipient", "sender"):
        party = event.get(role)
        if isinstance(party, dict):
            named.add(str(party.get("id", "")))
    return next(
        (each for each in zalo_accounts(settings.HOME) if each.app_id == app_id and each.oa_id in named), None
    )


def _name(event: dict[str, Any], body: bytes) -> str:
    """The event's own name: the message's, with the kind of event; of one without a message, its bytes'."""
    message = event.get("message")
    found = message.get("msg_id") if isinstance(message, dict) else None
    name = str(event.get("event_name", ""))
    return f"{name} {found}" if found else f"{name} {hashlib.sha256(body).hexdigest()}"


def _content(account: ZaloAccount, event: dict[str, Any]) -> str:
    return json.dumps({"account": account.oa_id, "event": event}, ensure_ascii=False)
