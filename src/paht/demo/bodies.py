"""Which real body stands in the place of each simulated one in a story: the same all along, and no two the same.

A coordinator stands for a coordinator, a body that is invited for one that has not joined, and a body whose deputy
reads results for one whose internal procedure says so; the body that handled last is right for the scene.
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paht.agencies.models import Agency, AgencyKind
from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, Procedure
from paht.simulation.courses import Course


@dataclass(frozen=True, slots=True)
class Bodies:
    """The real bodies of a province that have a part of their own; ``others`` may cooperate in anything, ``first`` has
    the accounts that a visitor tries."""

    first: uuid.UUID
    coordinator: uuid.UUID | None
    outsider: uuid.UUID
    newcomer: uuid.UUID
    with_deputy: Agency | None
    others: tuple[uuid.UUID, ...]
    seldom: frozenset[uuid.UUID]


FIRST = "sxd"
OUTSIDER, NEWCOMER = "qldb4", "thuyloi"
"""Codes of the bodies that have not joined: one never does, the other joins in the story that tells it."""

_NOT_HANDLING = ("chuquan", "vpubnd", "hcc", "thue", OUTSIDER, NEWCOMER)
_SELDOM = ("svhttdl", "sgddt", "syt", "vienthong")
"""Bodies that few would think of for what lies broken in a street; they help where nobody else is left."""


def bodies_of(jurisdiction_id: int) -> Bodies:
    """The province's bodies, by the codes and settings that the demo founds them with."""
    rows = list(Agency.objects.filter(jurisdiction_id=jurisdiction_id).order_by("code"))
    by_code = {row.code: row.pk for row in rows}
    kinds = (
        AgencyKind.DEPARTMENT,
        AgencyKind.CENTRAL,
        AgencyKind.ENTERPRISE,
        AgencyKind.PUBLIC_SERVICE,
    )
    deputies = Agency.objects.filter(
        jurisdiction_id=jurisdiction_id, procedures__procedure=Procedure.STAFF_DEPUTY_LEADER.value
    )
    return Bodies(
        first=by_code[FIRST],
        coordinator=next((row.pk for row in rows if row.is_coordinator), None),
        outsider=by_code[OUTSIDER],
        newcomer=by_code[NEWCOMER],
        with_deputy=deputies.first(),
        others=tuple(row.pk for row in rows if row.kind in kinds and row.code not in _NOT_HANDLING),
        seldom=frozenset(row.pk for row in rows if row.code in _SELDOM),
    )


def charged(command: c.Command) -> tuple[str, ...]:
    """The simulated bodies that the command charges with handling, or names for it."""
    match command:
        case c.DispatchToSeveral() | c.PassOn():
            return command.agencies
        case c.Dispatch() | c.DispatchToLead() | c.DispatchUrgently() | c.PassForMonitoring():
            return (command.agency,)
        case c.AnswerCoordination() | c.Disagree() | c.RecordDirection():
            return (command.agency,) if command.agency else ()
        case _:
            return ()


def invited(course: Course) -> frozenset[str]:
    """The simulated bodies that are invited in the course."""
    return frozenset(step.command.agency for step in course if isinstance(step.command, c.DraftInvitation))


def joining(course: Course) -> frozenset[str]:
    """Those of them that join in it."""
    numbers = {step.command.request for step in course if isinstance(step.command, c.RecordJoining)}
    requests = course[-1].after.requests
    return frozenset(r.agency for r in requests if r.number in numbers and r.agency)


def with_deputies(course: Course) -> frozenset[str]:
    """The simulated bodies whose deputy reads the result."""
    return frozenset(
        a.agency for a in course[-1].after.assignments if a.procedure is Procedure.STAFF_DEPUTY_LEADER
    )


def mapped(
    course: Course,
    *,
    bodies: Bodies,
    competent: Sequence[uuid.UUID],
    chance: random.Random,
    for_first: bool,
) -> dict[str, str]:
    """For each simulated body of the course the real one; ``competent`` are those for the scene, the likeliest first.
    ``for_first``: the one with the accounts has it, where it is competent.

    Whose result is the answer is right for the scene, before whoever gave it back. What was given back was dispatched
    to the least likely, so that the return makes sense; others help.
    """
    found = dict(_with_a_part(course, bodies))
    handling = [agency for step in course for agency in charged(step.command) if agency not in found]
    leads = [step for step in course if isinstance(step.command, c.DispatchToLead)] or course
    last = [agency for step in reversed(leads) for agency in charged(step.command) if agency not in found]
    returned = {a.agency for a in course[-1].after.assignments if a.state is AssignmentState.RETURNED}
    answering = {a.agency for a in course[-1].after.assignments if a.result}
    last.sort(key=lambda agency: (agency not in answering, agency in returned))
    deputy = bodies.with_deputy
    free = [body for body in competent if str(body) not in found.values()]
    if deputy is not None:
        free = [body for body in free if body != deputy.pk]
    rest = [body for body in bodies.others if body not in free and str(body) not in found.values()]
    chance.shuffle(rest)
    rest.sort(key=bodies.seldom.__contains__)
    if last:
        right = bodies.first if for_first and bodies.first in free else chance.choice(free[:2])
        free.remove(right)
        found[last[0]] = str(right)
    for agency in handling:
        if agency not in found:
            pool = [*reversed(free), *rest] if agency in returned else [*rest, *reversed(free)]
            found[agency] = next(name for name in map(str, pool) if name not in found.values())
    return found


def _with_a_part(course: Course, bodies: Bodies) -> Iterator[tuple[str, str]]:
    joins = joining(course)
    for agency in invited(course):
        yield agency, str(bodies.newcomer if agency in joins else bodies.outsider)
    for agency in with_deputies(course):
        assert bodies.with_deputy is not None
        yield agency, str(bodies.with_deputy.pk)
    for step in course:
        if isinstance(step.command, c.AskCoordinator):
            yield step.command.agency, str(bodies.coordinator)
