"""A rule that can be taken away while the program runs, so that its tests must fail."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from paht.law.register import ClauseKind, clauses


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of the law: what it is, the clauses that demand it, and how it is taken away.

    ``edition`` is the one whose row it is; ``None`` for a function, which all share. ``tests`` is a folder or file in
    ``tests`` whose tests may notice as well as the tests of the clauses: of what other laws demand.
    ``disable`` changes this very process for good: it is called in a fork that ends soon after.
    """

    name: str
    clauses: tuple[str, ...]
    disable: Callable[[], None]
    edition: str | None = None
    tests: str | None = None


def binding(found: Iterable[str | None]) -> tuple[str, ...]:
    """The clauses among those that the system enforces by itself (R), each once; unknown ones aside."""
    register = clauses()
    rules = (each for each in found if each and each in register and register[each].kind is ClauseKind.RULE)
    return tuple(dict.fromkeys(rules))
