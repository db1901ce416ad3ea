"""``decide(case, command, …)``: what follows from a command, or why it is refused. Pure and total.

What a user can cause is a :class:`Refused` that cites its clause; what only a bug can cause is an assertion.
"""

from datetime import datetime

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.authority import number_of, objection
from paht.law.casework.case import Actor, Case, Refused
from paht.law.casework.deciding import DECIDERS
from paht.law.casework.deciding.inquiry import AgencyFact, Facts, Inquiry
from paht.law.casework.duties import ended_by, opened_by
from paht.law.casework.evolve import apply, settle
from paht.law.editions.rows import Edition
from paht.law.worktime import Calendar


def decide(
    case: Case,
    command: c.Command,
    *,
    actor: Actor,
    facts: Facts,
    now: datetime,
    edition: Edition,
    calendar: Calendar,
) -> tuple[e.Event, ...] | Refused:
    """The events that follow from the command, or the refusal with its clause."""
    inquiry = Inquiry(case, actor, facts, now, edition, calendar)
    refused = objection(
        case=case, actor=actor, edition=edition, command=type(command), number=number_of(command)
    )
    if refused is not None:
        return refused
    decision = DECIDERS[type(command)](inquiry, command)
    if isinstance(decision, Refused):
        return decision
    return _events(inquiry, decision)


def _events(inquiry: Inquiry, bodies: tuple[e.Body, ...]) -> tuple[e.Event, ...]:
    case, now, events = inquiry.case, inquiry.now, []
    for body in bodies:
        after = apply(case, body, now)
        ended = ended_by(before=case, after=after, body=body, at=now, edition=inquiry.edition)
        opened = opened_by(
            before=case,
            after=after,
            body=body,
            at=now,
            edition=inquiry.edition,
            calendar=inquiry.calendar,
            own=inquiry.facts.own_length,
        )
        event = e.Event(body=body, at=now, actor=inquiry.actor, opened=opened, ended=ended)
        events.append(event)
        case = settle(after, event)
    return tuple(events)


COMMANDS: tuple[type[c.Command], ...] = tuple(DECIDERS)

__all__ = ["COMMANDS", "AgencyFact", "Facts", "decide"]
