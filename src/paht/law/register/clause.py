"""What a clause of the register is."""

from dataclasses import dataclass
from enum import StrEnum

Row = tuple[str, str, str]
"""Identifier, kind, rule: as the data modules hold them."""


class ClauseKind(StrEnum):
    """What a clause asks of the system."""

    RULE = "R"
    FEATURE = "F"
    ORGANISATIONAL = "O"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of a regulation: what it demands, and whether its proof is still owed (``later``)."""

    id: str
    kind: ClauseKind
    rule: str
    later: bool

    @property
    def is_owed(self) -> bool:
        """Whether the clause needs a test that proves it."""
        return self.kind is not ClauseKind.ORGANISATIONAL
