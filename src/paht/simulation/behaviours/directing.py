"""Asking the People's Committee for a direction: for each command what an actor does."""

from paht.law.casework import commands as c
from paht.law.casework.states import AssignmentState, Party, RequestKind
from paht.simulation.behaviours.inviting import LETTER, NO_DOCUMENTS
from paht.simulation.behaviours.parts import BLANK, but, calm
from paht.simulation.course import standing
from paht.simulation.situation import Behaviour, Occasion, Situation, after


def _grounds(s: Situation) -> list[str]:
    """The grounds of the edition that the case bears, read again from what they are called."""
    open_ones = [a for a in s.case.assignments if a.state.is_open]
    handling = any(a.role in standing.HANDLING for a in open_ones)
    idle = (AssignmentState.APPROVED, AssignmentState.FOLLOWING)
    owing = any(a.state not in idle for a in open_ones)
    barred = ({"no_handler"} if handling else set()) | (set() if owing else {"not_acting"})
    return [ground.key for ground in s.edition.escalation_grounds if ground.key not in barred]


def _escalate(s: Situation) -> c.Escalate:
    return c.Escalate(ground=s.chance.choice(_grounds(s)), note=s.words("note"))


def _may_escalate(s: Situation, command: c.Escalate) -> bool:
    pending = (RequestKind.DIRECTION, RequestKind.INVITATION)
    forced = calm(s) or any(a.state.is_open and a.role in standing.HANDLING for a in s.case.assignments)
    return (
        forced
        and not s.case.part_returned
        and command.ground in _grounds(s)
        and not any(s.case.open_request(kind) for kind in pending)
    )


def _at_work(s: Situation) -> float:
    """Whoever has the case is complained of, or contradicted, before it has answered."""
    return 1.0 if s.assignment and s.assignment.role in standing.HANDLING else 0.0


def _direction(s: Situation) -> c.RecordDirection:
    draw = s.chance.random()
    agency = None if draw < 0.3 else s.chance.choice((s.province.competent(s.case), *_charged(s)))
    return c.RecordDirection(
        request=s.asked,
        agency=agency,
        instruction=s.words("instruction"),
        document=LETTER,
    )


def _charged(s: Situation) -> tuple[str, ...]:
    return tuple(a.agency for a in s.case.assignments if a.state.is_open)


def _reported(s: Situation) -> bool:
    return s.request is not None and s.request.forwarded_at is not None


def _waits_for_direction(s: Situation) -> bool:
    return s.request is not None and s.request.kind is RequestKind.DIRECTION


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.Escalate,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_escalate,
        weight=lambda s: 0.05,
        minutes=(5, 15, 60),
        fits=_may_escalate,
        spoils=(but(note=BLANK), but(ground="unheard_of")),
    ),
    Behaviour(
        command=c.Escalate,
        party=Party.IOC,
        occasion=Occasion.TOLD,
        likelihood=0.06,
        make=_escalate,
        weight=_at_work,
        waits=after(5, 60, 600),
        fits=_may_escalate,
        spoils=(but(note=BLANK), but(ground="unheard_of")),
    ),
    Behaviour(
        command=c.ReportDossier,
        party=Party.SUPERVISING_DEPARTMENT,
        occasion=Occasion.HELD,
        make=lambda s: c.ReportDossier(request=s.asked, dossier=s.words("dossier")),
        weight=lambda s: 8.0 if _waits_for_direction(s) and not _reported(s) else 0.0,
        minutes=(20, 60, 240),
        waits=after(10, 300, 1500),
        fits=lambda s, command: not _reported(s),
        spoils=(but(dossier=BLANK),),
    ),
    Behaviour(
        command=c.RecordDirection,
        party=Party.PEOPLES_COMMITTEE,
        occasion=Occasion.HELD,
        make=_direction,
        minutes=(10, 30, 120),
        waits=after(60, 1000, 3000),
        fits=lambda s, command: _reported(s),
        spoils=(but(instruction=BLANK), but(agency="unheard_of"), *NO_DOCUMENTS),
    ),
    Behaviour(
        command=c.WithdrawEscalation,
        party=Party.SUPERVISING_DEPARTMENT,
        occasion=Occasion.HELD,
        make=lambda s: c.WithdrawEscalation(request=s.asked, note=s.words("note")),
        minutes=(3, 8, 20),
        waits=after(10, 300, 1500),
        spoils=(but(note=BLANK),),
    ),
)
