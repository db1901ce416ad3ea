"""Sanction procedures: for each command what an actor does."""

from datetime import timedelta

from paht.law.casework import commands as c
from paht.law.casework.states import Party
from paht.simulation.behaviours.extending import notice
from paht.simulation.behaviours.parts import BLANK, but
from paht.simulation.situation import Behaviour, Occasion, Situation, after


def _declare(s: Situation) -> c.DeclareSanctionProcedure:
    grounds = [ground.key for ground in s.edition.sanction_grounds] or ["unheard_of"]
    return c.DeclareSanctionProcedure(
        assignment=s.charged,
        ground=s.chance.choice(grounds),
        reason=s.words("reason"),
        document=notice(s),
        recorded_at=s.now - timedelta(hours=s.chance.randint(0, 30)),
    )


def _is_new(s: Situation, command: c.DeclareSanctionProcedure) -> bool:
    return s.assignment is not None and s.assignment.sanction != command.ground


def _under_sanction(s: Situation) -> bool:
    return s.assignment is not None and s.assignment.sanction is not None


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.DeclareSanctionProcedure,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=_declare,
        weight=lambda s: 0.0 if _under_sanction(s) else 0.04,
        fits=_is_new,
        minutes=(10, 30, 90),
        waits=after(30, 400, 2000),
        spoils=(but(reason=BLANK), but(ground="unheard_of"), but(recorded_at=None)),
    ),
    Behaviour(
        command=c.ReportProgress,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=lambda s: c.ReportProgress(assignment=s.charged, note=s.words("note")),
        weight=lambda s: 0.5 if _under_sanction(s) else 0.02,
        minutes=(5, 10, 30),
        waits=after(400, 1500, 2400),
        spoils=(but(note=BLANK),),
    ),
)
