"""What may be done before an agency is charged."""

from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.case import FileRef, Finding, Masked, Place, Written
from paht.law.casework.commands.base import Command, RequestCommand
from paht.law.casework.states import Channel, Field, Kind, Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Send(Command):
    """Send a report. ``form`` maps each field of the edition's form to ``ok``, ``missing`` or ``malformed``.

    ``linked_to`` is the answered case that the report takes up again (VL.5.6); ``confidential`` asks for an answer
    that nobody else sees (ST.9.3.b); ``urgent``: the sender (or the operator who took the call) says that it is.
    """

    kind: Kind
    field: Field
    channel: Channel
    place: Place | None
    original: Written
    files: tuple[FileRef, ...]
    form: tuple[tuple[str, str], ...]
    declared: bool
    personal_public: bool = False
    occurrence: Occurrence | None = None
    happened_at: datetime | None = None
    confidential: bool = False
    linked_to: str | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verify(Command):
    """Record the verification, condition by condition (VL.9.1, ST.7.1)."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSupplement(Command):
    """Give the report back to the sender with exact grounds and guidance (VL.9.2, ST.7.1)."""

    grounds: tuple[str, ...]
    guidance: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(RequestCommand):
    """The sender adds what was asked for."""

    original: Written
    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseSupplement(RequestCommand):
    """The system closes a report whose supplement did not come in term (VL.8.2.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse(Command):
    """Refuse a report on a ground of the regulation."""

    ground: str
    reason: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Command):
    """Accept, with the text corrected in spelling and form only (VL.10.1, ST.7.2.edit).

    ``text`` is released with it, with what was ``masked`` in it; ``held`` instead is a text in which something is not
    decided yet (VL.7.5, ST.4.5). ``non_public_reason`` says what makes it so where the ground leaves that open
    (VL.10.2).
    """

    text: Written | None
    field: Field
    non_public_ground: str | None = None
    non_public_reason: Written | None = None
    held: Written | None = None
    masked: tuple[Masked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    """The sender takes the report back (VL.8.2.10)."""
