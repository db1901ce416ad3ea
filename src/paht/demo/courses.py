"""Which of the simulated courses the demo's reports take: the latest sixty days, and one still in every state."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from paht.demo.telling import TELLING
from paht.law.casework.case import Case
from paht.law.casework.commands import Send
from paht.law.casework.states import Kind, RequestKind, Stage
from paht.law.editions.rows import Edition
from paht.law.worktime import HO_CHI_MINH, Calendar
from paht.simulation import Plan
from paht.simulation.courses import Course, courses
from paht.simulation.files import Step

STOPS = (
    "sent",
    "supplement",
    "verified",
    "accepted",
    "dispatched",
    "received",
    "handling",
    "handled",
    "submitted",
    "correcting",
    "checking",
    "withdrawn",
)
"""Where a province's first stories stand still: a visitor finds a case in every state, whatever the hour."""

_MORE = 20
"""So many courses are simulated for each that is told, so that the rare ones are among them."""


def chosen(
    *, slug: str, edition: Edition, calendar: Calendar, reports: int, now: datetime, span: timedelta
) -> list[Course]:
    """The courses of so many reports: first one that stands still in each state, then others as far as the present."""
    first = datetime.combine((now - span).astimezone(HO_CHI_MINH).date(), time(), HO_CHI_MINH)
    plan = Plan(
        # The demo's bodies have no internal procedure of their own.
        edition=replace(edition, procedures=()),
        calendar=calendar,
        begins=first,
        days=span.days + 1,
        seed=sum(slug.encode()),
        reports=_MORE * max(reports, 40),
        officers=3,
    )
    chance = random.Random(slug)  # noqa: S311 (a story, not a secret)
    every = [course for course in courses(plan) if _can_be_told(course)]
    chance.shuffle(every)
    still = list(_standing_still(every, calendar=calendar, now=now, chance=chance))
    past = [lived for course in every if (lived := tuple(step for step in course if step.at < now))]
    # More reports lately than long ago, as in a province that is getting to know the system.
    past.sort(key=lambda course: chance.random() ** (span / (course[0].at - first + span / 4)), reverse=True)
    return (still + past)[:reports]


def states(case: Case) -> set[str]:
    """The states that the case is in: its assignments', and its stage unless that only says that there are some."""
    stage = set() if case.stage is Stage.HANDLING else {case.stage.value}
    asked = {"supplement"} if case.open_request(RequestKind.SUPPLEMENT) else set()
    return stage | asked | {assignment.state.value for assignment in case.assignments}


def _can_be_told(course: Course) -> bool:
    """The demo has pictures of matters on the ground, senders for them, and words for what it knows how to tell."""
    is_report = isinstance(course[0].command, Send) and course[0].after[-1].kind is Kind.REPORT
    return is_report and all(type(step.command) in TELLING for step in course[1:])


def _standing_still(
    every: Sequence[Course], *, calendar: Calendar, now: datetime, chance: random.Random
) -> Iterator[Course]:
    """For each state the shortest of some courses that lead there, moved so that the state was reached just now."""
    for stop in STOPS:
        leading = [part for course in every if (part := _as_far_as(stop, course))][:20]
        if leading:
            shortest = min(leading, key=lambda part: calendar.elapsed(part[0].at, part[-1].at))
            yield tuple(_moved(shortest, calendar=calendar, end=now, chance=chance))


def _as_far_as(stop: str, course: Course) -> Course:
    """The beginning of the course up to that state; nothing where it does not come there."""
    for number, step in enumerate(course, 1):
        if stop in states(step.after[-1]):
            return course[:number]
    return ()


def _moved(course: Course, *, calendar: Calendar, end: datetime, chance: random.Random) -> Iterator[Step]:
    """The same working time between the steps, the last of them some minutes before ``end``."""
    first = course[0].at
    whole = calendar.elapsed(first, course[-1].at) + 60 * chance.randint(10, 90)
    begins = calendar.subtract(end, whole)
    for step in course:
        yield replace(step, at=calendar.add(begins, calendar.elapsed(first, step.at)))
