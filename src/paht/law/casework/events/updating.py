"""What an agency adds to a result that was answered already (VL.12.4.b)."""

from dataclasses import dataclass

from paht.law.casework.case import FileRef, Written
from paht.law.casework.events.base import Body, RequestBody


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOffered(RequestBody):
    assignment: int
    text: Written
    files: tuple[FileRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePosted(RequestBody):
    text: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateDeclined(RequestBody):
    reason: Written


BODIES: tuple[type[Body], ...] = (UpdateOffered, UpdatePosted, UpdateDeclined)
