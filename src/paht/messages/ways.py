"""What every way out to a person is: it is named, knows which field of the sender's record is the address, and hands
over one message. The ways live in the vault process, which alone opens the address.
"""

import uuid
from dataclasses import dataclass
from typing import Protocol

from paht.messages.gateway import Answer


@dataclass(frozen=True, slots=True)
class Picture:
    """The public copy of a picture: a JPEG, and where everybody sees it, as a path of the province's pages."""

    content: bytes
    path: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is handed to a way: the address as the record has it, the words, quick replies as pairs of code and label.
    ``link`` leads to the report's page, where a way can show one; ``jurisdiction`` says which province tells, for a way
    that each has of its own; ``urgent`` wakes a device that saves its strength, where a way can say so. A ``picture``
    goes where a way can carry one, with the text as its caption. ``answers`` is the ``Message-ID`` of the letter that a
    letter answers."""

    to: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    link: str = ""
    jurisdiction: int = 0
    urgent: bool = False
    picture: Picture | None = None
    answers: str = ""


class WayOut(Protocol):
    """A way out. ``message_id`` is the same at every try, so that a peer can know a repeat; a problem never quotes the
    address or the words."""

    field: str
    """The field of the sender's record that is the address: ``email``, ``zalo``, ``facebook`` …"""

    def send(self, message: Message, *, message_id: uuid.UUID) -> Answer:
        """Hand the message over."""
