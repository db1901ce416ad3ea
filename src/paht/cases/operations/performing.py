"""Lock, decide, write: what every operation on a case that exists has in common, and what comes of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from paht.agencies import settings
from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import agency_key
from paht.cases import rows, store
from paht.cases.texts import Text, references
from paht.law.casework import commands as c
from paht.law.casework.case import Actor, Case, Refused
from paht.law.casework.decide import AgencyFact, Facts, decided
from paht.law.casework.events import Event
from paht.law.casework.states import Procedure, Role
from paht.law.editions import get
from paht.people.standings import read_standing
from paht.people.vault import Sealed


@dataclass(frozen=True, slots=True)
class Done:
    """The command took effect (now, or when it first came: ``repeated``)."""

    case: Case
    code: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The case has moved on since the actor saw it; ``version`` is where it stands now."""

    case: Case
    code: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """There is no such case in this jurisdiction."""


Outcome = Done | Refused | Overtaken | NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """On which case, by whom, when; ``command_id`` makes a repeat harmless, ``expected_version`` a race visible."""

    jurisdiction: Jurisdiction
    case_id: uuid.UUID
    actor: Actor
    now: datetime
    command_id: uuid.UUID
    expected_version: int | None = None


def perform(
    step: Step,
    command: c.Command,
    texts: Sequence[Text] = (),
    *,
    agencies: Sequence[str] = (),
    sealed: Sequence[Sealed] = (),
) -> Outcome:
    """Lock, decide, write: the journey of every command on a case that exists."""
    keys = [key for key in map(agency_key, agencies) if key is not None]
    with store.locked(
        jurisdiction_id=step.jurisdiction.id,
        case_id=step.case_id,
        command_id=step.command_id,
        now=step.now,
        agencies=keys,
        sender=_sender(step.actor),
    ) as (raw, found):
        if found is None:
            return NotFound()
        if found.repeated:
            return Done(found.case, found.code, repeated=True)
        if step.expected_version is not None and step.expected_version != found.case.version:
            return Overtaken(found.case, found.code)
        decision = decided(
            found.case,
            command,
            actor=step.actor,
            facts=_facts(found),
            now=step.now,
            edition=get(found.case.edition),
            calendar=step.jurisdiction.calendar,
        )
        if isinstance(decision, Refused):
            return decision
        if not decision.events:
            return Done(found.case, found.code)
        change = rows.Step(
            jurisdiction=step.jurisdiction,
            command_id=step.command_id,
            before=found.case,
            events=decision.events,
            after=decision.after,
            texts=_told(texts, decision.events),
            sealed=tuple(sealed),
        )
        return Done(store.write(raw, step=change, head=found.head), found.code)


def _told(texts: Sequence[Text], events: Sequence[Event]) -> tuple[Text, ...]:
    """The texts that the events name: what was typed and turned out not to count is not kept."""
    named = {written.id for event in events for written in references(event.body)}
    return tuple(text for text in texts if text.written.id in named)


def _facts(found: store.Locked) -> Facts:
    return Facts(
        agencies=MappingProxyType({row["id"]: _agency(row) for row in found.agencies}),
        watch=tuple(found.watch),
        standing=read_standing(found.standing),
    )


def _sender(actor: Actor) -> uuid.UUID | None:
    """Who acts, where that is the sender or somebody who asks: they have a standing."""
    return None if actor.roles.isdisjoint({Role.SENDER, Role.INTERACTOR}) else uuid.UUID(actor.id)


def _agency(row: dict[str, Any]) -> AgencyFact:
    """The agency with the internal procedure that it has in force; without one it keeps the regulation's terms."""
    return AgencyFact(
        id=row["id"],
        joined=row["joined"],
        superior=row["superior"],
        coordinates=row["coordinates"],
        procedure=Procedure(row["procedure"] or Procedure.STAFF_LEADER),
        own_terms=settings.read_terms(row["own_terms"] or {}),
    )
