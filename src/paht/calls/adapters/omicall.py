"""OMICall: JSON while a call goes on (``state`` ringing, answered, hangup; ``call_uuid``) and, when it is over, its
record (``state`` cdr; ``transaction_id``, the same identifier)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from paht.calls.adapters.reading import moment, number, text
from paht.calls.call import Direction, Fact, Happened

_LIVE = {"ringing": Happened.RINGING, "answered": Happened.ANSWERED, "hangup": Happened.ENDED}


def facts(body: Mapping[str, Any], received_at: datetime) -> tuple[Fact, ...]:
    """What the message tells; calls between two extensions (``local``) are nobody's report."""
    call, direction = text(body, "call_uuid", "transaction_id"), text(body, "direction")
    if not call or direction not in ("inbound", "outbound"):
        return ()
    comes_in = direction == "inbound"
    theirs = ("phone_number", "from_number", "source_number") if comes_in else ("phone_number", "to_number")
    ours = ("sip_user", "to_number") if comes_in else ("sip_user", "from_number")
    common: dict[str, Any] = {
        "call": call,
        "direction": Direction.IN if comes_in else Direction.OUT,
        "number": number(text(body, *theirs)),
        "queue": text(body, "queue", "ivr").replace("none", ""),
        "order": text(body, "user_data", "order"),
    }
    extension = text(body, *ours)
    state = text(body, "state")
    if state in _LIVE:
        at = moment(body.get("date_time") or body.get("created_time"), received_at)
        return (Fact(what=_LIVE[state], at=at, extension=extension, **common),)
    return _record(body, received_at, common, extension) if state == "cdr" else ()


def _record(
    body: Mapping[str, Any], received_at: datetime, common: dict[str, Any], extension: str
) -> tuple[Fact, ...]:
    began = moment(body.get("time_start_call"), received_at)
    ended = moment(body.get("time_end_call"), received_at)
    found = [Fact(what=Happened.RINGING, at=began, **common), Fact(what=Happened.ENDED, at=ended, **common)]
    if (answered := _seconds(body.get("bill_sec"))) > 0:
        at = moment(body.get("time_start_to_answer"), ended)
        found.append(Fact(what=Happened.ANSWERED, at=at, extension=extension, **common))
    if (address := text(body, "recording_file_url", longest=2000)) and (
        answered or _seconds(body.get("record_seconds"))
    ):
        found.append(Fact(what=Happened.RECORDED, at=ended, recording=address, **common))
    return tuple(found)


def _seconds(value: Any) -> int:
    return int(value) if isinstance(value, int | float) else 0
