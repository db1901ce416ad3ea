"""Checking a result, answering the sender, publishing, rating."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.commands.base import AssignmentCommand, Command


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnResult(AssignmentCommand):
    """The IOC gives an inadequate result back on a ground of the edition (VL.13.2, ST.9.4)."""

    ground: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish(Command):
    """The IOC sends the answer to the sender and, unless the case is non-public, publishes it."""

    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Command):
    """The sender rates the result on the edition's three levels."""

    level: str
    comment: Written | None = None
