"""The place in a list where the next page begins, as it stands in an address."""

import uuid
from datetime import UTC, datetime

Place = tuple[datetime, uuid.UUID]


def write_place(moment: datetime | None, key: uuid.UUID) -> str:
    """The place after a row: its moment (microseconds since 1970) and key; ``""`` for a row without a moment."""
    return "" if moment is None else f"{round(moment.timestamp() * 1_000_000)}.{key.hex}"


def read_place(text: str) -> Place | None:
    """The place of an address, ``None`` for the beginning or for what was never a place."""
    moment, _, key = text.partition(".")
    try:
        return datetime.fromtimestamp(int(moment) / 1_000_000, UTC), uuid.UUID(key)
    except (ValueError, OverflowError, OSError):
        return None
