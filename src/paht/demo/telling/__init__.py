"""How each simulated command is told: which operation does it for real, with which of the demo's words and pictures.

The sending itself is the story's beginning. A course with another command that has no row here is not told.
"""

from paht.demo.telling import afterwards, ordinary, seeking, terms, together, urgent
from paht.demo.telling.row import Telling
from paht.law.casework import commands as c

TELLING: dict[type[c.Command], Telling] = {
    **ordinary.TELLING,
    **together.TELLING,
    **seeking.TELLING,
    **terms.TELLING,
    **urgent.TELLING,
    **afterwards.TELLING,
}

__all__ = ["TELLING", "Telling"]
