"""Where a thread of letters began: who wrote to us finds the answer under their own letter.

The matter that keeps letters lies above this one, and says here how it finds the letter that a report came by
(:func:`found_by`, when the program starts).
"""

import uuid
from collections.abc import Callable

Finder = Callable[[int, uuid.UUID], uuid.UUID | None]
"""Of a jurisdiction and a case: the vault's record of the letter that the case began with."""

_FINDERS: list[Finder] = []


def found_by(finder: Finder) -> None:
    """Have this one asked; once, however often it is said."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def first_letter(*, jurisdiction_id: int, case_id: uuid.UUID) -> uuid.UUID | None:
    """The record of the letter that the case began with; ``None`` for a case that came by another way."""
    return next((found for each in _FINDERS if (found := each(jurisdiction_id, case_id)) is not None), None)
