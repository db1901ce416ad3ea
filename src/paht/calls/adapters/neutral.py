"""Our own words for a call, one fact a message: for exchanges that can be told what to send, and for the demo's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from paht.calls.adapters.reading import moment, number, text
from paht.calls.call import Direction, Fact, Happened


def facts(body: Mapping[str, Any], received_at: datetime) -> tuple[Fact, ...]:
    """``{call, what, at, direction, number, queue, extension, recording, key, order}``; what is missing is unknown."""
    call, what = text(body, "call"), text(body, "what")
    if not call or what not in set(Happened):
        return ()
    return (
        Fact(
            call=call,
            what=Happened(what),
            at=moment(body.get("at"), received_at),
            direction=Direction.OUT if text(body, "direction") == "out" else Direction.IN,
            number=number(text(body, "number")),
            queue=text(body, "queue"),
            extension=text(body, "extension"),
            recording=text(body, "recording", longest=2000),
            key=text(body, "key")[:1],
            order=text(body, "order"),
        ),
    )
