"""VoiceCloud: it asks an address with everything in the query (or JSON of the same names): ``event`` RING or ANSWER
while a call comes in, ``callid`` alone when it is over, ``status`` and ``recordingfile`` in its record."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from paht.calls.adapters.reading import moment, number, text
from paht.calls.call import Direction, Fact, Happened

_EVENTS = {
    "RING": Happened.RINGING,
    "RINGING": Happened.RINGING,
    "ANSWER": Happened.ANSWERED,
    "ANSWERED": Happened.ANSWERED,
    "HANGUP": Happened.ENDED,
}
_TAKEN = frozenset({"ANSWER", "ANSWERED"})


def facts(body: Mapping[str, Any], received_at: datetime) -> tuple[Fact, ...]:
    """What the request tells."""
    call = text(body, "callid")
    if not call:
        return ()
    goes_out = text(body, "direction").lower() in ("outbound", "out")
    common: dict[str, Any] = {
        "call": call,
        "direction": Direction.OUT if goes_out else Direction.IN,
        "number": number(text(body, "phone")),
        "queue": text(body, "queue"),
        "order": text(body, "order", "requestid"),
    }
    extension, event = text(body, "extension"), text(body, "event").upper()
    if event in _EVENTS:
        return (Fact(what=_EVENTS[event], at=received_at, extension=extension, **common),)
    if status := text(body, "status").upper():
        return _record(body, received_at, common, extension if status in _TAKEN else "", status)
    return (Fact(what=Happened.ENDED, at=received_at, **common),)


def _record(
    body: Mapping[str, Any], received_at: datetime, common: dict[str, Any], extension: str, status: str
) -> tuple[Fact, ...]:
    began = moment(text(body, "calldate"), received_at)
    lasted = text(body, "duration", "holdtime")
    ended = began + timedelta(seconds=min(int(lasted), 86_400)) if lasted.isdecimal() else received_at
    found = [Fact(what=Happened.RINGING, at=began, **common), Fact(what=Happened.ENDED, at=ended, **common)]
    if status in _TAKEN:
        talked = text(body, "billsec")
        at = ended - timedelta(seconds=min(int(talked), 86_400)) if talked.isdecimal() else began
        found.append(Fact(what=Happened.ANSWERED, at=at, extension=extension, **common))
    if address := text(body, "recordingfile", longest=2000):
        found.append(Fact(what=Happened.RECORDED, at=ended, recording=address, **common))
    return tuple(found)
