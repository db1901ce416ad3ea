"""What may be done before an agency is charged."""

from dataclasses import dataclass

from paht.law.casework.case import FileRef, Finding, Place, Written
from paht.law.casework.commands.base import Command, RequestCommand
from paht.law.casework.states import Channel, Field, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Send(Command):
    """Send a report. ``form`` maps each field of the edition's form to ``ok``, ``missing`` or ``malformed``.

    ``urgent``: the sender (or the operator who took the call) says that it is.
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
    """Accept, with the text corrected in spelling and form only (VL.10.1, ST.7.2.edit)."""

    text: Written
    field: Field
    non_public_ground: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    """The sender takes the report back (VL.8.2.10)."""
