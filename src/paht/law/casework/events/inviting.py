"""Inviting a competent body that has not joined the system yet."""

from dataclasses import dataclass

from paht.law.casework.case import Document, Written
from paht.law.casework.events.base import Body, RequestBody


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDrafted(RequestBody):
    agency: str
    letter: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSent(RequestBody):
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAnswered(RequestBody):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationGivenUp(RequestBody):
    note: Written


BODIES: tuple[type[Body], ...] = (
    InvitationDrafted,
    InvitationSent,
    InvitationAnswered,
    InvitationGivenUp,
)
