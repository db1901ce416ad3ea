"""Asking for more time: for each command what an actor does."""

from dataclasses import replace
from datetime import date, timedelta

from paht.law.casework import commands as c
from paht.law.casework.case import Document, Duty
from paht.law.casework.commands import Command
from paht.law.casework.states import Party, RequestKind, RequestState
from paht.law.worktime import HO_CHI_MINH
from paht.simulation.behaviours.parts import BLANK, PAPER, but
from paht.simulation.situation import Behaviour, Occasion, Situation

_NO_DAY = date(2000, 1, 1)


def notice(s: Situation) -> Document:
    """A document of today."""
    return Document(f"{s.chance.randint(1, 900)}/TB", _today(s), PAPER)


def _today(s: Situation) -> date:
    return s.now.astimezone(HO_CHI_MINH).date()


def _handling(s: Situation, assignment: int) -> Duty | None:
    return next((d for d in s.case.duties if d.term == "handling" and d.subject_number == assignment), None)


def _last_day(s: Situation, assignment: int) -> date:
    duty = _handling(s, assignment)
    return _NO_DAY if duty is None else duty.due_at.astimezone(HO_CHI_MINH).date()


def _request(s: Situation) -> c.RequestExtension:
    until = max(_today(s), _last_day(s, s.charged)) + timedelta(days=s.chance.randint(1, 15))
    return c.RequestExtension(
        assignment=s.charged, ground="complex", reason=s.words("reason"), document=notice(s), until=until
    )


def _can_ask(s: Situation) -> bool:
    duty = _handling(s, s.charged)
    extended = s.assignment is not None and s.assignment.extended_on is not None
    waiting = any(
        r.kind is RequestKind.EXTENSION and r.state is RequestState.OPEN and r.assignment == s.charged
        for r in s.case.requests
    )
    return duty is not None and s.now <= duty.due_at and not extended and not waiting


def _grant(s: Situation) -> c.GrantExtension:
    asked = s.request.until if s.request and s.request.until else _today(s)
    return c.GrantExtension(request=s.asked, until=asked, note=s.words("note"))


def _is_an_extension(s: Situation, command: c.GrantExtension) -> bool:
    """Later than the term, not past, and no later than the agency committed itself to."""
    if s.request is None or s.request.until is None or command.until is None:
        return False
    later = command.until > _last_day(s, s.request.assignment or 0)
    return later and _today(s) <= command.until <= s.request.until


def _later_than_asked(s: Situation, command: c.GrantExtension) -> Command | None:
    return replace(command, until=command.until + timedelta(days=1)) if command.until else None


def _without_its_number(s: Situation, command: c.RequestExtension) -> Command:
    return replace(command, document=replace(command.document, number=" "))


def _without_its_file(s: Situation, command: c.RequestExtension) -> Command:
    return replace(command, document=replace(command.document, file=None))


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.RequestExtension,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=_request,
        weight=lambda s: 0.06 if _can_ask(s) else 0.0,
        fits=lambda s, command: _can_ask(s),
        minutes=(10, 20, 60),
        spoils=(
            but(reason=BLANK),
            but(ground="unheard_of"),
            but(until=None),
            but(until=_NO_DAY),
            _without_its_number,
            _without_its_file,
        ),
    ),
    Behaviour(
        command=c.GrantExtension,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_grant,
        weight=lambda s: 40.0 if _is_an_extension(s, _grant(s)) else 0.0,
        fits=_is_an_extension,
        minutes=(3, 8, 30),
        spoils=(but(note=BLANK), but(until=None), but(until=_NO_DAY), _later_than_asked),
    ),
    Behaviour(
        command=c.RefuseExtension,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.RefuseExtension(request=s.asked, reason=s.words("reason")),
        weight=lambda s: 10.0,
        minutes=(3, 8, 30),
        spoils=(but(reason=BLANK),),
    ),
)
