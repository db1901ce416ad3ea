"""How a broken invariant is told."""

from collections.abc import Callable
from typing import Any


class BrokenError(Exception):
    """An invariant does not hold: which one, and what was seen.

    ``case``, ``at`` and ``events`` (as written) are filled in where it was found after the simulation had gone on.
    """

    def __init__(self, invariant: str, seen: str) -> None:
        super().__init__(invariant, seen)  # both, so that it can be sent from one process to another
        self.invariant = invariant
        self.seen = seen
        self.case: str | None = None
        self.at = ""
        self.events: list[dict[str, Any]] = []

    def __str__(self) -> str:
        return f"{self.invariant}: {self.seen}"


def must(holds: bool, invariant: str, seen: Any) -> None:
    """Raise :class:`BrokenError` unless it holds; ``seen`` is shown as text, or called where making it costs."""
    if not holds:
        raise BrokenError(invariant, str(seen() if callable(seen) else seen))


def total(what: str, act: Callable[[], Any]) -> Any:
    """What the law answers: it answers everything, so an exception in it is a broken invariant like any other."""
    try:
        return act()
    except BrokenError:
        raise
    except Exception as error:
        raise BrokenError("the law answers everything", f"{what}: {type(error).__name__}: {error}") from error
