"""What an earlier system held and this one took over."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from paht.law.casework.events.base import Body
from paht.law.casework.events.intake import Sent


class Outcome(StrEnum):
    """What the earlier system says became of it."""

    ANSWERED = "answered"
    REFUSED = "refused"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported(Sent):
    """A case of an earlier ``system``, which called it ``reference``, came in as a record (VL.QĐ.3): when it was sent
    there and what became of it are that system's words, and nobody here vouches for them. Its sender is nobody known;
    the file ``batch`` brought it."""

    system: str
    reference: str
    batch: str
    sent_at: datetime
    outcome: Outcome
    closed_at: datetime | None = None


BODIES: tuple[type[Body], ...] = (Imported,)
