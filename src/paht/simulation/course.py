"""The course written down a second time, as the checks expect it: authority, effects of events, what is carried over.

The law's own code is not asked here: what two writings of one rule disagree about is a defect in one of them.
"""

from collections.abc import Callable
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Actor, Case
from paht.law.casework.states import AGENCY_ROLES, AssignmentRole, AssignmentState, RequestState, Role, Stage
from paht.law.editions.rows import Edition, Relation, Step
from paht.simulation import sharing

Yield = Callable[[Case], tuple[type[e.Body], ...]]


def one(body: type[e.Body]) -> Yield:
    """Always this event."""
    return lambda case: (body,)


def _answered(case: Case) -> tuple[type[e.Body], ...]:
    return (e.AnsweredPrivately,) if case.non_public_ground is not None else (e.Published,)


YIELDS: dict[type[c.Command], Yield] = {
    c.Send: one(e.Sent),
    c.Verify: one(e.Verified),
    c.RequestSupplement: one(e.SupplementRequested),
    c.Supplement: one(e.Supplemented),
    c.LapseSupplement: one(e.SupplementLapsed),
    c.Refuse: one(e.CaseRefused),
    c.Accept: one(e.Accepted),
    c.Dispatch: one(e.Dispatched),
    c.CloseReturnedPart: one(e.ReturnedPartClosed),
    c.DispatchToLead: one(e.Dispatched),
    c.Receive: one(e.Received),
    c.ReturnAssignment: one(e.AssignmentReturned),
    c.BeginHandling: one(e.HandlingBegun),
    c.RecordResult: one(e.ResultRecorded),
    c.SubmitResult: one(e.ResultSubmitted),
    c.ApproveResult: one(e.ResultApproved),
    c.RejectResult: one(e.ResultRejected),
    c.ReturnResult: one(e.ResultReturned),
    c.Publish: _answered,
    c.Rate: one(e.Rated),
    c.Withdraw: one(e.Withdrawn),
    c.MoveTerms: one(e.TermMoved),
}
"""What a command that succeeds must cause; moving terms may also find nothing to move."""

STAGE_AFTER: dict[type[e.Body], Stage] = {
    e.Sent: Stage.SENT,
    e.Verified: Stage.VERIFIED,
    e.SupplementRequested: Stage.SENT,
    e.SupplementLapsed: Stage.REFUSED,
    e.CaseRefused: Stage.REFUSED,
    e.Accepted: Stage.ACCEPTED,
    e.Dispatched: Stage.HANDLING,
    e.ResultReturned: Stage.HANDLING,
    e.Published: Stage.PUBLISHED,
    e.AnsweredPrivately: Stage.ANSWERED,
    e.Withdrawn: Stage.WITHDRAWN,
}
"""The stage after an event; one that is not named here leaves it, but for the two in :func:`stage_after`."""

ASSIGNMENT_AFTER: dict[type[e.Body], AssignmentState] = {
    e.Dispatched: AssignmentState.DISPATCHED,
    e.CooperationAsked: AssignmentState.DISPATCHED,
    e.AnswerReturned: AssignmentState.CORRECTING,
    e.Received: AssignmentState.RECEIVED,
    e.AssignmentReturned: AssignmentState.RETURNED,
    e.HandlingBegun: AssignmentState.HANDLING,
    e.ResultRecorded: AssignmentState.HANDLED,
    e.ResultSubmitted: AssignmentState.SUBMITTED,
    e.ResultApproved: AssignmentState.APPROVED,
    e.ResultRejected: AssignmentState.CORRECTING,
}

REQUEST_AFTER: dict[type[e.Body], RequestState] = {
    e.SupplementRequested: RequestState.OPEN,
    e.Supplemented: RequestState.ANSWERED,
    e.SupplementLapsed: RequestState.LAPSED,
}

CARRIED: dict[type[e.Body], tuple[tuple[str, str], ...]] = {
    e.Sent: tuple(
        (name, name)
        for name in (
            "edition",
            "kind",
            "field",
            "channel",
            "sender",
            "place",
            "original",
            "files",
            "personal_public",
        )
    ),
    e.SupplementLapsed: (("clause", "end_clause"),),
    e.CaseRefused: (("ground", "end_clause"), ("reason", "answer")),
    e.Accepted: (("text", "text"), ("field", "field"), ("non_public_ground", "non_public_ground")),
    e.Published: (("answer", "answer"),),
    e.AnsweredPrivately: (("answer", "answer"),),
    e.Rated: (("level", "rating"),),
}
"""What an event says and the case must say after it: field of the event, field of the case."""

