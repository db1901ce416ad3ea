"""What an exchange tells: stored like every channel's events, then worked on at once, because an officer waits for the
caller's past reports; what could not be worked on at once, the worker comes to."""

import hashlib
import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from paht.agencies import jurisdictions
from paht.agencies.jurisdictions import Jurisdiction
from paht.calls.exchanges import Exchange, exchanges
from paht.calls.keeping import NotKnownYet, dictated, keep
from paht.messages import inbox

CHANNEL = "calls"
"""The channel's name in the inbox."""
AT_THE_DOOR_SECONDS = 0.1
"""How long the exchange's acknowledgement waits for the vault; the caller is recognised by the worker otherwise."""

log = logging.getLogger("paht.calls")


def take(*, jurisdiction: Jurisdiction, exchange: Exchange, body: Mapping[str, Any], now: datetime) -> bool:
    """Store a message whose sender was checked, durably; then lay its facts over the call. False for a repeat."""
    said = dictated(body)
    content = json.dumps({"exchange": exchange.name, "at": now.isoformat(), "body": body}, ensure_ascii=False)
    event = hashlib.sha256(f"{exchange.name}\0{said}".encode()).hexdigest()
    given: dict[str, Any] = {"jurisdiction_id": jurisdiction.id, "channel": CHANNEL, "event_id": event}
    told = inbox.take(**given, content=content, now=now)
    if told is None:
        return False
    try:
        facts = exchange.reads(body, now)
        keep(
            jurisdiction=jurisdiction,
            exchange=exchange,
            facts=facts,
            told=told,
            now=now,
            patience=AT_THE_DOOR_SECONDS,
        )
    except Exception as error:
        # It is stored: the worker works on it. The kind alone, for a message could quote a number.
        log.warning("a call waits for the worker: %s", type(error).__name__)
        return True
    inbox.settle_taken(**given, now=now)
    return True


def work_on(event: inbox.Taken) -> None:
    """What the worker does with a message that was not worked on when it came."""
    content = json.loads(event.content)
    exchange = exchanges(settings.HOME).get(content["exchange"])
    if exchange is None:
        raise inbox.Unusable("no such exchange any more")
    at = datetime.fromisoformat(content["at"])
    try:
        keep(
            jurisdiction=jurisdictions.of_id(event.jurisdiction_id),
            exchange=exchange,
            facts=exchange.reads(content["body"], at),
            told=event.id,
            now=at,
        )
    except NotKnownYet:
        raise inbox.Later("the vault did not say whose number it is") from None


HANDLERS: Mapping[str, inbox.Handler] = {CHANNEL: work_on}
