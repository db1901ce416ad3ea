"""Who may do what in which state: the edition's transition table, asked by ``decide`` and by every page alike."""

from paht.law.casework import commands as c
from paht.law.casework.case import Actor, Case, Refused
from paht.law.casework.deciding import OBJECTIONS, PART_OBJECTIONS
from paht.law.casework.states import AGENCY_ROLES, Role
from paht.law.editions.rows import Edition, Relation, State, Step

Permit = tuple[type[c.Command], int | None]
"""A command, and the number of the assignment or request that it is about (``None``: the case itself)."""


def permitted(*, case: Case, actor: Actor, edition: Edition) -> tuple[Permit, ...]:
    """Everything that the actor may do with the case now, in the order of the course.

    What a permitted command then says can still be refused (an empty note, an unverified condition).
    """
    permits = []
    for step in edition.steps:
        for number in _numbers(case, step.command):
            if (
                objection(case=case, actor=actor, edition=edition, command=step.command, number=number)
                is None
            ):
                permits.append((step.command, number))
    return tuple(permits)


def objection(
    *, case: Case, actor: Actor, edition: Edition, command: type[c.Command], number: int | None
) -> Refused | None:
    """Why the actor may not do this now, with its clause; ``None`` where nothing stands against it."""
    step = edition.step(command)
    if step is None:
        return Refused(edition.own_clause, "Quy chế đang áp dụng không quy định thao tác này.")
    if not actor.roles & step.by:
        return Refused(step.clause, f"Tài khoản của ông/bà không được giao quyền “{step.name}”.")
    if not _is_related(case, actor, step, number):
        return Refused(step.clause, f"“{step.name}” chỉ dành cho người hoặc cơ quan được giao phản ánh này.")
    state = _state(case, step, number)
    if state is None:
        return Refused(step.clause, "Không tìm thấy phần việc này trong hồ sơ phản ánh.")
    if state not in step.at:
        return Refused(step.clause, step.otherwise)
    further = OBJECTIONS.get(command)
    refused = further(case, edition) if further else None
    of_part = PART_OBJECTIONS.get(command)
    if refused is not None or of_part is None or number is None:
        return refused
    return of_part(case, number, edition)


def number_of(command: c.Command) -> int | None:
    """The assignment or request that the command is about; ``None`` for the case itself."""
    if isinstance(command, c.AssignmentCommand):
        return command.assignment
    return command.request if isinstance(command, c.RequestCommand) else None


def _numbers(case: Case, command: type[c.Command]) -> tuple[int | None, ...]:
    if issubclass(command, c.AssignmentCommand):
        return tuple(assignment.number for assignment in case.assignments)
    if issubclass(command, c.RequestCommand):
        return tuple(request.number for request in case.requests)
    return (None,)


def _state(case: Case, step: Step, number: int | None) -> State | None:
    """The state that the step asks for; ``None`` where the case has no such part, or one of another kind."""
    if issubclass(step.command, c.AssignmentCommand):
        assignment = case.assignment(number or 0)
        return assignment.state if assignment and assignment.role in step.capacities else None
    if issubclass(step.command, c.RequestCommand):
        request = next((r for r in case.requests if r.number == number), None)
        return request.state if request and step.request_kind in (None, request.kind) else None
    return case.stage


def _is_related(case: Case, actor: Actor, step: Step, number: int | None) -> bool:
    """The sender acts on their own report, an agency as the row's relation says, the desk on every report."""
    used = actor.roles & step.by
    if used and used <= AGENCY_ROLES:
        return _stands(case, actor, step, number)
    if used == {Role.SENDER}:
        return issubclass(step.command, c.Send) or (bool(case.sender) and case.sender == actor.id)
    return True


def _stands(case: Case, actor: Actor, step: Step, number: int | None) -> bool:
    """Whether the actor's agency stands to the case as the step asks."""
    if step.relation is Relation.ANY:
        return True
    if step.relation is Relation.SUPERIOR:
        return actor.body is not None and any(
            a.superior == actor.body
            for a in case.assignments
            if a.state.is_open and number in (None, a.number)
        )
    if step.relation is Relation.LEADS:
        return case.lead is not None and case.lead.agency == actor.body
    if issubclass(step.command, c.AssignmentCommand):
        assignment = case.assignment(number or 0)
        return assignment is None or assignment.agency == actor.body
    asked = next((r for r in case.requests if r.number == number), None)
    if issubclass(step.command, c.RequestCommand) and asked is not None and asked.assignment is not None:
        charged = case.assignment(asked.assignment)
        return charged is not None and charged.agency == actor.body
    return any(
        a.agency == actor.body and a.role in step.capacities for a in case.assignments if a.state.is_open
    )
