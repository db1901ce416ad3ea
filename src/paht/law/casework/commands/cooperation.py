"""Several agencies on one case: side by side, or a lead with cooperating agencies."""

from dataclasses import dataclass

from paht.law.casework.case import Written
from paht.law.casework.commands.base import AssignmentCommand, Command


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchToSeveral(Command):
    """The IOC charges every agency concerned, or a further one while others handle (VL.11.7)."""

    agencies: tuple[str, ...]
    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReturnedPart(Command):
    """The IOC finds that a part given back while others handle needs no further agency (VL.11.7)."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchToLead(Command):
    """The IOC charges the one agency that leads and compiles the others' answers (ST.7.3.2)."""

    agency: str
    note: Written
    tell_superior: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOn(AssignmentCommand):
    """The lead asks agencies to cooperate (ST.8.2.1); ``assignment`` is the lead's own."""

    agencies: tuple[str, ...]
    note: Written
    tell_superior: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOnWithout(AssignmentCommand):
    """The lead goes on without the parts given back to it; ``assignment`` is the lead's own."""

    note: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAnswerBack(AssignmentCommand):
    """The lead gives an inadequate answer back; ``assignment`` is the cooperating agency's."""

    note: Written
