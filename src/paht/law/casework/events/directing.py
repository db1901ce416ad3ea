"""Bringing a report before the People's Committee or its chair, and the direction that comes of it."""

from dataclasses import dataclass

from paht.law.casework.case import Document, Written
from paht.law.casework.events.base import Body, RequestBody


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(RequestBody):
    ground: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierReported(RequestBody):
    dossier: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerDesignated(RequestBody):
    agency: str
    instruction: Written
    document: Document | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructed(RequestBody):
    instruction: Written
    document: Document | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationWithdrawn(RequestBody):
    note: Written


BODIES: tuple[type[Body], ...] = (
    Escalated,
    DossierReported,
    HandlerDesignated,
    Instructed,
    EscalationWithdrawn,
)
