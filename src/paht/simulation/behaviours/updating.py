"""Updates of a result that was answered already: for each command what an actor does."""

from paht.law.casework import commands as c
from paht.law.casework.case import Actor
from paht.law.casework.states import Party, Stage
from paht.simulation.behaviours.parts import BLANK, PHOTO, but
from paht.simulation.situation import Behaviour, Occasion, Situation, after


def _offer(s: Situation) -> c.OfferUpdate:
    last = s.case.assignments[-1].number if s.case.assignments else 0
    return c.OfferUpdate(assignment=last, text=s.words("update"), files=(PHOTO,))


def _staff(s: Situation) -> Actor:
    """Somebody of the agency that answered."""
    body = s.case.assignments[-1].agency if s.case.assignments else s.province.agencies[0]
    return s.chance.choice(s.province.staff[body])


def _was_answered(s: Situation, command: c.OfferUpdate) -> bool:
    return s.case.stage in (Stage.PUBLISHED, Stage.ANSWERED)


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.OfferUpdate,
        party=Party.AGENCY,
        occasion=Occasion.ENDED,
        likelihood=0.25,
        waits=after(60, 2000, 9000),
        make=_offer,
        actor=_staff,
        fits=_was_answered,
        spoils=(but(text=BLANK),),
    ),
    Behaviour(
        command=c.PostUpdate,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.PostUpdate(request=s.asked, text=s.words("update")),
        minutes=(2, 5, 15),
        spoils=(but(text=BLANK),),
    ),
    Behaviour(
        command=c.DeclineUpdate,
        party=Party.IOC,
        occasion=Occasion.HELD,
        weight=lambda s: 0.4,
        make=lambda s: c.DeclineUpdate(request=s.asked, reason=s.words("reason")),
        minutes=(2, 4, 10),
        spoils=(but(reason=BLANK),),
    ),
)
