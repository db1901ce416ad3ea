"""Cases that do not come through a sender's own form."""

from dataclasses import dataclass

from paht.law.casework.case import FileRef, Place, Written
from paht.law.casework.commands.base import Command
from paht.law.casework.commands.intake import Send
from paht.law.casework.states import Field, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Originate(Command):
    """The IOC makes a report of what its own technology found; ``source_note`` says how the source was verified
    (VL.8.3)."""

    kind: Kind
    field: Field
    place: Place | None
    original: Written
    files: tuple[FileRef, ...]
    source: str
    source_verified: bool
    source_note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter(Send):
    """An officer enters the report of somebody who called or wrote, for that ``sender`` (ST.7.2.office)."""

    sender: str
