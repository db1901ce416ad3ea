"""Asking for more time, once, and the IOC's answer."""

from dataclasses import dataclass
from datetime import date

from paht.law.casework.case import Document, Written
from paht.law.casework.commands.base import AssignmentCommand, RequestCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExtension(AssignmentCommand):
    """The agency asks for an extension by a written notice, committing itself to a day (ST.8.3)."""

    ground: str
    reason: Written
    document: Document
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantExtension(RequestCommand):
    """The IOC sets the day on the ground of the notice; ``note`` is what the sender is told."""

    until: date | None
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseExtension(RequestCommand):
    """The IOC leaves the term as it is."""

    reason: Written
