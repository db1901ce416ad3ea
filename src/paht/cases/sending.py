"""Sending a report: from a filled form to an acknowledged, durable case, exactly once: in one round trip for a sender
whom we do not know yet, in two for one whom we do.

The same ``command_id`` again, from a double click or a lost answer, gives the first report back.
"""

import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import first_step, rows, store
from paht.cases.codes import new_code
from paht.cases.connecting import kept_connection
from paht.cases.operations import Done, NotFound, Overtaken, Step, perform
from paht.cases.texts import in_vault
from paht.identity import new_id
from paht.law.casework.admission import form_state, phone_number, sending_problems, tidy
from paht.law.casework.case import Actor, Case, FileRef, Place, Refused, Written
from paht.law.casework.commands import Enter, Send, Supplement
from paht.law.casework.decide import Facts, decided
from paht.law.casework.deciding.inquiry import LinkedFact
from paht.law.casework.states import Channel, Field, Kind, Occurrence, Role, Stage
from paht.law.casework.urgency import recognised
from paht.law.editions.in_force import not_yet
from paht.law.standing import NEW, Standing, together
from paht.people.senders import Recognition
from paht.people.standings import read_standing
from paht.people.vault import Sealed, seal

PERSONAL_FIELDS = ("name", "phone", "email", "address", "identity_number", "zalo", "facebook")
"""What is sealed of a form: the edition's fields, and the chat identity by which it came, where it came by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a person filled in. ``personal`` holds the edition's personal fields as typed, ``linked_to`` the case that
    the report takes up again."""

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
    occurrence: Occurrence | None = None
    happened_at: datetime | None = None
    confidential: bool = False
    linked_to: uuid.UUID | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class _Outside:
    """What lies outside the new case: who sends it, their standing, the case that it takes up; ``is_read`` says that
    nothing of it is a guess. ``repeated`` is what the same command sent before."""

    sender_id: uuid.UUID | None = None
    standing: Standing = NEW
    linked: LinkedFact | None = None
    repeated: Done | None = None
    is_read: bool = False
    lately: int = 0


class TooOften(Exception):  # noqa: N818  # an answer, not an error
    """The number has sent as many reports lately as one number may."""


def send(
    *,
    jurisdiction: Jurisdiction,
    filled: Filled,
    now: datetime,
    officer: Actor | None = None,
    own: Standing = NEW,
    most: int | None = None,
) -> Done | Refused:
    """Send the report; the answer is durable. Refused lists everything wrong with the form at once.

    With an ``officer`` it is entered for the person whose form it is (ST.7.2.office). ``own`` is the standing of the
    person who is signed in: a lock reaches them whatever number they type. ``most`` is how many reports a number may
    send within ``first_step.LATELY``, urgent ones aside: :class:`TooOften` where it has sent so many.
    """
    if (refused := not_yet(jurisdiction.editions, now)) is not None:
        return refused
    record_id = new_id()
    # Asked first and read last: the vault works while the rest is prepared.
    sender = Recognition(
        jurisdiction_id=jurisdiction.id, phone=filled.personal.get("phone", ""), record_id=record_id
    )
    try:
        return _send(jurisdiction.at(now), filled, now, officer, own, most, record_id, sender)
    finally:
        sender.drop()


