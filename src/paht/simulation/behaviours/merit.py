"""What a report proved to be worth: for each command what an actor does."""

from paht.law.casework import commands as c
from paht.law.casework.states import Party
from paht.simulation.behaviours.intake import has_sender
from paht.simulation.behaviours.parts import BLANK, but
from paht.simulation.situation import Behaviour, Occasion, Situation, after


def _unjudged(s: Situation, command: c.Command) -> bool:
    """A report is commended or found false, once, and only where somebody sent it."""
    return has_sender(s) and s.case.commended_at is None and s.case.found_false_at is None


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.ProposeCommendation,
        party=Party.IOC,
        occasion=Occasion.ENDED,
        likelihood=0.1,
        waits=after(5, 300, 5000),
        make=lambda s: c.ProposeCommendation(reason=s.words("reason")),
        fits=_unjudged,
        spoils=(but(reason=BLANK),),
    ),
    Behaviour(
        command=c.MarkFalse,
        party=Party.IOC,
        occasion=Occasion.ENDED,
        likelihood=0.08,
        waits=after(5, 300, 5000),
        make=lambda s: c.MarkFalse(finding=s.words("finding")),
        fits=_unjudged,
        spoils=(but(finding=BLANK),),
    ),
)
