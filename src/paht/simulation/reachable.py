"""From every state that was reached an end can be reached: searched with the real core for whatever is new in it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from heapq import heappop, heappush
from operator import gt
from random import Random
from typing import Any, NamedTuple

from paht.law.casework import decide
from paht.law.casework.altered import replace
from paht.law.casework.case import Case, Refused
from paht.law.casework.commands import AssignmentCommand, RequestCommand
from paht.law.casework.states import AssignmentState, Party, RequestState, Stage
from paht.law.editions.rows import Edition
from paht.law.worktime import Calendar
from paht.simulation.behaviours import BEHAVIOURS
from paht.simulation.broken import must
from paht.simulation.course.standing import bound_to, handling, needs_agreement
from paht.simulation.files import open_requests
from paht.simulation.province import SYSTEM, Province
from paht.simulation.situation import Behaviour, Situation, permitted


class Abstract(NamedTuple):
    """What of a case decides which commands are possible; texts, moments and names do not. Two agencies at the same
    point count as one."""

    stage: Stage
    marks: tuple[Any, ...]
    standing: tuple[Any, ...]
    parts: frozenset[tuple[Any, ...]]
    requests: tuple[Any, ...]


def abstract(case: Case) -> Abstract:
    """The distinct state of the case."""
    return Abstract(
        stage=case.stage,
        marks=(
            case.kind,
            case.non_public_ground is None,
            case.confidential,
            case.secret_reference is None,
            case.held is None,
            case.source is None,
            case.rating is None,
            case.commended_at is None,
            case.found_false_at is None,
        ),
        standing=(case.part_returned, bound_to(case), needs_agreement(case), case.is_urgent),
        parts=frozenset(
            (
                *(a.role, a.state, a.begun_at is None, a.times_returned > 0),
                *(a.procedure, a.extended_on is None, a.sanction, a.urgent, a.finished_at is None),
                *(a.part_returned, a.directed, a.named, a.disagreements > 0),
            )
            for a in case.assignments
            if a.state.is_open
        ),
        requests=tuple(
            sorted((r.kind, r.state, r.forwarded_at is None, *r.grounds[:1]) for r in open_requests(case))
        ),
    )


def aspects(state: Abstract) -> frozenset[tuple[Any, ...]]:
    """The sides of a state on which its way to an end depends, each with the stage: its marks, what is asked, each part
    by itself, and all parts together by role and state. Every combination of them would be too many to search.
    """
    together = frozenset(part[:2] for part in state.parts)
    return frozenset(
        (
            (state.stage, "marks", state.marks),
            (state.stage, "asked", state.requests),
            (state.stage, "together", together, state.standing),
            *((state.stage, "part", part, state.standing[-1]) for part in state.parts),
        )
    )


_MOST = 3
"""A search charges no more agencies at a time than this, and asks no more of them: without a bound it would never
end."""

_FAR = 600
"""So many states are searched, nearest to an end first; a sound case needs a handful, whoever is stuck would search
all there are."""

_STAGES = (Stage.CHECKING, Stage.HANDLING, Stage.ACCEPTED, Stage.VERIFIED, Stage.SENT, Stage.DRAFT)
_STATES: dict[AssignmentState, int] = {
    AssignmentState.SUBMITTED: 1,
    AssignmentState.WITH_DEPUTY: 2,
    AssignmentState.HANDLED: 3,
    AssignmentState.HANDLING: 4,
    AssignmentState.COMPILING: 4,
    AssignmentState.CORRECTING: 4,
    AssignmentState.WAITING: 5,
    AssignmentState.RECEIVED: 5,
    AssignmentState.DISPATCHED: 6,
    AssignmentState.LEADING: 11,
    AssignmentState.RESPONDING: 4,
    AssignmentState.SUMMONED: 6,
    AssignmentState.AGREEING: 3,
    AssignmentState.IDENTIFYING: 6,
}
_REQUESTS: dict[RequestState, int] = {RequestState.CHECKING: 1, RequestState.OPEN: 4, RequestState.WAITING: 6}


def to_go(case: Case) -> int:
    """About how far the end is: the search follows the nearest first, and asks all in the end."""
    # Where nobody handles, as a direction or a joining is waited for, or not whom a direction named, the dispatch is
    # still to come.
    undispatched = case.stage is Stage.HANDLING and (not handling(case) or case.directed_to is not None)
    reached = Stage.ACCEPTED if undispatched else case.stage
    stage = _STAGES.index(reached) if reached in _STAGES else -1
    parts = sum(_STATES.get(a.state, 0) + a.part_returned for a in case.assignments)
    asked = sum(2 if r.forwarded_at else _REQUESTS[r.state] for r in open_requests(case))
    return 20 * stage + parts + asked + case.part_returned + 2 * needs_agreement(case)


def _open(case: Case) -> tuple[int, int]:
    """How many agencies are charged, and how many requests are open."""
    return len(handling(case)), len(open_requests(case))


class Reachable:
    """The aspects of states from which an end is known to be reachable."""

    def __init__(self, edition: Edition, province: Callable[[], Province]) -> None:
        self.known: set[tuple[Any, ...]] = set()
        self._edition = edition
        self._province = province

    def check(self, case: Case, *, at: datetime, calendar: Calendar) -> None:
        """``BrokenError`` where no sequence of permitted acts leads from here to an end."""
        if self._knows(case):
            return
        # The search must not draw from the simulation's chance: it depends on what was searched before.
        chance = Random(0)  # noqa: S311
        start = Situation(case, None, None, self._edition, calendar, self._province(), at, chance)
        must(self._searched(start), "no case is stuck", lambda: repr(case))

    def _knows(self, case: Case) -> bool:
        return _is_over(case) or aspects(abstract(case)) <= self.known

    def _searched(self, situation: Situation) -> bool:
        start = situation.case
        came_from: dict[Abstract, Abstract | None] = {abstract(start): None}
        waiting = [(to_go(start), 0, start)]
        most = tuple(max(_MOST, at_first) for at_first in _open(start))
        for _ in range(_FAR):
            if not waiting:
                break
            case = heappop(waiting)[2]
            state = abstract(case)
            for after in _following(replace(situation, case=case)):
                reached = abstract(after)
                if reached in came_from or any(map(gt, _open(after), most)):
                    continue
                came_from[reached] = state
                if self._knows(after):
                    self._remember(reached, came_from)
                    return True
                heappush(waiting, (to_go(after), len(came_from), after))
        return False

    def _remember(self, last: Abstract, came_from: dict[Abstract, Abstract | None]) -> None:
        step: Abstract | None = last
        while step is not None:
            self.known |= aspects(step)
            step = came_from[step]


def _is_over(case: Case) -> bool:
    return case.stage.is_end and not open_requests(case)


_OF_A_BODY = frozenset({Party.AGENCY, Party.AGENCY_LEADER, Party.COORDINATOR})
"""Who acts for the body of an assignment."""


def _following(situation: Situation) -> Iterator[Case]:
    """The cases that one permitted act makes of this one."""
    case = situation.case
    states = {case.stage, *(a.state for a in case.assignments), *(r.state for r in case.requests)}
    for row in BEHAVIOURS:
        step = situation.edition.by_command.get(row.command)
        if step is None or step.at.isdisjoint(states):
            continue
        of_a_part = issubclass(row.command, AssignmentCommand) or row.party in _OF_A_BODY
        for assignment in case.assignments if of_a_part else (None,):
            for request in case.requests if issubclass(row.command, RequestCommand) else (None,):
                here = replace(situation, assignment=assignment, request=request)
                if permitted(here, row):
                    yield from _after(here, row)


def _after(situation: Situation, row: Behaviour) -> list[Case]:
    case = situation.case
    body = situation.assignment.agency if situation.assignment else None
    province = situation.province
    if row.actor:
        actor = row.actor(situation)
    else:
        actor = province.party(row.party, case, body, situation.chance) if row.party else SYSTEM
    decision = decide.decided(
        case,
        row.make(situation),
        actor=actor,
        facts=province.facts,
        now=situation.now,
        edition=situation.edition,
        calendar=situation.calendar,
    )
    return [] if isinstance(decision, Refused) else [decision.after]
