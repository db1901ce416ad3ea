"""What somebody wants done. Commands name texts and files by reference; personal data never come this far."""

from dataclasses import dataclass

from paht.law.casework.case import FileRef, Finding, Place, Written
from paht.law.casework.states import Channel, Field, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Any command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentCommand(Command):
    """A command about one assignment of the case."""

    assignment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCommand(Command):
    """A command about one request of the case."""

    request: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Send(Command):
    """Send a report. ``form`` maps each field of the edition's form to ``ok``, ``missing`` or ``malformed``."""

    kind: Kind
    field: Field
    channel: Channel
    place: Place | None
    original: Written
    files: tuple[FileRef, ...]
    form: tuple[tuple[str, str], ...]
    declared: bool
    personal_public: bool = False


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
class Dispatch(Command):
    """Charge an agency (VL.11, ST.7.3)."""

    agency: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(AssignmentCommand):
    """The agency receives what was dispatched (VL.12.1.a)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAssignment(AssignmentCommand):
    """The agency gives it back: ``not_competent`` (naming the responsible body) or ``needs_information``."""

    ground: str
    note: Written
    responsible: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginHandling(AssignmentCommand):
    """The agency records that handling has begun; from here on the sender can no longer withdraw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordResult(AssignmentCommand):
    """The agency records its result: the answer and, where the matter needs one, the after-photo."""

    result: Written
    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitResult(AssignmentCommand):
    """Staff submit the result to the agency's leader."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveResult(AssignmentCommand):
    """The leader approves; the result reaches the IOC."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectResult(AssignmentCommand):
    """The leader gives the result back to staff."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnResult(AssignmentCommand):
    """The IOC gives an inadequate result back on a ground of the edition (VL.13.2, ST.9.4)."""

    ground: str
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish(Command):
    """The IOC sends the answer to the sender and, unless the case is non-public, publishes it."""

    answer: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Command):
    """The sender rates the result on the edition's three levels."""

    level: str
    comment: Written | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTerms(Command):
    """The system moves open terms after the jurisdiction's calendar changed; ``calendar_version`` is the new one."""

    calendar_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    """The sender takes the report back (VL.8.2.10)."""
