"""Terms that follow the calendar."""

from dataclasses import dataclass

from paht.law.casework.commands.base import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTerms(Command):
    """The system moves open terms after the jurisdiction's calendar changed; ``calendar_version`` is the new one."""

    calendar_version: int