def _send(
    jurisdiction: Jurisdiction,
    filled: Filled,
    now: datetime,
    officer: Actor | None,
    own: Standing,
    most: int | None,
    record_id: uuid.UUID,
    sender: Recognition,
) -> Done | Refused:
    edition = jurisdiction.edition
    description = _description(filled)
    salt = os.urandom(16)
    command = _command(jurisdiction, filled, in_vault(description, record_id=record_id, salt=salt))
    sealed: Sealed | None = None
    # At first as if nobody knew the sender: for most that is true, and then one round trip does it all. Where it is
    # not, nothing is written, and the answer says whose number it is, with what standing, or what the same command
    # sent before. Nobody is refused on a guess.
    outside = _read(jurisdiction, filled, sender.index, now) if filled.linked_to else _Outside()
    while True:
        if outside.repeated:
            return outside.repeated
        if (
            most is not None
            and outside.lately >= most
            and not is_urgent(jurisdiction=jurisdiction, filled=filled)
        ):
            raise TooOften
        sender_id = str(outside.sender_id or new_id())
        actor = officer or Actor(id=sender_id, roles=frozenset({Role.SENDER}))
        draft = Case(id=str(new_id()), edition=edition.id)
        decision = decided(
            draft,
            Enter(**_fields(command), sender=sender_id) if officer else command,
            actor=actor,
            facts=Facts(
                standing=together((outside.standing, own)),
                first_time=outside.sender_id is None,
                linked=outside.linked,
            ),
            now=now,
            edition=edition,
            calendar=jurisdiction.calendar,
        )
        if isinstance(decision, Refused):
            if outside.is_read:
                return decision
            outside = _read(jurisdiction, filled, sender.index, now)
            continue
        sealed = sealed or _sealed(record_id, jurisdiction, filled.personal, description, salt)
        change = rows.Step(
            jurisdiction=jurisdiction,
            command_id=filled.command_id,
            before=draft,
            events=decision.events,
            after=decision.after,
            sealed=(sealed,),
        )
        code = new_code(edition.code_prefix)
        sent = first_step.send(
            step=change, code=code, phone_index=sender.index, is_known=outside.sender_id is not None
        )
        if sent.is_written:
            return Done(change.after, code)
        if sent.state is not None and sent.code is not None:
            return Done(store.read_state(sent.state), sent.code, repeated=True)
        # Nobody either: somebody is writing the same sender or command this very moment, and is found next time.
        outside = _Outside(
            sent.sender_id,
            read_standing(sent.standing),
            outside.linked,
            is_read=sent.sender_id is not None,
            lately=sent.lately,
        )


def is_urgent(*, jurisdiction: Jurisdiction, filled: Filled) -> bool:
    """Whether the form would raise the alarm: then nothing that can be asked by phone keeps it from being sent."""
    found = recognised(
        edition=jurisdiction.edition, kind=filled.kind, field=filled.field, ticked=filled.urgent
    )
    return found is not None


def problems(*, jurisdiction: Jurisdiction, filled: Filled, now: datetime) -> tuple[Refused, ...]:
    """Everything that would keep this form from being sent; nothing is sent. For a form that is shown again anyway."""
    unwritten = Written("", "", len(_description(filled)))
    command = _command(jurisdiction, filled, unwritten)
    return sending_problems(edition=jurisdiction.edition, command=command, now=now)


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
        occurrence=filled.occurrence,
        happened_at=filled.happened_at,
        confidential=filled.confidential,
        linked_to=str(filled.linked_to) if filled.linked_to else None,
        urgent=filled.urgent,
    )


def _fields(command: Send) -> dict[str, Any]:
    return {field.name: getattr(command, field.name) for field in fields(Send)}


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


def _read(jurisdiction: Jurisdiction, filled: Filled, index: bytes, now: datetime) -> _Outside:
    """What lies outside, where a guess is not enough: a refusal says everything, a link is checked."""
    keys = [now - first_step.LATELY, jurisdiction.id, filled.command_id, jurisdiction.id, index]
    keys += [jurisdiction.id, filled.linked_to]
    with kept_connection() as raw:
        row = raw.execute(_OUTSIDE, keys).fetchone()
    assert row is not None
    state, code, sender_id, standing, lately, linked_sender, linked_stage = row
    repeated = Done(store.read_state(state), code, repeated=True) if state is not None else None
    linked = LinkedFact(str(linked_sender), Stage(linked_stage)) if linked_sender else None
    return _Outside(sender_id, read_standing(standing), linked, repeated, is_read=True, lately=lately)


_OUTSIDE = """
SELECT c.state, c.code, s.id, people_standing_with(s.jurisdiction_id, s.id),
       (SELECT count(*) FROM cases_case x
        WHERE x.jurisdiction_id = s.jurisdiction_id AND x.sender_id = s.id AND x.sent_at > %s), l.sender_id, l.stage
FROM (SELECT 1) AS one
LEFT JOIN cases_case c ON c.jurisdiction_id = %s AND c.command_id = %s
LEFT JOIN people_sender s ON s.jurisdiction_id = %s AND s.phone_index = %s
LEFT JOIN cases_case l ON l.jurisdiction_id = %s AND l.id = %s
"""


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
