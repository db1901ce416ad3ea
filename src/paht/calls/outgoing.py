"""How an exchange is asked to call: by one HTTP request as its file describes it, by Asterisk's REST interface, or in
the demo by a line that the page of telephones reads. In the vault process alone: numbers pass through here."""

import json
import os
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from paht.calls.asterisk import Asterisk
from paht.calls.dialled import ANNOUNCE, KINDS, Dialled, Outgoing
from paht.calls.exchanges import Exchange, ExchangeError
from paht.messages.gateway import Accepted, Answer, Declined, HttpGateway, gateway_of
from paht.messages.sealing import Sms
from paht.messages.ways import Message
from paht.people.codes import mobile


@dataclass(frozen=True, slots=True)
class ByHttp:
    """A product whose calls are one request each: a description a kind, as for text messages (docs/sms.md)."""

    kinds: Mapping[str, HttpGateway]

    def place(self, dialled: Dialled) -> Answer:
        """One request; what it means by its description."""
        gateway = self.kinds.get(dialled.kind)
        if gateway is None:
            return Declined("the exchange is not described for this")
        given = {"extension": dialled.extension, "call": dialled.call, "template": dialled.template}
        asked = replace(gateway, fields=_filled(gateway.fields, given))
        return asked.send(Sms(dialled.to, dialled.text), message_id=dialled.id)


@dataclass(frozen=True, slots=True)
class DemoExchange:
    """The demo's exchange: a file that is opened while it may be (as the demo's telephones are)."""

    file: Path
    descriptor: int = field(default=-1)

    def opened(self) -> "DemoExchange":
        """The same, for writing, whatever this process may open later."""
        return replace(self, descriptor=os.open(self.file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600))

    def place(self, dialled: Dialled) -> Answer:
        """Write the call down; a repeat is shown once."""
        there = os.pread(self.descriptor, os.fstat(self.descriptor).st_size, 0)
        row = {
            name: str(getattr(dialled, name)) for name in ("id", "kind", "to", "extension", "call", "text")
        }
        if row["id"].encode() not in there:
            os.write(self.descriptor, json.dumps(row, ensure_ascii=False).encode() + b"\n")
        return Accepted(row["id"])

    def shown(self, most: int = 50) -> list[dict[str, str]]:
        """The last calls, newest first."""
        try:
            lines = self.file.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        return [json.loads(line) for line in reversed(lines[-most:])]


@dataclass(slots=True)
class Spoken:
    """The way ``call`` to a sender, as :mod:`paht.messages.ways` has it: by the exchange of the message's province,
    to a mobile number as text messages are."""

    of: Callable[[int], Outgoing | None]
    field: str = "phone"

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Let it ring; whoever answers hears the words."""
        phone = mobile(message.to)
        if phone is None:
            return Declined("no mobile number")
        outgoing = self.of(message.jurisdiction)
        if outgoing is None:
            return Declined("this province has no exchange")
        return outgoing.place(
            Dialled(id=message_id, kind=ANNOUNCE, to=phone, text=message.text, template="notice")
        )


def opened(exchange: Exchange) -> Outgoing | None:
    """How this exchange calls out; ``None`` where it is described for nothing."""
    if exchange.file is not None:
        return DemoExchange(exchange.file).opened()
    if exchange.ari:
        return Asterisk(exchange.ari)
    if not exchange.call:
        return None
    unknown = set(exchange.call) - set(KINDS)
    if unknown:
        raise ExchangeError(f"call: {', '.join(sorted(unknown))} is none of {', '.join(KINDS)}")
    return ByHttp({kind: gateway_of(described) for kind, described in exchange.call.items()})


def _filled(value: Any, given: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _filled(each, given) for name, each in value.items()}
    if isinstance(value, str):
        return re.sub(r"\{(extension|call|template)\}", lambda found: given[found[1]], value)
    return value
