"""The agency's own work: for each command what an actor does."""

from dataclasses import replace

from paht.law.casework import commands as c
from paht.law.casework.commands import Command
from paht.law.casework.states import AssignmentState, Kind, Party
from paht.simulation.behaviours.parts import BLANK, PAPER, PHOTO, but
from paht.simulation.situation import Behaviour, Minutes, Occasion, Situation, after


def _result(s: Situation) -> c.RecordResult:
    return c.RecordResult(
        assignment=s.charged, result=s.words("result"), files=(PHOTO, PAPER)[: s.chance.randint(1, 2)]
    )


def _handling(s: Situation) -> Minutes:
    """Work in the field takes days, correcting a text does not."""
    correcting = s.assignment is not None and s.assignment.state is AssignmentState.CORRECTING
    return (5, 15, 150) if correcting else (30, 1300, 3700)


def _without_after_photo(s: Situation, command: c.RecordResult) -> Command | None:
    shows = s.case.kind is Kind.REPORT and s.case.field.value in s.edition.after_photo_fields
    bound = s.edition.after_photo_clause is not None and shows
    return replace(command, files=(PAPER,)) if bound else None


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.BeginHandling,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=lambda s: c.BeginHandling(assignment=s.charged),
        weight=lambda s: 0.92,
        minutes=(5, 15, 60),
    ),
    Behaviour(
        command=c.RecordResult,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=_result,
        weight=lambda s: 0.08 if s.assignment is not None and s.assignment.begun_at is None else 1.0,
        minutes=(15, 45, 180),
        waits=_handling,
        spoils=(but(result=BLANK), _without_after_photo),
    ),
    Behaviour(
        command=c.SubmitResult,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=lambda s: c.SubmitResult(assignment=s.charged, note=s.words("note")),
        weight=lambda s: 30.0,
        minutes=(2, 5, 15),
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.ApproveResult,
        party=Party.AGENCY_LEADER,
        occasion=Occasion.HELD,
        make=lambda s: c.ApproveResult(assignment=s.charged, note=s.words("note")),
        weight=lambda s: 0.94,
        minutes=(1, 4, 15),
        waits=after(0, 30, 400),
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.RejectResult,
        party=Party.AGENCY_LEADER,
        occasion=Occasion.HELD,
        make=lambda s: c.RejectResult(assignment=s.charged, note=s.words("note")),
        weight=lambda s: 0.06,
        minutes=(2, 6, 20),
        waits=after(0, 30, 400),
        spoils=(but(note=BLANK),),
    ),
)
