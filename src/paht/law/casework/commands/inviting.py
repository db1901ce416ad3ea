"""Inviting a competent body that has not joined the system yet."""

from dataclasses import dataclass

from paht.law.casework.case import Document, Written
from paht.law.casework.commands.base import Command, RequestCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftInvitation(Command):
    """The operations centre drafts the letter that invites the body (VL.11.5, ST.7.3.3)."""

    agency: str
    letter: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class SendInvitation(RequestCommand):
    """The supervising department has sent the letter: its number and day."""

    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordJoining(RequestCommand):
    """The system notes that the invited body has joined, so that the report can be dispatched to it (VL.11.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUpInvitation(RequestCommand):
    """The invitation is not pursued any further; the report goes another way."""

    note: Written
