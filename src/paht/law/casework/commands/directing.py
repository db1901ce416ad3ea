"""Bringing a report before the People's Committee or its chair, and the direction that comes of it."""

from dataclasses import dataclass

from paht.law.casework.case import Document, Written
from paht.law.casework.commands.base import Command, RequestCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate(Command):
    """Propose that a direction be asked for, on a ground of the edition (VL.4.8, VL.20.1.d, ST.3.7, ST.16.5)."""

    ground: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDossier(RequestCommand):
    """The supervising department has compiled the dossier and reports it."""

    dossier: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDirection(RequestCommand):
    """Record the direction: the body that must handle (``None``: another instruction), its words, and number and
    day of the document; a leader of the province who gives it in the system needs none."""

    agency: str | None
    instruction: Written
    document: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawEscalation(RequestCommand):
    """A direction is not needed any more."""

    note: Written
