"""Several agencies on one case: for each command what an actor does."""

from dataclasses import replace

from paht.law.casework import commands as c
from paht.law.casework.commands import Command
from paht.law.casework.states import AssignmentRole, AssignmentState, Party, Stage
from paht.simulation.behaviours.parts import BLANK, but, ready
from paht.simulation.course import standing
from paht.simulation.situation import Behaviour, Occasion, Situation, after

_SHARED = 0.3
"""The part of reports that concern more than one agency."""


def _free(s: Situation) -> list[str]:
    """The joined bodies that are not charged with the case now."""
    charged = standing.handling(s.case)
    return [body for body in s.province.agencies if body not in charged]


def _some(s: Situation, count: int) -> tuple[str, ...]:
    return tuple(s.chance.sample(_free(s), count))


def _to_several(s: Situation) -> c.DispatchToSeveral:
    count = 1 if s.case.stage is Stage.HANDLING else s.chance.randint(2, 3)
    bound = standing.bound_to(s.case)
    agencies = [bound, *_some(s, count)] if bound else list(_some(s, count))
    return c.DispatchToSeveral(agencies=tuple(dict.fromkeys(agencies)), note=s.words("note"))


def _several(s: Situation, command: c.DispatchToSeveral) -> bool:
    """At least two agencies have the case then, and none has it twice."""
    charged = standing.handling(s.case)
    bound = standing.bound_to(s.case)
    joins = s.case.stage is Stage.ACCEPTED or bool(charged)
    allowed = ready(s) and joins and (bound is None or bound in command.agencies)
    return allowed and len(charged | set(command.agencies)) >= 2 and not charged & set(command.agencies)


def _shares(s: Situation) -> float:
    if not ready(s):
        return 0.0
    return 0.6 if s.case.part_returned else _SHARED * (s.case.stage is Stage.ACCEPTED)


def _may_lead(s: Situation, command: c.DispatchToLead) -> bool:
    free = command.agency not in standing.handling(s.case)
    return ready(s) and free and standing.bound_to(s.case) in (None, command.agency)


def _not_charged(s: Situation, command: c.PassOn) -> bool:
    return not standing.handling(s.case) & set(command.agencies)


def _with_an_outsider(
    s: Situation, command: c.DispatchToSeveral | c.PassOn
) -> c.DispatchToSeveral | c.PassOn:
    return replace(command, agencies=(*command.agencies, s.chance.choice(s.province.outsiders)))


def _twice(s: Situation, command: c.DispatchToSeveral | c.PassOn) -> c.DispatchToSeveral | c.PassOn:
    return replace(command, agencies=(*command.agencies, command.agencies[0]))


def _lead_to_an_outsider(s: Situation, command: c.DispatchToLead) -> Command:
    return replace(command, agency=s.chance.choice(s.province.outsiders))


def _answered(s: Situation) -> int:
    """A cooperating agency's approved answer; 0 where there is none."""
    answers = [
        a.number
        for a in s.case.assignments
        if a.role is AssignmentRole.COOPERATING and a.state is AssignmentState.APPROVED
    ]
    return answers[0] if answers else 0


def _still_weighing(s: Situation, command: c.SendAnswerBack) -> bool:
    """The lead has not brought the whole to its leader."""
    brought = (AssignmentState.SUBMITTED, AssignmentState.APPROVED)
    leads = [a for a in s.case.assignments if a.role is AssignmentRole.LEAD and a.state.is_open]
    return bool(leads) and leads[0].state not in brought


def _part_at_lead(s: Situation) -> bool:
    return s.assignment is not None and s.assignment.part_returned


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour(
        command=c.DispatchToSeveral,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=_to_several,
        weight=_shares,
        minutes=(2, 5, 15),
        fits=_several,
        spoils=(but(note=BLANK), but(agencies=()), _with_an_outsider, _twice),
    ),
    Behaviour(
        command=c.CloseReturnedPart,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.CloseReturnedPart(note=s.words("note")),
        weight=lambda s: 0.4 * s.case.part_returned,
        minutes=(2, 4, 10),
        fits=lambda s, command: s.case.part_returned,
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.DispatchToLead,
        party=Party.IOC,
        occasion=Occasion.HELD,
        make=lambda s: c.DispatchToLead(
            agency=standing.bound_to(s.case) or s.province.competent(s.case),
            note=s.words("note"),
            tell_superior=s.chance.random() < 0.5,
        ),
        weight=lambda s: _SHARED * ready(s),
        minutes=(2, 5, 15),
        fits=_may_lead,
        spoils=(but(note=BLANK), but(agency="unheard_of"), _lead_to_an_outsider),
    ),
    Behaviour(
        command=c.PassOn,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=lambda s: c.PassOn(
            assignment=s.charged,
            agencies=_some(s, s.chance.randint(1, 2)),
            note=s.words("note"),
            tell_superior=s.chance.random() < 0.5,
        ),
        minutes=(5, 15, 60),
        waits=after(5, 60, 500),
        fits=_not_charged,
        spoils=(but(note=BLANK), but(agencies=()), _with_an_outsider, _twice),
    ),
    Behaviour(
        command=c.GoOnWithout,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        make=lambda s: c.GoOnWithout(assignment=s.charged, note=s.words("note")),
        weight=lambda s: 1.0 * _part_at_lead(s),
        minutes=(3, 10, 30),
        fits=lambda s, command: _part_at_lead(s),
        spoils=(but(note=BLANK),),
    ),
    Behaviour(
        command=c.SendAnswerBack,
        party=Party.AGENCY,
        occasion=Occasion.HELD,
        about=_answered,
        make=lambda s: c.SendAnswerBack(assignment=_answered(s), note=s.words("note")),
        weight=lambda s: 0.15,
        minutes=(5, 10, 40),
        fits=_still_weighing,
        spoils=(but(note=BLANK),),
    ),
)
