"""The ways out to a person beside text messages and calls: each is named, knows which field of the sender's record is
the address, and hands over one message. They live in the vault process, which alone opens the address.

A channel that brings a way has a module of its own with ``way_out(home) -> WayOut | None`` (``None`` where it is not
configured) and is named in :data:`WAYS`.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from paht.installation.home import Home
from paht.messages.gateway import Answer


@dataclass(frozen=True, slots=True)
class Message:
    """What is handed to a way: the address as the record has it, the words, quick replies as pairs of code and label.
    ``link`` leads to the report's page, where a way can show one; ``jurisdiction`` says which province tells, for a way
    that each has of its own; ``urgent`` wakes a device that saves its strength, where a way can say so."""

    to: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    link: str = ""
    jurisdiction: int = 0
    urgent: bool = False


class WayOut(Protocol):
    """A way out. ``message_id`` is the same at every try, so that a peer can know a repeat; a problem never quotes the
    address or the words."""

    field: str
    """The field of the sender's record that is the address: ``email``, ``zalo``, ``facebook`` …"""

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Hand the message over."""


def _zalo(home: Home) -> WayOut | None:
    from paht.messages.zalo import way_out

    return way_out(home)


def _zns(home: Home) -> WayOut | None:
    from paht.messages.zalo import zns_way_out

    return zns_way_out(home)


def _messenger(home: Home) -> WayOut | None:
    from paht.messages.messenger import way_out

    return way_out(home)


def _email(home: Home) -> WayOut | None:
    from paht.messages.smtp import way_out

    return way_out(home)


def _push(home: Home) -> WayOut | None:
    from paht.messages.pushing import way_out

    return way_out(home)


WAYS: Mapping[str, Callable[[Home], WayOut | None]] = {
    "zalo": _zalo,
    "zns": _zns,
    "messenger": _messenger,
    "email": _email,
    "push": _push,
}
"""The ways by name, each with how it is opened; their modules know this one, so they are met when they are needed."""


def ways_out(home: Home) -> dict[str, WayOut]:
    """What this installation can send by, for the vault process; read while the home is within reach."""
    opened = {name: open_way(home) for name, open_way in WAYS.items()}
    return {name: way for name, way in opened.items() if way is not None}
