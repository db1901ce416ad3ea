"""Something urgent: for each command what an actor does."""

from dataclasses import replace
from datetime import timedelta

from paht.law.casework import commands as c
from paht.law.casework.commands import Command
from paht.law.casework.states import Party, Stage
from paht.simulation.behaviours.parts import BLANK, PAPER, but
from paht.simulation.course import standing
from paht.simulation.situation import Behaviour, Minutes, Occasion, Situation, after

_TERMS = {"alarm", "alarm_repeated"}


def _kind(s: Situation) -> str:
    return s.chance.choice(s.edition.urgent_kinds).key


def _others(s: Situation) -> list[str]:
    """Bodies that are not charged with the case yet, the competent one first."""
    charged = {a.agency for a in s.case.assignments if a.state.is_open and a.role in standing.HANDLING}
    bodies = (s.province.competent(s.case), *s.province.agencies)
    return [body for body in bodies if body not in charged]


def _dispatch(s: Situation) -> c.DispatchUrgently:
    return c.DispatchUrgently(
        agency=_others(s)[0],
        note=s.words("note"),
        text=s.words("text") if s.chance.random() < 0.3 else None,
        reached=s.chance.random() < 0.7,
        kind=_kind(s),
    )


def _to_an_outsider(s: Situation, command: c.DispatchUrgently) -> Command:
    return replace(command, agency=s.chance.choice(s.province.outsiders))


def _to_the_same_again(s: Situation, command: c.DispatchUrgently) -> Command | None:
    charged = [a.agency for a in s.case.assignments if a.state.is_open and a.role in standing.HANDLING]
    return replace(command, agency=charged[0]) if charged else None


def _without_text(s: Situation, command: c.DispatchUrgently) -> Command | None:
    return replace(command, text=BLANK) if s.case.stage in (Stage.SENT, Stage.VERIFIED) else None


def _without_kind(s: Situation, command: c.DispatchUrgently) -> Command | None:
    return None if _stands(s) else replace(command, kind=None)


def _stands(s: Situation) -> bool:
    """Whether an alarm was raised and not lowered."""
    return s.case.alarm is not None and s.case.alarm.lowered_at is None


def _unattended(s: Situation) -> bool:
    return _stands(s) and any(d.term in _TERMS and s.now > d.due_at for d in s.case.duties)


def _rings(s: Situation) -> float:
    """An alarm that stands is taken up before anything else; hardly anything else is one."""
    return 60.0 if _stands(s) else 0.003


def _finished(s: Situation) -> c.FinishUrgency:
    return c.FinishUrgency(assignment=s.charged, finished_at=s.now)


def _outcome(s: Situation) -> c.EnterOutcome:
    return c.EnterOutcome(
        assignment=s.charged,
        result=s.words("result"),
        finished_at=s.now,
        source=s.words("source"),
        files=(PAPER,),
    )


def _in_the_future(s: Situation, command: c.FinishUrgency | c.EnterOutcome) -> Command | None:
    if s.assignment is None or s.assignment.finished_at is not None:
        return None
    return replace(command, finished_at=s.now + timedelta(seconds=1))


def _before_the_call(s: Situation, command: c.FinishUrgency | c.EnterOutcome) -> Command | None:
    if s.assignment is None or s.assignment.finished_at is not None:
        return None
    return replace(command, finished_at=s.assignment.dispatched_at - timedelta(seconds=1))


def _not_finished(s: Situation, command: c.FinishUrgency) -> bool:
    return s.assignment is not None and s.assignment.finished_at is None


WATCH: Minutes = (1, 3, 50)
"""Mostly at once; now and then the alarm has passed to the next on duty and again before somebody acts."""

_ROWS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.DispatchUrgently,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_dispatch,
        weight=_rings,
        watch=WATCH,
        spoils=(
            but(note=BLANK),
            but(agency="unheard_of"),
            _to_an_outsider,
            _to_the_same_again,
            _without_text,
            _without_kind,
        ),
    ),
    Behaviour(
        command=c.RaiseAlarm,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.RaiseAlarm(kind=_kind(s), note=s.words("note")),
        weight=lambda s: 0.0 if _stands(s) else 0.01,
        minutes=(1, 2, 4),
        fits=lambda s, command: not _stands(s),
        spoils=(but(kind="unheard_of"), but(note=BLANK)),
    ),
    Behaviour(
        command=c.LowerAlarm,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.LowerAlarm(reason=s.words("reason")),
        weight=lambda s: 15.0 if _stands(s) else 0.0,
        watch=WATCH,
        fits=lambda s, command: _stands(s),
        spoils=(but(reason=BLANK),),
    ),
    Behaviour(
        command=c.PassAlarm,
        party=None,
        occasion=Occasion.ALARM,
        make=lambda s: c.PassAlarm(),
        fits=lambda s, command: _unattended(s),
    ),
    Behaviour(
        command=c.ConfirmUrgency,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=lambda s: c.ConfirmUrgency(assignment=s.charged, force=s.words("force")),
        weight=lambda s: 20.0,
        minutes=(1, 2, 5),
        spoils=(but(force=BLANK),),
    ),
    Behaviour(
        command=c.FinishUrgency,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=_finished,
        weight=lambda s: 1.0 if s.assignment is not None and s.assignment.finished_at is None else 0.0,
        minutes=(1, 2, 5),
        waits=after(30, 120, 900),
        fits=_not_finished,
        spoils=(_in_the_future, _before_the_call),
    ),
    Behaviour(
        command=c.EnterOutcome,
        party=Party.IOC,
        occasion=Occasion.TOLD,
        likelihood=0.4,
        make=_outcome,
        waits=after(20, 90, 600),
        spoils=(but(result=BLANK), but(source=BLANK), _in_the_future, _before_the_call),
    ),
)

_LATER: dict[type[Command], float] = {c.RaiseAlarm: 0.03, c.LowerAlarm: 0.2}
"""How often the desk raises or lowers an alarm while an agency already has the case."""

BEHAVIOURS: tuple[Behaviour, ...] = (
    *_ROWS,
    *(
        replace(row, occasion=Occasion.TOLD, likelihood=_LATER[row.command], waits=after(5, 60, 900))
        for row in _ROWS
        if row.command in _LATER
    ),
)
