"""Verifying with the sender: for each command what an actor does."""

from paht.law.casework import commands as c
from paht.law.casework.states import Party
from paht.simulation.behaviours.intake import has_sender, lapsed, waits_for_sender
from paht.simulation.behaviours.parts import BLANK, but, calm
from paht.simulation.situation import Behaviour, Occasion, Situation, after

_WAYS = ("call", "sms", "email")


def _outcome(s: Situation) -> c.RecordVerification:
    return c.RecordVerification(
        request=s.asked,
        outcome=s.chance.choices(("verified", "not_reached", "wrong"), (55, 35, 10))[0],
        way=s.chance.choice(_WAYS),
        note=s.words("note"),
    )


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.RequestVerification,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.RequestVerification(
            matter="content", way=s.chance.choice(_WAYS), note=s.words("note")
        ),
        weight=lambda s: 0.12 if calm(s) and has_sender(s) and not waits_for_sender(s) else 0.0,
        minutes=(2, 4, 10),
        fits=lambda s, command: calm(s) and has_sender(s) and not waits_for_sender(s),
        spoils=(but(matter="unheard_of"), but(way="pigeon"), but(note=BLANK)),
    ),
    Behaviour(
        command=c.AnswerVerification,
        party=Party.SENDER,
        occasion=Occasion.HELD,
        likelihood=0.4,
        waits=after(30, 300, 3500),
        make=lambda s: c.AnswerVerification(request=s.asked, answer=s.words("answer")),
        spoils=(but(answer=BLANK),),
    ),
    Behaviour(
        command=c.RecordVerification,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_outcome,
        weight=lambda s: 6.0,
        minutes=(2, 5, 15),
        waits=after(5, 60, 400),
        spoils=(but(outcome="perhaps"), but(way="pigeon"), but(note=BLANK)),
    ),
    Behaviour(
        command=c.LapseVerification,
        party=None,
        occasion=Occasion.OVERDUE,
        make=lambda s: c.LapseVerification(request=s.asked),
        fits=lapsed,
    ),
)
