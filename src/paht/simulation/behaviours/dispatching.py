"""Dispatch, receipt and return: for each command what an actor does."""

from dataclasses import replace

from paht.law.casework import commands as c
from paht.law.casework.commands import Command
from paht.law.casework.states import Party
from paht.law.worktime import due
from paht.simulation.behaviours.parts import BLANK, but, ready
from paht.simulation.course import standing
from paht.simulation.situation import Behaviour, Occasion, Situation, after


def _dispatch(s: Situation) -> c.Dispatch:
    wrong = s.chance.random() < 0.08
    bound = standing.bound_to(s.case)
    if bound is not None and s.chance.random() < 0.2:
        bound = None  # the officer has not read what binds
    agency = bound or (s.chance.choice(s.province.agencies) if wrong else s.province.competent(s.case))
    return c.Dispatch(agency=agency, note=s.words("note"))


def _may_dispatch(s: Situation, command: c.Dispatch) -> bool:
    free = command.agency not in standing.handling(s.case)
    return ready(s) and free and standing.bound_to(s.case) in (None, command.agency)


def _to_an_outsider(s: Situation, command: c.Dispatch) -> Command:
    return replace(command, agency=s.chance.choice(s.province.outsiders))


def _to_another_than_bound(s: Situation, command: c.Dispatch) -> Command | None:
    others = [body for body in s.province.agencies if body != standing.bound_to(s.case)]
    return replace(command, agency=s.chance.choice(others)) if standing.bound_to(s.case) else None


def _return(s: Situation) -> c.ReturnAssignment:
    grounds = [g for g in s.edition.return_grounds if s.assignment and s.assignment.role in g.capacities]
    ground = s.chance.choice(grounds or s.edition.return_grounds).key
    return c.ReturnAssignment(
        assignment=s.charged, ground=ground, note=s.words("note"), responsible=s.province.competent(s.case)
    )


def _return_in_window(s: Situation, command: c.ReturnAssignment) -> bool:
    """Whether the way back on this ground is still open; where its row does not close it, it always is, but for a body
    that was designated."""
    if s.assignment is not None and s.assignment.directed:
        return False
    row = next((ground for ground in s.edition.return_grounds if ground.key == command.ground), None)
    if row is not None and s.assignment is not None and s.assignment.role not in row.capacities:
        return False
    if row is None or not row.only_in_window or s.assignment is None or s.assignment.received_at is None:
        return True
    window = s.edition.term(row.key)
    return s.now <= due(s.calendar, s.assignment.received_at, window.length, count=s.edition.day_count).due_at


def _naming_nobody(s: Situation, command: c.ReturnAssignment) -> Command | None:
    naming = [g.key for g in s.edition.return_grounds if g.names_responsible]
    return replace(command, ground=s.chance.choice(naming), responsible=" ") if naming else None


def _return_weight(s: Situation) -> float:
    if s.assignment is not None and s.assignment.directed:
        return 0.0
    handled = [a for a in s.case.assignments if a.role in standing.HANDLING]
    if s.assignment is None or any(a.number != s.assignment.number for a in handled):
        return 0.2  # a case that concerns several has no one right body
    return 9.0 if s.assignment.agency != s.province.competent(s.case) else 0.03


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.Dispatch,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_dispatch,
        weight=lambda s: 1.0 if ready(s) else 0.0,
        minutes=(1, 3, 12),
        fits=_may_dispatch,
        spoils=(but(note=BLANK), but(agency="unheard_of"), _to_an_outsider, _to_another_than_bound),
    ),
    Behaviour(
        command=c.Receive,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=lambda s: c.Receive(assignment=s.charged),
        minutes=(1, 2, 6),
        waits=after(2, 15, 90),
    ),
    Behaviour(
        command=c.ReturnAssignment,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=_return,
        weight=_return_weight,
        minutes=(5, 10, 30),
        fits=_return_in_window,
        spoils=(but(ground="unheard_of"), but(note=BLANK), _naming_nobody),
    ),
)
