"""Releasing the words of citizens: for each command what an officer of the desk does."""

from paht.law.casework import commands as c
from paht.law.casework.case import Masked
from paht.law.casework.states import Party, RequestKind, RequestState
from paht.simulation.behaviours.parts import BLANK, but
from paht.simulation.situation import Behaviour, Occasion, Situation, after


def masked(s: Situation) -> tuple[Masked, ...]:
    """What an officer masked: mostly nothing."""
    return (Masked("phone", s.chance.randint(1, 3)),) if s.chance.random() < 0.3 else ()


def _asked(s: Situation) -> int:
    """The last thing asked about the answer whose words an officer may release."""
    states = (RequestState.WAITING, RequestState.OPEN)
    open_ones = [r for r in s.case.requests if r.kind is RequestKind.INTERACTION and r.state in states]
    return open_ones[-1].number if open_ones else 0


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.ReleaseText,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.ReleaseText(text=s.words("released"), masked=masked(s)),
        weight=lambda s: 3.0 if s.case.held is not None else 0.02,
        minutes=(1, 2, 5),
        spoils=(but(text=BLANK),),
    ),
    Behaviour(
        command=c.ReleaseWords,
        party=Party.IOC,
        occasion=Occasion.ENDED,
        likelihood=0.5,
        waits=after(30, 2000, 12_000),
        make=lambda s: c.ReleaseWords(request=_asked(s), text=s.words("released"), masked=masked(s)),
        actor=lambda s: s.chance.choice(s.province.officers),
        fits=lambda s, command: s.request is not None and s.request.text.characters > 0,
        spoils=(but(text=BLANK),),
    ),
)
