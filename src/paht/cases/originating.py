"""A report of the IOC's own: from what a camera, a sensor, the press or social media showed to a case (VL.8.3)."""

import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import first_step, queries, rows
from paht.cases.codes import new_code
from paht.cases.operations import Done
from paht.cases.texts import compose, in_vault
from paht.identity import new_id
from paht.law.casework.case import Actor, Case, FileRef, Place, Refused
from paht.law.casework.commands import Originate
from paht.law.casework.decide import Facts, decided
from paht.law.casework.states import Field, Kind
from paht.law.editions.in_force import not_yet
from paht.people.vault import seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an officer writes down of it; ``source_note`` says how the source was verified."""

    command_id: uuid.UUID
    kind: Kind
    field: Field
    description: str
    place: Place | None
    files: Sequence[FileRef]
    source: str
    source_verified: bool
    source_note: str


def originate(*, jurisdiction: Jurisdiction, found: Found, actor: Actor, now: datetime) -> Done | Refused:
    """Make the report; Refused lists everything wrong at once. The same ``command_id`` again gives the first one."""
    before = queries.code_of_command(jurisdiction_id=jurisdiction.id, command_id=found.command_id)
    if before is not None:
        return Done(before[1], before[0], repeated=True)
    if (refused := not_yet(jurisdiction.editions, now)) is not None:
        return refused
    jurisdiction = jurisdiction.at(now)
    edition = jurisdiction.edition
    description = found.description.replace("\r\n", "\n").strip()
    record_id, salt = new_id(), os.urandom(16)
    note = compose(found.source_note, purpose="source")
    command = Originate(
        kind=found.kind,
        field=found.field,
        place=found.place,
        original=in_vault(description, record_id=record_id, salt=salt),
        files=tuple(found.files),
        source=found.source,
        source_verified=found.source_verified,
        source_note=note.written,
    )
    draft = Case(id=str(new_id()), edition=edition.id)
    decision = decided(
        draft, command, actor=actor, facts=Facts(), now=now, edition=edition, calendar=jurisdiction.calendar
    )
    if isinstance(decision, Refused):
        return decision
    fields = {"description": description, "salt": salt.hex()}
    sealed = seal(record_id=record_id, jurisdiction_id=jurisdiction.id, fields=fields)
    step = rows.Step(
        jurisdiction=jurisdiction,
        command_id=found.command_id,
        before=draft,
        events=decision.events,
        after=decision.after,
        texts=(note,),
        sealed=(sealed,),
    )
    code = new_code(edition.code_prefix)
    if first_step.originate(step=step, code=code).is_written:
        return Done(step.after, code)
    again = queries.code_of_command(jurisdiction_id=jurisdiction.id, command_id=found.command_id)
    assert again is not None, "only the same command can have been faster"
    return Done(again[1], again[0], repeated=True)
