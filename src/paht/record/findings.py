"""What can be found wrong with a record, in one word each."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kind of a tampering."""

    EDITED = "edited"
    DELETED = "deleted"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    RECHAINED = "re-chained"
    DROPPED = "case dropped"
    CLOCK_MOVED = "clock moved"
    SLIPPED_IN = "slipped in"
    ROW_CHANGED = "row changed"
    TEXT_CHANGED = "text changed"
    CHECKPOINT_MISSING = "checkpoint missing"
    CHECKPOINT_FORGED = "checkpoint forged"
    STAMP_FORGED = "time stamp forged"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the folder, and at which checkpoint (``None``: with what all of them share)."""

    kind: Kind
    checkpoint: int | None
    what: str
