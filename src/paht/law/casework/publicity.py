"""What may be public, and who may read: the one place that decides; everything shown passes through it."""

from collections.abc import Collection
from dataclasses import dataclass

from paht.law.casework.altered import replace
from paht.law.casework.case import Assignment, Case
from paht.law.casework.states import AssignmentRole, AssignmentState, Role, Stage

SECRET_READERS = frozenset({Role.DISPATCHER})
"""Who still reads a case that touches a state secret: those of the IOC who keep the reference to its file."""


@dataclass(frozen=True, slots=True)
class Publicity:
    """What everybody may see of a case: its content and answer, and the sender's name."""

    content: bool
    sender_name: bool


NOTHING = Publicity(content=False, sender_name=False)


def is_private(case: Case) -> bool:
    """Whether the answer is for the sender alone: accepted as non-public (VL.10.2), asked for by the sender
    (ST.9.3.b), or touching a state secret (VL.13.1.b, ST.9.3.c)."""
    return case.non_public_ground is not None or case.confidential or case.secret_reference is not None


def publicity(case: Case) -> Publicity:
    """Only a published result is public (ST.9.1, VL.13.1.a); what is private never is, nor refused reports
    (VL.8.2.11). The name only by the sender's choice (VL.5.4)."""
    if case.stage is not Stage.PUBLISHED or is_private(case):
        return NOTHING
    return Publicity(content=True, sender_name=case.personal_public)


def partial_results(case: Case) -> tuple[Assignment, ...]:
    """What the sender alone may read while others still handle: the approved results of agencies side by side
    (VL.11.7). An answer to a lead is no result towards the sender."""
    if case.stage is not Stage.HANDLING or case.secret_reference is not None:
        return ()
    return tuple(
        a for a in case.assignments if a.role is AssignmentRole.SOLE and a.state is AssignmentState.APPROVED
    )


def may_read(case: Case, roles: Collection[Role]) -> bool:
    """Whether somebody of these roles may read words and pictures of the case; of a state secret few may."""
    return case.secret_reference is None or not SECRET_READERS.isdisjoint(roles)


def withheld(case: Case) -> Case:
    """The case without its files, for those who may not read it; the course stays visible."""
    return replace(
        case,
        files=(),
        assignments=tuple(replace(a, result_files=()) for a in case.assignments),
        requests=tuple(replace(r, files=()) for r in case.requests),
    )
