"""Sending a report: from a filled form to an acknowledged, durable case, exactly once: in one round trip for a sender
whom we do not know yet, in two for one whom we do.

The same ``command_id`` again, from a double click or a lost answer, gives the first report back.
"""

import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries, store
from paht.cases.codes import new_code
from paht.cases.operations import Done, NotFound, Overtaken, Step, perform
from paht.cases.texts import in_vault
from paht.identity import new_id
from paht.law.casework.admission import form_state, phone_number, sending_problems, tidy
from paht.law.casework.case import Actor, Case, FileRef, Place, Refused, Written
from paht.law.casework.commands import Send, Supplement
from paht.law.casework.decide import Facts, decide
from paht.law.casework.states import Channel, Field, Kind, Role
from paht.law.casework.urgency import recognised
from paht.law.editions.in_force import not_yet
from paht.people.senders import phone_index
from paht.people.vault import Sealed, seal

PERSONAL_FIELDS = ("name", "phone", "email", "address", "identity_number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a person filled in. ``personal`` holds the edition's personal fields as typed."""

    command_id: uuid.UUID
    kind: Kind
    field: Field
    channel: Channel
    description: str
    place: Place | None
    files: Sequence[FileRef]
    personal: Mapping[str, str]
    declared: bool
    personal_public: bool = False
    urgent: bool = False


def send(*, jurisdiction: Jurisdiction, filled: Filled, now: datetime) -> Done | Refused:
    """Send the report; the answer is durable. Refused lists everything wrong with the form at once."""
    if (refused := not_yet(jurisdiction.editions, now)) is not None:
        return refused
    jurisdiction = jurisdiction.at(now)
    edition = jurisdiction.edition
    index = phone_index(jurisdiction_id=jurisdiction.id, phone=filled.personal.get("phone", ""))
    description = _description(filled)
    record_id, salt = new_id(), os.urandom(16)
    command = _command(jurisdiction, filled, in_vault(description, record_id=record_id, salt=salt))
    sealed: Sealed | None = None
    known: uuid.UUID | None = None
    # At first as if nobody knew the sender: for most that is true, and then one round trip does it all. Where it is
    # not, nothing is written, and the answer says whose number it is or what the same command sent before.
    while True:
        actor = Actor(id=str(known or new_id()), roles=frozenset({Role.SENDER}))
        draft = Case(id=str(new_id()), edition=edition.id)
        events = decide(
            draft,
            command,
            actor=actor,
            facts=Facts(),
            now=now,
            edition=edition,
            calendar=jurisdiction.calendar,
        )
        if isinstance(events, Refused):
            return _sent_before(jurisdiction, filled.command_id) or events
        sealed = sealed or _sealed(record_id, jurisdiction, filled.personal, description, salt)
        change = store.Step(
            jurisdiction=jurisdiction,
            command_id=filled.command_id,
            before=draft,
            events=events,
            sealed=(sealed,),
        )
        code = new_code(edition.code_prefix)
        sent = store.send(step=change, code=code, phone_index=index, is_known=known is not None)
        if sent.is_written:
            return Done(change.after, code)
        if sent.state is not None and sent.code is not None:
            return Done(store.read_state(sent.state), sent.code, repeated=True)
        # Nobody either: somebody is writing the same sender or command this very moment, and is found next time.
        known = sent.sender_id


def is_urgent(*, jurisdiction: Jurisdiction, filled: Filled) -> bool:
    """Whether the form would raise the alarm: then nothing that can be asked by phone keeps it from being sent."""
    found = recognised(
        edition=jurisdiction.edition, kind=filled.kind, field=filled.field, ticked=filled.urgent
    )
    return found is not None


def problems(*, jurisdiction: Jurisdiction, filled: Filled) -> tuple[Refused, ...]:
    """Everything that would keep this form from being sent; nothing is sent. For a form that is shown again anyway."""
    unwritten = Written("", "", len(_description(filled)))
    return sending_problems(edition=jurisdiction.edition, command=_command(jurisdiction, filled, unwritten))


def _description(filled: Filled) -> str:
    return filled.description.replace("\r\n", "\n").strip()


def _command(jurisdiction: Jurisdiction, filled: Filled, original: Written) -> Send:
    return Send(
        kind=filled.kind,
        field=filled.field,
        channel=filled.channel,
        place=filled.place,
        original=original,
        files=tuple(filled.files),
        form=form_state(edition=jurisdiction.edition, values=filled.personal),
        declared=filled.declared,
        personal_public=filled.personal_public,
        urgent=filled.urgent,
    )


def supplement(
    step: Step, *, request: int, description: str, files: Sequence[FileRef]
) -> Done | Refused | Overtaken | NotFound:
    """The sender adds what was asked for; a new description is sealed like the first."""
    description = description.replace("\r\n", "\n").strip()
    record_id, salt = new_id(), os.urandom(16)
    command = Supplement(
        request=request,
        original=in_vault(description, record_id=record_id, salt=salt),
        files=tuple(files),
    )
    fields = {"description": description, "salt": salt.hex()}
    sealed = (
        (seal(record_id=record_id, jurisdiction_id=step.jurisdiction.id, fields=fields),)
        if description
        else ()
    )
    return perform(step, command, sealed=sealed)


def _sent_before(jurisdiction: Jurisdiction, command_id: uuid.UUID) -> Done | None:
    """The first answer to the command, if there was one: a repeat gets it whatever its form says now."""
    found = queries.code_of_command(jurisdiction_id=jurisdiction.id, command_id=command_id)
    return Done(found[1], found[0], repeated=True) if found else None


def _sealed(
    record_id: uuid.UUID,
    jurisdiction: Jurisdiction,
    personal: Mapping[str, str],
    description: str,
    salt: bytes,
) -> Sealed:
    fields = {name: tidy(personal[name]) for name in PERSONAL_FIELDS if personal.get(name)}
    if "phone" in fields:
        fields["phone"] = phone_number(fields["phone"])
    return seal(
        record_id=record_id,
        jurisdiction_id=jurisdiction.id,
        fields={**fields, "description": description, "salt": salt.hex()},
    )
