"""Asking for more time, once, and the IOC's answer."""

from dataclasses import dataclass
from datetime import date

from paht.law.casework.case import Document, Written
from paht.law.casework.events.base import AssignmentBody, Body


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequested(AssignmentBody):
    request: int
    ground: str
    reason: Written
    document: Document
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionGranted(AssignmentBody):
    request: int
    until: date
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRefused(AssignmentBody):
    request: int
    reason: Written


BODIES: tuple[type[Body], ...] = (ExtensionRequested, ExtensionGranted, ExtensionRefused)
