"""Which of the simulated courses the demo's reports take: the latest sixty days, one still in every state, and every
path that the edition has at least once.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from paht.demo.bodies import charged, invited, joining, with_deputies
from paht.demo.stops import STOPS
from paht.demo.telling import TELLING
from paht.law.casework import commands as c
from paht.law.casework.case import Case
from paht.law.casework.states import AssignmentRole, Kind, Procedure, RequestKind, RequestState, Stage
from paht.law.editions.rows import Edition
from paht.law.worktime import HO_CHI_MINH, Calendar
from paht.simulation import Plan
from paht.simulation.courses import Course, courses
from paht.simulation.files import Step

_MORE = 10
"""So many courses are simulated for each that is told, so that the rare ones are among them."""

_PROCEDURES = (*(Procedure.STAFF_LEADER,) * 7, Procedure.STAFF_DEPUTY_LEADER)
"""The internal procedures of the demo's bodies: mostly the regulation's own, one with a deputy."""

_ODD = frozenset({c.MarkSecret, c.MarkFalse, c.RecordJoining, c.PassAlarm, c.GiveUpInvitation})
"""What is shown once and not again: rare in a real province, or no more than one body can do it."""


def chosen(
    *, slug: str, edition: Edition, calendar: Calendar, reports: int, now: datetime, span: timedelta
) -> list[Course]:
    """The courses of so many reports: first one that stands still in each state, then such as show every path, then
    others as far as the present.
    """
    first = datetime.combine((now - span).astimezone(HO_CHI_MINH).date(), time(), HO_CHI_MINH)
    plan = Plan(
        edition=replace(
            edition,
            procedures=tuple(row for key in _PROCEDURES for row in edition.procedures if row.key == key),
        ),
        calendar=calendar,
        begins=first,
        days=span.days + 1,
        seed=sum(slug.encode()),
        reports=_MORE * max(reports, 80),
        officers=3,
    )
    chance = random.Random(slug)  # noqa: S311 (a story, not a secret)
    every = [course for course in courses(plan) if _can_be_told(course)]
    chance.shuffle(every)
    still = list(_standing_still(every, calendar=calendar, now=now, chance=chance))
    past = [lived for course in every if (lived := tuple(step for step in course if step.at < now))]
    shown = _showing(past, seen=still)
    rest = [course for course in past if not _is_odd(course) and all(course is not other for other in shown)]
    # More reports lately than long ago, as in a province that is getting to know the system.
    rest.sort(key=lambda course: chance.random() ** (span / (course[0].at - first + span / 4)), reverse=True)
    return (still + shown + rest)[:reports]


def states(case: Case) -> set[str]:
    """The states that the case is in: its assignments', what is asked, and its stage unless that only says that there
    are some assignments.
    """
    stage = set() if case.stage is Stage.HANDLING else {case.stage.value}
    asked = {r.kind.value for r in case.requests if r.state.is_open}
    sent = {
        "reported"
        for r in case.requests
        if r.kind is RequestKind.DIRECTION and r.state is RequestState.OPEN and r.forwarded_at
    }
    alarm = {"alarm"} if case.awaits_force else set()
    abreast = [a for a in case.handling if a.role is AssignmentRole.SOLE]
    several = {"several"} if len(abreast) > 1 else set()
    return (
        stage | asked | sent | alarm | several | {assignment.state.value for assignment in case.assignments}
    )


def is_new_matter(course: Course) -> bool:
    """Whether the report may take up an earlier one: its sender wrote it and was asked nothing about it."""
    asking = (c.Enter, c.RequestSupplement, c.RequestVerification, c.Refuse, c.AskConfidentiality)
    return not any(isinstance(step.command, asking) for step in course) and not with_deputies(course)


def _can_be_told(course: Course) -> bool:
    """The demo has pictures of matters on the ground, senders for them, words for what it knows how to tell, and one
    body with a deputy; a body that has not joined does not handle.
    """
    is_report = isinstance(course[0].command, c.Send) and course[0].after.kind is Kind.REPORT
    told = is_report and all(type(step.command) in TELLING for step in course[1:])
    if not told or len(with_deputies(course)) > 1:
        return False
    away = invited(course) - joining(course)
    return len(joining(course)) < 2 and not any(away & {*charged(step.command)} for step in course)


def _is_odd(course: Course) -> bool:
    return bool(with_deputies(course)) or any(type(step.command) in _ODD for step in course)


def _kinds(course: Course) -> set[type[c.Command]]:
    return {type(step.command) for step in course}


def _showing(past: Sequence[Course], *, seen: Sequence[Course]) -> list[Course]:
    """Courses that show every path which those seen do not: each time the one that shows most for its length."""
    shown: list[Course] = []
    known = set().union(*map(_kinds, seen)) if seen else set()
    left = [(course, _kinds(course)) for course in past]
    while True:
        left = [(course, kinds) for course, kinds in left if kinds - known and not (kinds & known & _ODD)]
        if not left:
            return shown
        best, kinds = max(left, key=lambda pair: len(pair[1] - known) / len(pair[0]))
        shown.append(best)
        known |= kinds


def _standing_still(
    every: Sequence[Course], *, calendar: Calendar, now: datetime, chance: random.Random
) -> Iterator[Course]:
    """For each state the shortest of some courses that lead there, moved so that the state was reached just now."""
    for stop in STOPS:
        leading = []
        for course in every:
            part = _as_far_as(stop, course)
            if part and (stop == "with_deputy" or not _is_odd(part)):
                leading.append(part)
            if len(leading) == 20:
                break
        if leading:
            shortest = min(leading, key=lambda part: calendar.elapsed(part[0].at, part[-1].at))
            yield tuple(_moved(shortest, calendar=calendar, end=now, chance=chance))


def _as_far_as(stop: str, course: Course) -> Course:
    """The beginning of the course up to that state; nothing where it does not come there."""
    for number, step in enumerate(course, 1):
        if stop in states(step.after):
            return course[:number]
    return ()


def _moved(course: Course, *, calendar: Calendar, end: datetime, chance: random.Random) -> Iterator[Step]:
    """The same working time between the steps, the last of them some minutes before ``end``; what is urgent runs by
    the clock.
    """
    first, last = course[0].at, course[-1].at
    minutes = chance.randint(10, 90)
    if any(step.after.alarm for step in course):
        lately = timedelta(minutes=chance.randint(2, 8))
        for step in course:
            yield replace(step, at=end - lately - (last - step.at))
        return
    begins = calendar.subtract(end, calendar.elapsed(first, last) + 60 * minutes)
    for step in course:
        yield replace(step, at=calendar.add(begins, calendar.elapsed(first, step.at)))
