"""Who hears that a message of ours was not delivered. Every Message-ID of ours holds the identifier of what ordered it
(``<uuid@domain>``), so that a bounce finds it, whichever queue it was ordered by."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from paht.mail.matching import UUID_IN_WORDS


class Bounced(Protocol):
    """What listens. It is told of identifiers that are none of its own, and perhaps of one twice."""

    def __call__(self, message_id: uuid.UUID, *, jurisdiction_id: int, at: datetime) -> None:
        """The message was not delivered, for good."""


def tell(
    listeners: Sequence[Bounced], references: Sequence[str], *, jurisdiction_id: int, at: datetime
) -> None:
    """Tell everybody of every message of ours that a bounce names."""
    named = [
        uuid.UUID("".join(found.groups())) for each in references if (found := UUID_IN_WORDS.search(each))
    ]
    for message_id in dict.fromkeys(named):
        for bounced in listeners:
            bounced(message_id, jurisdiction_id=jurisdiction_id, at=at)
