"""What must stay with few: answers for the sender alone, state secrets."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.commands.base import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class AskConfidentiality(Command):
    """The sender asks that nobody else sees the answer (ST.9.3.b)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSecret(Command):
    """The case touches a state secret; ``reference`` names the file kept elsewhere, never its content
    (VL.13.1.b, ST.9.3.c)."""

    reference: Written
