"""From every state that was reached an end can be reached: searched with the real core, once per distinct state."""

from collections import deque
from dataclasses import replace
from random import Random
from typing import Any

from paht.law.casework import decide, evolve
from paht.law.casework.case import Case, Refused
from paht.law.casework.states import RequestState
from paht.simulation.behaviours import BEHAVIOURS
from paht.simulation.broken import must
from paht.simulation.course import bound_to, needs_agreement
from paht.simulation.province import SYSTEM
from paht.simulation.situation import Behaviour, Situation, permitted

Abstract = tuple[Any, ...]
"""What of a case decides which commands are possible; texts, moments and names do not."""


def abstract(case: Case) -> Abstract:
    """The distinct state of the case."""
    return (
        case.stage,
        case.kind,
        case.non_public_ground is None,
        case.rating is None,
        tuple(
            (
                a.role,
                a.state,
                a.begun_at is None,
                a.times_returned > 0,
                a.directed,
                a.named,
                a.disagreements > 0,
                a.urgent,
                a.finished_at is None,
            )
            for a in case.assignments
            if a.state.is_open
        ),
        tuple((r.kind, r.forwarded_at is None) for r in case.requests if r.state is RequestState.OPEN),
        bound_to(case),
        needs_agreement(case),
        case.is_urgent,
    )


class Reachable:
    """The states from which an end is known to be reachable."""

    def __init__(self) -> None:
        self.known: set[Abstract] = set()

    def check(self, situation: Situation) -> None:
        """``BrokenError`` where no sequence of permitted acts leads from here to an end."""
        state = abstract(situation.case)
        if state in self.known or situation.case.stage.is_end:
            return
        # The search must not draw from the simulation's chance: it depends on what was searched before.
        found = self._searched(replace(situation, chance=Random(0)))  # noqa: S311
        must(found, "no case is stuck", lambda: repr(situation.case))

    def _searched(self, situation: Situation) -> bool:
        start = situation.case
        came_from: dict[Abstract, Abstract | None] = {abstract(start): None}
        waiting = deque([start])
        while waiting:
            case = waiting.popleft()
            state = abstract(case)
            if case.stage.is_end or state in self.known:
                step: Abstract | None = state
                while step is not None:
                    self.known.add(step)
                    step = came_from[step]
                return True
            for after in _following(replace(situation, case=case)):
                if abstract(after) not in came_from:
                    came_from[abstract(after)] = state
                    waiting.append(after)
        return False


def _following(situation: Situation) -> list[Case]:
    """The cases that one permitted act makes of this one."""
    found = []
    for assignment in (*situation.case.assignments, None):
        for request in (*situation.case.requests, None):
            here = replace(situation, assignment=assignment, request=request)
            for row in BEHAVIOURS:
                if permitted(here, row):
                    found.extend(_after(here, row))
    return found


def _after(situation: Situation, row: Behaviour) -> list[Case]:
    case = situation.case
    body = situation.assignment.agency if situation.assignment else None
    province = situation.province
    actor = province.party(row.party, case, body, situation.chance) if row.party else SYSTEM
    events = decide.decide(
        case,
        row.make(situation),
        actor=actor,
        facts=province.facts,
        now=situation.now,
        edition=situation.edition,
        calendar=situation.calendar,
    )
    if isinstance(events, Refused):
        return []
    for event in events:
        case = evolve.evolve(case, event)
    return [case]
