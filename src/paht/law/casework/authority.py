"""Who may do what in which state: the edition's transition table, asked by ``decide`` and by every page alike."""

from collections.abc import Callable

from paht.law.casework import commands as c
from paht.law.casework.case import Actor, Case, Refused
from paht.law.casework.states import AGENCY_ROLES, RequestKind, Role
from paht.law.editions.rows import Edition, State

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
    if not _is_related(case, actor, edition, command, number):
        return Refused(step.clause, f"“{step.name}” chỉ dành cho người hoặc cơ quan được giao phản ánh này.")
    state = _state(case, command, number)
    if state is None:
        return Refused(step.clause, "Không tìm thấy phần việc này trong hồ sơ phản ánh.")
    if state not in step.at:
        return Refused(step.clause, step.otherwise)
    further = _FURTHER.get(command)
    return further(case, edition) if further else None


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


def _state(case: Case, command: type[c.Command], number: int | None) -> State | None:
    if issubclass(command, c.AssignmentCommand):
        assignment = case.assignment(number or 0)
        return assignment.state if assignment else None
    if issubclass(command, c.RequestCommand):
        return next((r.state for r in case.requests if r.number == number), None)
    return case.stage


def _is_related(
    case: Case, actor: Actor, edition: Edition, command: type[c.Command], number: int | None
) -> bool:
    """The sender acts on their own report, an agency on its own assignment, the desk on every report."""
    used = actor.roles & edition.by_command[command].by
    if used & AGENCY_ROLES and issubclass(command, c.AssignmentCommand):
        assignment = case.assignment(number or 0)
        return assignment is None or assignment.agency == actor.body
    if used == {Role.SENDER}:
        return issubclass(command, c.Send) or case.sender == actor.id
    return True


def _no_open_supplement(case: Case, edition: Edition) -> Refused | None:
    """A supplement is asked for once at a time."""
    if case.open_request(RequestKind.SUPPLEMENT) is None:
        return None
    clause = edition.by_command[c.RequestSupplement].clause
    return Refused(clause, "Phản ánh đang chờ người gửi bổ sung; chưa thể yêu cầu thêm lần nữa.")


def _not_yet_begun(case: Case, edition: Edition) -> Refused | None:
    """The sender may withdraw as long as no agency has begun handling (VL.8.2.10)."""
    if not any(a.state.is_open and a.begun_at is not None for a in case.assignments):
        return None
    step = edition.by_command[c.Withdraw]
    return Refused(step.clause, step.otherwise)


_FURTHER: dict[type[c.Command], Callable[[Case, Edition], Refused | None]] = {
    c.RequestSupplement: _no_open_supplement,
    c.Withdraw: _not_yet_begun,
}
