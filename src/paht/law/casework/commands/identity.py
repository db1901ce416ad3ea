"""Verifying a sender's identity, or a content, by call, SMS or e-mail."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.commands.base import Command, RequestCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestVerification(Command):
    """Seek the sender out to verify a ``matter`` of the edition; ``way`` is a :class:`~..states.Way` (VL.8.2.5)."""

    matter: str
    way: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerVerification(RequestCommand):
    """The sender answers in writing what was asked by SMS or e-mail."""

    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVerification(RequestCommand):
    """Record what a call, SMS or e-mail came to: ``verified``, ``wrong`` or ``not_reached``."""

    outcome: str
    way: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseVerification(RequestCommand):
    """The system closes a report whose verification did not succeed in term (VL.8.2.5)."""
