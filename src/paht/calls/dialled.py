"""A call to be placed, and whatever places it."""

import uuid
from dataclasses import dataclass
from typing import Protocol

from paht.messages.gateway import Answer

ANNOUNCE, CONNECT, TRANSFER = "announce", "connect", "transfer"
KINDS = (ANNOUNCE, CONNECT, TRANSFER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialled:
    """A call to be placed: ``to`` is whom, ``extension`` the officer's telephone that is connected with them,
    ``call`` the exchange's name for a call that is passed on."""

    id: uuid.UUID
    kind: str
    to: str
    extension: str = ""
    call: str = ""
    template: str = ""
    text: str = ""


class Outgoing(Protocol):
    """Whatever places calls. The identifier is the same at every try of one call, so that a peer can know a repeat."""

    def place(self, dialled: Dialled) -> Answer:
        """Let it ring."""
