"""The one place that hears that somebody has just written, and until when they may be answered for nothing.

Nobody listens yet: what is told by the outbox goes by text message, whatever channel is open.
"""

import uuid
from datetime import datetime
from typing import Protocol


class Windows(Protocol):
    """What listens."""

    def __call__(self, *, jurisdiction_id: int, sender_id: uuid.UUID, channel: str, until: datetime) -> None:
        """The sender may be answered by that channel until then."""


def _nobody(*, jurisdiction_id: int, sender_id: uuid.UUID, channel: str, until: datetime) -> None:
    del jurisdiction_id, sender_id, channel, until


heard: Windows = _nobody
"""Who listens."""
