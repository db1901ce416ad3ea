"""Who has the case now: for every moment between sending and end somebody does."""

from dataclasses import dataclass

from paht.law.casework.case import Case
from paht.law.casework.states import AssignmentState, Party, RequestKind, Stage

WITH_LEADERS = frozenset({AssignmentState.WITH_DEPUTY, AssignmentState.SUBMITTED})
"""The states in which a result lies with those who lead the agency."""


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
        return tuple(
            Holding(
                Party.AGENCY_LEADER if a.state in WITH_LEADERS else Party.AGENCY,
                a.agency,
            )
            for a in case.assignments
            if a.state.is_open and a.state is not AssignmentState.APPROVED
        )
    return (Holding(Party.IOC),)
