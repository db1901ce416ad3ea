"""Internal procedures, results taken back, calls: for each command what an actor does."""

from dataclasses import replace

from paht.law.casework import commands as c
from paht.law.casework.commands import Command
from paht.law.casework.states import Kind, Party, Procedure, RequestKind, RequestState
from paht.simulation.behaviours.parts import BLANK, PAPER, PHOTO, but
from paht.simulation.situation import Behaviour, Occasion, Situation, after


def _is_direct(s: Situation) -> bool:
    return s.assignment is not None and s.assignment.procedure is Procedure.DIRECT


def _without_after_photo(s: Situation, command: c.HandleDirectly) -> Command | None:
    shows = s.case.kind is Kind.REPORT and s.case.field.value in s.edition.after_photo_fields
    return replace(command, files=(PAPER,)) if s.edition.after_photo_clause and shows else None


def _not_asked_yet(s: Situation) -> bool:
    return not any(
        r.kind is RequestKind.STEP_BACK and r.state is RequestState.OPEN and r.assignment == s.charged
        for r in s.case.requests
    )


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.HandleDirectly,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=lambda s: c.HandleDirectly(
            assignment=s.charged, result=s.words("result"), files=(PHOTO,), note=s.words("note")
        ),
        weight=lambda s: 0.7 if _is_direct(s) else 0.0,
        fits=lambda s, command: _is_direct(s),
        minutes=(20, 50, 180),
        waits=after(30, 1300, 3700),
        spoils=(but(result=BLANK), but(note=BLANK), _without_after_photo),
    ),
    Behaviour(
        command=c.EndorseResult,
        party=Party.AGENCY_LEADER,
        occasion=Occasion.HELD,
        make=lambda s: c.EndorseResult(assignment=s.charged, note=s.words("note")),
        weight=lambda s: 0.9,
        minutes=(1, 4, 15),
        waits=after(0, 30, 300),
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.DeclineResult,
        party=Party.AGENCY_LEADER,
        occasion=Occasion.HELD,
        make=lambda s: c.DeclineResult(assignment=s.charged, note=s.words("note")),
        weight=lambda s: 0.1,
        minutes=(1, 4, 15),
        waits=after(0, 30, 300),
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.RequestStepBack,
        party=Party.AGENCY,
        occasion=Occasion.DELIVERED,
        make=lambda s: c.RequestStepBack(assignment=s.charged, reason=s.words("reason")),
        likelihood=0.15,
        waits=after(1, 5, 60),
        fits=lambda s, command: _not_asked_yet(s),
        spoils=(but(reason=BLANK),),
    ),
    Behaviour(
        command=c.AgreeStepBack,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.AgreeStepBack(request=s.asked, note=s.words("note")),
        weight=lambda s: 30.0,
        minutes=(2, 5, 15),
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.DeclineStepBack,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.DeclineStepBack(request=s.asked, reason=s.words("reason")),
        weight=lambda s: 10.0,
        minutes=(2, 5, 15),
        spoils=(but(reason=BLANK),),
    ),
)
