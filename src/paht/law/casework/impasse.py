"""Signs in a case that the bodies concerned cannot agree; what follows of them is a person's decision."""

from paht.law.casework.case import Case
from paht.law.casework.deciding.directing import DISAGREEMENT
from paht.law.casework.states import AssignmentState, Stage
from paht.law.editions.rows import Edition, EscalationGround

NOT_COMPETENT = frozenset({"not_competent", "lead_not_competent"})
"""The grounds of return to the centre on which a body says that it is not competent, in either edition."""


def impasse(case: Case, edition: Edition) -> EscalationGround | None:
    """The ground on which a direction should be asked for: two different bodies have each given the report back as
    not competent, and nobody has directed since (VL.4.8, ST.3.7)."""
    refusing = {
        a.agency
        for a in case.assignments
        if a.state is AssignmentState.RETURNED and a.returned_on in NOT_COMPETENT
    }
    if len(refusing) < 2 or case.stage is not Stage.ACCEPTED or case.directed_to is not None:
        return None
    return next((ground for ground in edition.escalation_grounds if ground.key == DISAGREEMENT), None)
