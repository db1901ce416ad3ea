"""``evolve(case, event) -> Case``: the one way a case changes. Total over every event version ever written."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Assignment, Case, Request
from paht.law.casework.states import (
    AssignmentState,
    RequestKind,
    RequestState,
    Stage,
)


def evolve(case: Case, event: e.Event) -> Case:
    """The case after the event: structure first, then the duties that the event opened and ended."""
    return settle(apply(case, event.body, event.at), event)


def settle(changed: Case, event: e.Event) -> Case:
    """The case to which the event's body has been applied, with its duties and its version moved on."""
    gone = {ended.number for ended in event.ended}
    duties = tuple(duty for duty in changed.duties if duty.number not in gone) + event.opened
    opened = max((duty.number for duty in event.opened), default=changed.duties_opened)
    return replace(changed, duties=duties, duties_opened=opened, version=changed.version + 1)


def apply(case: Case, body: e.Body, at: datetime) -> Case:
    """The case after the body alone, duties and version untouched."""
    changed = _CHANGES[type(body)](case, body, at)
    if changed.stage.is_end and not case.stage.is_end:
        return _end(changed, at)
    return changed


def _sent(case: Case, body: e.Sent, at: datetime) -> Case:
    return replace(
        case,
        edition=body.edition,
        stage=Stage.SENT,
        kind=body.kind,
        field=body.field,
        channel=body.channel,
        sender=body.sender,
        place=body.place,
        original=body.original,
        files=body.files,
        personal_public=body.personal_public,
        sent_at=at,
    )


def _verified(case: Case, body: e.Verified, at: datetime) -> Case:
    return _cancel_requests(replace(case, stage=Stage.VERIFIED, verified_at=at))


def _supplement_requested(case: Case, body: e.SupplementRequested, at: datetime) -> Case:
    request = Request(
        number=body.request,
        kind=RequestKind.SUPPLEMENT,
        state=RequestState.OPEN,
        grounds=body.grounds,
        text=body.guidance,
        asked_at=at,
    )
    return replace(case, stage=Stage.SENT, requests=(*case.requests, request))


def _supplemented(case: Case, body: e.Supplemented, at: datetime) -> Case:
    changed = _with_request(case, body.request, RequestState.ANSWERED)
    original = case.original if body.original.is_blank else body.original
    return replace(changed, original=original, files=(*case.files, *body.files))


def _supplement_lapsed(case: Case, body: e.SupplementLapsed, at: datetime) -> Case:
    changed = _with_request(case, body.request, RequestState.LAPSED)
    return replace(changed, stage=Stage.REFUSED, end_clause=body.clause)


def _case_refused(case: Case, body: e.CaseRefused, at: datetime) -> Case:
    return replace(case, stage=Stage.REFUSED, end_clause=body.ground, answer=body.reason)


def _accepted(case: Case, body: e.Accepted, at: datetime) -> Case:
    return replace(
        case,
        stage=Stage.ACCEPTED,
        text=body.text,
        field=body.field,
        non_public_ground=body.non_public_ground,
        accepted_at=at,
    )


def _dispatched(case: Case, body: e.Dispatched, at: datetime) -> Case:
    assignment = Assignment(
        number=body.assignment,
        agency=body.agency,
        role=body.role,
        state=AssignmentState.DISPATCHED,
        superior=body.superior,
        dispatched_at=at,
    )
    return replace(case, stage=Stage.HANDLING, assignments=(*case.assignments, assignment))


def _received(case: Case, body: e.Received, at: datetime) -> Case:
    return _with_assignment(case, body.assignment, state=AssignmentState.RECEIVED, received_at=at)


def _assignment_returned(case: Case, body: e.AssignmentReturned, at: datetime) -> Case:
    changed = _with_assignment(case, body.assignment, state=AssignmentState.RETURNED)
    if any(assignment.state.is_open for assignment in changed.assignments):
        return changed
    return replace(changed, stage=Stage.ACCEPTED)


def _handling_begun(case: Case, body: e.HandlingBegun, at: datetime) -> Case:
    return _with_assignment(case, body.assignment, state=AssignmentState.HANDLING, begun_at=at)


