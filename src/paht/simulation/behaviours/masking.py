"""Releasing the words of citizens: for each command what an officer of the desk does."""

from paht.law.casework import commands as c
from paht.law.casework.case import Masked, PublicPicture
from paht.law.casework.states import Party, RequestKind, RequestState
from paht.law.evidence.findings import Box
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


def _pictures(s: Situation) -> c.ReleasePictures:
    """What an officer decides about every picture of the case: mostly a few parts are covered."""
    return c.ReleasePictures(pictures=tuple(_decided(s, file.id) for file in s.case.pictures))


def _decided(s: Situation, file: str) -> PublicPicture:
    if s.chance.random() < 0.1:
        return PublicPicture(file, withheld=True)
    some = range(s.chance.choice((0, 0, 1, 3)))
    return PublicPicture(
        file, tuple(Box(left=s.chance.random() * 0.9, top=0.5, width=0.1, height=0.1) for _ in some)
    )


def _outside(s: Situation, command: c.ReleasePictures) -> c.Command:
    beyond = (Box(left=0.95, top=0.5, width=0.2, height=0.1),)
    return c.ReleasePictures(pictures=(PublicPicture(command.pictures[0].file, beyond),))


def _has_pictures(s: Situation, command: c.ReleasePictures) -> bool:
    return bool(command.pictures)


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
    *(
        Behaviour(
            command=c.ReleasePictures,
            party=Party.IOC,
            occasion=occasion,
            likelihood=0.3,
            waits=waits,
            make=_pictures,
            weight=lambda s: 0.05 if s.case.pictures else 0.0,
            actor=actor,
            minutes=(0.2, 0.5, 2),
            fits=_has_pictures,
            spoils=(
                but(pictures=()),
                lambda s, command: _outside(s, command) if command.pictures else None,
                but(pictures=(PublicPicture("another"),)),
            ),
        )
        for occasion, waits, actor in (
            (Occasion.HELD, None, None),
            (Occasion.ENDED, after(1, 30, 2000), lambda s: s.chance.choice(s.province.officers)),
        )
    ),
)