ASSIGNMENT_CARRIED: dict[type[e.Body], tuple[tuple[str, str], ...]] = {
    e.Dispatched: (("agency", "agency"), ("role", "role"), ("superior", "superior")),
    e.CooperationAsked: (("agency", "agency"), ("superior", "superior")),
    e.ResultRecorded: (("result", "result"), ("files", "result_files")),
}

MOMENTS: dict[type[e.Body], str] = {e.Sent: "sent_at", e.Verified: "verified_at", e.Accepted: "accepted_at"}
"""The field of the case that keeps the event's moment; every end keeps it in ``ended_at``."""

ASSIGNMENT_MOMENTS: dict[type[e.Body], str] = {
    e.Dispatched: "dispatched_at",
    e.CooperationAsked: "dispatched_at",
    e.Received: "received_at",
    e.HandlingBegun: "begun_at",
    e.ResultApproved: "approved_at",
}

LASTING = ("id", "edition", "kind", "channel", "sender", "place", "personal_public", "sent_at")
"""Fields of the case that nothing changes once it is sent."""


def stage_after(before: Case, after: Case, body: e.Body) -> Stage:
    """The stage in which the case must be after the event."""
    others = [a for a in after.assignments if a.state.is_open and a.state is not AssignmentState.APPROVED]
    if isinstance(body, e.AssignmentReturned):
        return before.stage if any(a.state.is_open for a in after.assignments) else Stage.ACCEPTED
    if isinstance(body, e.ResultApproved | e.ReturnedPartClosed):
        return before.stage if others or after.part_returned else Stage.CHECKING
    return STAGE_AFTER.get(type(body), before.stage)


def yields(case: Case, command: c.Command) -> tuple[type[e.Body], ...]:
    """The events that the command must cause on the case."""
    shared = sharing.yields(case, command)
    return YIELDS[type(command)](case) if shared is None else shared


def assignment_after(after: Case, body: e.Body) -> AssignmentState | None:
    """The state of the assignment that the event is about; ``None`` where it is about none."""
    shared = sharing.state_after(after, body) if isinstance(body, e.AssignmentBody) else None
    if shared is not None:
        return shared
    if isinstance(body, e.ResultReturned):
        return AssignmentState.SUBMITTED if body.to_leader else AssignmentState.CORRECTING
    return ASSIGNMENT_AFTER.get(type(body))


def permits(edition: Edition, actor: Actor, case: Case, command: c.Command) -> bool:
    """Whether the edition's table allows the command to this actor in this state; whatever is not listed is not."""
    step = edition.by_command.get(type(command))
    if step is None:
        return False
    acting_as = actor.roles & step.by
    if not acting_as:
        return False
    if acting_as == {Role.SENDER} and not isinstance(command, c.Send) and case.sender != actor.id:
        return False
    if acting_as <= AGENCY_ROLES and not _stands(case, actor, step, command):
        return False
    if isinstance(command, c.AssignmentCommand):
        assignment = _numbered(case.assignments, command.assignment)
        return assignment is not None and assignment.role in step.capacities and assignment.state in step.at
    if isinstance(command, c.RequestCommand):
        request = _numbered(case.requests, command.request)
        return request is not None and step.request_kind in (None, request.kind) and request.state in step.at
    return case.stage in step.at


def _stands(case: Case, actor: Actor, step: Step, command: c.Command) -> bool:
    """Whether the actor's body stands to the case as the row says."""
    if step.relation is Relation.ANY:
        return True
    charged = [a for a in case.assignments if a.state.is_open]
    if step.relation is Relation.SUPERIOR:
        return actor.body is not None and actor.body in {a.superior for a in charged}
    if step.relation is Relation.LEADS:
        return any(a.role is AssignmentRole.LEAD and a.agency == actor.body for a in charged)
    if isinstance(command, c.AssignmentCommand):
        assignment = _numbered(case.assignments, command.assignment)
        return assignment is None or assignment.agency == actor.body
    return actor.body in {a.agency for a in charged if a.role in step.capacities}


def _numbered(items: tuple[Any, ...], number: int) -> Any | None:
    return next((item for item in items if item.number == number), None)
