"""What must stay with few: for each command what an actor does."""

from paht.law.casework import commands as c
from paht.law.casework.states import Party
from paht.simulation.behaviours.parts import BLANK, but
from paht.simulation.situation import Behaviour, Occasion, after

BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.AskConfidentiality,
        party=Party.SENDER,
        occasion=Occasion.AFTERTHOUGHT,
        likelihood=0.05,
        waits=after(5, 600, 9000),
        make=lambda s: c.AskConfidentiality(),
        fits=lambda s, command: not s.case.confidential,
    ),
    Behaviour(
        command=c.MarkSecret,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.MarkSecret(reference=s.words("reference")),
        weight=lambda s: 0.03 if s.case.secret_reference is None else 0.0,
        minutes=(2, 5, 10),
        fits=lambda s, command: s.case.secret_reference is None,
        spoils=(but(reference=BLANK),),
    ),
)
