"""A shared row of the course, to which an edition gives its clause; and what several rows have in common."""

from dataclasses import dataclass

from paht.law.casework.commands import Command
from paht.law.casework.states import AssignmentRole, RequestKind, Role, Stage
from paht.law.editions.rows import HANDLING_CAPACITIES, Relation, State

INTAKE = frozenset({Role.INTAKE, Role.DISPATCHER})
AGENCY = frozenset({Role.AGENCY_STAFF, Role.AGENCY_LEADER})
SENDER = frozenset({Role.SENDER})
SYSTEM = frozenset({Role.SYSTEM})
NOT_NOW = "Phản ánh đang ở bước khác của quy trình; xin tải lại trang để xem tình trạng mới nhất."
BEFORE_DISPATCH = frozenset({Stage.SENT, Stage.VERIFIED, Stage.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A :class:`~paht.law.editions.rows.Step` without its clause."""

    command: type[Command]
    name: str
    by: frozenset[Role]
    at: frozenset[State]
    otherwise: str
    relation: Relation = Relation.CHARGED
    capacities: frozenset[AssignmentRole] = HANDLING_CAPACITIES
    request_kind: RequestKind | None = None
