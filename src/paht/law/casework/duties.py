"""The duties a case owes at this moment, worked out from the edition's rows: no rule about a term lies elsewhere."""

from datetime import datetime

from paht.law.casework.case import Case, Duty, Ended, Moved
from paht.law.casework.events import AssignmentBody, Body, RequestBody
from paht.law.casework.states import RequestState, Subject
from paht.law.editions.rows import Edition, Term
from paht.law.worktime import Calendar, due


def subject_number(term_subject: Subject, body: Body) -> int:
    """Which assignment or request of the case the body is about; 0 for the case itself."""
    if term_subject is Subject.ASSIGNMENT:
        return body.assignment if isinstance(body, AssignmentBody) else 0
    if term_subject is Subject.REQUEST:
        return body.request if isinstance(body, RequestBody) else 0
    return 0


def ended_by(*, before: Case, after: Case, body: Body, at: datetime, edition: Edition) -> tuple[Ended, ...]:
    """The open duties that the body ends: met, late, or void where its subject is no longer charged.

    What was overdue already stays late, whatever the case turns to (VL.12.2.a): only what could still have been
    met in time is void. What another term takes the place of is neither met nor missed (VL.15.2.a).
    """
    ended = []
    for duty in before.duties:
        term = edition.term(duty.term)
        same_subject = duty.subject is Subject.CASE or duty.subject_number == subject_number(
            duty.subject, body
        )
        is_late = at > duty.due_at
        if type(body) in term.superseded_by and same_subject:
            ended.append(Ended(duty.number, "void"))
        elif type(body) in term.ends and same_subject:
            ended.append(Ended(duty.number, "late" if is_late else "met"))
        elif _is_void(after, duty) or (type(body) in term.dropped_by and same_subject):
            ended.append(Ended(duty.number, "late" if is_late else "void"))
    return tuple(ended)


def opened_by(
    *, before: Case, after: Case, body: Body, at: datetime, edition: Edition, calendar: Calendar
) -> tuple[Duty, ...]:
    """The duties that the body opens, numbered on from those the case has had."""
    opened: list[Duty] = []
    for term in edition.terms:
        if not term.owed or type(body) not in term.starts or (term.when and not term.when(after, body)):
            continue
        number = before.duties_opened + len(opened) + 1
        opened.append(_open(term, number, after, body, at, edition, calendar))
    return tuple(opened)


def moved_by(*, case: Case, edition: Edition, calendar: Calendar) -> tuple[Moved, ...]:
    """The open duties that end later under the calendar; a change never takes time away from whoever holds one."""
    moved = []
    for duty in case.duties:
        length = edition.term(duty.term).length
        moment = due(calendar=calendar, start=duty.starts_at, length=length, count=edition.day_count)
        if moment.due_at > duty.due_at or moment.violation_at > duty.violation_at:
            moved.append(
                Moved(
                    number=duty.number,
                    was_due_at=duty.due_at,
                    due_at=max(moment.due_at, duty.due_at),
                    violation_at=max(moment.violation_at, duty.violation_at),
                )
            )
    return tuple(moved)


def _open(
    term: Term, number: int, after: Case, body: Body, at: datetime, edition: Edition, calendar: Calendar
) -> Duty:
    start = term.begins(after, body, at, calendar) if term.begins else at
    moment = due(calendar=calendar, start=start, length=term.length, count=edition.day_count)
    subject = subject_number(term.subject, body)
    assignment = after.assignment(subject) if term.subject is Subject.ASSIGNMENT else None
    return Duty(
        number=number,
        term=term.key,
        clause=term.clause,
        holder=term.holder,
        body=assignment.agency if assignment else None,
        subject=term.subject,
        subject_number=subject,
        starts_at=start,
        due_at=moment.due_at,
        violation_at=moment.violation_at,
        internal=term.internal,
    )


def _is_void(after: Case, duty: Duty) -> bool:
    """A duty is void once its case, assignment or request has ended some other way."""
    if after.stage.is_end:
        return True
    if duty.subject is Subject.ASSIGNMENT:
        assignment = after.assignment(duty.subject_number)
        return assignment is None or not assignment.state.is_open
    if duty.subject is Subject.REQUEST:
        return all(
            r.number != duty.subject_number or r.state is not RequestState.OPEN for r in after.requests
        )
    return False
