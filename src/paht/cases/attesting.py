"""What a case's row says, as one digest that its last event carries.

The event is in the chain, and the chain is in the record: a row that has the digest of an event which a checkpoint
covers is the row that was written with that event, so that nothing has to be replayed to believe it.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from paht.cases.compact import compact
from paht.law.casework.codec import Plain

COLUMNS = (
    *("stage", "field", "due_at", "due_term", "due_clause", "holder"),
    *("ended_at", "is_public", "commended_at", "found_false_at"),
)
"""The columns of the row that every step writes anew beside the state: what lists go by, and what is public."""

KEY = "row"
"""Where the content of an event has the digest; the last event of each step has it, those of the first versions not."""


def attested(columns: Iterable[Any], state: Plain) -> str:
    """SHA-256 (hex) over the values of :data:`COLUMNS`, in their order, and the state as plain values."""
    plain = [each.astimezone(UTC).isoformat() if isinstance(each, datetime) else each for each in columns]
    return hashlib.sha256(compact([plain, state]).encode()).hexdigest()
