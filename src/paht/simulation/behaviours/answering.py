"""Check, publication and rating: for each command what an actor does."""

from paht.law.casework import commands as c
from paht.law.casework.states import Party
from paht.simulation.behaviours.parts import BLANK, but
from paht.simulation.course import standing
from paht.simulation.situation import Behaviour, Occasion, Situation, after


def _returned_before_where_asked(s: Situation, command: c.ReturnResult) -> bool:
    """A ground of a repeated return needs a first one."""
    row = next((ground for ground in s.edition.result_grounds if ground.key == command.ground), None)
    again = row is not None and row.only_again
    return not again or (s.assignment is not None and s.assignment.times_returned > 0)


def _wrongly_answered(s: Situation, command: c.Publish) -> c.Publish:
    """No answer where one is owed; words where a state secret allows none."""
    return c.Publish(answer=s.words("answer") if s.case.secret_reference else BLANK)


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.ReturnResult,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.ReturnResult(
            assignment=s.charged, ground=s.chance.choice(s.edition.result_grounds).key, note=s.words("note")
        ),
        weight=lambda s: 0.07,
        minutes=(3, 6, 20),
        fits=_returned_before_where_asked,
        spoils=(but(ground="unheard_of"), but(note=BLANK)),
    ),
    Behaviour(
        command=c.Publish,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.Publish(answer=BLANK if s.case.secret_reference else s.words("answer")),
        weight=lambda s: 0.0 if standing.needs_agreement(s.case) else 1.0,
        minutes=(3, 6, 25),
        fits=lambda s, command: not standing.needs_agreement(s.case),
        spoils=(_wrongly_answered,),
    ),
    Behaviour(
        command=c.Rate,
        party=Party.SENDER,
        occasion=Occasion.ENDED,
        likelihood=0.45,
        waits=after(5, 300, 9000),
        make=lambda s: c.Rate(level=s.chance.choices(s.edition.levels, (70, 20, 10))[0].key),
        fits=lambda s, command: s.case.rating is None,
        spoils=(but(level="splendid"),),
    ),
)
