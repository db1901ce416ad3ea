"""How several agencies share a case, written down a second time: what follows for the others when one has acted."""

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Assignment, Case
from paht.law.casework.states import AssignmentRole, AssignmentState

OF_ANOTHER: frozenset[type[e.Body]] = frozenset(
    {e.CooperationAsked, e.PartReturned, e.AnswersComplete, e.AnswersReopened}
)
"""Events about another assignment than the command that caused them."""

LEAD_AFTER: dict[type[e.Body], AssignmentState] = {
    e.PassedOn: AssignmentState.WAITING,
    e.WentOnWithout: AssignmentState.WAITING,
    e.AnswersReopened: AssignmentState.WAITING,
    e.AnswersComplete: AssignmentState.COMPILING,
}

_FLAG_ON_CASE: dict[type[e.Body], bool] = {e.Dispatched: False, e.ReturnedPartClosed: False}
_FLAG_ON_LEAD: dict[type[e.Body], bool] = {e.PassedOn: False, e.WentOnWithout: False}


def cooperating(case: Case) -> list[Assignment]:
    """The open assignments of cooperating agencies."""
    return [a for a in case.assignments if a.role is AssignmentRole.COOPERATING and a.state.is_open]


def awaited(case: Case, *, besides: int = 0) -> bool:
    """Whether an answer is still outstanding, that of one assignment left aside."""
    return any(a.state is not AssignmentState.APPROVED and a.number != besides for a in cooperating(case))


def lead_of(case: Case, number: int) -> Assignment | None:
    """The lead to which that assignment answers; ``None`` for one that answers to the desk."""
    part = next((a for a in case.assignments if a.number == number), None)
    if part is None or part.role is not AssignmentRole.COOPERATING:
        return None
    return next(a for a in case.assignments if a.role is AssignmentRole.LEAD and a.state.is_open)


def yields(case: Case, command: c.Command) -> tuple[type[e.Body], ...] | None:
    """The events of a command that concerns several agencies; ``None`` for any other."""
    if isinstance(command, c.DispatchToSeveral):
        return (e.Dispatched,) * len(command.agencies)
    if isinstance(command, c.PassOn):
        return (e.PassedOn, *((e.CooperationAsked,) * len(command.agencies)))
    if isinstance(command, c.GoOnWithout):
        return (e.WentOnWithout,) if awaited(case) else (e.WentOnWithout, e.AnswersComplete)
    if not isinstance(command, c.ApproveResult | c.ReturnAssignment | c.SendAnswerBack):
        return None
    lead = lead_of(case, command.assignment)
    if isinstance(command, c.SendAnswerBack):
        waits = lead is not None and lead.state is AssignmentState.WAITING
        return (e.AnswerSentBack,) if waits else (e.AnswerSentBack, e.AnswersReopened)
    if lead is None:
        return None
    if isinstance(command, c.ReturnAssignment):
        return (e.AssignmentReturned, e.PartReturned)
    return (e.ResultApproved, *after_answer(case, command.assignment))


def after_answer(case: Case, number: int) -> tuple[type[e.Body], ...]:
    """What follows when that assignment's answer is approved: the last one a lead waits for makes them complete."""
    lead = lead_of(case, number)
    waits = lead is None or lead.part_returned or awaited(case, besides=number)
    return () if waits else (e.AnswersComplete,)


def charged_as_said(command: c.Command, events: tuple[e.Event, ...]) -> bool:
    """Whether the agencies charged are those that the command names, in the capacity that it means."""
    bodies = [x.body for x in events if isinstance(x.body, e.Dispatched | e.CooperationAsked)]
    roles = {body.role for body in bodies if isinstance(body, e.Dispatched)}
    if isinstance(command, c.DispatchToLead | c.Dispatch):
        lead = AssignmentRole.LEAD if isinstance(command, c.DispatchToLead) else AssignmentRole.SOLE
        return [body.agency for body in bodies] == [command.agency] and roles == {lead}
    if isinstance(command, c.DispatchToSeveral):
        return tuple(body.agency for body in bodies) == command.agencies and roles == {AssignmentRole.SOLE}
    return not isinstance(command, c.PassOn) or tuple(body.agency for body in bodies) == command.agencies


def state_after(after: Case, body: e.AssignmentBody) -> AssignmentState | None:
    """The state of the assignment that the event is about, where sharing decides it; ``None`` elsewhere."""
    about = next(a for a in after.assignments if a.number == body.assignment)
    if isinstance(body, e.Received) and about.role is AssignmentRole.LEAD:
        return AssignmentState.LEADING
    if isinstance(body, e.PartReturned):
        return AssignmentState.WAITING if cooperating(after) else AssignmentState.LEADING
    return LEAD_AFTER.get(type(body))


def flag_of_case(before: Case, after: Case, body: e.Body) -> bool:
    """Whether a part given back must wait at the desk after the event."""
    if isinstance(body, e.AssignmentReturned) and lead_of(before, body.assignment) is None:
        left = any(a.state.is_open and a.role.handles for a in after.assignments)
        given = next(a for a in before.assignments if a.number == body.assignment)
        return left and (before.part_returned or not given.urgent)
    nobody = not any(a.state.is_open and a.role.handles for a in after.assignments)
    if isinstance(body, e.Disagreed | e.HandlerDesignated) and (nobody or after.directed_to is not None):
        return False
    return _FLAG_ON_CASE.get(type(body), before.part_returned)


def flag_of_part(was: Assignment | None, after: Case, body: e.Body) -> bool:
    """Whether a part given back must wait at the lead after the event that is about the lead."""
    if isinstance(body, e.PartReturned):
        return bool(cooperating(after))
    return _FLAG_ON_LEAD.get(type(body), was is not None and was.part_returned)