def _result_recorded(case: Case, body: e.ResultRecorded, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    return _with_assignment(
        case,
        body.assignment,
        state=AssignmentState.HANDLED,
        result=body.result,
        result_files=body.files,
        begun_at=before.begun_at or at,
    )


def _result_submitted(case: Case, body: e.ResultSubmitted, at: datetime) -> Case:
    return _with_assignment(case, body.assignment, state=AssignmentState.SUBMITTED)


def _result_approved(case: Case, body: e.ResultApproved, at: datetime) -> Case:
    changed = _with_assignment(case, body.assignment, state=AssignmentState.APPROVED, approved_at=at)
    waiting = [a for a in changed.assignments if a.state.is_open and a.state is not AssignmentState.APPROVED]
    return changed if waiting else replace(changed, stage=Stage.CHECKING)


def _result_rejected(case: Case, body: e.ResultRejected, at: datetime) -> Case:
    return _with_assignment(case, body.assignment, state=AssignmentState.CORRECTING)


def _result_returned(case: Case, body: e.ResultReturned, at: datetime) -> Case:
    before = case.assignment(body.assignment)
    assert before is not None
    state = AssignmentState.SUBMITTED if body.to_leader else AssignmentState.CORRECTING
    changed = _with_assignment(case, body.assignment, state=state, times_returned=before.times_returned + 1)
    return replace(changed, stage=Stage.HANDLING)


def _published(case: Case, body: e.Published, at: datetime) -> Case:
    return replace(case, stage=Stage.PUBLISHED, answer=body.answer)


def _answered_privately(case: Case, body: e.AnsweredPrivately, at: datetime) -> Case:
    return replace(case, stage=Stage.ANSWERED, answer=body.answer)


def _rated(case: Case, body: e.Rated, at: datetime) -> Case:
    return replace(case, rating=body.level)


def _withdrawn(case: Case, body: e.Withdrawn, at: datetime) -> Case:
    return replace(case, stage=Stage.WITHDRAWN)


def _term_moved(case: Case, body: e.TermMoved, at: datetime) -> Case:
    moved = {move.number: move for move in body.moved}
    return replace(
        case,
        duties=tuple(
            replace(duty, due_at=moved[duty.number].due_at, violation_at=moved[duty.number].violation_at)
            if duty.number in moved
            else duty
            for duty in case.duties
        ),
    )


_CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.Sent: _sent,
    e.Verified: _verified,
    e.SupplementRequested: _supplement_requested,
    e.Supplemented: _supplemented,
    e.SupplementLapsed: _supplement_lapsed,
    e.CaseRefused: _case_refused,
    e.Accepted: _accepted,
    e.Dispatched: _dispatched,
    e.Received: _received,
    e.AssignmentReturned: _assignment_returned,
    e.HandlingBegun: _handling_begun,
    e.ResultRecorded: _result_recorded,
    e.ResultSubmitted: _result_submitted,
    e.ResultApproved: _result_approved,
    e.ResultRejected: _result_rejected,
    e.ResultReturned: _result_returned,
    e.Published: _published,
    e.AnsweredPrivately: _answered_privately,
    e.Rated: _rated,
    e.Withdrawn: _withdrawn,
    e.TermMoved: _term_moved,
}


def _with_assignment(case: Case, number: int, **changes: Any) -> Case:
    assert case.assignment(number) is not None, f"no assignment {number}"
    return replace(
        case,
        assignments=tuple(replace(a, **changes) if a.number == number else a for a in case.assignments),
    )


def _with_request(case: Case, number: int, state: RequestState) -> Case:
    return replace(
        case, requests=tuple(replace(r, state=state) if r.number == number else r for r in case.requests)
    )


def _cancel_requests(case: Case) -> Case:
    return replace(
        case,
        requests=tuple(
            replace(r, state=RequestState.CANCELLED) if r.state is RequestState.OPEN else r
            for r in case.requests
        ),
    )


def _end(case: Case, at: datetime) -> Case:
    """An ended case charges nobody any more: open assignments end, open requests are cancelled."""
    return replace(
        _cancel_requests(case),
        ended_at=at,
        assignments=tuple(
            replace(a, state=AssignmentState.ENDED) if a.state.is_open else a for a in case.assignments
        ),
    )
