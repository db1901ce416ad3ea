"""``decide(case, command, …)``: what follows from a command, or why it is refused. Pure and total.

What a user can cause is a :class:`Refused` that cites its clause; what only a bug can cause is an assertion.
"""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Decided:
    """What follows from a command: the events, and the case after them as :func:`evolve` would make it."""

    events: tuple[e.Event, ...]
    after: Case


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
    found = decided(case, command, actor=actor, facts=facts, now=now, edition=edition, calendar=calendar)
    return found if isinstance(found, Refused) else found.events


def decided(
    case: Case,
    command: c.Command,
    *,
    actor: Actor,
    facts: Facts,
    now: datetime,
    edition: Edition,
    calendar: Calendar,
) -> Decided | Refused:
    """The same with the case after the events, for whoever writes both."""
    inquiry = Inquiry(case, actor, facts, now, edition, calendar)
    refused = objection(
        case=case, actor=actor, edition=edition, command=type(command), number=number_of(command)
    )
    if refused is not None:
        return refused
    decision = DECIDERS[type(command)](inquiry, command)
    if isinstance(decision, Refused):
        return decision
    return _applied(inquiry, decision)


def _applied(inquiry: Inquiry, bodies: tuple[e.Body, ...]) -> Decided:
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
    return Decided(tuple(events), case)


COMMANDS: tuple[type[c.Command], ...] = tuple(DECIDERS)

__all__ = ["COMMANDS", "AgencyFact", "Decided", "Facts", "decide", "decided"]
