"""Who may do what: the table of the edition read a second time."""

from paht.law.casework import commands as c
from paht.law.casework.case import Actor, Case
from paht.law.casework.states import (
    AGENCY_ROLES,
    AssignmentRole,
    Role,
)
from paht.law.editions.rows import Edition, Relation, Step
from paht.simulation.course.standing import numbered


def permits(edition: Edition, actor: Actor, case: Case, command: c.Command) -> bool:
    """Whether the edition's table allows the command to this actor in this state; whatever is not listed is not."""
    step = edition.by_command.get(type(command))
    if step is None:
        return False
    acting_as = actor.roles & step.by
    if not acting_as:
        return False
    own = bool(case.sender) and case.sender == actor.id
    if acting_as == {Role.SENDER} and not isinstance(command, c.Send) and not own:
        return False
    if acting_as <= AGENCY_ROLES and not _stands(case, actor, step, command):
        return False
    if isinstance(command, c.AssignmentCommand):
        assignment = numbered(case.assignments, command.assignment)
        return assignment is not None and assignment.role in step.capacities and assignment.state in step.at
    if isinstance(command, c.RequestCommand):
        request = numbered(case.requests, command.request)
        return request is not None and step.request_kind in (None, request.kind) and request.state in step.at
    return case.stage in step.at


def _stands(case: Case, actor: Actor, step: Step, command: c.Command) -> bool:
    """Whether the actor's body stands to the case as the row says."""
    if step.relation is Relation.ANY:
        return True
    charged = [a for a in case.assignments if a.state.is_open]
    if step.relation is Relation.SUPERIOR and isinstance(command, c.AssignmentCommand):
        charged = [a for a in charged if a.number == command.assignment]
    if step.relation is Relation.SUPERIOR:
        return actor.body is not None and actor.body in {a.superior for a in charged}
    if step.relation is Relation.LEADS:
        return any(a.role is AssignmentRole.LEAD and a.agency == actor.body for a in charged)
    if isinstance(command, c.RequestCommand):
        request = numbered(case.requests, command.request)
        if request is not None and request.assignment is not None:
            asked = numbered(case.assignments, request.assignment)
            return asked is not None and bool(asked.agency == actor.body)
    if isinstance(command, c.AssignmentCommand):
        assignment = numbered(case.assignments, command.assignment)
        return assignment is None or assignment.agency == actor.body
    return actor.body in {a.agency for a in charged if a.role in step.capacities}
