"""What a report proved to be worth, once the case has ended."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.commands.base import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCommendation(Command):
    """Propose the sender of a valuable report for commendation (VL.24.1, ST.17.1)."""

    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFalse(Command):
    """Record that the report was not true (VL.24.2)."""

    finding: Written
