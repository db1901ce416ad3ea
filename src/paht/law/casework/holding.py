"""Who has the case now: for every moment between sending and end somebody does."""

from dataclasses import dataclass

from paht.law.casework.case import Assignment, Case
from paht.law.casework.states import AssignmentState, Party, RequestKind, Stage


@dataclass(frozen=True, slots=True)
class Holding:
    """The party that has the case, and the agency where the party is one."""

    party: Party
    body: str | None = None


def holders(case: Case) -> tuple[Holding, ...]:
    """Who has the case now; empty for a draft and after the end."""
    if case.stage is Stage.DRAFT or case.stage.is_end:
        return ()
    if case.open_request(RequestKind.SUPPLEMENT):
        return (Holding(Party.SENDER),)
    if case.stage is Stage.HANDLING:
        charged = tuple(
            Holding(
                Party.AGENCY_LEADER if a.state is AssignmentState.SUBMITTED else Party.AGENCY,
                a.agency,
            )
            for a in case.assignments
            if a.state.is_open and not _rests(a)
        )
        return (Holding(Party.IOC), *charged) if case.part_returned else charged
    return (Holding(Party.IOC),)


def _rests(assignment: Assignment) -> bool:
    """The agency has brought its result, or leads and waits for others without a part to pass on."""
    if assignment.state is AssignmentState.WAITING:
        return not assignment.part_returned
    return assignment.state is AssignmentState.APPROVED
