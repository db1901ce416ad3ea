"""What may be public: the one place that decides; everything public passes through it."""

from dataclasses import dataclass

from paht.law.casework.case import Assignment, Case
from paht.law.casework.states import AssignmentRole, AssignmentState, Stage


@dataclass(frozen=True, slots=True)
class Publicity:
    """What everybody may see of a case: its content and answer, and the sender's name."""

    content: bool
    sender_name: bool


NOTHING = Publicity(content=False, sender_name=False)


def publicity(case: Case) -> Publicity:
    """Only a published result is public (ST.9.1, VL.13.1.a); non-public acceptance and private answers never are
    (VL.10.2, ST.9.3.b, ST.9.3.c), nor refused reports (VL.8.2.11). The name only by the sender's choice (VL.5.4)."""
    if case.stage is not Stage.PUBLISHED or case.non_public_ground is not None:
        return NOTHING
    return Publicity(content=True, sender_name=case.personal_public)


def partial_results(case: Case) -> tuple[Assignment, ...]:
    """What the sender alone may read while others still handle: the approved results of agencies side by side
    (VL.11.7). An answer to a lead is no result towards the sender."""
    if case.stage is not Stage.HANDLING:
        return ()
    return tuple(
        a for a in case.assignments if a.role is AssignmentRole.SOLE and a.state is AssignmentState.APPROVED
    )
