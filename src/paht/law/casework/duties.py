"""The duties a case owes at this moment, worked out from the edition's rows: no rule about a term lies elsewhere."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from paht.law.casework.altered import replace
from paht.law.casework.case import Assignment, Case, Duty, Ended, Moved
from paht.law.casework.events import Body
from paht.law.casework.states import Party, Subject
from paht.law.editions.rows import Edition, Term
from paht.law.worktime import HO_CHI_MINH, Calendar, Due, Length, due

OwnLength = Callable[[str | None, str], Length | None]
"""An agency's own length of a term: agency, key of the term."""


def no_own_length(agency: str | None, term: str) -> Length | None:
    """Every agency keeps the regulation's terms."""
    return None


def subject_number(term_subject: Subject, body: Body) -> int:
    """Which assignment or request of the case the body is about; 0 for the case itself."""
    if term_subject is Subject.ASSIGNMENT:
        return getattr(body, "assignment", 0)
    return getattr(body, "request", 0) if term_subject is Subject.REQUEST else 0


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
        elif type(body) in term.lifted_by and same_subject:
            ended.append(Ended(duty.number, "late" if is_late else "void"))
        elif type(body) in term.ends and same_subject:
            ended.append(Ended(duty.number, "late" if is_late else "met"))
        elif _is_void(after, duty):
            ended.append(Ended(duty.number, "late" if is_late else "void"))
    return tuple(ended)


def opened_by(
    *,
    before: Case,
    after: Case,
    body: Body,
    at: datetime,
    edition: Edition,
    calendar: Calendar,
    own: OwnLength = no_own_length,
) -> tuple[Duty, ...]:
    """The duties that the body opens, numbered on from those the case has had.

    ``own`` tells an agency's own length of a term, which binds it where it is the shorter one (VL.12.2.b). What a
    result given back would set going again stays closed where it ran out meanwhile (VL.15.2.a, ST.8.1.1).
    """
    opened: list[Duty] = []
    for term in edition.terms_opened_by(type(body)):
        if term.when and not term.when(after, body):
            continue
        number = before.duties_opened + len(opened) + 1
        duty = _in_place_of(before, term, _open(term, number, after, body, at, edition, calendar, own))
        if type(body) in term.resumes and duty.due_at <= at:
            continue  # it ran out while the result lay with the IOC
        opened.append(duty)
    return tuple(opened)


def moved_by(*, case: Case, edition: Edition, calendar: Calendar) -> tuple[Moved, ...]:
    """The open duties that end later under the calendar; a change never takes time away from whoever holds one."""
    moved = []
    for duty in case.duties:
        moment = moments(duty, edition=edition, calendar=calendar)
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
    term: Term,
    number: int,
    after: Case,
    body: Body,
    at: datetime,
    edition: Edition,
    calendar: Calendar,
    own: OwnLength,
) -> Duty:
    start = term.begins(after, body, at, calendar) if term.begins else at
    subject = subject_number(term.subject, body)
    assignment = _charged(term, after, subject)
    holder = assignment.agency if assignment else None
    shorter = _shorter(own(holder, term.key), term, start, edition, calendar)
    agreed_on = term.day(after, body) if term.day else None
    moment = _moments(start, shorter or term.length, agreed_on, edition, calendar)
    return Duty(
        number=number,
        term=term.key,
        clause=term.clause,
        holder=term.holder,
        body=holder,
        subject=term.subject,
        subject_number=subject,
        starts_at=start,
        due_at=moment.due_at,
        violation_at=moment.violation_at,
        internal=term.internal,
        own=shorter,
        agreed_on=agreed_on,
    )


def moments(duty: Duty, *, edition: Edition, calendar: Calendar) -> Due:
    """When the duty is due and violated under the calendar: by its length, or at the end of the day agreed on."""
    length = duty.own or edition.term(duty.term).length
    return _moments(duty.starts_at, length, duty.agreed_on, edition, calendar)


def _moments(
    start: datetime, length: Length, agreed_on: date | None, edition: Edition, calendar: Calendar
) -> Due:
    if agreed_on is not None:
        end = end_of_day(calendar, agreed_on)
        return Due(end, end)
    return due(calendar=calendar, start=start, length=length, count=edition.day_count)


def end_of_day(calendar: Calendar, day: date) -> datetime:
    """The last working moment of the day, or of the next working day where it is none (Civil Code, Điều 148)."""
    eve = datetime.combine(day - timedelta(days=1), datetime.min.time(), HO_CHI_MINH)
    return calendar.add_civil_days(eve, 1)


def _shorter(
    own: Length | None, term: Term, start: datetime, edition: Edition, calendar: Calendar
) -> Length | None:
    """The agency's own length where it ends before the regulation's; a longer one binds nobody."""
    if own is None or term.day or term.internal:
        return None
    ends = [due(calendar, start, length, count=edition.day_count).due_at for length in (own, term.length)]
    return own if ends[0] < ends[1] else None


def _in_place_of(before: Case, term: Term, duty: Duty) -> Duty:
    """With the moments of the term that it extends, as they first stood."""
    same = (d for d in before.duties if d.term == term.extends and d.subject_number == duty.subject_number)
    original = next(same, None)
    if original is None:
        return duty
    return replace(duty, original_due_at=original.due_at, original_violation_at=original.violation_at)


def _charged(term: Term, after: Case, subject: int) -> Assignment | None:
    """The part of the case whose agency owes it: the one that it is about, or whose agency is asked."""
    if term.subject is Subject.ASSIGNMENT:
        return after.assignment(subject)
    if term.subject is Subject.REQUEST and term.holder is Party.AGENCY:
        request = next(r for r in after.requests if r.number == subject)
        return after.assignment(request.assignment or 0)
    return None


def _is_void(after: Case, duty: Duty) -> bool:
    """A duty is void once its case, assignment or request has ended some other way."""
    if after.stage.is_end and duty.subject is not Subject.REQUEST:
        return True
    if duty.subject is Subject.ASSIGNMENT:
        assignment = after.assignment(duty.subject_number)
        return assignment is None or not assignment.state.is_open
    if duty.subject is Subject.REQUEST:
        return all(r.number != duty.subject_number or not r.state.is_open for r in after.requests)
    return False
