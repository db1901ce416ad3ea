"""To whom a report must be dispatched, where somebody above the operations centre has said so."""

from dataclasses import dataclass

from paht.law.casework.case import Assignment, Case
from paht.law.casework.states import AssignmentRole, AssignmentState
from paht.law.editions.rows import Edition


@dataclass(frozen=True, slots=True)
class Bound:
    """The body that must be charged, the clause that binds, and why, in words."""

    agency: str
    clause: str
    reason: str


def bound_body(case: Case, edition: Edition) -> Bound | None:
    """What binds the next dispatch: a direction not carried out yet (VL.4.8, VL.20.1.d, ST.3.8), else the answer of
    the coordinator (VL.17.3) until the body that it named handles, or has given the report back."""
    if case.directed_to is not None:
        assert edition.designated_clause is not None, "an edition with directions names the clause"
        return Bound(
            case.directed_to,
            edition.designated_clause,
            "UBND tỉnh đã chỉ định cơ quan xử lý; chỉ phân phối đến cơ quan được chỉ định.",
        )
    asked = coordinator(case)
    if asked is None or asked.named is None or edition.coordinated_clause is None:
        return None
    gave_back = any(a.agency == asked.named and a.state is AssignmentState.RETURNED for a in case.assignments)
    if gave_back or any(a.agency == asked.named for a in case.handling):
        return None
    return Bound(
        asked.named,
        edition.coordinated_clause,
        "Cơ quan được chỉ định phối hợp đã xác định cơ quan xử lý; phân phối theo nội dung phản hồi đó.",
    )


def coordinator(case: Case) -> Assignment | None:
    """The coordinating agency that is on the case, or ``None``."""
    return next(
        (a for a in case.assignments if a.role is AssignmentRole.COORDINATOR and a.state.is_open), None
    )
