"""In which province a thread is at work.

A process that answers strangers begins nowhere (:func:`closed`) and enters a province with each request; the worker and
the commands of an operator begin everywhere, and enter a province for each step of a case.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

EVERYWHERE, NOWHERE = b"paht/*", b"paht/-"
"""The words that PostgreSQL's policies know, beside ``paht/5`` for the province of that number."""


class _Here(threading.local):
    """What holds in this thread; ``None`` is what the process began with."""

    word: bytes | None = None


_here = _Here()
_beginning = EVERYWHERE


def closed() -> None:
    """From now on this process sees nothing but inside a province: for whatever answers strangers."""
    global _beginning
    _beginning = NOWHERE


def word() -> bytes:
    """The word for where this thread is at work."""
    return _beginning if _here.word is None else _here.word


@contextmanager
def within(jurisdiction_id: int) -> Iterator[None]:
    """Be at work in one province. Whoever is in one cannot enter another: that is a bug, and an assertion."""
    entered = b"paht/%d" % jurisdiction_id
    assert word() in (entered, EVERYWHERE, NOWHERE), "nobody goes from one province into another"
    with _at(entered):
        yield


@contextmanager
def everywhere() -> Iterator[None]:
    """Be at work in all provinces, as the figures of the whole installation need; never inside of a province."""
    assert word() in (EVERYWHERE, NOWHERE), "nobody leaves a province to see all"
    with _at(EVERYWHERE):
        yield


@contextmanager
def _at(entered: bytes) -> Iterator[None]:
    before = _here.word
    _here.word = entered
    try:
        yield
    finally:
        _here.word = before
