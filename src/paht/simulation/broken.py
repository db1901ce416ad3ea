"""How a broken invariant is told."""

from typing import Any


class BrokenError(Exception):
    """An invariant does not hold: which one, in which case, and what was seen."""

    def __init__(self, invariant: str, seen: str) -> None:
        super().__init__(f"{invariant}: {seen}")
        self.invariant = invariant
        self.seen = seen


def must(holds: bool, invariant: str, seen: Any) -> None:
    """Raise :class:`BrokenError` unless it holds; ``seen`` is shown as text, or called where making it costs."""
    if not holds:
        raise BrokenError(invariant, str(seen() if callable(seen) else seen))
