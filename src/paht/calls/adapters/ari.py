"""Asterisk's REST interface (ARI): the events of its WebSocket about channels in our Stasis application and about
their recordings. A channel that we originated has our order's identifier for its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from paht.calls.adapters.reading import moment, number, text
from paht.calls.call import Direction, Fact, Happened

STORED = "recordings/stored/"
"""Where a stored recording lies, from the interface's own address on."""


def facts(body: Mapping[str, Any], received_at: datetime) -> tuple[Fact, ...]:
    """What the event tells; events of bridges, playbacks and endpoints tell nothing of a call."""
    at, kind = moment(body.get("timestamp"), received_at), text(body, "type")
    if kind == "RecordingFinished":
        return _recorded(_part(body, "recording"), at)
    channel = _part(body, "channel")
    call = text(channel, "id")
    what = _what(kind, channel)
    if not call or what is None:
        return ()
    given = body.get("args")
    words = [str(each) for each in given[:4]] if isinstance(given, list) else []
    said = dict(word.partition("=")[::2] for word in words if "=" in word)
    goes_out = "order" in said
    caller, connected = _part(channel, "caller"), _part(channel, "connected")
    return (
        Fact(
            call=call,
            what=what,
            at=at,
            direction=Direction.OUT if goes_out else Direction.IN,
            number=number(text(connected if goes_out else caller, "number")),
            queue=said.get("queue", ""),
            extension=said.get("extension", ""),
            key=text(body, "digit")[:1] if what is Happened.KEY else "",
            order=said.get("order", ""),
        ),
    )


def _what(kind: str, channel: Mapping[str, Any]) -> Happened | None:
    if kind == "StasisStart":
        is_up = text(channel, "state") == "Up"
        return Happened.ANSWERED if is_up else Happened.RINGING
    if kind == "ChannelStateChange":
        return {"Up": Happened.ANSWERED, "Ring": Happened.RINGING, "Ringing": Happened.RINGING}.get(
            text(channel, "state")
        )
    return {
        "ChannelDtmfReceived": Happened.KEY,
        "ChannelDestroyed": Happened.ENDED,
        "StasisEnd": None,
    }.get(kind)


def _recorded(recording: Mapping[str, Any], at: datetime) -> tuple[Fact, ...]:
    where, _, call = text(recording, "target_uri").partition(":")
    name = text(recording, "name")
    if where != "channel" or not call or not name or ".." in name:
        return ()
    return (Fact(call=call, what=Happened.RECORDED, at=at, recording=f"{STORED}{quote(name)}/file"),)


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = body.get(name)
    return part if isinstance(part, Mapping) else {}
