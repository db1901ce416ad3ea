"""What an agency adds to a result that was answered already (VL.12.4.b)."""

from dataclasses import dataclass

from paht.law.casework.case import FileRef, Written
from paht.law.casework.commands.base import AssignmentCommand, RequestCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferUpdate(AssignmentCommand):
    """The agency gives the IOC an update of its result to post."""

    text: Written
    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostUpdate(RequestCommand):
    """The IOC posts the update beside the first answer."""

    text: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineUpdate(RequestCommand):
    """The IOC does not post the update, and says why."""

    reason: Written
