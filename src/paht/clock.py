"""The only reader of the clock. Doors and workers ask it once and hand the moment down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


@contextmanager
def set_to(source: Callable[[], datetime]) -> Iterator[None]:
    """Let another source give the moment, for tests and for the demo's history."""
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
