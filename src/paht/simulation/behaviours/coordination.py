"""A report without known handler: for each command what an actor does."""

from paht.law.casework import commands as c
from paht.law.casework.states import Party
from paht.simulation.behaviours.parts import BLANK, but, ready
from paht.simulation.course import standing
from paht.simulation.situation import Behaviour, Occasion, Situation, after


def _answer(s: Situation) -> c.AnswerCoordination:
    named = None if s.chance.random() < 0.15 else s.province.competent(s.case)
    return c.AnswerCoordination(assignment=s.charged, agency=named, note=s.words("note"))


def _disagree(s: Situation) -> c.Disagree:
    named = s.province.competent(s.case) if s.chance.random() < 0.5 else None
    return c.Disagree(assignment=s.charged, note=s.words("note"), agency=named)


def _at_a_loss(s: Situation) -> float:
    """The desk asks where it is not bound already, and seldom twice."""
    if standing.bound_to(s.case) is not None or not ready(s):
        return 0.0
    return 0.02 if standing.coordinating(s.case) else 0.12


def _has_new_result(s: Situation, command: c.AskAgreement) -> bool:
    return standing.needs_agreement(s.case) and s.case.held is None


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.AskCoordinator,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.AskCoordinator(agency=s.province.coordinator, note=s.words("note")),
        weight=_at_a_loss,
        minutes=(3, 8, 20),
        fits=ready,
        spoils=(but(note=BLANK), but(agency="commune-01"), but(agency="unheard_of")),
    ),
    Behaviour(
        command=c.AnswerCoordination,
        party=Party.COORDINATOR,
        occasion=Occasion.HELD,
        make=_answer,
        minutes=(5, 20, 90),
        waits=after(10, 200, 900),
        spoils=(but(note=BLANK), but(agency="unheard_of")),
    ),
    Behaviour(
        command=c.AskAgreement,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.AskAgreement(assignment=s.charged, note=s.words("note")),
        weight=lambda s: 3.0 if standing.needs_agreement(s.case) else 0.0,
        minutes=(2, 5, 15),
        fits=_has_new_result,
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.Agree,
        party=Party.COORDINATOR,
        occasion=Occasion.HELD,
        make=lambda s: c.Agree(assignment=s.charged, note=s.words("note")),
        minutes=(5, 15, 60),
        waits=after(10, 200, 900),
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.Disagree,
        party=Party.COORDINATOR,
        occasion=Occasion.HELD,
        make=_disagree,
        weight=lambda s: 0.6,
        minutes=(5, 15, 60),
        waits=after(10, 200, 900),
        spoils=(but(note=BLANK), but(agency="unheard_of")),
    ),
)
