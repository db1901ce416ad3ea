"""Passing on for monitoring what cannot be handled now."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.commands.base import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class PassForMonitoring(Command):
    """Pass an accepted report to a competent body that follows the matter, on a ground of the edition (VL.18,
    ST.7.4)."""

    agency: str
    ground: str
    note: Written
