"""Inviting a body that has not joined: for each command what an actor does."""

from datetime import date

from paht.law.casework import commands as c
from paht.law.casework.case import Document
from paht.law.casework.states import Party
from paht.simulation.behaviours.parts import BLANK, but, calm
from paht.simulation.course import standing
from paht.simulation.situation import Behaviour, Occasion, Situation, after

LETTER = Document("12/SKHCN", date(2024, 1, 2), None)
"""A document of a day before every simulated moment."""
NO_DOCUMENTS = tuple(
    but(document=wrong)
    for wrong in (
        Document(" ", LETTER.dated_on, None),
        Document(LETTER.number, None, None),
        Document(LETTER.number, date(2999, 1, 1), None),
    )
)
"""What is no document: without number, without day, of a day to come."""


def _letter(s: Situation) -> c.DraftInvitation:
    return c.DraftInvitation(agency=s.chance.choice(s.province.absent), letter=s.words("letter"))


def _joined(s: Situation, command: c.RecordJoining) -> bool:
    return s.request is not None and s.request.agency in s.province.agencies


def _not_sent(s: Situation, command: c.SendInvitation) -> bool:
    return s.request is not None and s.request.forwarded_at is None


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.DraftInvitation,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_letter,
        weight=lambda s: 0.1 if standing.bound_to(s.case) is None and calm(s) else 0.0,
        minutes=(10, 20, 60),
        fits=calm,
        spoils=(but(letter=BLANK), but(agency="unheard_of"), but(agency="department-01")),
    ),
    Behaviour(
        command=c.SendInvitation,
        party=Party.SUPERVISING_DEPARTMENT,
        occasion=Occasion.HELD,
        make=lambda s: c.SendInvitation(request=s.asked, document=LETTER),
        weight=lambda s: 1.0 if s.request and s.request.forwarded_at is None else 0.0,
        minutes=(5, 15, 60),
        waits=after(10, 200, 900),
        fits=_not_sent,
        spoils=NO_DOCUMENTS,
    ),
    Behaviour(
        command=c.RecordJoining,
        party=None,
        occasion=Occasion.JOINED,
        make=lambda s: c.RecordJoining(request=s.asked),
        fits=_joined,
    ),
    Behaviour(
        command=c.GiveUpInvitation,
        party=Party.SUPERVISING_DEPARTMENT,
        occasion=Occasion.HELD,
        make=lambda s: c.GiveUpInvitation(request=s.asked, note=s.words("note")),
        weight=lambda s: 0.05 if s.request and s.request.forwarded_at is None else 1.0,
        minutes=(3, 8, 20),
        waits=after(500, 2400, 5000),
        spoils=(but(note=BLANK),),
    ),
)
